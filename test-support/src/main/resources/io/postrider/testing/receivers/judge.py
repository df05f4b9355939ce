# Lets the Python receivers judge requests; see judge.js.
import base64, importlib, os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

def verdict(line):
  name, secret, headers, body = line.rstrip('\n').split('\t')
  receiver = importlib.import_module(name)
  secret = base64.b64decode(secret)
  raw = base64.b64decode(body)
  pairs = (line.split(':', 1) for line in base64.b64decode(headers).decode().split('\n') if line)
  headers = {name.lower(): value for name, value in pairs}
  if not receiver.verify(raw, headers, secret):
    return 'refused: the signature is wrong'
  if receiver.verify(raw, headers, secret + b'x'):
    return 'accepted another secret too'
  if receiver.verify(raw[:-1] + b',"more":1}', headers, secret):
    return 'accepted another body too'
  return 'accepted'

for line in sys.stdin:
  if line.strip():
    print(verdict(line))
