import { describe, expect, test } from 'vitest';

import {
  type AccessValues,
  accessFaults,
  accessInWords,
  accessOf,
  certificatesInWords,
  draftOfAccess,
  NO_ACCESS,
} from './access.model.ts';

const MASK = '********';
const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n';
const HTTPS = 'https://example.com';

type Shown = Parameters<typeof accessOf>[0];

const OAUTH = {
  type: 'oauth2_client_credentials',
  token_url: 'https://login.example.com/token',
  client_id: 'postrider',
  client_secret: MASK,
} as const;

function of(shown: Pick<Shown, 'authentication' | 'tls'>): AccessValues {
  return accessOf(shown as Shown);
}

function wrong(values: AccessValues, url = HTTPS): string[] {
  return Object.entries(accessFaults(values, url))
    .filter(([, message]) => message !== null)
    .map(([field]) => field);
}

describe('what is not touched', () => {
  test.each<[string, Pick<Shown, 'authentication' | 'tls'>]>([
    ['nothing', { authentication: null, tls: null }],
    ['basic', { authentication: { type: 'basic', username: 'u', password: MASK }, tls: null }],
    ['bearer', { authentication: { type: 'bearer', token: MASK }, tls: null }],
    ['oauth', { authentication: { ...OAUTH, scope: 'a b', audience: 'x' }, tls: null }],
    [
      'certificates',
      {
        authentication: null,
        tls: { client_certificate: PEM, client_key: MASK, ca_certificates: PEM },
      },
    ],
  ])('stays as it is: %s', (_, shown) => {
    expect(draftOfAccess(of(shown))).toEqual(shown);
    expect(wrong(of(shown))).toEqual([]);
  });
});

test('a secret does not go with another token address, nor a key with another certificate', () => {
  const values = of({
    authentication: OAUTH,
    tls: { client_certificate: PEM, client_key: MASK },
  });
  expect(wrong({ ...values, tokenUrl: 'https://other.example/token' })).toEqual([
    'authentication.client_secret',
  ]);
  expect(wrong({ ...values, certificate: `${PEM}${PEM}` })).toEqual(['tls.client_key']);
});

test('what is switched off is taken away', () => {
  const values = of({
    authentication: OAUTH,
    tls: { client_certificate: PEM, client_key: MASK, ca_certificates: PEM },
  });
  expect(draftOfAccess({ ...values, type: 'none', mutual: false, ownIssuers: false })).toEqual({
    authentication: null,
    tls: null,
  });
  expect(draftOfAccess({ ...values, mutual: false }).tls).toEqual({ ca_certificates: PEM });
});

describe('faults', () => {
  test.each<[string, Partial<AccessValues>, string[]]>([
    ['no user', { type: 'basic', password: 'p' }, ['authentication.username']],
    ['a colon', { type: 'basic', username: 'a:b', password: 'p' }, ['authentication.username']],
    ['no password', { type: 'basic', username: 'a' }, ['authentication.password']],
    ['a space in a token', { type: 'bearer', token: 'a b' }, ['authentication.token']],
    ['no PEM', { ownIssuers: true, issuers: 'MIIB' }, ['tls.ca_certificates']],
    ['no key', { mutual: true, certificate: PEM }, ['tls.client_key']],
    [
      'a key that is encrypted',
      { mutual: true, certificate: PEM, key: KEY.replaceAll('PRIVATE', 'ENCRYPTED PRIVATE') },
      ['tls.client_key'],
    ],
    ['a certificate and its key', { mutual: true, certificate: PEM, key: KEY }, []],
  ])('%s', (_, part, fields) => {
    expect(wrong({ ...NO_ACCESS, ...part })).toEqual(fields);
  });

  test('certificates without https', () => {
    expect(wrong({ ...NO_ACCESS, ownIssuers: true, issuers: PEM }, 'http://a.example')).toEqual([
      'tls',
    ]);
  });
});

test('it is told in words', () => {
  expect(accessInWords({ authentication: null })).toBe('none');
  expect(accessInWords({ authentication: OAUTH })).toContain('https://login.example.com/token');
  expect(certificatesInWords({ tls: null })).toBe('those of the platform');
  expect(certificatesInWords({ tls: { client_certificate: PEM, client_key: MASK } })).toBe(
    'a client certificate',
  );
});
