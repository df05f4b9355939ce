// The verification sample of the project 44 guide.
const crypto = require('crypto');

function verifyWebhook(payload, signature, secret) {
  const expectedSignature = crypto
    .createHmac('sha256', secret)
    .update(JSON.stringify(payload))
    .digest('hex');

  return signature === expectedSignature;
}

module.exports = (req, secret) =>
  verifyWebhook(req.body, req.headers['x-webhook-signature'], secret) &&
  Object.keys(req.body).join() === 'event,data,timestamp' &&
  Number.isInteger(req.body.timestamp);
