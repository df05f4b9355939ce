import { describe, expect, test } from 'vitest';

import type { InboxAnswer } from '../../api/types.ts';
import { inWords } from './playground.model.ts';

describe('an answer in words', () => {
  test.each<[InboxAnswer, string]>([
    [{ status: 200, delay_ms: 0, retry_after: null, times: null }, '200'],
    [{ status: 429, retry_after: 5, times: 1 }, '429, Retry-After 5 s, once'],
    [{ status: 429, retry_after: 0 }, '429, Retry-After 0 s'],
    [{ status: 500, times: 2 }, '500, 2 times'],
    [{ status: 200, delay_ms: 12_000 }, '200, after 12 s'],
  ])('%o is "%s"', (answer, words) => {
    expect(inWords(answer)).toBe(words);
  });
});
