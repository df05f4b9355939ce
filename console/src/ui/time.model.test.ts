import { describe, expect, test } from 'vitest';

import { duration, exactly, fromNow } from './time.model.ts';

const NOW = Date.parse('2026-01-31T12:00:00Z');

describe('fromNow', () => {
  test.each([
    [-1_000, 'just now'],
    [2_000, 'in a moment'],
    [-42_000, '42 seconds ago'],
    [-119_000, '1 minute ago'],
    [3_600_000, 'in 1 hour'],
    [-25 * 3_600_000, 'yesterday'],
    [-40 * 24 * 3_600_000, '22 Dec 2025'],
  ])('%i ms is "%s"', (distance, said) => {
    const text = fromNow(NOW + distance, NOW);
    expect(distance < -30 * 24 * 3_600_000 ? new Date(`${text} UTC`).getUTCDate() : text).toBe(
      distance < -30 * 24 * 3_600_000 ? 22 : said,
    );
  });
});

test('the exact instant names the zone and keeps the milliseconds', () => {
  expect(exactly(NOW + 7, 'Asia/Tokyo')).toBe('Sat, 31 Jan 2026, 21:00:00.007 GMT+9');
});

test.each([
  [0, '0 ms'],
  [850, '850 ms'],
  [1_000, '1 s'],
  [1_250, '1.3 s'],
  [61_000, '1 min 1 s'],
  [3_600_000, '1 h'],
  [27 * 3_600_000, '1 d 3 h'],
])('%i ms is said "%s"', (ms, said) => {
  expect(duration(ms)).toBe(said);
});
