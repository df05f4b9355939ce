import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { type System, sharedSystemOf } from './system.ts';
import { startVisit, type Visit } from './visit.ts';

const MANY = 900;
const REPLAYS = '/api/v1/dead-letters/replays';

let visit: Visit;
let system: System;
let receiver: Receiver;
let page: Page;
const ids: Record<string, string> = {};

beforeAll(async () => {
  system = await sharedSystemOf('replay');
  [visit, receiver] = await Promise.all([startVisit(system), startReceiver()]);
  page = visit.page;
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

async function send(type: string, count: number): Promise<void> {
  await system.call(
    'POST',
    '/api/v1/events',
    Array.from({ length: count }, (_, i) => ({ type, data: { total: i } })),
  );
}

async function letters(): Promise<number> {
  const { data } = (await system.call('GET', '/api/v1/dead-letters/groups')) as {
    data: { count: number }[];
  };
  return data.reduce((sum, group) => sum + group.count, 0);
}

const button = (name: string) => visit.button(name);
const dialog = () => page.getByRole('dialog');
const replays = () => page.getByRole('region', { name: 'Replays' });

describe('many dead letters', () => {
  test('come to rest', async () => {
    // an answer that says that the endpoint is there, so that nothing waits for a probe
    for (const [path, name] of [
      ['/warehouse', 'Orders to be replayed'],
      ['/ledger', 'Orders to the ledger'],
    ] as const) {
      receiver.answer(path, 400, '{"error": "unknown field total"}');
      const made = (await system.call('POST', '/api/v1/webhooks', {
        name,
        url: receiver.url(path),
        events: [`order.${path.slice(1)}`],
        retry_policy: { delays: [] },
      })) as { id: string };
      ids[path] = made.id;
    }
    await send('order.warehouse', MANY);
    await send('order.ledger', 3);
    await expect.poll(letters, { timeout: 60_000 }).toBe(MANY + 3);
  });

  test('are grouped by webhook and reason, and counted before they are replayed', async () => {
    await visit.open('/dead-letters');
    await page.getByText(`${MANY + 3} in all`).waitFor();
    await page
      .getByRole('region', { name: 'Groups' })
      .getByRole('button', { name: /Orders to be replayed/ })
      .click();
    await page.getByText(`${MANY} in all`).waitFor();
    await button(`Replay all ${MANY}`).click();
    await dialog().getByText(`${MANY} deliveries go out again`).waitFor();
    await dialog().getByText('10 a second').click();
    await dialog().getByText('Takes about 1 min 30 s').waitFor();
    await look(page, 'replay-dialog');
  });

  test('are replayed by the server, whoever watches, also after a reload', async () => {
    receiver.answer('/warehouse', 200);
    await dialog()
      .getByRole('button', { name: `Replay ${MANY}` })
      .click();
    await replays().getByText('Running').waitFor();
    await replays().getByRole('progressbar').waitFor();
    await replays()
      .getByText(new RegExp(`[1-9][0-9]* of ${MANY}, about`))
      .waitFor();
    await look(page, 'replay-running');
    await page.reload();
    await replays().getByText('Running').waitFor();
    await replays()
      .getByText(/by .*, 10 a second at most/)
      .waitFor();
  });

  test('are left where they are when the replay is stopped', async () => {
    await button('Stop').click();
    await replays().getByText('Stopped', { exact: true }).waitFor();
    await replays()
      .getByText(new RegExp(`Stopped after [0-9]+ of ${MANY}`))
      .waitFor();
    await look(page, 'replay-stopped');
    const left = await letters();
    expect(left).toBeGreaterThan(3);
    await button(`Replay all ${left - 3}`).waitFor();
  });
});

describe('the replay of the rest', () => {
  test('says what cannot go out, before and afterwards', async () => {
    await system.call('POST', `/api/v1/webhooks/${ids['/ledger']}/disable`);
    await page.goto('/settings/webhooks/dead-letters');
    await page.getByText(/^[0-9]+ in all/).waitFor();
    await page.getByRole('button', { name: /^Replay all/ }).click();
    await dialog().getByText('3 of them cannot go out').waitFor();
    await look(page, 'replay-dialog-undeliverable');
    await dialog().getByText('200 a second').click();
    await dialog()
      .getByRole('button', { name: /^Replay [0-9]/ })
      .click();
    // hundreds, one after the other, each in a transaction of its own
    await replays().getByText('Done in part').waitFor({ timeout: 120_000 });
    await replays()
      .getByText(/3 could not be replayed/)
      .waitFor();
    await replays()
      .getByText(/3 × .*is disabled/)
      .waitFor();
    await page.getByText('3 in all').waitFor();
    await expect.poll(() => receiver.received('/warehouse').length).toBe(2 * MANY);
    await look(page, 'replay-in-part');
  }, 240_000);

  test('is begun with those that are selected, and joins the history', async () => {
    await system.call('POST', `/api/v1/webhooks/${ids['/ledger']}/enable`);
    receiver.answer('/ledger', 200);
    await page
      .getByRole('checkbox', { name: /^Select order.ledger/ })
      .first()
      .check();
    await button('Replay 1').click();
    await dialog().getByText('One delivery goes out again').waitFor();
    await dialog().getByRole('button', { name: 'Replay 1' }).click();
    await replays().getByText('One selected delivery').waitFor();
    await replays().getByText('Replayed 1 of 1').waitFor();
    await page.getByText('2 in all').waitFor();
    await button('Show all').click();
    expect(await replays().getByRole('listitem').count()).toBe(3);
    await look(page, 'replay-history');
  });

  test('is refused to be stopped once it is over', async () => {
    const { data } = (await system.call('GET', REPLAYS)) as { data: { id: string }[] };
    await expect(system.call('POST', `${REPLAYS}/${data[0]?.id}/cancel`)).rejects.toThrow('409');
  });
});

test('nothing that was looked at is out of reach for anybody', () => {
  expect(objections).toEqual([]);
});

test('nothing was complained of on the way', () => {
  expect(visit.complaints).toEqual([]);
});
