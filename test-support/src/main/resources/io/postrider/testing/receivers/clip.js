// The verification sample of the clip guide. It does not say what its payload is: here it is tried
// with the bytes that came, with their text, and with what was parsed, printed again.
const crypto = require('crypto');

function verifySignature(payload, signature, secret) {
  const hmac = crypto.createHmac('sha256', secret);
  hmac.update(payload);
  const expectedSignature = hmac.digest('hex');
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expectedSignature)
  );
}

module.exports = (req, secret) =>
  [req.raw, req.raw.toString('utf8'), JSON.stringify(req.body)].every((payload) =>
    verifySignature(payload, req.headers['x-webhook-signature'], secret)
  ) &&
  typeof req.body.event === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(req.body.timestamp) &&
  'data' in req.body &&
  /^evt_/.test(req.headers['x-webhook-event-id']);
