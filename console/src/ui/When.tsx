import { Text, Tooltip } from '@mantine/core';
import { useSyncExternalStore } from 'react';

import { exactly, fromNow } from './time.model.ts';

const TICK = 10_000;
let now = Date.now();
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of watchers) {
      each();
    }
  }, TICK);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, as one clock for the whole page tells it. */
export function useNow(): number {
  return useSyncExternalStore(watch, () => {
    // the first one to look after a pause must not see an old time
    if (timer === undefined) {
      now = Date.now();
    }
    return now;
  });
}

/** A time as people say it; the exact instant, in the viewer's zone, on hover and focus. */
export function When({ at, dimmed = false }: { at: string; dimmed?: boolean }) {
  const present = useNow();
  const instant = Date.parse(at);
  return (
    <Tooltip label={exactly(instant)}>
      <Text
        component="time"
        dateTime={at}
        inherit
        span
        c={dimmed ? 'dimmed' : 'inherit'}
        style={{ whiteSpace: 'nowrap' }}
      >
        {fromNow(instant, Math.max(present, instant < Date.now() ? instant : 0))}
      </Text>
    </Tooltip>
  );
}
