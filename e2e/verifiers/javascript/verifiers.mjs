// Lets published verifiers judge requests, as the guides' receivers do: one request on each line of
// the standard input, one verdict on each line of the standard output.
import { readFileSync } from 'node:fs';
import { verify as octokit } from '@octokit/webhooks-methods';
import { Webhook as Standard } from 'standardwebhooks';
import { Webhook as Svix } from 'svix';

const accepts = {
  standardwebhooks: (secret, headers, body) => Boolean(new Standard(secret).verify(body, headers)),
  svix: (secret, headers, body) => Boolean(new Svix(secret).verify(body, headers)),
  octokit: (secret, headers, body) => octokit(secret, body, headers['x-hub-signature']),
};

const text = (field) => Buffer.from(field, 'base64').toString('utf8');

async function refuses(verifier, secret, headers, body) {
  try {
    return !(await verifier(secret, headers, body));
  } catch {
    return true;
  }
}

async function verdict(line) {
  const [name, secretField, headersField, bodyField] = line.split('\t');
  const headers = Object.fromEntries(
    text(headersField)
      .split('\n')
      .filter(Boolean)
      .map((header) => header.split(/:(.*)/s).slice(0, 2))
  );
  const [secret, body] = [text(secretField), text(bodyField)];
  try {
    if (!(await accepts[name](secret, headers, body))) {
      return 'refused: the signature is wrong';
    }
  } catch (e) {
    return 'refused: ' + e.message.replace(/\s+/g, ' ');
  }
  return (await refuses(accepts[name], secret, headers, body + ' '))
    ? 'accepted'
    : 'accepted another body too';
}

for (const line of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  console.log(await verdict(line));
}
