import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type System, sharedSystem } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

/** As the audit log calls whoever has the admin key. */
const OPERATOR = 'admin';

let visit: Visit;
let system: System;
let page: Page;
let receiver: Receiver;

beforeAll(async () => {
  system = sharedSystem();
  [visit, receiver] = await Promise.all([startVisit(system), startReceiver()]);
  page = visit.page;
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

const button = (name: string) => visit.button(name);
const dialog = () => page.getByRole('dialog');

async function part(name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Settings' })
    .getByRole('link', { name, exact: true })
    .click();
}

function address(): URL {
  return new URL(page.url());
}

describe('API keys', () => {
  test('are made with the rights that were chosen, and shown once', async () => {
    await visit.open('/settings/api-keys');
    await button('New API key').first().click();
    await page.getByLabel('Name').fill('Order service, production');
    await page.getByRole('checkbox', { name: 'events:write' }).check();
    await page.getByRole('checkbox', { name: 'webhooks:read' }).check();
    await look(page, 'api-key-new');
    await button('Make the key').click();
    const key = (await page.getByTestId('secret').textContent()) ?? '';
    expect(key).toMatch(/^pk_/);
    await look(page, 'api-key-once');
    await button('Copy the key').click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key);
    const told = await fetch(`${system.address}/api/v1/session`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(((await told.json()) as { scopes: string[] }).scopes).toEqual([
      'events:write',
      'webhooks:read',
    ]);
    await button('I have stored it').click();
    await page.getByRole('row').filter({ hasText: 'Order service, production' }).waitFor();
    expect(await page.content()).not.toContain(key);
  });

  test('may end at a time to come, and at no other', async () => {
    await button('New API key').click();
    await page.getByLabel('Name').fill('Support');
    await page.getByRole('checkbox', { name: 'admin' }).check();
    expect(await page.getByRole('checkbox', { name: 'webhooks:write' }).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Good for' }).click();
    await page.getByRole('option', { name: 'until a time of your choice' }).click();
    await page.getByLabel('Until').fill('2020-01-01T10:00');
    await page.getByText('This is not a time to come').waitFor();
    expect(await button('Make the key').isDisabled()).toBe(true);
    await look(page, 'api-key-past');
    await page.getByLabel('Until').fill('2099-01-01T10:00');
    await button('Make the key').click();
    await button('I have stored it').click();
    await page.getByRole('row').filter({ hasText: '2099' }).waitFor();
  });

  test('are revoked after a question', async () => {
    await button('Revoke Support').click();
    await look(page, 'api-key-revoke');
    await button('Revoke the key').click();
    await page
      .getByRole('row')
      .filter({ hasText: 'Support' })
      .getByText('Revoked', { exact: true })
      .waitFor();
    await look(page, 'api-keys');
  });
});

describe('tenants', () => {
  test('are made and renamed', async () => {
    await part('Tenants');
    await page.getByText('default').first().waitFor();
    await button('New tenant').click();
    await dialog().getByRole('textbox', { name: /^Id/ }).fill('no spaces');
    await button('Make the tenant').click();
    await dialog().locator('[aria-invalid="true"]').waitFor();
    await look(page, 'tenant-refused');
    await dialog().getByRole('textbox', { name: /^Id/ }).fill('initech');
    await dialog().getByRole('textbox', { name: /^Name/ }).fill('Acme');
    await button('Make the tenant').click();
    await page.getByText('initech', { exact: true }).waitFor();
    await button('Actions for initech').click();
    await page.getByRole('menuitem', { name: 'Rename' }).click();
    await dialog().getByRole('textbox', { name: /^Name/ }).fill('Acme Incorporated');
    await dialog().getByRole('button', { name: 'Rename' }).click();
    await page.getByText('Acme Incorporated', { exact: true }).waitFor();
    await look(page, 'tenants');
  });

  test('are deleted, but not while they have webhooks', async () => {
    const made = (await system.call('POST', '/api/v1/webhooks', {
      name: 'Orders of Acme',
      url: 'https://example.com/initech',
      events: ['order.created'],
      tenant: 'initech',
    })) as { id: string };
    await button('Actions for initech').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await look(page, 'tenant-delete');
    await button('Delete the tenant').click();
    await page.getByText('Not possible as things are').waitFor();
    await system.call('DELETE', `/api/v1/webhooks/${made.id}`);
    await button('Actions for initech').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await button('Delete the tenant').click();
    await expect.poll(() => page.getByText('Acme Incorporated', { exact: true }).count()).toBe(0);
  });
});

describe('the audit log', () => {
  test('tells who did what, and what was before', async () => {
    await part('Audit log');
    // other walks use keys of their own
    await page.getByLabel('Done by').fill(OPERATOR);
    const renamed = page.getByRole('listitem').filter({ hasText: 'renamed a tenant' });
    await renamed.getByRole('button', { name: '1 detail' }).click();
    await renamed.getByText('Acme Incorporated').first().waitFor();
    expect(await renamed.locator('del').textContent()).toBe('Acme');
    expect(await renamed.locator('ins').textContent()).toBe('Acme Incorporated');
    await renamed.getByText('from 127.0.0.1').waitFor();
    await renamed.locator('time').hover();
    await page
      .getByRole('tooltip')
      .getByText(/\d\d:\d\d:\d\d\.\d{3}/)
      .waitFor();
    await page.mouse.move(0, 0);
    await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    await look(page, 'audit');
  });

  test('is narrowed down, by what stands in the address', async () => {
    await page.getByRole('combobox', { name: 'What was done' }).click();
    await page.getByRole('option', { name: 'API keys' }).click();
    await expect.poll(() => page.getByText('renamed a tenant').count()).toBe(0);
    await page.getByText('revoked an API key').waitFor();
    expect(Object.fromEntries(address().searchParams)).toEqual({
      action: 'api_key.',
      actor: OPERATOR,
    });
    await page.reload();
    await page.getByText('revoked an API key').waitFor();
    expect(await page.getByText('renamed a tenant').count()).toBe(0);
    await page.getByLabel('Done to').fill('nothing');
    await page.getByText('Nobody did such a thing').waitFor();
    await look(page, 'audit-none');
    await button('Show everything').click();
    await expect.poll(() => page.getByLabel('Done to').inputValue()).toBe('');
    expect(address().search).toBe('');
    await page.getByLabel('Done by').fill(OPERATOR);
    await page.getByText('renamed a tenant').waitFor();
  });
});

describe('the tenant in view', () => {
  test('is chosen, and everything else is out of view', async () => {
    for (const [id, name] of [
      ['acme', 'Acme Inc.'],
      ['globex', 'Globex'],
    ] as const) {
      await system.call('POST', '/api/v1/tenants', { id, name });
      await system.call('POST', '/api/v1/webhooks', {
        name: `Orders of ${name}`,
        url: `https://example.com/${id}`,
        events: ['order.created'],
        tenant: id,
      });
    }
    await visit.open('');
    await page.getByRole('link', { name: 'Orders of Globex' }).waitFor();
    await page.getByRole('combobox', { name: 'Tenant' }).click();
    await page.getByRole('option', { name: 'Acme Inc. (acme)' }).click();
    await page.getByText('Only what belongs to Acme Inc. is shown.').waitFor();
    await page.getByRole('link', { name: 'Orders of Acme Inc.' }).waitFor();
    expect(await page.getByRole('link', { name: 'Orders of Globex' }).count()).toBe(0);
    expect(address().search).toBe('?tenant=acme');
    await look(page, 'tenant-in-view');
  });

  test('stays from page to page and over a reload, and makes things its own', async () => {
    await visit.go('Settings');
    await page.getByText('No API keys yet').waitFor();
    expect(address().searchParams.get('tenant')).toBe('acme');
    await button('New API key').first().click();
    expect(await dialog().getByRole('combobox', { name: 'Tenant' }).count()).toBe(0);
    await page.getByLabel('Name').fill('Of Acme');
    await page.getByRole('checkbox', { name: 'webhooks:read' }).check();
    await button('Make the key').click();
    const key = (await page.getByTestId('secret').textContent()) ?? '';
    const told = await fetch(`${system.address}/api/v1/session`, {
      headers: { Authorization: `Bearer ${key}` },
    });
    expect(((await told.json()) as { tenant: string }).tenant).toBe('acme');
    await button('I have stored it').click();
    await page.reload();
    await page.getByRole('row').filter({ hasText: 'Of Acme' }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
  });

  test('is left by going back, and by choosing all', async () => {
    await visit.go('Webhooks');
    await page.getByRole('combobox', { name: 'Tenant' }).click();
    await page.getByRole('option', { name: 'Globex (globex)' }).click();
    await page.getByRole('link', { name: 'Orders of Globex' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Orders of Acme Inc.' }).waitFor();
    expect(await page.getByRole('link', { name: 'Orders of Globex' }).count()).toBe(0);
    await button('Show all tenants').click();
    await page.getByRole('link', { name: 'Orders of Globex' }).waitFor();
    expect(address().search).toBe('');
  });

  test('that does not exist is said to', async () => {
    await visit.open('/?tenant=nobody');
    await page.getByText('There is no tenant nobody.').waitFor();
    await look(page, 'tenant-unknown');
    await button('Show all tenants').click();
    await page.getByRole('link', { name: 'Orders of Globex' }).waitFor();
  });
});

describe('the access to an endpoint', () => {
  const JUNK = '-----BEGIN CERTIFICATE-----\nbm90IG9uZQ==\n-----END CERTIFICATE-----';

  test('takes a user and a password, which nobody sees again', async () => {
    await visit.go('Webhooks');
    await page.getByRole('link', { name: 'New webhook' }).click();
    await page.getByLabel('Address').fill(receiver.url('/guarded'));
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Guarded');
    await page.getByRole('switch', { name: 'All events' }).click();
    await page.getByRole('combobox', { name: 'Authentication' }).click();
    await page.getByRole('option', { name: 'User name and password (HTTP Basic)' }).click();
    await page.getByLabel('User name').fill('post:rider');
    await button('Create webhook').click();
    await page.getByText('A user name has no colon').waitFor();
    await page.getByText('A password is needed').waitFor();
    await look(page, 'access-faults');
    await page.getByLabel('User name').fill('postrider');
    await page.getByLabel('Password', { exact: true }).fill('s3cret');
    await button('Create webhook').click();
    await page.getByRole('link', { name: 'Go to the webhook' }).click();
    await visit.heading('Guarded').waitFor();
    const id = address().pathname.split('/').at(-1) ?? '';
    await system.call('POST', `/api/v1/webhooks/${id}/test`, {});
    expect(receiver.received('/guarded').at(-1)?.headers.authorization).toBe(
      `Basic ${btoa('postrider:s3cret')}`,
    );
  });

  test('is kept when nothing of it is changed', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Description').fill('Behind a password');
    expect(await page.getByLabel('Password', { exact: true }).getAttribute('placeholder')).toBe(
      'kept as it is',
    );
    await button('Save').click();
    await page.getByText('HTTP Basic as postrider').waitFor();
    await look(page, 'access-configuration');
    const id = address().pathname.split('/').at(-1) ?? '';
    await system.call('POST', `/api/v1/webhooks/${id}/test`, {});
    expect(receiver.received('/guarded').at(-1)?.headers.authorization).toBe(
      `Basic ${btoa('postrider:s3cret')}`,
    );
  });

  test('says at the field what is wrong with a certificate', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('Address').fill('https://example.com/guarded');
    await page.getByRole('combobox', { name: 'Authentication' }).click();
    await page.getByRole('option', { name: 'OAuth 2 client credentials' }).click();
    await page.getByRole('switch', { name: 'Client certificate' }).click();
    await page.getByRole('switch', { name: 'Certificates of its issuer' }).click();
    await page.getByLabel('Trusted certificates').fill('not one');
    await button('Save').click();
    await page.getByText('Paste PEM text, from -----BEGIN CERTIFICATE-----').first().waitFor();
    await look(page, 'access-all');
    await page.getByRole('switch', { name: 'Client certificate' }).click();
    await page.getByRole('combobox', { name: 'Authentication' }).click();
    await page.getByRole('option', { name: 'None' }).click();
    await page.getByLabel('Trusted certificates').fill(JUNK);
    await button('Save').click();
    await page.getByText('must be one or more X.509 certificates as PEM').first().waitFor();
    expect(await page.getByLabel('Trusted certificates').getAttribute('aria-invalid')).toBe('true');
  });

  test('is taken away', async () => {
    await page.getByRole('switch', { name: 'Certificates of its issuer' }).click();
    await page.getByLabel('Address').fill(receiver.url('/guarded'));
    await button('Save').click();
    await page.getByText('those of the platform').waitFor();
    const id = address().pathname.split('/').at(-1) ?? '';
    await system.call('POST', `/api/v1/webhooks/${id}/test`, {});
    expect(receiver.received('/guarded').at(-1)?.headers.authorization).toBeUndefined();
  });

  test('and every other change is told on a page of the webhook', async () => {
    await page.getByRole('tab', { name: 'Changes' }).click();
    const changed = page.getByRole('listitem').filter({ hasText: 'changed a webhook' });
    await changed.last().getByRole('button', { name: '1 detail' }).click();
    await changed.last().getByText('Behind a password').waitFor();
    expect(await page.content()).not.toContain('s3cret');
    await look(page, 'webhook-changes');
  });
});

describe('without the right', () => {
  test('one is told what it takes', async () => {
    const made = (await system.call('POST', '/api/v1/api-keys', {
      name: 'Reader',
      scopes: ['webhooks:read'],
    })) as { key: string };
    await button('Sign out').click();
    await visit.heading('Sign in to Postrider').waitFor();
    await visit.open('/settings/audit', made.key);
    await page.getByText('This is for admins').waitFor();
    await look(page, 'settings-refused');
    expect(await page.getByRole('combobox', { name: 'Tenant' }).count()).toBe(0);
  });
});

test('nothing that was looked at is out of reach for anybody', () => {
  expect(objections).toEqual([]);
});

test('nothing was complained of on the way', () => {
  expect(visit.complaints).toEqual([]);
});
