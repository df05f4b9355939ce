import { expect, test } from 'vitest';

import { handled, type Progress, replayAll } from './replay.model.ts';

const ids = Array.from({ length: 10 }, (_, i) => `dlv_${i}`);

test('replays each once, and goes on past what is refused', async () => {
  const seen: string[] = [];
  const steps: Progress[] = [];
  const end = await replayAll(
    ids,
    ids.length,
    async (id) => {
      seen.push(id);
      if (id === 'dlv_3') {
        throw new Error('no longer kept');
      }
    },
    (progress) => steps.push(progress),
    () => false,
  );
  expect([...seen].sort()).toEqual(ids);
  expect(end).toEqual({
    total: 10,
    replayed: 9,
    refused: [{ id: 'dlv_3', why: 'no longer kept' }],
    state: 'done',
  });
  expect(steps.map(handled)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10]);
});

test('begins nothing more once it is cancelled', async () => {
  let count = 0;
  const end = await replayAll(
    ids,
    ids.length,
    async () => {
      count += 1;
    },
    () => {},
    () => count >= 3,
    1,
  );
  expect(count).toBe(3);
  expect(end.state).toBe('cancelled');
});

test('takes ids as they come in', async () => {
  async function* pages() {
    yield 'a';
    yield 'b';
  }
  const end = await replayAll(
    pages(),
    2,
    async () => {},
    () => {},
    () => false,
  );
  expect(end.replayed).toBe(2);
});
