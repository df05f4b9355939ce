import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import { api, take } from './client.ts';
import { NEXT } from './paging.ts';
import { ApiError } from './problem.ts';
import type {
  DeadLetterReason,
  DeliveryDetail,
  DeliveryState,
  EventType,
  Interval,
  NewEvent,
  NewReplay,
  NewWebhook,
  PreviewRequest,
  Webhook,
  WebhookChange,
} from './types.ts';

const LIVE = 5_000;
const MOST_LIVE_PAGES = 2;

/** Asks again and again while few pages are shown: to ask for many anew would cost more than it tells. */
export function live(every: number) {
  return (query: { state: { data?: { pages: unknown[] } | undefined } }): number | false =>
    (query.state.data?.pages.length ?? 0) > MOST_LIVE_PAGES ? false : every;
}

// webhooks

export interface WebhookFilter {
  readonly search?: string | undefined;
  readonly active?: boolean | undefined;
  readonly paused?: boolean | undefined;
}

export const webhooksQuery = (filter: WebhookFilter) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', 'list', filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/webhooks', {
          params: { query: { ...filter, limit: 20, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
    placeholderData: keepPreviousData,
  });

/** The names of webhooks, for places that only know their ids. */
export const webhookNamesQuery = () =>
  queryOptions({
    queryKey: ['webhooks', 'names'],
    queryFn: () => take(api.GET('/api/v1/webhooks', { params: { query: { limit: 100 } } })),
    staleTime: 60_000,
  });

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', id],
    queryFn: () => take(api.GET('/api/v1/webhooks/{id}', { params: { path: { id } } })),
  });

export const courseQuery = (id: string, from: string, to: string, interval: Interval) =>
  queryOptions({
    queryKey: ['webhooks', 'course', id, from, to, interval],
    queryFn: () =>
      take(
        api.GET('/api/v1/webhooks/{id}/analytics', {
          params: { path: { id }, query: { from, to, interval } },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: LIVE,
  });

export const totalCourseQuery = (from: string, to: string, interval: Interval) =>
  queryOptions({
    queryKey: ['course', from, to, interval],
    queryFn: () =>
      take(api.GET('/api/v1/analytics', { params: { query: { from, to, interval } } })),
    placeholderData: keepPreviousData,
    staleTime: LIVE,
  });

export interface DeliveryFilter {
  readonly status?: DeliveryState | undefined;
  readonly event_type?: string | undefined;
}

export const deliveriesQuery = (id: string, filter: DeliveryFilter, limit = 25) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', id, filter, limit],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/webhooks/{id}/deliveries', {
          params: {
            path: { id },
            query: {
              limit,
              ...(filter.status && { state: filter.status }),
              ...(filter.event_type && { event_type: filter.event_type }),
              ...(pageParam && { cursor: pageParam }),
            },
          },
        }),
      ),
    ...NEXT,
    placeholderData: keepPreviousData,
  });

/** A delivery, and the text of its body exactly as it was sent. */
export interface ShownDelivery {
  readonly delivery: DeliveryDetail;
  readonly text: string;
}

export const deliveryQuery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: async (): Promise<ShownDelivery> => {
      const text = await take<string>(
        api.GET('/api/v1/deliveries/{delivery}', {
          params: { path: { delivery: id } },
          parseAs: 'text',
        }) as Promise<{ data?: string; error?: unknown; response: Response }>,
      );
      return { delivery: JSON.parse(text) as DeliveryDetail, text };
    },
    refetchInterval: (query) => (query.state.data?.delivery.state === 'pending' ? 2_000 : false),
  });

