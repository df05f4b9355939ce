import { describe, expect, test } from 'vitest';

import type { Point } from '../../api/types.ts';
import {
  conditionOf,
  count,
  errorLabel,
  latestCondition,
  percent,
  periodOf,
  RANGES,
  rangeOf,
  ranked,
} from './figures.model.ts';

test.each([
  [null, '–'],
  [1, '100 %'],
  [0.99997, '99.9 %'],
  [0.987, '99 %'],
  [0.021, '2.1 %'],
  [0, '0 %'],
])('%s is said %s', (rate, said) => {
  expect(percent(rate)).toBe(said);
});

test('large counts are short', () => {
  expect(count(9_999)).toBe('9,999');
  expect(count(1_250_000)).toBe('1.3M');
});

test('a period ends on the next whole minute and is as long as its range', () => {
  const { from, to } = periodOf(rangeOf('24h'), Date.parse('2026-01-31T12:00:30Z'));
  expect(to).toBe('2026-01-31T12:01:00.000Z');
  expect(from).toBe('2026-01-30T12:01:00.000Z');
});

test('an unknown range is a day, and no range has more points than the API gives', () => {
  expect(rangeOf('gone').code).toBe('24h');
  const sizes = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
  for (const range of RANGES) {
    expect(range.span / sizes[range.interval]).toBeLessThan(1_500);
  }
});

describe('the condition', () => {
  test.each([
    [0, null, 'quiet'],
    [100, 0.01, 'healthy'],
    [100, 0.2, 'struggling'],
    [10, 0.5, 'failing'],
  ] as const)('of %i attempts with an error rate of %s is %s', (attempts, error_rate, is) => {
    expect(conditionOf({ attempts, error_rate })).toBe(is);
  });

  test('of late does not count what is long over', () => {
    const point = (attempts: number, error_rate: number | null) =>
      ({ attempts, error_rate }) as Point;
    const recovered = [point(50, 1), point(10, 0), point(0, null), point(10, 0)];
    expect(latestCondition(recovered)).toBe('healthy');
    expect(latestCondition([...recovered, point(30, 1)])).toBe('failing');
    expect(latestCondition([])).toBe('quiet');
  });
});

test('errors are ranked and said in words', () => {
  expect(ranked({ timeout: 1, http_5xx: 4, tls: 0 }, errorLabel)).toEqual([
    { kind: 'http_5xx', label: 'Server error (5xx)', count: 4, share: 1 },
    { kind: 'timeout', label: 'No answer in time', count: 1, share: 0.25 },
  ]);
});
