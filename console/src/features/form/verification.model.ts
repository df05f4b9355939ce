/** A sample of how a receiver checks what it gets. */
export interface Snippet {
  readonly language: string;
  readonly install: string;
  readonly code: string;
}

/** For the standard format: the published libraries, with the secret from the environment. */
export const STANDARD: readonly Snippet[] = [
  {
    language: 'JavaScript',
    install: 'npm install standardwebhooks express',
    code: `import express from "express";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.env.WEBHOOK_SECRET);

express()
  // the signature is over the bytes as they came: take the raw body
  .post("/webhook", express.raw({ type: "*/*" }), (req, res) => {
    try {
      const event = webhook.verify(req.body.toString("utf8"), req.headers);
      console.log(event.type, event.data);
      res.sendStatus(204);
    } catch {
      res.sendStatus(400);
    }
  })
  .listen(3000);`,
  },
  {
    language: 'Python',
    install: 'pip install standardwebhooks flask',
    code: `import os

from flask import Flask, request
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

app = Flask(__name__)
webhook = Webhook(os.environ["WEBHOOK_SECRET"])


@app.post("/webhook")
def receive():
    try:
        event = webhook.verify(request.get_data(), dict(request.headers))
    except WebhookVerificationError:
        return "", 400
    print(event["type"], event["data"])
    return "", 204`,
  },
  {
    language: 'Java',
    install: 'com.standardwebhooks:standardwebhooks:1.2.0',
    code: `import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;

Webhook webhook = new Webhook(System.getenv("WEBHOOK_SECRET"));

@PostMapping("/webhook")
ResponseEntity<Void> receive(@RequestBody String body, @RequestHeader HttpHeaders sent) {
    try {
        webhook.verify(
                body,
                java.net.http.HttpHeaders.of(sent.asMultiValueMap(), (name, value) -> true));
    } catch (WebhookVerificationException e) {
        return ResponseEntity.badRequest().build();
    }
    return ResponseEntity.noContent().build();
}`,
  },
  {
    language: 'Go',
    install: 'go get github.com/standard-webhooks/standard-webhooks/libraries',
    code: `package main

import (
	"io"
	"log"
	"net/http"
	"os"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

func main() {
	webhook, err := standardwebhooks.NewWebhook(os.Getenv("WEBHOOK_SECRET"))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/webhook", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || webhook.Verify(body, r.Header) != nil {
			http.Error(w, "bad signature", http.StatusBadRequest)
			return
		}
		log.Printf("received %s", body)
		w.WriteHeader(http.StatusNoContent)
	})
	log.Fatal(http.ListenAndServe(":3000", nil))
}`,
  },
];
