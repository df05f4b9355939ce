/** Puts a text between single quotes of a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export interface Post {
  readonly url: string;
  readonly deliveryId: string;
  readonly body: string;
  /** Whether the webhook is of the standard format and signs with a shared secret. */
  readonly standard: boolean;
}

/**
 * The POST as commands of a shell. In the standard format they sign it as Postrider does, with the
 * secret in SECRET: the console does not know it.
 */
export function asCurl(post: Post): string {
  if (!post.standard) {
    return [
      `curl -X POST ${quoted(post.url)} \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  --data-binary ${quoted(post.body)}`,
    ].join('\n');
  }
  return [
    `SECRET='whsec_...'   # the secret of the webhook`,
    `ID=${quoted(post.deliveryId)}`,
    `TIME=$(date +%s)`,
    `BODY=${quoted(post.body)}`,
    `KEY=$(printf '%s' "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`,
    `SIGNATURE=$(printf '%s' "$ID.$TIME.$BODY" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$KEY" -binary | base64)`,
    `curl -X POST ${quoted(post.url)} \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -H "webhook-id: $ID" \\`,
    `  -H "webhook-timestamp: $TIME" \\`,
    `  -H "webhook-signature: v1,$SIGNATURE" \\`,
    `  --data-binary "$BODY"`,
  ].join('\n');
}
