import { OAuth2Server } from 'oauth2-mock-server';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { CONSOLE, startVisit, type Visit } from './visit.ts';

const CLIENT = 'postrider-console';

/** What the identity provider says of whoever signs in next; null when it lets nobody in. */
let account: { name: string; tenant: string; scope: string } | null = null;

const provider = new OAuth2Server();
let visit: Visit;
let page: Page;

beforeAll(async () => {
  await provider.issuer.keys.generate('RS256');
  // another site than Postrider's own: cookies must find their way all the same
  await provider.start(0, 'localhost');
  provider.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => {
    Object.assign(token.payload, { sub: 'user-7', ...account });
  });
  provider.service.on('beforeAuthorizeRedirect', ({ url }: { url: URL }) => {
    if (account === null) {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    }
  });
  visit = await startVisit({
    POSTRIDER_OIDC_ISSUER: provider.issuer.url ?? '',
    POSTRIDER_OIDC_AUDIENCE: CLIENT,
    POSTRIDER_OIDC_SIGN_IN_NAME: 'Acme',
    POSTRIDER_OIDC_SIGN_IN_CLIENT_ID: CLIENT,
    POSTRIDER_OIDC_SIGN_IN_CLIENT_SECRET: 'known to both',
  });
  page = visit.page;
  await visit.system.call('POST', '/api/v1/tenants', { id: 'acme' });
});

afterAll(async () => {
  await visit?.end();
  await provider.stop();
});

const enter = () => page.getByRole('link', { name: 'Sign in with Acme' });

test('is offered beside the key', async () => {
  await page.goto(`${CONSOLE}/dead-letters?reason=gone`);
  await enter().waitFor();
  await look(page, 'sign-in-provider');
});

test('says so when the provider lets nobody in', async () => {
  account = null;
  await enter().click();
  await page.getByText('The sign-in was refused or given up').waitFor();
  await look(page, 'sign-in-denied');
});

test('says so when the account has no tenant here', async () => {
  account = { name: 'Ada Lovelace', tenant: 'nobody', scope: 'webhooks:read' };
  await enter().click();
  await page.getByText('Your account is not assigned to a tenant').waitFor();
});

test('leads to where one wanted to go, with the rights that the provider says', async () => {
  account = { name: 'Ada Lovelace', tenant: 'acme', scope: 'webhooks:read deliveries:read' };
  await page.goto(`${CONSOLE}/dead-letters?reason=gone`);
  await enter().click();
  await visit.heading('Dead letters').waitFor();
  expect(page.url()).toBe(`${visit.system.address}${CONSOLE}/dead-letters?reason=gone`);
  const places = page.getByRole('navigation', { name: 'Main' });
  await places.getByRole('link', { name: 'Webhooks' }).waitFor();
  expect(await places.getByRole('link', { name: 'Settings' }).count()).toBe(0);
  expect(await places.getByRole('link', { name: 'Send an event' }).count()).toBe(0);
  await page.reload();
  await visit.heading('Dead letters').waitFor();
});

test('is written down, and ends', async () => {
  const log = JSON.stringify(
    await visit.system.call('GET', '/api/v1/audit?action=session.opened&actor=user-7'),
  );
  expect(log).toContain('Ada Lovelace');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await enter().waitFor();
  await page.goto(CONSOLE);
  await enter().waitFor();
});

test('nothing was objected to', () => {
  expect(objections).toEqual([]);
  expect(visit.complaints).toEqual([]);
});
