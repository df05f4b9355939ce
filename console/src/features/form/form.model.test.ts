import { describe, expect, test } from 'vitest';

import type { Webhook } from '../../api/types.ts';
import {
  changeOf,
  draftOf,
  emptyForm,
  type FormValues,
  faults,
  faultsOfApi,
  formOf,
  MASK,
  valuesForAddress,
} from './form.model.ts';

const valid: FormValues = {
  ...emptyForm('standard'),
  url: ' https://example.com/hook ',
  events: ['order.*'],
};

const webhook: Webhook = {
  id: 'wh_1',
  tenant: 'acme',
  name: null,
  url: 'https://example.com/hook',
  description: null,
  events: ['order.*'],
  filter: { data: { total: [{ numeric: ['>', 100] }] } },
  active: false,
  disabled_reason: null,
  paused: false,
  paused_at: null,
  signature_scheme: 'hmac-sha256',
  public_key: null,
  previous_secret_until: null,
  format: 'standard',
  headers: { 'X-Team': MASK },
  test_mode: false,
  retry_policy: { delays: ['5s', '5m'], jitter: 0.1 },
  timeout_ms: 2_500,
  rate_limit: { deliveries: 60, period: '1m' },
  created_at: '2026-01-31T12:00:00Z',
  updated_at: '2026-01-31T12:00:00Z',
  version: 3,
};

test('what is left empty is as the format has it', () => {
  expect(draftOf(valid)).toEqual({
    url: 'https://example.com/hook',
    name: null,
    description: null,
    events: ['order.*'],
    filter: null,
    format: 'standard',
    test_mode: false,
    active: true,
    headers: {},
    authentication: null,
    tls: null,
    retry_policy: null,
    timeout_ms: null,
    rate_limit: null,
    signature_scheme: 'hmac-sha256',
  });
});

test('a webhook that is not touched stays as it is', () => {
  expect(changeOf(formOf(webhook))).toEqual({
    url: webhook.url,
    name: null,
    description: null,
    events: webhook.events,
    filter: webhook.filter,
    format: 'standard',
    test_mode: false,
    headers: { 'X-Team': MASK },
    authentication: null,
    tls: null,
    retry_policy: webhook.retry_policy,
    timeout_ms: 2_500,
    rate_limit: webhook.rate_limit,
  });
  expect(faults(formOf(webhook))).toEqual({});
});

describe('with another address', () => {
  const secured: Webhook = {
    ...webhook,
    authentication: { type: 'bearer', token: MASK },
  };
  const moved = (url: string) => valuesForAddress({ ...formOf(secured), url }, secured.url);

  test('of the same origin, credentials and header values stay', () => {
    expect(faults(moved('https://example.com:443/other'))).toEqual({});
  });

  test.each(['https://other.example/hook', 'https://example.com:8443/hook'])(
    'of another origin, %s, they are asked for again',
    (url) => {
      expect(Object.keys(faults(moved(url))).sort()).toEqual([
        'authentication.token',
        'headers.X-Team',
      ]);
    },
  );
});

describe('faults', () => {
  test.each<[string, Partial<FormValues>, string]>([
    ['url', { url: 'example.com' }, 'https://'],
    ['events', { events: [] }, 'at least one'],
    ['filter', { filter: '{' }, 'not JSON'],
    ['filter', { filter: '[1]' }, 'JSON object'],
    ['delays', { retry: 'own', delays: '5x' }, '5x'],
    ['timeoutSeconds', { timeoutSeconds: 31 }, '1 and 30'],
    ['deliveries', { limited: true, deliveries: '' }, '10,000'],
  ])('in %s', (field, change, said) => {
    expect(faults({ ...valid, ...change })[field]).toContain(said);
  });

  test('of headers are told by header', () => {
    const header = (key: string, name: string, value: string) => ({
      key,
      name,
      value,
      kept: false,
    });
    const found = faults({
      ...valid,
      headers: [
        header('a', 'X A', '1'),
        header('b', 'X-B', ''),
        header('c', 'X-C', '1'),
        header('d', 'x-c', '2'),
      ],
    });
    expect(Object.keys(found)).toEqual(['headers.a', 'headers.b', 'headers.c', 'headers.d']);
  });

  test('of the API are told at the fields they are about', () => {
    expect(faultsOfApi({ 'retry_policy.delays': 'a', url: 'b', 'events[1]': 'c' })).toEqual({
      delays: 'a',
      url: 'b',
      events: 'c',
    });
  });
});
