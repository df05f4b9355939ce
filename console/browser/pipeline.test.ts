import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type System, sharedSystem, sharedSystemOf } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

const LONGEST = 60_000;
/** Of the webhook, as no other on the system is called. */
const NAME = 'Orders to the shop';

let visit: Visit;
/** The tenant of the webhook; the pages are those of the operator, whom health is shown to. */
let system: System;
let receiver: Receiver;
let page: Page;
let webhook = '';

beforeAll(async () => {
  system = await sharedSystemOf('pipeline');
  [visit, receiver] = await Promise.all([startVisit(sharedSystem()), startReceiver()]);
  page = visit.page;
  await visit.open('/health');
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

interface Lane {
  readonly state: string;
  readonly parked: Record<string, number>;
}

const lane = async () => (await system.call('GET', `/api/v1/webhooks/${webhook}/lane`)) as Lane;

describe('an endpoint that fails', () => {
  test('shows where all is watched over', async () => {
    receiver.answer('/orders', 503, 'maintenance until noon');
    const made = (await system.call('POST', '/api/v1/webhooks', {
      name: NAME,
      url: receiver.url('/orders'),
      events: ['order.*'],
      retry_policy: { delays: ['1s', '2s', '4s', '8s', '16s'], jitter: 0 },
    })) as { id: string };
    webhook = made.id;
    await expect
      .poll(
        async () => {
          await Promise.all(
            Array.from({ length: 10 }, (_, id) =>
              system.call('POST', '/api/v1/events', { type: 'order.created', data: { id } }),
            ),
          );
          const { state, parked } = await lane();
          return state === 'failing' && (parked.endpoint_failing ?? 0) > 0;
        },
        { timeout: LONGEST },
      )
      .toBe(true);
    await visit.open('/health');
    const row = page
      .getByRole('list', { name: 'Endpoints that hold their deliveries up' })
      .getByRole('listitem')
      .filter({ hasText: NAME });
    await row.getByText('Failing').waitFor({ timeout: LONGEST });
    await row.getByText(/[1-9][0-9]* parked/).waitFor();
    await page.getByRole('list', { name: 'Waiting by retry tier' }).waitFor();
    await page.getByText('Parked, by reason').waitFor();
    await look(page, 'pipeline-failing');
    await row.getByRole('link', { name: NAME }).click();
  });

  test('is told of on the page of its webhook', async () => {
    await visit.heading(NAME).waitFor();
    await page.getByText(/The endpoint has been failing for/).waitFor();
    await look(page, 'webhook-failing');
  });

  test('is forgotten when it answers again', async () => {
    receiver.answer('/orders', 200);
    await expect.poll(async () => (await lane()).state, { timeout: 120_000 }).toBe('healthy');
    await expect
      .poll(() => page.getByText(/The endpoint has been failing for/).count(), {
        timeout: LONGEST,
      })
      .toBe(0);
  }, 240_000);
});

describe('in the end', () => {
  test('nothing that was looked at is out of reach for anybody', () => {
    expect(objections).toEqual([]);
  });

  test('nothing was complained of on the way', () => {
    expect(visit.complaints).toEqual([]);
  });
});
