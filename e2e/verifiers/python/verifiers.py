# Lets a published verifier judge requests, as a receiver does: one request on each line of the
# standard input, one verdict on each line of the standard output.
import base64
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

VERIFIERS = {"standardwebhooks": Webhook}


def refuses(verifier, headers, body):
    try:
        verifier.verify(body, headers)
    except WebhookVerificationError:
        return True
    return False


def verdict(line):
    name, *fields = line.rstrip("\n").split("\t")
    secret, headers, body = (base64.b64decode(field) for field in fields)
    headers = dict(header.split(":", 1) for header in headers.decode().split("\n"))
    verifier = VERIFIERS[name](secret.decode())
    try:
        verifier.verify(body, headers)
    except Exception as e:
        return "refused: " + " ".join(str(e).split())
    return "accepted" if refuses(verifier, headers, body + b" ") else "accepted another body too"


for line in sys.stdin:
    if line.strip():
        print(verdict(line))
