// The verification sample of the EcoCast guide, as it stands there, behind an Express handler's view
// of a request.
const crypto = require('crypto');

function verifyWebhookSignature(payload, signature, secret) {
  const expectedSignature = crypto
    .createHmac('sha256', secret)
    .update(JSON.stringify(payload))
    .digest('hex');

  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expectedSignature),
  );
}

module.exports = (req, secret) => {
  const payload = req.body;
  const signature = req.header('X-EcoCast-Webhook-Signature');
  const timestamp = req.header('X-EcoCast-Webhook-Timestamp');
  const webhookId = req.header('X-EcoCast-Webhook-ID');
  return (
    verifyWebhookSignature(payload, signature, secret) &&
    /^whevt_[A-Za-z0-9_-]+$/.test(webhookId) &&
    webhookId === payload.id &&
    payload.event === req.header('X-EcoCast-Webhook-Event') &&
    payload.apiVersion === 'v1' &&
    Number.isInteger(payload.timestamp) &&
    Math.abs(Date.now() - Number(timestamp)) < 3600_000 &&
    /^dlv_/.test(req.header('X-EcoCast-Webhook-Delivery'))
  );
};
