// The verification sample of the task hub guide (there in TypeScript; the types are left out).
const crypto = require('crypto');

function verifySignature(
  payload,
  signature,
  secret
) {
  const expectedSignature = crypto
    .createHmac('sha256', secret)
    .update(payload)
    .digest('hex');
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expectedSignature)
  );
}

module.exports = (req, secret) => {
  const signature = req.headers['x-hub-signature'].replace('sha256=', '');
  const payload = JSON.stringify(req.body);

  return (
    verifySignature(payload, signature, secret) &&
    req.headers['x-hub-signature'].startsWith('sha256=') &&
    /^wh_/.test(req.headers['x-webhook-id']) &&
    /^dlv_/.test(req.headers['x-delivery-id']) &&
    req.headers['x-event-type'].length > 0 &&
    req.headers['content-type'] === 'application/json'
  );
};
