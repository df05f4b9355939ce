# The Python verification sample of the EnvoyOU guide, without FastAPI around it.
import hmac, hashlib, json, time

ALLOWED_DRIFT = 300  # 5 minutes

def canonical_json(data):
  return json.dumps(data, separators=(',', ':'), sort_keys=True)

def verify_signature(payload: dict, signature: str, timestamp: str) -> bool:
  try:
    ts = int(timestamp)
  except (TypeError, ValueError):
    return False
  now = int(time.time())
  if abs(now - ts) > ALLOWED_DRIFT:
    return False
  body = f"{timestamp}.".encode() + canonical_json(payload).encode()
  digest = hmac.new(WEBHOOK_SECRET, body, hashlib.sha256).hexdigest()
  expected = f"v1,{digest}"
  try:
    return hmac.compare_digest(signature, expected)
  except Exception:
    return False

def verify(raw, headers, secret):
  global WEBHOOK_SECRET
  WEBHOOK_SECRET = secret
  # as Starlette's request.json() does
  payload = json.loads(raw)
  return verify_signature(
    payload, headers.get('x-envoyou-signature'), headers.get('x-envoyou-timestamp'))
