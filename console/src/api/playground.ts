import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';

import { api, take } from './client.ts';
import type { InboxAnswer } from './types.ts';

const LIVE = 2_000;
const LIST = ['playground', 'inboxes'] as const;

export const inboxesQuery = () =>
  queryOptions({
    queryKey: LIST,
    queryFn: () => take(api.GET('/api/v1/playground/inboxes')),
    staleTime: 10_000,
  });

export const inboxRequestsQuery = (inbox: string, paused: boolean) =>
  queryOptions({
    queryKey: ['playground', 'requests', inbox],
    queryFn: () =>
      take(api.GET('/api/v1/playground/inboxes/{inbox}/requests', { params: { path: { inbox } } })),
    refetchInterval: paused ? false : LIVE,
  });

export function useCreateInbox() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      take(api.POST('/api/v1/playground/inboxes', { body: name.trim() === '' ? {} : { name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: LIST }),
  });
}

export function useDeleteInbox() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (inbox: string) =>
      take(api.DELETE('/api/v1/playground/inboxes/{inbox}', { params: { path: { inbox } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: LIST }),
  });
}

export function useClearInbox(inbox: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      take(
        api.DELETE('/api/v1/playground/inboxes/{inbox}/requests', { params: { path: { inbox } } }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['playground', 'requests', inbox] }),
  });
}

export function useInboxAnswer(inbox: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (answer: InboxAnswer) =>
      take(
        api.PUT('/api/v1/playground/inboxes/{inbox}/answer', {
          params: { path: { inbox } },
          body: answer,
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['playground', 'requests', inbox] }),
  });
}

export function useVerifyInbox(inbox: string) {
  return useMutation({
    mutationFn: (secret: string) =>
      take(
        api.POST('/api/v1/playground/inboxes/{inbox}/verify', {
          params: { path: { inbox } },
          body: { secret },
        }),
      ),
  });
}
