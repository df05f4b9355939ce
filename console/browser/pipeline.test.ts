import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import type { System } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

const LONGEST = 60_000;

let visit: Visit;
let system: System;
let receiver: Receiver;
let page: Page;
let webhook = '';

beforeAll(async () => {
  [visit, receiver] = await Promise.all([startVisit(), startReceiver()]);
  ({ system, page } = visit);
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

describe('a healthy system', () => {
  test('is not behind, and nothing waits', async () => {
    const made = (await system.call('POST', '/api/v1/webhooks', {
      name: 'Orders to the warehouse',
      url: receiver.url('/orders'),
      events: ['order.*'],
      retry_policy: { delays: ['1s', '2s', '4s', '8s', '16s'], jitter: 0 },
    })) as { id: string };
    webhook = made.id;
    await visit.open('/health');
    await page.getByText('Every endpoint takes what it gets.').waitFor();
    await page.getByText('All of them heard of lately').waitFor();
    await page.getByText('Nothing waits.').waitFor();
    await look(page, 'pipeline-healthy');
  });
});

describe('an endpoint that fails', () => {
  test('shows where all is watched over', async () => {
    receiver.answer('/orders', 503, 'maintenance until noon');
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
        { timeout: LONGEST, interval: 500 },
      )
      .toBe(true);
    await visit.open('/health');
    const rows = page.getByRole('list', { name: 'Endpoints that hold their deliveries up' });
    await rows.getByText('Failing').waitFor({ timeout: LONGEST });
    await page.getByRole('list', { name: 'Waiting by retry tier' }).waitFor();
    await page.getByText('Parked, by reason').waitFor();
    await look(page, 'pipeline-failing');
    await rows.getByRole('link', { name: 'Orders to the warehouse' }).click();
  });

  test('is told of on the page of its webhook', async () => {
    await visit.heading('Orders to the warehouse').waitFor();
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
