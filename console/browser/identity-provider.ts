import type { IncomingMessage } from 'node:http';

import { OAuth2Server } from 'oauth2-mock-server';

const CLIENT = 'postrider-console';

/** The claims of the person who signs in. */
export interface Account {
  readonly name: string;
  readonly tenant: string;
  readonly scope: string;
}

/** An identity provider that signs in the account in the browser's cookie, and nobody without one. */
export interface IdentityProvider {
  readonly address: string;
  /** The settings with which a system signs in with it. */
  readonly settings: Record<string, string>;
  stop(): Promise<void>;
}

const COOKIE = 'account';

/** The cookie with which the provider signs in the account. */
export function accountCookie(address: string, account: Account) {
  return { name: COOKIE, value: encodeURIComponent(JSON.stringify(account)), url: address };
}

export async function startProvider(): Promise<IdentityProvider> {
  const provider = new OAuth2Server();
  const signingIn = new Map<string, Account>();
  await provider.issuer.keys.generate('RS256');
  // another site than Postrider's 127.0.0.1: cookies must find their way all the same
  await provider.start(0, 'localhost');
  provider.service.on(
    'beforeAuthorizeRedirect',
    ({ url }: { url: URL }, request: IncomingMessage) => {
      const account = accountOf(request);
      if (account === null) {
        url.searchParams.delete('code');
        url.searchParams.set('error', 'access_denied');
      } else {
        signingIn.set(url.searchParams.get('code') ?? '', account);
      }
    },
  );
  provider.service.on(
    'beforeTokenSigning',
    (
      token: { payload: Record<string, unknown> },
      request: IncomingMessage & { body: { code?: string } },
    ) => {
      Object.assign(token.payload, { sub: 'user-7', ...signingIn.get(request.body.code ?? '') });
    },
  );
  const address = provider.issuer.url ?? '';
  return {
    address,
    settings: {
      POSTRIDER_OIDC_ISSUER: address,
      POSTRIDER_OIDC_AUDIENCE: CLIENT,
      POSTRIDER_OIDC_SIGN_IN_NAME: 'Acme',
      POSTRIDER_OIDC_SIGN_IN_CLIENT_ID: CLIENT,
      POSTRIDER_OIDC_SIGN_IN_CLIENT_SECRET: 'known to both',
    },
    stop: () => provider.stop(),
  };
}

function accountOf(request: IncomingMessage): Account | null {
  const cookie = request.headers.cookie
    ?.split('; ')
    .find((candidate) => candidate.startsWith(`${COOKIE}=`));
  return cookie === undefined
    ? null
    : (JSON.parse(decodeURIComponent(cookie.slice(COOKIE.length + 1))) as Account);
}
