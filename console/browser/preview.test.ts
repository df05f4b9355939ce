import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { sharedSystemOf } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

let visit: Visit;
let receiver: Receiver;
let page: Page;

beforeAll(async () => {
  const system = await sharedSystemOf('preview');
  [visit, receiver] = await Promise.all([startVisit(system), startReceiver()]);
  page = visit.page;
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

describe('the preview in the form', () => {
  test('is the POST that the form as it stands would send', async () => {
    await visit.open('/new');
    const post = page.getByRole('group', { name: 'The POST', exact: true });
    await post.getByText('POST https://example.com/webhook').waitFor();
    await post.getByText('webhook-signature', { exact: true }).waitFor();
    await page.getByLabel('Address').fill(receiver.url('/orders'));
    await post.getByText(`POST ${receiver.url('/orders')}`).waitFor();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Orders');
    await visit.button('Add a header').click();
    await page.getByLabel('Name of header 1').fill('X-Team');
    await page.getByLabel('Value of header 1').fill('warehouse');
    await post.getByText('X-Team', { exact: true }).waitFor();
    await page.getByLabel('Event type of the sample').fill('order.created');
    await page.getByLabel('Data of the sample').fill('{"id": 7, "total": 120.50}');
    await post.getByText('Exact bytes').click();
    // as it was written, the last zero included
    await post.getByText('120.50').waitFor();
    expect(await post.getByText(/^whsec_/).count()).toBe(1);
    await look(page, 'preview');
  });

  test('says so where no POST can be made', async () => {
    await page.getByLabel('Event type of the sample').fill('');
    await page.getByText('There is no POST to show yet').waitFor();
    await page.getByLabel('Event type of the sample').fill('order.created');
    await page.getByRole('group', { name: 'The POST', exact: true }).waitFor();
  });

  test('follows the format', async () => {
    await page.getByRole('combobox', { name: 'Format' }).click();
    await page.getByRole('option', { name: 'ecocast' }).click();
    const headers = page.getByRole('list', { name: 'Headers of the POST' });
    await headers.getByText('webhook-id', { exact: true }).waitFor({ state: 'detached' });
    await look(page, 'preview-of-a-format');
  });
});

describe('in the end', () => {
  test('nothing that was looked at is out of reach for anybody', () => {
    expect(objections).toEqual([]);
  });

  test('nothing was complained of on the way', () => {
    expect(visit.complaints).toEqual([]);
  });
});
