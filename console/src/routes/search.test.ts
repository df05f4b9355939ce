import { expect, test } from 'vitest';

import { deadLettersSearch, signInSearch, webhookSearch, webhooksSearch } from './search.ts';

test('what is not known is left out', () => {
  expect(webhooksSearch({ q: 'orders', status: 'odd', more: 1 })).toEqual({ q: 'orders' });
  expect(webhookSearch({ tab: 'deliveries', status: 'failed', range: '' })).toEqual({
    tab: 'deliveries',
    status: 'failed',
  });
  expect(deadLettersSearch({ reason: 'exhausted', age: '2y' })).toEqual({ reason: 'exhausted' });
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
