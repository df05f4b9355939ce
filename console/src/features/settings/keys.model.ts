import type { Scope } from '../../api/permission.model.ts';
import type { ApiKey } from '../../api/types.ts';

/** What a key may do, in words of those who hand it out. */
export const SCOPES: readonly { readonly scope: Scope; readonly about: string }[] = [
  { scope: 'webhooks:read', about: 'See webhooks and event types, try filters' },
  {
    scope: 'webhooks:write',
    about: 'Create, change, switch, test and delete webhooks, rotate secrets',
  },
  { scope: 'events:write', about: 'Send events in: all that a producer needs' },
  {
    scope: 'deliveries:read',
    about: 'See deliveries with their bodies, dead letters and statistics',
  },
  { scope: 'deliveries:retry', about: 'Send deliveries out again' },
  { scope: 'metrics:read', about: 'Read the metrics of the deployment, with a key of no tenant' },
  { scope: 'admin', about: 'All of these, and API keys, tenants and the audit log' },
];

export type KeyState = 'active' | 'revoked' | 'expired';

export function stateOf(key: Pick<ApiKey, 'revoked_at' | 'expires_at'>, now: number): KeyState {
  if (key.revoked_at !== null) {
    return 'revoked';
  }
  return key.expires_at !== null && Date.parse(key.expires_at) <= now ? 'expired' : 'active';
}

const DAY = 24 * 60 * 60 * 1_000;

/** How long a key may be good for; the first is what is offered. */
export const LIVES = [
  { value: '90', label: '90 days' },
  { value: '30', label: '30 days' },
  { value: '7', label: '7 days' },
  { value: '365', label: 'a year' },
  { value: 'date', label: 'until a time of your choice' },
  { value: 'never', label: 'until it is revoked' },
] as const;
export type Life = (typeof LIVES)[number]['value'];

/** When a key made now ends; null for never, undefined when the time chosen is not one to come. */
export function endOf(life: Life, chosen: string, now: number): string | null | undefined {
  if (life === 'never') {
    return null;
  }
  const end = life === 'date' ? Date.parse(chosen) : now + Number(life) * DAY;
  return end > now ? new Date(end).toISOString() : undefined;
}
