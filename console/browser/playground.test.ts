import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type System, sharedSystemOf } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

let visit: Visit;
let system: System;
let page: Page;

beforeAll(async () => {
  system = await sharedSystemOf('playground');
  visit = await startVisit(system);
  page = visit.page;
  await visit.open('/playground');
});

afterAll(async () => {
  await visit?.end();
});

const button = (name: string) => visit.button(name);

test('an inbox is made, and has an address', async () => {
  await page.getByRole('heading', { level: 1, name: 'Playground' }).waitFor();
  await look(page, 'playground-empty');
  await page.getByLabel('Name of a new inbox').fill('Orders');
  await button('New inbox').click();
  await page.getByText('Nothing came yet').waitFor();
  await page.getByText('No webhook leads here yet.').waitFor();
  expect(await page.getByLabel('Address', { exact: true }).last().inputValue()).toContain(
    '/inbox/',
  );
  await look(page, 'playground-inbox');
});

test('the form begins with its address, and what the webhook sends shows with its verdict', async () => {
  const url = await page.getByRole('textbox', { name: 'Address', exact: true }).inputValue();
  await page.getByRole('link', { name: 'Create a webhook for it' }).click();
  await page.getByRole('heading', { level: 1, name: 'New webhook' }).waitFor();
  expect(await page.getByLabel('Address').inputValue()).toBe(url);
  await system.call('POST', '/api/v1/webhooks', {
    url,
    name: 'Orders to the inbox',
    events: ['order.*'],
    retry_policy: { delays: ['1s', '1s'] },
  });
  await visit.go('Playground');
  await page.getByRole('link', { name: 'Orders to the inbox' }).waitFor();
  await button('500, for 2 requests').click();
  await page.getByText('Now: 500, 2 times').waitFor();
  const [webhook] = ((await system.call('GET', '/api/v1/webhooks')) as { data: { id: string }[] })
    .data;
  await system.call('POST', `/api/v1/webhooks/${webhook?.id}/test?event_type=order.created`, {
    total: 250,
  });
  await page.getByText('Request 3').waitFor();
  expect(await page.getByText('Signature valid').count()).toBe(3);
  expect(await page.getByText('500', { exact: true }).count()).toBe(2);
  await button('Request 1')
    .or(page.getByRole('button', { name: /^Request 1/ }))
    .first()
    .click();
  await page.getByRole('group', { name: 'Body of request 1' }).waitFor();
  await look(page, 'playground-requests');
});

test('a secret that is typed in is checked with, and the requests are forgotten', async () => {
  await page.getByLabel('Check with another secret').fill('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await button('Check').click();
  await page.getByText('Signature not valid').first().waitFor();
  await button('Clear').click();
  await page.getByText('Nothing came yet').waitFor();
});

test('nothing was objected to', () => {
  expect(objections).toEqual([]);
  expect(visit.complaints).toEqual([]);
});
