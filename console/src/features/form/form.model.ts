import type { NewWebhook, Webhook, WebhookChange } from '../../api/types.ts';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import {
  type AccessValues,
  accessFaults,
  accessOf,
  draftOfAccess,
  NO_ACCESS,
} from './access.model.ts';
import { addressFault } from './address.model.ts';
import { delaysFault, readDelays } from './retry.model.ts';

/** A header of the webhook's own; the API shows no values, so one that is kept has none here. */
export interface HeaderField {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly kept: boolean;
}

/** What the form holds. Empty means: as the format has it. */
export interface FormValues {
  readonly url: string;
  readonly name: string;
  readonly description: string;
  readonly tenant: string;
  readonly events: readonly string[];
  readonly filter: string;
  readonly format: string;
  readonly retry: 'format' | 'own';
  readonly delays: string;
  readonly jitter: number;
  readonly timeoutSeconds: number | '';
  readonly limited: boolean;
  readonly deliveries: number | '';
  readonly period: string;
  readonly headers: readonly HeaderField[];
  readonly access: AccessValues;
  readonly scheme: 'hmac-sha256' | 'ed25519';
  readonly secret: string;
  readonly testMode: boolean;
  readonly active: boolean;
}

/** What the API says of a webhook's headers instead of their values. */
export const MASK = '********';

export function emptyForm(format: string): FormValues {
  return {
    url: '',
    name: '',
    description: '',
    tenant: '',
    events: [],
    filter: '',
    format,
    retry: 'format',
    delays: '',
    jitter: 10,
    timeoutSeconds: '',
    limited: false,
    deliveries: 60,
    period: '1m',
    headers: [],
    access: NO_ACCESS,
    scheme: 'hmac-sha256',
    secret: '',
    testMode: false,
    active: true,
  };
}

export function formOf(webhook: Webhook): FormValues {
  return {
    ...emptyForm(webhook.format),
    url: webhook.url,
    name: webhook.name ?? '',
    description: webhook.description ?? '',
    tenant: webhook.tenant,
    events: webhook.events,
    filter: webhook.filter === null ? '' : pretty(JSON.stringify(webhook.filter)),
    retry: 'own',
    delays: webhook.retry_policy.delays.join(' '),
    jitter: Math.round(webhook.retry_policy.jitter * 100),
    timeoutSeconds: webhook.timeout_ms / 1_000,
    limited: webhook.rate_limit !== null,
    deliveries: webhook.rate_limit?.deliveries ?? 60,
    period: webhook.rate_limit?.period ?? '1m',
    headers: Object.keys(webhook.headers).map((name) => ({
      key: name,
      name,
      value: '',
      kept: true,
    })),
    access: accessOf(webhook),
    scheme: webhook.signature_scheme,
    testMode: webhook.test_mode,
    active: webhook.active,
  };
}

/** Whether the address leads to another scheme, host or port than the one that is saved. */
export function leadsElsewhere(address: string, saved: string | undefined): boolean {
  return (
    saved !== undefined && addressFault(address) === null && originOf(address) !== originOf(saved)
  );
}

function originOf(address: string): string {
  return new URL(address.trim()).origin;
}

/** The values, without the credentials and header values that stay with the saved address. */
export function valuesForAddress(values: FormValues, saved: string | undefined): FormValues {
  return leadsElsewhere(values.url, saved)
    ? {
        ...values,
        headers: values.headers.map((header) => ({ ...header, kept: false })),
        access: { ...values.access, kept: NO_ACCESS.kept },
      }
    : values;
}

export type Faults = Readonly<Record<string, string>>;

const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What is wrong, by field of the form. */
export function faults(values: FormValues): Faults {
  const found: Record<string, string | null> = {
    url: addressFault(values.url),
    events: values.events.length === 0 ? 'Choose at least one event type, or all events' : null,
    filter: filterFault(values.filter),
    delays: values.retry === 'own' ? delaysFault(values.delays) : null,
    timeoutSeconds: outside(values.timeoutSeconds, 1, 30) ? 'Between 1 and 30 seconds' : null,
    deliveries:
      values.limited && (values.deliveries === '' || outside(values.deliveries, 1, 10_000))
        ? 'Between 1 and 10,000'
        : null,
    ...accessFaults(values.access, values.url),
  };
  for (const header of values.headers) {
    found[`headers.${header.key}`] = headerFault(header, values.headers);
  }
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== null),
  );
}

function outside(value: number | '', least: number, most: number): boolean {
  return value !== '' && (value < least || value > most);
}

/** What is wrong with the text of a filter; an empty one is none. */
export function filterFault(text: string): string | null {
  if (text.trim() === '') {
    return null;
  }
  const fault = jsonFault(text);
  if (fault !== null) {
    return fault;
  }
  const filter: unknown = JSON.parse(text);
  return isObject(filter) ? null : 'A filter is a JSON object, like {"data": {"total": [100]}}';
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function headerFault(header: HeaderField, all: readonly HeaderField[]): string | null {
  if (!HEADER_NAME.test(header.name)) {
    return 'A header has a name of letters, digits and hyphens';
  }
  const same = all.filter(({ name }) => name.toLowerCase() === header.name.toLowerCase());
  if (same.length > 1) {
    return 'There are two headers of this name';
  }
  if (header.value === '' && !header.kept) {
    return 'A header has a value';
  }
  return null;
}

/** The webhook as it is to be. */
export function draftOf(values: FormValues): NewWebhook {
  return {
    url: values.url.trim(),
    name: values.name.trim() || null,
    description: values.description.trim() || null,
    events: [...values.events],
    filter:
      values.filter.trim() === '' ? null : (JSON.parse(values.filter) as Record<string, unknown>),
    format: values.format,
    test_mode: values.testMode,
    active: values.active,
    headers: Object.fromEntries(
      values.headers.map(({ name, value, kept }) => [name, kept && value === '' ? MASK : value]),
    ),
    ...draftOfAccess(values.access),
    retry_policy:
      values.retry === 'format'
        ? null
        : { delays: readDelays(values.delays), jitter: values.jitter / 100 },
    timeout_ms: values.timeoutSeconds === '' ? null : Math.round(values.timeoutSeconds * 1_000),
    rate_limit: values.limited
      ? { deliveries: Number(values.deliveries), period: values.period }
      : null,
    ...(values.tenant.trim() !== '' && { tenant: values.tenant.trim() }),
    ...(values.format === 'standard' && { signature_scheme: values.scheme }),
    ...(values.secret.trim() !== '' && { secret: values.secret.trim() }),
  };
}

/** Of a change, what is named: all that the form shows, and nothing that only creation takes. */
export function changeOf(values: FormValues): WebhookChange {
  const {
    tenant: _tenant,
    signature_scheme: _scheme,
    secret: _secret,
    active: _active,
    ...change
  } = draftOf(values);
  return change;
}

const FIELDS: Record<string, string> = {
  retry_policy: 'delays',
  timeout_ms: 'timeoutSeconds',
  rate_limit: 'deliveries',
  signature_scheme: 'scheme',
  test_mode: 'testMode',
};

const ACCESS = /^(authentication|tls)\./;

/** The API's complaints, at the fields of the form that they are about. */
export function faultsOfApi(fields: Readonly<Record<string, string>>): Faults {
  return Object.fromEntries(
    Object.entries(fields).map(([field, message]) => {
      if (ACCESS.test(field)) {
        return [field, message];
      }
      const top = field.split(/[.[]/)[0] ?? field;
      return [FIELDS[top] ?? top, message];
    }),
  );
}
