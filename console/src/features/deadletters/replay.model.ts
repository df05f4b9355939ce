/** How far a replay of many has come. */
export interface Progress {
  readonly total: number;
  readonly replayed: number;
  readonly refused: readonly { id: string; why: string }[];
  readonly state: 'running' | 'done' | 'cancelled';
}

export function begun(total: number): Progress {
  return { total, replayed: 0, refused: [], state: 'running' };
}

export function handled(progress: Progress): number {
  return progress.replayed + progress.refused.length;
}

/**
 * Replays one after the other, several at a time, until all are handled or it is cancelled. One that
 * is refused does not hold up the rest.
 */
export async function replayAll(
  ids: AsyncIterable<string> | Iterable<string>,
  total: number,
  replay: (id: string) => Promise<unknown>,
  tell: (progress: Progress) => void,
  cancelled: () => boolean,
  atATime = 4,
): Promise<Progress> {
  let progress = begun(total);
  const step = (change: Partial<Progress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  const queue = iterate(ids);
  const work = async () => {
    while (!cancelled()) {
      const next = await queue.next();
      if (next.done === true) {
        return;
      }
      try {
        await replay(next.value);
        step({ replayed: progress.replayed + 1 });
      } catch (e) {
        const why = e instanceof Error ? e.message : String(e);
        step({ refused: [...progress.refused, { id: next.value, why }] });
      }
    }
  };
  await Promise.all(Array.from({ length: atATime }, work));
  step({ state: cancelled() ? 'cancelled' : 'done' });
  return progress;
}

async function* iterate(ids: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield* ids;
}
