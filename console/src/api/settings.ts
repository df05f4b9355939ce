import {
  hashKey,
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';

import { api, take } from './client.ts';
import { NEXT } from './paging.ts';
import type { NewApiKey, Tenant, TenantDetail } from './types.ts';

// API keys

export const apiKeysQuery = () =>
  infiniteQueryOptions({
    queryKey: ['api-keys'],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/api-keys', {
          params: { query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
  });

export function useCreateApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewApiKey) => take(api.POST('/api/v1/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
}

export function useRevokeApiKey() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: string) =>
      take(api.DELETE('/api/v1/api-keys/{key}', { params: { path: { key } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['api-keys'] }),
  });
}

// tenants

/** What their queries begin with. */
export const TENANTS = 'tenants';

/** All there are, by id; the same ones whichever is in view. */
export const tenantsQuery = () =>
  queryOptions({
    queryKey: [TENANTS],
    queryKeyHashFn: hashKey,
    queryFn: async () => {
      const all: Tenant[] = [];
      let cursor: string | null = null;
      do {
        const page: { data: Tenant[]; next_cursor: string | null } = await take(
          api.GET('/api/v1/tenants', {
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

/** One with its quotas and how much of them is used. */
export const tenantQuery = (id: string) =>
  queryOptions({
    queryKey: [TENANTS, id],
    queryKeyHashFn: hashKey,
    queryFn: () => take(api.GET('/api/v1/tenants/{tenant}', { params: { path: { tenant: id } } })),
  });

export function useSaveQuotas(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (quotas: Partial<TenantDetail['quotas']>) =>
      take(
        api.PATCH('/api/v1/tenants/{tenant}', {
          params: { path: { tenant: id } },
          body: { quotas },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [TENANTS] }),
  });
}

export function useSaveTenant(existing: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string | null }) =>
      existing
        ? take(
            api.PATCH('/api/v1/tenants/{tenant}', {
              params: { path: { tenant: id } },
              body: { name },
            }),
          )
        : take(api.POST('/api/v1/tenants', { body: { id, name } })),
    onSuccess: () => client.invalidateQueries({ queryKey: [TENANTS] }),
  });
}

export function useDeleteTenant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tenant: string) =>
      take(api.DELETE('/api/v1/tenants/{tenant}', { params: { path: { tenant } } })),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: [TENANTS] }),
        client.invalidateQueries({ queryKey: ['api-keys'] }),
      ]),
  });
}

// the audit log

export interface AuditFilter {
  readonly action?: string | undefined;
  readonly actor?: string | undefined;
  readonly resource_id?: string | undefined;
  readonly from?: string | undefined;
}

export const auditQuery = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam }) =>
      take(
        api.GET('/api/v1/audit', {
          params: { query: { ...filter, limit: 50, ...(pageParam && { cursor: pageParam }) } },
        }),
      ),
    ...NEXT,
    placeholderData: keepPreviousData,
  });

// signing in

/** What there is to sign in with. */
export const signInQuery = () =>
  queryOptions({
    queryKey: ['sign-in'],
    queryFn: () => take(api.GET('/api/v1/sign-in')),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
