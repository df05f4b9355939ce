// The JavaScript verification sample of the EnvoyOU guide, and the checks that the guide recommends.
const crypto = require('crypto');

function verifySignature(payload, signature, timestamp, secret) {
  const expectedSignature = crypto
    .createHmac('sha256', secret)
    .update(`${timestamp}.${JSON.stringify(payload)}`)
    .digest('hex');

  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(`v1,${expectedSignature}`)
  );
}

module.exports = (req, secret) => {
  const isValid = verifySignature(
    req.body,
    req.headers['x-envoyou-signature'],
    req.headers['x-envoyou-timestamp'],
    secret
  );
  return (
    isValid &&
    Math.abs(Date.now() / 1000 - Number(req.headers['x-envoyou-timestamp'])) <= 300 &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(req.headers['x-envoyou-nonce']) &&
    req.headers['x-envoyou-webhook-id'] === req.body.webhook_id &&
    req.headers['x-envoyou-event-type'] === req.body.type &&
    /^evt_/.test(req.body.id) &&
    Number.isInteger(req.body.created) &&
    'object' in req.body.data
  );
};
