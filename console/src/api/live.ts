import { createParser } from 'eventsource-parser';

import { api, take } from './client.ts';
import { ApiError, explain } from './problem.ts';
import type { ListedEvent } from './types.ts';

/** What there is to say of a stream. */
export type LiveNews =
  | { readonly kind: 'following' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'event'; readonly event: ListedEvent }
  | { readonly kind: 'passed over'; readonly count: number };

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/**
 * Follows events until the signal. A stream that ends, or that does not come about for a reason
 * that passes, is begun anew where it ended; any other reason is thrown.
 */
export async function followEvents(
  type: string | undefined,
  signal: AbortSignal,
  tell: (news: LiveNews) => void,
): Promise<void> {
  let position: string | undefined;
  let pause = FIRST_PAUSE;
  while (!signal.aborted) {
    try {
      const body = await open(type, position, signal);
      tell({ kind: 'following' });
      pause = FIRST_PAUSE;
      await read(body, tell, (id) => {
        position = id;
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      if (error instanceof ApiError && !explain(error).passing) {
        throw error;
      }
      tell({ kind: 'interrupted' });
    }
    await wait(pause, signal);
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
}

async function open(
  type: string | undefined,
  position: string | undefined,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  return take<ReadableStream<Uint8Array>>(
    api.GET('/api/v1/live/events', {
      params: {
        query: { ...(type !== undefined && { event_type: type }) },
        header: { ...(position !== undefined && { 'Last-Event-ID': position }) },
      },
      headers: { Accept: 'text/event-stream' },
      parseAs: 'stream',
      signal,
    }) as Promise<{ data?: ReadableStream<Uint8Array>; error?: unknown; response: Response }>,
  );
}

async function read(
  body: ReadableStream<Uint8Array>,
  tell: (news: LiveNews) => void,
  reached: (position: string) => void,
): Promise<void> {
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      if (event === 'event') {
        tell({ kind: 'event', event: JSON.parse(data) as ListedEvent });
      } else if (event === 'passed_over') {
        tell({ kind: 'passed over', count: (JSON.parse(data) as { count: number }).count });
      }
      if (id !== undefined) {
        reached(id);
      }
    },
  });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parser.feed(decoder.decode(part.value, { stream: true }));
  }
}

function wait(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, millis);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
