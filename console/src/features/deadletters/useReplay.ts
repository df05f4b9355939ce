import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { type DeadLetterFilter, deadLettersAfter, replayDeadLetter } from '../../api/queries.ts';
import { begun, type Progress, replayAll } from './replay.model.ts';

/** Replays dead letters from this page: those given, or all that a filter finds. */
export function useReplay() {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);

  const run = async (ids: Iterable<string> | AsyncIterable<string>, total: number) => {
    stopped.current = false;
    setProgress(begun(total));
    await replayAll(ids, total, replayDeadLetter, setProgress, () => stopped.current);
    await Promise.all([
      client.invalidateQueries({ queryKey: ['dead-letters'] }),
      client.invalidateQueries({ queryKey: ['deliveries'] }),
    ]);
  };

  return {
    progress,
    replaySome: (ids: readonly string[]) => run(ids, ids.length),
    replayFound: (filter: DeadLetterFilter, total: number) => run(idsOf(filter), total),
    cancel: () => {
      stopped.current = true;
    },
    dismiss: () => setProgress(null),
  };
}

/** Page by page; what fails again in the meantime is newer than the cursor and does not come again. */
async function* idsOf(filter: DeadLetterFilter): AsyncGenerator<string> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof deadLettersAfter>> = await deadLettersAfter(
      filter,
      cursor,
    );
    yield* page.data.map(({ id }) => id);
    cursor = page.next_cursor;
  } while (cursor !== null);
}
