import { expect, test } from 'vitest';

import { endOf, stateOf } from './keys.model.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  [null, null, 'active'],
  [null, '2026-03-01T12:00:01Z', 'active'],
  [null, '2026-03-01T12:00:00Z', 'expired'],
  ['2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', 'revoked'],
] as const)('revoked at %s and expiring at %s, a key is %s', (revoked_at, expires_at, state) => {
  expect(stateOf({ revoked_at, expires_at }, NOW)).toBe(state);
});

test.each([
  ['never', '', null],
  ['7', '', '2026-03-08T12:00:00.000Z'],
  ['date', '2026-03-02T00:00:00Z', '2026-03-02T00:00:00.000Z'],
  ['date', '2026-03-01T11:59:59Z', undefined],
  ['date', '', undefined],
] as const)('a life of %s (%s) ends at %s', (life, chosen, end) => {
  expect(endOf(life, chosen, NOW)).toBe(end);
});
