import type { DeadLetterReason, DeliveryState } from '../api/types.ts';

type Raw = Record<string, unknown>;

function text(raw: Raw, name: string): string | undefined {
  const value = raw[name];
  const found = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function oneOf<T extends string>(raw: Raw, name: string, allowed: readonly T[]): T | undefined {
  return allowed.find((value) => value === raw[name]);
}

/** Leaves out what is not set, so that it does not show in the address. */
function set<T extends object>(values: T): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}

export const DELIVERY_STATES: readonly DeliveryState[] = [
  'pending',
  'delivered',
  'failed',
  'cancelled',
];

export const DEAD_LETTER_REASONS: readonly DeadLetterReason[] = [
  'exhausted',
  'not_retried',
  'gone',
  'disabled',
  'invalid',
  'expired',
  'refused',
];

export const WEBHOOK_STATUSES = ['enabled', 'paused', 'disabled'] as const;
export type WebhookStatus = (typeof WEBHOOK_STATUSES)[number];

export const WEBHOOK_TABS = ['overview', 'deliveries', 'configuration', 'changes'] as const;
export type WebhookTab = (typeof WEBHOOK_TABS)[number];

/** Why somebody whom the identity provider sent back is not let in. */
export const REFUSALS = ['tenant', 'denied', 'failed', 'provider', 'database'] as const;

export function signInSearch(raw: Raw): { next?: string; refused?: (typeof REFUSALS)[number] } {
  const next = text(raw, 'next');
  return set({
    // only a place within the console
    next: next?.startsWith('/') && !next.startsWith('//') ? next : undefined,
    refused: oneOf(raw, 'refused', REFUSALS),
  }) as ReturnType<typeof signInSearch>;
}

/** The tenant whose things alone are shown, on every page, for those who may see more. */
export function shellSearch(raw: Raw): { tenant?: string } {
  return set({ tenant: text(raw, 'tenant') }) as { tenant?: string };
}

export function webhooksSearch(raw: Raw): {
  q?: string;
  status?: WebhookStatus;
} {
  return set({
    q: text(raw, 'q'),
    status: oneOf(raw, 'status', WEBHOOK_STATUSES),
  }) as ReturnType<typeof webhooksSearch>;
}

export function webhookSearch(raw: Raw): {
  tab?: WebhookTab;
  range?: string;
  status?: DeliveryState;
  event_type?: string;
} {
  return set({
    tab: oneOf(raw, 'tab', WEBHOOK_TABS),
    range: text(raw, 'range'),
    status: oneOf(raw, 'status', DELIVERY_STATES),
    event_type: text(raw, 'event_type'),
  }) as ReturnType<typeof webhookSearch>;
}

/** What the form begins with: an address that another page leads here with. */
export function newWebhookSearch(raw: Raw): { url?: string } {
  return set({ url: text(raw, 'url') }) as ReturnType<typeof newWebhookSearch>;
}

export function playgroundSearch(raw: Raw): { inbox?: string } {
  return set({ inbox: text(raw, 'inbox') }) as ReturnType<typeof playgroundSearch>;
}

export const AGES = ['1h', '24h', '7d', '30d'] as const;

export function deadLettersSearch(raw: Raw): {
  webhook?: string;
  reason?: DeadLetterReason;
  event_type?: string;
  age?: (typeof AGES)[number];
} {
  return set({
    webhook: text(raw, 'webhook'),
    reason: oneOf(raw, 'reason', DEAD_LETTER_REASONS),
    event_type: text(raw, 'event_type'),
    age: oneOf(raw, 'age', AGES),
  }) as ReturnType<typeof deadLettersSearch>;
}

export function eventsSearch(raw: Raw): {
  id?: string;
  type?: string;
  age?: (typeof AGES)[number];
} {
  return set({
    id: text(raw, 'id'),
    type: text(raw, 'type'),
    age: oneOf(raw, 'age', AGES),
  }) as ReturnType<typeof eventsSearch>;
}

export function liveSearch(raw: Raw): { type?: string } {
  return set({ type: text(raw, 'type') }) as ReturnType<typeof liveSearch>;
}

/** Where the event's record lies, or when a delivery of it was made, by which it is found. */
export function eventSearch(raw: Raw): { position?: string; made?: string } {
  const made = text(raw, 'made');
  return set({
    position: text(raw, 'position'),
    made: made !== undefined && !Number.isNaN(Date.parse(made)) ? made : undefined,
  }) as ReturnType<typeof eventSearch>;
}

export function eventTypesSearch(raw: Raw): { q?: string; type?: string } {
  return set({ q: text(raw, 'q'), type: text(raw, 'type') }) as ReturnType<typeof eventTypesSearch>;
}

export function sendSearch(raw: Raw): { type?: string } {
  return set({ type: text(raw, 'type') }) as ReturnType<typeof sendSearch>;
}

export const AUDITED = [
  'webhook.',
  'delivery.',
  'replay.',
  'event_type.',
  'api_key.',
  'tenant.',
  'session.',
  'secrets.',
] as const;

export function auditSearch(raw: Raw): {
  action?: (typeof AUDITED)[number];
  actor?: string;
  resource?: string;
  age?: (typeof AGES)[number];
} {
  return set({
    action: oneOf(raw, 'action', AUDITED),
    actor: text(raw, 'actor'),
    resource: text(raw, 'resource'),
    age: oneOf(raw, 'age', AGES),
  }) as ReturnType<typeof auditSearch>;
}

/** Whether a page shows less than there is of the tenant in view. */
export function narrows(search: object): boolean {
  return Object.keys(search).some((name) => name !== 'tenant');
}
