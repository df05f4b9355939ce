import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';

import { asCurl, quoted } from './curl.model.ts';

const BODY = `{"type":"order.created","data":{"note":"it's $5 \\"now\\"","total":1.0}}`;

test('quotes what a shell would read', () => {
  expect(quoted(`it's`)).toBe(`'it'\\''s'`);
});

test('without a format that it can sign, it is the plain request', () => {
  const curl = asCurl({
    url: 'https://a.example/x',
    deliveryId: 'dlv_1',
    body: '{}',
    standard: false,
  });
  expect(curl).toBe(
    `curl -X POST 'https://a.example/x' \\\n  -H 'Content-Type: application/json' \\\n  --data-binary '{}'`,
  );
});

test('the commands make the signature that Standard Webhooks asks for', () => {
  const key = Buffer.from('0123456789abcdef0123456789abcdef');
  const script = asCurl({
    url: 'https://a.example/',
    deliveryId: 'dlv_1',
    body: BODY,
    standard: true,
  })
    .replace('whsec_...', `whsec_${key.toString('base64')}`)
    .replace('$(date +%s)', '1700000000')
    .replace('curl -X POST', 'printf "%s\\n"');
  const printed = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  const signature = createHmac('sha256', key).update(`dlv_1.1700000000.${BODY}`).digest('base64');
  expect(printed).toContain(`webhook-signature: v1,${signature}`);
  expect(printed).toContain(BODY);
});