export function useSaveWebhook(id: string | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (asked: { body: NewWebhook | WebhookChange; version?: number }) => {
      if (id === null) {
        return take(api.POST('/api/v1/webhooks', { body: asked.body as NewWebhook }));
      }
      return take(
        api.PATCH('/api/v1/webhooks/{id}', {
          params: {
            path: { id },
            ...(asked.version !== undefined && { header: { 'If-Match': `"${asked.version}"` } }),
          },
          body: asked.body as WebhookChange,
        }),
      );
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
}

export type WebhookSwitch = 'enable' | 'disable' | 'pause' | 'resume';

export function useSwitchWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, to }: { id: string; to: WebhookSwitch }) =>
      take(api.POST(`/api/v1/webhooks/{id}/${to}`, { params: { path: { id } } })),
    onSuccess: (webhook: Webhook) =>
      client.setQueryData(webhookQuery(webhook.id).queryKey, webhook),
    onSettled: () => client.invalidateQueries({ queryKey: ['webhooks'] }),
  });
}

export function useDeleteWebhook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => {
      await take(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } }));
      client.removeQueries({ queryKey: webhookQuery(id).queryKey });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks', 'list'] }),
  });
}

export function useRotateSecret(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (overlap: string | null) =>
      take(
        api.POST('/api/v1/webhooks/{id}/regenerate-secret', {
          params: { path: { id } },
          body: overlap === null ? {} : { overlap },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['webhooks', 'one', id] }),
  });
}

export function useTestWebhook(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ eventType, data }: { eventType: string; data: string | null }) =>
      take(
        api.POST('/api/v1/webhooks/{id}/test', {
          params: { path: { id }, query: { event_type: eventType } },
          ...(data === null
            ? {}
            : {
                body: data as never,
                bodySerializer: (text: unknown) => text as string,
                headers: { 'Content-Type': 'application/json' },
              }),
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries', 'list', id] }),
  });
}

export function useRetryDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      take(api.POST('/api/v1/deliveries/{delivery}/retry', { params: { path: { delivery: id } } })),
    onSettled: (_data, _error, id) =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['deliveries', 'one', id] }),
        client.invalidateQueries({ queryKey: ['deliveries', 'list'] }),
        client.invalidateQueries({ queryKey: ['dead-letters'] }),
      ]),
  });
}

// dead letters

export interface DeadLetterFilter {
  readonly webhook?: string | undefined;
  readonly reason?: DeadLetterReason | undefined;
  readonly event_type?: string | undefined;
  readonly from?: string | undefined;
}

export const deadLettersQuery = (filter: DeadLetterFilter) =>
  infiniteQueryOptions({
    queryKey: ['dead-letters', 'list', filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/dead-letters', {
          params: { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
    placeholderData: keepPreviousData,
  });

export const deadLetterGroupsQuery = (filter: DeadLetterFilter) =>
  queryOptions({
    queryKey: ['dead-letters', 'groups', filter],
    queryFn: () => take(api.GET('/api/v1/dead-letters/groups', { params: { query: filter } })),
    placeholderData: keepPreviousData,
  });

const REPLAYS_SHOWN = 20;

/** Replays of many, the latest first; asked for often while one of them runs. */
export const replaysQuery = () =>
  infiniteQueryOptions({
    queryKey: ['replays', 'list'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/dead-letters/replays', {
          params: { query: { limit: REPLAYS_SHOWN, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
    refetchInterval: (query) =>
      query.state.data?.pages.some(({ data }) => data.some(({ state }) => state === 'running'))
        ? 1_000
        : LIVE,
  });

/** How many letters a replay would be about, without beginning it. */
export const replayForecastQuery = (wanted: NewReplay) =>
  queryOptions({
    queryKey: ['replays', 'forecast', wanted],
    queryFn: async () => {
      const answer = await take(
        api.POST('/api/v1/dead-letters/replays', { body: { ...wanted, dry_run: true } }),
      );
      if (!('dry_run' in answer)) {
        throw new Error('a dry run began a replay');
      }
      return answer;
    },
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

/** The same key each time it is tried, so that it begins once. */
export function useStartReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ wanted, key }: { wanted: NewReplay; key: string }) =>
      take(
        api.POST('/api/v1/dead-letters/replays', {
          params: { header: { 'Idempotency-Key': key } },
          body: wanted,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['replays', 'list'] }),
  });
}

export function useCancelReplay() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (replay: string) =>
      take(
        api.POST('/api/v1/dead-letters/replays/{replay}/cancel', { params: { path: { replay } } }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['replays', 'list'] }),
  });
}

