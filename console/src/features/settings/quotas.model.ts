import type { TenantDetail } from '../../api/types.ts';

export type Quota = keyof TenantDetail['usage'];

/** The quotas in the order that people look for them, with the highest limit of each. */
export const QUOTAS: readonly {
  readonly quota: Quota;
  readonly label: string;
  readonly max: number;
}[] = [
  { quota: 'webhooks', label: 'Webhooks', max: 1_000_000_000 },
  { quota: 'api_keys', label: 'API keys', max: 1_000_000_000 },
  { quota: 'events_per_second', label: 'Events a second over HTTP', max: 1_000_000_000 },
  { quota: 'bytes_per_second', label: 'Bytes of data a second over HTTP', max: 1_000_000_000 },
  { quota: 'tests', label: 'Tests under way', max: 1_000 },
  { quota: 'replays', label: 'Replays running', max: 1_000 },
  { quota: 'live_tails', label: 'Live streams open', max: 8 },
  { quota: 'searches', label: 'Searches under way', max: 1_000 },
];

/** How much is used of how much: "3 of 1,000", or the limit alone where nothing is counted. */
export function shareOf(use: TenantDetail['usage'][Quota]): string {
  const limit = use.limit.toLocaleString('en-US');
  return use.used === null ? limit : `${use.used.toLocaleString('en-US')} of ${limit}`;
}

/** Whether more is refused now. */
export function isFull(use: TenantDetail['usage'][Quota]): boolean {
  return use.limit === 0 || (use.used !== null && use.used >= use.limit);
}

/** Limits as they are typed in, by quota; an empty text stands for the deployment's. */
export type Typed = Partial<Record<Quota, string>>;

/** What is to be sent: the limits that were changed, as numbers or null. */
export function changesOf(before: TenantDetail['quotas'], typed: Typed) {
  const changes: Partial<Record<Quota, number | null>> = {};
  for (const { quota } of QUOTAS) {
    const text = typed[quota];
    if (text !== undefined) {
      const limit = text.trim() === '' ? null : Number(text);
      if (limit !== before[quota]) {
        changes[quota] = limit;
      }
    }
  }
  return changes;
}
