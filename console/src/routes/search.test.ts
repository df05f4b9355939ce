import { expect, test } from 'vitest';

import {
  auditSearch,
  deadLettersSearch,
  eventSearch,
  narrows,
  shellSearch,
  signInSearch,
  WEBHOOK_STATUSES,
  webhookSearch,
  webhooksSearch,
} from './search.ts';

test('what is not known is left out', () => {
  expect(webhooksSearch({ q: 'orders', status: 'odd', more: 1 })).toEqual({ q: 'orders' });
  expect(webhookSearch({ tab: 'deliveries', status: 'failed', range: '' })).toEqual({
    tab: 'deliveries',
    status: 'failed',
  });
  expect(deadLettersSearch({ reason: 'exhausted', age: '2y' })).toEqual({ reason: 'exhausted' });
});

test.each(WEBHOOK_STATUSES)('webhooks that are %s can be linked to', (status) => {
  expect(webhooksSearch({ status })).toEqual({ status });
});

test('a search for a number is a text', () => {
  expect(webhooksSearch({ q: 42 })).toEqual({ q: '42' });
});

test.each([
  ['/dead-letters?reason=gone', true],
  ['//evil.example', false],
  ['https://evil.example', false],
])('after signing in, %s is gone to: %s', (next, is) => {
  expect(signInSearch({ next })).toEqual(is ? { next } : {});
});

test('the tenant in view is part of every address, and is no filter', () => {
  expect(shellSearch({ tenant: 'acme', q: 'orders' })).toEqual({ tenant: 'acme' });
  expect(narrows({ tenant: 'acme' })).toBe(false);
  expect(narrows({ tenant: 'acme', q: 'orders' })).toBe(true);
});

test('of acts, only kinds that there are are looked for', () => {
  expect(auditSearch({ action: 'api_key.', actor: 7, age: '2y' })).toEqual({
    action: 'api_key.',
    actor: '7',
  });
  expect(auditSearch({ action: 'api' })).toEqual({});
});

test('the time of a delivery, by which its event is found, is one', () => {
  expect(eventSearch({ made: '2026-01-31T12:00:00Z' })).toEqual({ made: '2026-01-31T12:00:00Z' });
  expect(eventSearch({ made: 'yesterday' })).toEqual({});
});
