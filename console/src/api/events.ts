import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  skipToken,
} from '@tanstack/react-query';

import { api, take } from './client.ts';
import { NEXT } from './paging.ts';
import type { EventDetail } from './types.ts';

export interface EventFilter {
  readonly event_id?: string | undefined;
  readonly event_type?: string | undefined;
  readonly from?: string | undefined;
}

export const eventsQuery = (filter: EventFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', 'list', filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/events', {
          params: { query: { ...filter, limit: 25, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
    placeholderData: keepPreviousData,
  });

/** Pages of a search, of 5,000 records each, before it is given up. */
const SEARCHES = 4;
/** The clocks of Kafka and of the dispatcher differ by less. */
const CLOCKS_DIFFER_MS = 5_000;

/** Where the record of an event lies of which a delivery was made then; null when it is not found. */
export const eventPositionQuery = (id: string, made: string | undefined) =>
  queryOptions({
    queryKey: ['events', 'position', id, made],
    queryFn: made === undefined ? skipToken : () => positionOf(id, made),
    staleTime: Number.POSITIVE_INFINITY,
  });

async function positionOf(id: string, made: string): Promise<string | null> {
  const to = new Date(Date.parse(made) + CLOCKS_DIFFER_MS).toISOString();
  let cursor: string | undefined;
  for (let search = 0; search < SEARCHES; search++) {
    const page = await take(
      api.GET('/api/v1/events', {
        params: { query: { event_id: id, to, limit: 1, ...(cursor && { cursor }) } },
      }),
    );
    const [found] = page.data;
    if (found !== undefined || !page.next_cursor) {
      return found?.position ?? null;
    }
    cursor = page.next_cursor;
  }
  return null;
}

/** An event, and the text of the answer: parsing and printing its data would change numbers. */
export interface ShownEvent {
  readonly event: EventDetail;
  readonly text: string;
}

export const eventQuery = (id: string, position: string | undefined) =>
  queryOptions({
    queryKey: ['events', 'one', id, position],
    queryFn: async (): Promise<ShownEvent> => {
      const text = await take<string>(
        api.GET('/api/v1/events/{event}', {
          params: { path: { event: id }, query: position === undefined ? {} : { position } },
          parseAs: 'text',
        }) as Promise<{ data?: string; error?: unknown; response: Response }>,
      );
      return { event: JSON.parse(text) as EventDetail, text };
    },
    refetchInterval: (query) =>
      query.state.data?.event.deliveries.some(({ state }) => state === 'pending') ? 2_000 : false,
  });
