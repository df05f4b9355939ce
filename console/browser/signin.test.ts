import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Account, accountCookie } from './identity-provider.ts';
import { type System, sharedSystem } from './system.ts';
import { CONSOLE, startVisit, type Visit } from './visit.ts';

const TENANT = 'analytical-engines';

let visit: Visit;
let system: System;
let page: Page;

beforeAll(async () => {
  system = sharedSystem();
  visit = await startVisit(system);
  page = visit.page;
  await system.call('POST', '/api/v1/tenants', { id: TENANT });
});

afterAll(async () => {
  await visit?.end();
});

/** From now on the provider signs in this account. */
async function use(account: Account): Promise<void> {
  await page.context().addCookies([accountCookie(inject('identityProvider'), account)]);
}

const enter = () => page.getByRole('link', { name: 'Sign in with Acme' });

test('is offered beside the key', async () => {
  await page.goto(`${CONSOLE}/dead-letters?reason=gone`);
  await enter().waitFor();
  await look(page, 'sign-in-provider');
});

test('says so when the provider lets nobody in', async () => {
  await enter().click();
  await page.getByText('The sign-in was refused or given up').waitFor();
  await look(page, 'sign-in-denied');
});

test('says so when the account has no tenant here', async () => {
  await use({ name: 'Ada Lovelace', tenant: 'nobody', scope: 'webhooks:read' });
  await enter().click();
  await page.getByText('Your account is not assigned to a tenant').waitFor();
});

test('leads to where one wanted to go, with the rights that the provider says', async () => {
  await use({
    name: 'Ada Lovelace',
    tenant: TENANT,
    scope: 'webhooks:read deliveries:read',
  });
  await page.goto(`${CONSOLE}/dead-letters?reason=gone`);
  await enter().click();
  await visit.heading('Dead letters').waitFor();
  expect(page.url()).toBe(`${system.address}${CONSOLE}/dead-letters?reason=gone`);
  const places = page.getByRole('navigation', { name: 'Main' });
  await places.getByRole('link', { name: 'Webhooks' }).waitFor();
  expect(await places.getByRole('link', { name: 'Settings' }).count()).toBe(0);
  expect(await places.getByRole('link', { name: 'Send an event' }).count()).toBe(0);
  await page.reload();
  await visit.heading('Dead letters').waitFor();
});

test('is written down, and ends', async () => {
  const log = JSON.stringify(
    await system.call('GET', '/api/v1/audit?action=session.opened&actor=user-7'),
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
