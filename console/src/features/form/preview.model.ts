import type { EventType, PreviewRequest, Webhook } from '../../api/types.ts';
import { addressFault } from './address.model.ts';
import { type FormValues, faults, MASK } from './form.model.ts';
import { covers } from './selection.model.ts';

/** An event to show the POST of; its data as it was written. */
export interface Sample {
  readonly type: string;
  readonly data: string;
}

const STAND_IN = 'https://example.com/webhook';
const DATA = '{"id": 7, "total": 120.5, "status": "paid"}';

/** An event that the webhook would get: of a type that has an example, where there is one. */
export function sampleOf(events: readonly string[], types: readonly EventType[]): Sample {
  const selected = types.filter(({ name }) => events.some((pattern) => covers(pattern, name)));
  const best = selected.find(({ example }) => example !== null) ?? selected[0];
  const exact = events.find((pattern) => !pattern.includes('*'));
  return {
    type: best?.name ?? exact ?? 'order.created',
    data: best !== undefined && best.example !== null ? JSON.stringify(best.example) : DATA,
  };
}

/** What of the form shows in a POST; what is still wrong is left out. */
export function previewOf(
  values: FormValues,
  webhook: Webhook | undefined,
  type: string,
): PreviewRequest {
  const wrong = faults(values);
  const headers = values.headers
    .filter(({ key }) => wrong[`headers.${key}`] === undefined)
    .map(({ name, value }) => [name, value === '' ? MASK : value]);
  return {
    url: addressFault(values.url) === null ? values.url.trim() : STAND_IN,
    format: values.format,
    headers: Object.fromEntries(headers),
    ...(values.tenant.trim() !== '' && { tenant: values.tenant.trim() }),
    ...(values.format === 'standard' && { signature_scheme: values.scheme }),
    ...(webhook !== undefined && { webhook_id: webhook.id }),
    ...(webhook?.authentication && { authentication_type: webhook.authentication.type }),
    event: { type },
  };
}
