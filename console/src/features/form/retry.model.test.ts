import { describe, expect, test } from 'vitest';

import { delayFault, delaysFault, moments, readDelays, seconds, written } from './retry.model.ts';

describe('a delay', () => {
  test.each([
    ['5s', 5],
    ['1m30s', 90],
    ['2h', 7_200],
    [' 24H ', 86_400],
    ['', null],
    ['5', null],
    ['1.5h', null],
    ['soon', null],
  ])('"%s" is %s seconds', (text, value) => {
    expect(seconds(text)).toBe(value);
  });

  test('is 1 s to 24 h', () => {
    expect(delayFault('0s')).toContain('between');
    expect(delayFault('25h')).toContain('between');
    expect(delayFault('24h')).toBeNull();
    expect(delayFault('x')).toContain('30s, 5m, 2h');
  });

  test('is written in its two largest units', () => {
    expect([0, 5, 90, 3_600, 90_061].map(written)).toEqual(['0s', '5s', '1m30s', '1h', '1d1h']);
  });
});

test('a list may be separated by spaces or commas', () => {
  expect(readDelays('5s, 1m 2h,')).toEqual(['5s', '1m', '2h']);
  expect(delaysFault('5s 1x')).toContain('1x');
  expect(delaysFault('1s '.repeat(51))).toContain('At most 50');
  expect(delaysFault('')).toBeNull();
});

describe('moments', () => {
  test('begin at once and add up', () => {
    expect(moments(['5s', '1m']).map((m) => m.after)).toEqual([0, 5, 65]);
  });

  test('of no retry is one attempt', () => {
    expect(moments([])).toEqual([{ attempt: 1, after: 0 }]);
  });
});