// event types, formats, filters

export const eventTypesQuery = () =>
  queryOptions({
    queryKey: ['event-types'],
    queryFn: async () => {
      const all: EventType[] = [];
      let cursor: string | null = null;
      do {
        const page: { data: EventType[]; next_cursor: string | null } = await take(
          api.GET('/api/v1/event-types', {
            params: { query: { limit: 100, ...(cursor && { cursor }) } },
          }),
        );
        all.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor !== null);
      return all;
    },
    staleTime: 30_000,
  });

export const formatsQuery = () =>
  queryOptions({
    queryKey: ['formats'],
    queryFn: async () => (await take(api.GET('/api/v1/formats'))).data,
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useSaveEventType(existing: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({
      name,
      ...about
    }: {
      name: string;
      description: string | null;
      schema: Record<string, unknown> | null;
      example: unknown;
    }) =>
      existing
        ? take(
            api.PUT('/api/v1/event-types/{name}', {
              params: { path: { name } },
              body: about as never,
            }),
          )
        : take(api.POST('/api/v1/event-types', { body: { name, ...about } as never })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['event-types'] }),
  });
}

export function useDeleteEventType() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      take(api.DELETE('/api/v1/event-types/{name}', { params: { path: { name } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['event-types'] }),
  });
}

export function tryFilter(filter: Record<string, unknown>, event: Record<string, unknown>) {
  return take(api.POST('/api/v1/filters/test', { body: { filter, event } }));
}

/** The sample's data is sent as it was written: it is shown byte for byte. */
export function previewPost(about: PreviewRequest, data: string) {
  return take(
    api.POST('/api/v1/formats/preview', {
      body: about,
      bodySerializer: ({ event, ...webhook }: PreviewRequest) =>
        `${JSON.stringify(webhook).slice(0, -1)},"event":${JSON.stringify(event).slice(0, -1)},"data":${data}}}`,
      headers: { 'Content-Type': 'application/json' },
    }),
  );
}

// events

/** The data is sent as it was written: parsing and printing would change numbers. */
export function useSendEvent() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ event, data, key }: { event: NewEvent; data: string; key: string }) =>
      take(
        api.POST('/api/v1/events', {
          params: { header: { 'Idempotency-Key': key } },
          body: event,
          bodySerializer: (about) => `${JSON.stringify(about).slice(0, -1)},"data":${data}}`,
          headers: { 'Content-Type': 'application/json' },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['deliveries'] }),
  });
}

export const invalidRecordsQuery = () =>
  infiniteQueryOptions({
    queryKey: ['invalid-records'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/invalid-records', {
          params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
  });

// health

export interface HealthPart {
  readonly status: string;
  readonly components?: Readonly<Record<string, HealthPart>>;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Readiness is told beside the API, and a part that is down is an answer, not an error. */
export const healthQuery = () =>
  queryOptions({
    queryKey: ['health'],
    queryFn: async (): Promise<HealthPart> => {
      let answer: Response;
      try {
        answer = await fetch('/actuator/health', { headers: { Accept: 'application/json' } });
      } catch {
        throw new ApiError(0, null);
      }
      if (!answer.ok && answer.status !== 503) {
        throw new ApiError(answer.status, null);
      }
      return (await answer.json()) as HealthPart;
    },
    refetchInterval: LIVE,
  });

export const pipelineQuery = () =>
  queryOptions({
    queryKey: ['pipeline'],
    queryFn: () => take(api.GET('/api/v1/pipeline')),
    refetchInterval: LIVE,
  });

/** Why deliveries of a webhook wait, where they do. */
export const laneQuery = (id: string) =>
  queryOptions({
    queryKey: ['lane', id],
    queryFn: () => take(api.GET('/api/v1/webhooks/{id}/lane', { params: { path: { id } } })),
    refetchInterval: LIVE,
  });
