import type { NewWebhook, Webhook } from '../../api/types.ts';
import { addressFault } from './address.model.ts';

export const AUTHENTICATIONS = [
  { value: 'none', label: 'None' },
  { value: 'basic', label: 'User name and password (HTTP Basic)' },
  { value: 'bearer', label: 'Bearer token' },
  { value: 'oauth2_client_credentials', label: 'OAuth 2 client credentials' },
] as const;
export type AuthenticationType = (typeof AUTHENTICATIONS)[number]['value'];

/** How requests to the endpoint prove whose they are. Secrets that are left empty stay. */
export interface AccessValues {
  readonly type: AuthenticationType;
  readonly username: string;
  readonly password: string;
  readonly token: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string;
  readonly audience: string;
  readonly mutual: boolean;
  readonly certificate: string;
  readonly key: string;
  readonly ownIssuers: boolean;
  readonly issuers: string;
  /** What the secrets belong to that the webhook has already. */
  readonly kept: {
    readonly type: AuthenticationType;
    readonly tokenUrl: string;
    readonly certificate: string;
  };
}

/** What the API says of a secret instead of telling it. */
const MASK = '********';

export const NO_ACCESS: AccessValues = {
  type: 'none',
  username: '',
  password: '',
  token: '',
  tokenUrl: '',
  clientId: '',
  clientSecret: '',
  scope: '',
  audience: '',
  mutual: false,
  certificate: '',
  key: '',
  ownIssuers: false,
  issuers: '',
  kept: { type: 'none', tokenUrl: '', certificate: '' },
};

export function accessOf({ authentication, tls }: Webhook): AccessValues {
  const type: AuthenticationType = authentication?.type ?? 'none';
  const shown = {
    ...NO_ACCESS,
    type,
    ...(authentication?.type === 'basic' && { username: authentication.username }),
    ...(authentication?.type === 'oauth2_client_credentials' && {
      tokenUrl: authentication.token_url,
      clientId: authentication.client_id,
      scope: authentication.scope ?? '',
      audience: authentication.audience ?? '',
    }),
    mutual: tls?.client_certificate !== undefined,
    certificate: tls?.client_certificate ?? '',
    ownIssuers: tls?.ca_certificates !== undefined,
    issuers: tls?.ca_certificates ?? '',
  };
  const { tokenUrl, certificate } = shown;
  return { ...shown, kept: { type, tokenUrl, certificate } };
}

/** Whether the secret that the webhook has goes with what is chosen now. */
export function keepsSecret({ type, tokenUrl, kept }: AccessValues): boolean {
  return (
    type !== 'none' &&
    type === kept.type &&
    (type !== 'oauth2_client_credentials' || tokenUrl.trim() === kept.tokenUrl)
  );
}

/** Whether the private key that the webhook has is that of the certificate. */
export function keepsKey({ certificate, kept }: AccessValues): boolean {
  return kept.certificate !== '' && certificate === kept.certificate;
}

export type Access = Pick<NewWebhook, 'authentication' | 'tls'>;

/** All there is to be of it. */
export function draftOfAccess(values: AccessValues): Access {
  return { authentication: authenticationOf(values), tls: tlsOf(values) };
}

function authenticationOf(values: AccessValues): NonNullable<Access['authentication']> | null {
  const { type, scope, audience } = values;
  switch (type) {
    case 'none':
      return null;
    case 'basic':
      return { type, username: values.username, password: values.password || MASK };
    case 'bearer':
      return { type, token: values.token.trim() || MASK };
    case 'oauth2_client_credentials':
      return {
        type,
        token_url: values.tokenUrl.trim(),
        client_id: values.clientId.trim(),
        client_secret: values.clientSecret || MASK,
        ...(scope.trim() !== '' && { scope: scope.trim() }),
        ...(audience.trim() !== '' && { audience: audience.trim() }),
      };
  }
}

function tlsOf(values: AccessValues): NonNullable<Access['tls']> | null {
  if (!values.mutual && !values.ownIssuers) {
    return null;
  }
  return {
    ...(values.mutual && {
      client_certificate: values.certificate,
      client_key: values.key.trim() === '' ? MASK : values.key,
    }),
    ...(values.ownIssuers && { ca_certificates: values.issuers }),
  };
}

/** What is wrong, by the API's names of the fields. */
export function accessFaults(values: AccessValues, url: string): Record<string, string | null> {
  return {
    ...authenticationFaults(values),
    ...(values.mutual && {
      'tls.client_certificate': certificatesFault(values.certificate),
      'tls.client_key': keyFault(values),
    }),
    ...(values.ownIssuers && { 'tls.ca_certificates': certificatesFault(values.issuers) }),
    tls:
      (values.mutual || values.ownIssuers) && /^http:/i.test(url.trim())
        ? 'Certificates need an address that begins with https://'
        : null,
  };
}

function authenticationFaults(values: AccessValues): Record<string, string | null> {
  const missing = (text: string, what: string) =>
    text === '' && !keepsSecret(values) ? `${what} is needed` : null;
  switch (values.type) {
    case 'none':
      return {};
    case 'basic':
      return {
        'authentication.username': usernameFault(values.username),
        'authentication.password': missing(values.password, 'A password'),
      };
    case 'bearer':
      return {
        'authentication.token': /^[!-~]*$/.test(values.token.trim())
          ? missing(values.token.trim(), 'A token')
          : 'A token has visible ASCII characters and no spaces',
      };
    case 'oauth2_client_credentials':
      return {
        'authentication.token_url': addressFault(values.tokenUrl),
        'authentication.client_id': values.clientId.trim() === '' ? 'A client id is needed' : null,
        'authentication.client_secret': missing(values.clientSecret, 'A client secret'),
      };
  }
}

function usernameFault(username: string): string | null {
  if (username === '') {
    return 'A user name is needed';
  }
  return username.includes(':') ? 'A user name has no colon' : null;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/;
const KEY = /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----[\s\S]+-----END ([A-Z]+ )?PRIVATE KEY-----/;

function certificatesFault(text: string): string | null {
  return CERTIFICATE.test(text)
    ? null
    : 'Paste PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----';
}

function keyFault(values: AccessValues): string | null {
  if (values.key.trim() === '') {
    return keepsKey(values) ? null : 'The private key of the certificate is needed';
  }
  if (/ENCRYPTED/.test(values.key)) {
    return 'The key is encrypted: take the encryption off it, as Postrider knows no password';
  }
  return KEY.test(values.key)
    ? null
    : 'Paste PEM text, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----';
}

/** How the endpoint is got into, in words. */
export function accessInWords({ authentication }: Pick<Webhook, 'authentication'>): string {
  switch (authentication?.type) {
    case undefined:
      return 'none';
    case 'basic':
      return `HTTP Basic as ${authentication.username}`;
    case 'bearer':
      return 'bearer token';
    case 'oauth2_client_credentials':
      return `OAuth 2 as ${authentication.client_id}, token from ${authentication.token_url}`;
  }
}

export function certificatesInWords({ tls }: Pick<Webhook, 'tls'>): string {
  const found = [
    tls?.client_certificate !== undefined && 'a client certificate',
    tls?.ca_certificates !== undefined && 'issuers of its own',
  ].filter((text) => text !== false);
  return found.length === 0 ? 'those of the platform' : found.join(' and ');
}
