import type { Act } from '../../api/types.ts';
import type { AUDITED } from '../../routes/search.ts';

/** What acts there are to look for, by the beginning of their names. */
export const KINDS: Readonly<Record<(typeof AUDITED)[number], string>> = {
  'webhook.': 'Webhooks',
  'delivery.': 'Deliveries',
  'replay.': 'Replays',
  'event_type.': 'Event types',
  'api_key.': 'API keys',
  'tenant.': 'Tenants',
  'session.': 'Sessions',
  'secrets.': 'Sealing of secrets',
};

const ACTIONS: Readonly<Record<string, string>> = {
  'webhook.created': 'created a webhook',
  'webhook.updated': 'changed a webhook',
  'webhook.deleted': 'deleted a webhook',
  'webhook.enabled': 'enabled a webhook',
  'webhook.disabled': 'disabled a webhook',
  'webhook.paused': 'paused a webhook',
  'webhook.resumed': 'resumed a webhook',
  'webhook.tested': 'sent a test to a webhook',
  'webhook.secret_rotated': 'rotated the secret of a webhook',
  'webhook.secret_expired': 'let the previous secret of a webhook end',
  'delivery.replayed': 'sent a delivery out again',
  'replay.started': 'began a replay of dead letters',
  'replay.cancelled': 'stopped a replay of dead letters',
  'event_type.registered': 'registered an event type',
  'event_type.updated': 'changed an event type',
  'event_type.removed': 'removed an event type',
  'api_key.created': 'made an API key',
  'api_key.revoked': 'revoked an API key',
  'tenant.created': 'made a tenant',
  'tenant.updated': 'renamed a tenant',
  'tenant.deleted': 'deleted a tenant',
  'secrets.resealed': 'sealed secrets anew',
  'webhooks.republished': 'published webhooks anew',
  'session.opened': 'signed in',
  'session.closed': 'signed out',
};

/** What was done, so that it can stand behind the name of who did it. */
export function actionLabel(action: string): string {
  return ACTIONS[action] ?? action.replaceAll(/[._]/g, ' ');
}

export interface Difference {
  readonly field: string;
  /** Readable; absent where there was nothing. */
  readonly before?: string;
  readonly after?: string;
}

function readable(value: unknown): string {
  if (typeof value === 'string') {
    return value;
  }
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}

/** What an act changed, field by field; the version only counts changes, and is left out. */
export function differences(act: Pick<Act, 'before' | 'after'>): Difference[] {
  const before = act.before as Record<string, unknown>;
  const after = act.after as Record<string, unknown>;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => field !== 'version')
    .map((field) => ({
      field: field.replaceAll('_', ' '),
      ...(field in before && { before: readable(before[field]) }),
      ...(field in after && { after: readable(after[field]) }),
    }));
}
