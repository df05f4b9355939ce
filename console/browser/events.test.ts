import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { PATIENCE } from './patience.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type System, sharedSystemOf } from './system.ts';
import { CONSOLE, startVisit, type Visit } from './visit.ts';

let visit: Visit;
let system: System;
let receiver: Receiver;
let page: Page;

beforeAll(async () => {
  system = await sharedSystemOf('events');
  [visit, receiver] = await Promise.all([startVisit(system), startReceiver()]);
  page = visit.page;
  await visit.open('/events');
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

test('says what will be there', async () => {
  await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor();
  await look(page, 'events-first');
});

test('shows what nobody wanted, and what a webhook got', async () => {
  await system.call('POST', '/api/v1/events', { type: 'nobody.cares', data: { total: 1.5 } });
  await system.call('POST', '/api/v1/webhooks', {
    url: receiver.url('/orders'),
    name: 'Orders',
    events: ['order.*'],
  });
  await system.call('POST', '/api/v1/events', { type: 'order.created', data: { total: 250.5 } });
  await expect
    .poll(() => receiver.received('/orders').length, { timeout: PATIENCE })
    .toBeGreaterThan(0);
  await page.getByRole('link', { name: 'nobody.cares' }).waitFor();
  await look(page, 'events');
  await page.getByRole('link', { name: 'nobody.cares' }).click();
  await page.getByText('No webhook got it').waitFor();
  await look(page, 'event-unwanted');
});

test('is found by its id, with its fan-out', async () => {
  const [webhook] = ((await system.call('GET', '/api/v1/webhooks')) as { data: { id: string }[] })
    .data;
  const deliveries = async () =>
    (
      (await system.call('GET', `/api/v1/webhooks/${webhook?.id}/deliveries`)) as {
        data: { event_id: string; state: string }[];
      }
    ).data;
  await expect
    .poll(async () => (await deliveries())[0]?.state, { timeout: PATIENCE })
    .toBe('delivered');
  const id = (await deliveries())[0]?.event_id ?? '';
  await visit.go('Events');
  await page.getByLabel('Event id').fill(id);
  await page.getByRole('link', { name: 'nobody.cares' }).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: 'order.created' }).click();
  await page.getByText('What became of it').waitFor();
  await page.getByText('Delivered', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'Orders', exact: true }).waitFor();
  await look(page, 'event');
  await page.goto(`${CONSOLE}/events?type=order.none`);
  await page.getByText('No event fits').waitFor();
});

test('is found from its delivery, with thousands of events behind it', async () => {
  await visit.go('Events');
  await page.getByRole('link', { name: 'order.created' }).first().click();
  await page.getByRole('link', { name: 'Orders', exact: true }).click();
  await page.getByRole('link', { name: 'Show the event' }).waitFor();
  await look(page, 'delivery-of-event');
  // more than are looked through for an event of which only the id is known
  const many = Array.from({ length: 1_000 }, () => ({ type: 'many.more', data: {} }));
  for (let batch = 0; batch < 6; batch++) {
    await system.call('POST', '/api/v1/events', many);
  }
  await page.getByRole('link', { name: 'Show the event' }).click();
  await page.getByRole('heading', { level: 1, name: 'order.created' }).waitFor();
  await page.getByText('What became of it').waitFor();
});

test('are followed as they come', async () => {
  const send = (type: string) => system.call('POST', '/api/v1/events', { type, data: {} });
  await page.goto(`${CONSOLE}/events`);
  await page.getByRole('link', { name: 'Watch live' }).click();
  await page.getByText('Following').waitFor();
  await page.getByText('Waiting for events').waitFor();
  await look(page, 'live-first');

  await send('live.first');
  await page.getByRole('link', { name: 'live.first' }).waitFor();

  await page.getByRole('button', { name: 'Pause' }).click();
  await send('live.second');
  await page.getByRole('button', { name: 'Show 1 more' }).waitFor();
  expect(await page.getByRole('link', { name: 'live.second' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show 1 more' }).click();
  await page.getByRole('link', { name: 'live.second' }).waitFor();
  await look(page, 'live');

  await page.getByLabel('Event type').fill('live.third');
  await page.getByText('The next one of type live.third').waitFor();
  const third = page.getByRole('link', { name: 'live.third' });
  // the stream of that type begins a moment later
  await expect
    .poll(
      async () => {
        await send('live.other');
        await send('live.third');
        return third.count();
      },
      { timeout: PATIENCE },
    )
    .toBeGreaterThan(0);
  expect(await page.getByRole('link', { name: 'live.other' }).count()).toBe(0);

  await third.first().click();
  await page.getByText('No webhook got it').waitFor();
});

test('nothing was objected to', () => {
  expect(objections).toEqual([]);
  expect(visit.complaints).toEqual([]);
});
