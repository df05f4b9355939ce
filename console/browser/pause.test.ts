import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { PATIENCE } from './patience.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type System, sharedSystem, sharedSystemOf } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

const LONGEST = 60_000;
/** As no other webhooks on the system are called. */
const WAREHOUSE = 'Orders to the warehouse';
const INDEX = 'Search index';

let visit: Visit;
/** The tenant of the webhooks; the pages are those of the operator, whom health is shown to. */
let system: System;
let operator: System;
let receiver: Receiver;
let page: Page;

/** The webhook that is paused, and the one that is not. */
let warehouse = '';
let pausedAt = '';
/** How many orders were sent, and how many of them before both webhooks were known. */
let orders = 0;
let unseen = 0;
/** One that was sent when it was certain that the worker knows of the pause. */
let held: Order;
let delivery = '';

beforeAll(async () => {
  operator = sharedSystem();
  system = await sharedSystemOf('pause');
  [visit, receiver] = await Promise.all([startVisit(operator), startReceiver()]);
  page = visit.page;
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

interface Order {
  readonly number: number;
  readonly event: string;
}

async function makeWebhook(name: string, path: string): Promise<string> {
  const { id } = (await system.call('POST', '/api/v1/webhooks', {
    name,
    url: receiver.url(path),
    events: ['order.created'],
  })) as { id: string };
  return id;
}

async function send(): Promise<Order> {
  orders += 1;
  const number = orders;
  const { id } = (await system.call('POST', '/api/v1/events', {
    type: 'order.created',
    data: { number },
  })) as { id: string };
  return { number, event: id };
}

/** Sends an order to both webhooks, and waits until the one that is never paused has it. */
async function order(): Promise<Order> {
  const sent = await send();
  await expect.poll(() => came('/index'), { timeout: PATIENCE }).toContain(sent.number);
  return sent;
}

/** The orders that a receiver got. */
function came(path: string): number[] {
  return receiver
    .received(path)
    .map(({ body }) => (JSON.parse(body) as { data: { number: number } }).data.number);
}

/** The orders that were sent when both webhooks were known. */
function known(): number[] {
  return Array.from({ length: orders - unseen }, (_, i) => unseen + 1 + i);
}

/** Those of them that have not come to the webhook that is paused. */
function missing(): number[] {
  const there = came('/warehouse');
  return known().filter((number) => !there.includes(number));
}

/** How many deliveries are in the retry tiers, those of other walks included. */
async function waiting(): Promise<number | undefined> {
  const { retries } = (await operator.call('GET', '/api/v1/pipeline')) as {
    retries: { waiting: number } | null;
  };
  return retries?.waiting;
}

async function shown(id: string): Promise<{ paused: boolean; paused_at: string | null }> {
  return (await system.call('GET', `/api/v1/webhooks/${id}`)) as {
    paused: boolean;
    paused_at: string | null;
  };
}

const button = (name: string) => visit.button(name);
const dialog = () => page.getByRole('dialog');
const toolbar = () => page.getByRole('toolbar');
const notice = () => page.getByRole('status').filter({ hasText: 'Deliveries are held' });

describe('before the pause', () => {
  test('two webhooks get the same events', async () => {
    await makeWebhook(INDEX, '/index');
    warehouse = await makeWebhook(WAREHOUSE, '/warehouse');
    unseen = (await send()).number;
    await expect
      .poll(() => Math.min(came('/index').length, came('/warehouse').length), { timeout: LONGEST })
      .toBeGreaterThan(0);
  }, 180_000);
});

describe('a webhook that is paused', () => {
  test('is asked about first, and says then that its deliveries are held', async () => {
    await visit.open(`/${warehouse}`);
    await button('Send test event').waitFor();
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await dialog().getByText('none is sent until you resume it').waitFor();
    await look(page, 'pause');
    expect((await shown(warehouse)).paused).toBe(false);
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await notice().waitFor();
    await page.getByText('Paused', { exact: true }).waitFor();
    await button('Resume').waitFor();
    expect(await button('Send test event').count()).toBe(0);
    const { paused, paused_at } = await shown(warehouse);
    expect(paused).toBe(true);
    pausedAt = paused_at ?? '';
    await expect(system.call('POST', `/api/v1/webhooks/${warehouse}/test`, {})).rejects.toThrow(
      '409',
    );
  });

  test('still gets its deliveries, and none of them is sent', async () => {
    held = await order();
    expect(missing()).toContain(held.number);
    await expect
      .poll(async () => ((await waiting()) ?? 0) >= missing().length, { timeout: LONGEST })
      .toBe(true);
    await notice().getByRole('link', { name: 'See what is held' }).click();
    await page.waitForURL(/[?&]status=pending/);
    const row = page.getByRole('row').filter({ hasText: held.event });
    await row.getByText('Pending').waitFor();
    await row.getByText('held', { exact: true }).waitFor();
    await look(page, 'webhook-paused');
    await row.getByRole('link').click();
    await page.getByText('Held: the webhook is paused').waitFor();
    await page.getByText('once the webhook is resumed').waitFor();
    await look(page, 'delivery-held');
    delivery = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect(came('/warehouse')).not.toContain(held.number);
  }, 240_000);

  test('is found by its status', async () => {
    await visit.go('Webhooks');
    await page.getByRole('link', { name: INDEX }).waitFor();
    await page.getByRole('radiogroup', { name: 'Status' }).getByText('Paused').click();
    await page.getByRole('link', { name: INDEX }).waitFor({ state: 'detached' });
    await page.getByRole('row').filter({ hasText: WAREHOUSE }).getByText('Paused').waitFor();
    expect(new URL(page.url()).search).toBe('?status=paused');
    await look(page, 'webhooks-paused');

    await visit.go('System health');
    await page.getByRole('link', { name: 'one paused webhook' }).waitFor();
    await look(page, 'health-paused');
    await page.getByRole('link', { name: 'one paused webhook' }).click();
    await page.waitForURL(/[?&]status=paused/);
  });

  test('sends what it held once it is resumed, all of it, and not before', async () => {
    await page.getByRole('link', { name: WAREHOUSE }).click();
    await notice().waitFor();
    expect(came('/warehouse')).not.toContain(held.number);
    const resumedAt = Date.now();
    await button('Resume').click();
    await button('Send test event').waitFor();
    await notice().waitFor({ state: 'detached' });
    // within as long as the pause lasted
    await expect
      .poll(missing, { timeout: resumedAt - Date.parse(pausedAt) + PATIENCE })
      .toEqual([]);
    expect(came('/warehouse').filter((number) => number === held.number)).toHaveLength(1);

    await visit.open(`/deliveries/${delivery}`);
    await page.getByText('Delivered', { exact: true }).first().waitFor();
    await page.getByText('one attempt', { exact: true }).waitFor();
    expect(await page.getByText('Held: the webhook is paused').count()).toBe(0);
    const { attempts } = (await system.call('GET', `/api/v1/deliveries/${delivery}`)) as {
      attempts: { started_at: string }[];
    };
    expect(attempts).toHaveLength(1);
    expect(Date.parse(attempts[0]?.started_at ?? '')).toBeGreaterThanOrEqual(resumedAt);
    await look(page, 'delivery-after-pause');
  }, 480_000);
});

describe('many webhooks', () => {
  const paused = () => page.getByRole('row').filter({ hasText: 'Paused' });
  const select = async () => {
    for (const name of [WAREHOUSE, INDEX]) {
      await page.getByRole('checkbox', { name: `Select ${name}` }).check();
    }
    await toolbar().getByText('2 selected').waitFor();
  };

  test('are paused together after a question, and resumed without one', async () => {
    await visit.go('Webhooks');
    await select();
    expect(await toolbar().getByRole('button', { name: 'Resume' }).isDisabled()).toBe(true);
    await toolbar().getByRole('button', { name: 'Pause' }).click();
    await dialog().getByText('Pause 2 webhooks?').waitFor();
    await look(page, 'pause-many');
    expect(await shown(warehouse)).toMatchObject({ paused: false });
    await dialog().getByRole('button', { name: 'Pause' }).click();
    await expect.poll(() => paused().count(), { timeout: PATIENCE }).toBe(2);
    expect(await shown(warehouse)).toMatchObject({ paused: true });
    // the selection ends a moment after the rows change
    await toolbar().waitFor({ state: 'detached' });
    await select();
    await look(page, 'webhooks-paused-selected');
    await toolbar().getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => paused().count(), { timeout: PATIENCE }).toBe(0);
    expect(await shown(warehouse)).toMatchObject({ paused: false, paused_at: null });
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
