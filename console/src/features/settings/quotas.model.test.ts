import { expect, test } from 'vitest';

import { changesOf, isFull, shareOf } from './quotas.model.ts';

test.each([
  [3, 1_000, '3 of 1,000', false],
  [5, 3, '5 of 3', true],
  [null, 50_000_000, '50,000,000', false],
  [0, 0, '0 of 0', true],
  [null, 0, '0', true],
] as const)('%s used of %s is shown as %s, full: %s', (used, limit, text, full) => {
  expect(shareOf({ used, limit })).toBe(text);
  expect(isFull({ used, limit })).toBe(full);
});

test('only limits that were changed are sent, and an empty one brings back the default', () => {
  const before = {
    webhooks: 5,
    api_keys: null,
    events_per_second: null,
    bytes_per_second: null,
    tests: 3,
    replays: null,
    live_tails: null,
    searches: 7,
  };

  expect(changesOf(before, { webhooks: '5', api_keys: '', tests: ' ', searches: '0' })).toEqual({
    tests: null,
    searches: 0,
  });
});
