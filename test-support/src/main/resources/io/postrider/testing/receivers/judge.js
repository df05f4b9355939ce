// Lets receivers judge requests: one on each line of the standard input, one verdict on each line of
// the standard output. A receiver must also refuse the request when its body or the secret is
// another.
const fs = require('fs');
const path = require('path');

function text(field) {
  return Buffer.from(field, 'base64').toString('utf8');
}

/** What express.json() makes of a body: it takes objects and arrays alone. */
function parsed(raw, headers) {
  if (!/^application\/json\b/.test(headers['content-type'])) {
    throw new Error('express.json() does not read ' + headers['content-type']);
  }
  const body = raw.toString('utf8');
  if (!/^[\x20\x09\x0a\x0d]*[\[{]/.test(body)) {
    throw new Error('express.json() takes objects and arrays alone');
  }
  return JSON.parse(body);
}

function accepts(receiver, raw, headers, secret) {
  return receiver(
    { raw, headers, body: parsed(raw, headers), header: (name) => headers[name.toLowerCase()] },
    secret
  );
}

function refuses(receiver, raw, headers, secret) {
  try {
    return !accepts(receiver, raw, headers, secret);
  } catch (e) {
    return true;
  }
}

/** A digit or letter of the body that is another. */
function changed(raw) {
  const copy = Buffer.from(raw);
  const at = copy.findIndex((byte) => (byte >= 0x31 && byte <= 0x38) || (byte >= 0x61 && byte <= 0x79));
  copy[at < 0 ? 0 : at] += 1;
  return copy;
}

function verdict(line) {
  const [name, secretField, headersField, bodyField] = line.split('\t');
  const receiver = require(path.join(__dirname, name + '.js'));
  const secret = text(secretField);
  const raw = Buffer.from(bodyField, 'base64');
  const headers = {};
  for (const header of text(headersField).split('\n').filter(Boolean)) {
    const colon = header.indexOf(':');
    headers[header.slice(0, colon).toLowerCase()] = header.slice(colon + 1);
  }
  try {
    if (!accepts(receiver, raw, headers, secret)) {
      return 'refused: the signature or a header is wrong';
    }
  } catch (e) {
    return 'refused: ' + e.message.replace(/\s+/g, ' ');
  }
  if (!refuses(receiver, changed(raw), headers, secret)) {
    return 'accepted another body too';
  }
  return refuses(receiver, raw, headers, secret + 'x') ? 'accepted' : 'accepted another secret too';
}

const lines = fs.readFileSync(0, 'utf8').split('\n').filter(Boolean);
process.stdout.write(lines.map((line) => verdict(line) + '\n').join(''));
