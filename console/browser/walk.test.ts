import { Kafka, logLevel } from 'kafkajs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { look, objections } from './camera.ts';
import { PATIENCE } from './patience.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { emptySystem, type System } from './system.ts';
import { CONSOLE, startVisit, type Visit } from './visit.ts';

let visit: Visit;
let system: System;
let receiver: Receiver;
let page: Page;

beforeAll(async () => {
  system = emptySystem();
  [visit, receiver] = await Promise.all([startVisit(system), startReceiver()]);
  page = visit.page;
});

afterAll(async () => {
  receiver?.close();
  await visit?.end();
});

const open = (path: string) => visit.open(path);
const go = (place: string) => visit.go(place);
const heading = (name: string) => visit.heading(name);
const button = (name: string) => visit.button(name);

describe('what is served', () => {
  test('the document is asked for each time, says what scripts may run, and is there for every page', async () => {
    for (const path of ['', '/', '/wh_any', '/deliveries/dlv_any', '/health']) {
      const answer = await fetch(system.address + CONSOLE + path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('cache-control')).toContain('no-store');
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    }
  });

  test('its files are kept for ever, and one that is not there is not a page', async () => {
    const html = await (await fetch(system.address + CONSOLE)).text();
    const file = /src="([^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await fetch(system.address + file, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect((await fetch(`${system.address}${CONSOLE}/assets/none.js`)).status).toBe(404);
  });

  test('the root leads to it', async () => {
    const answer = await fetch(`${system.address}/`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain(CONSOLE);
  });
});

describe('signing in', () => {
  test('a wrong key is refused, in words', async () => {
    await page.goto(CONSOLE);
    await page.getByLabel('API key', { exact: true }).fill('not-a-key-of-this-system');
    await button('Sign in').click();
    await page.getByText('This is not a key that Postrider knows').waitFor();
    await look(page, 'sign-in');
  });

  test('the right one leads to where a deep link points, and a reload stays there', async () => {
    await open('/dead-letters?reason=gone');
    await heading('Dead letters').waitFor();
    expect(new URL(page.url()).search).toBe('?reason=gone');
    await page.reload();
    await heading('Dead letters').waitFor();
    expect(page.url()).not.toContain(system.key);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(
      await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage })),
    ).not.toContain(system.key);
  });
});

describe('before there is anything', () => {
  test('every page says what will be there', async () => {
    await go('Webhooks');
    await heading('Webhooks').waitFor();
    await page.getByText('No webhooks yet').waitFor();
    await look(page, 'webhooks-empty');
    await go('Dead letters');
    await page.getByText('No dead letters').waitFor();
    await look(page, 'dead-letters-empty');
    await go('Invalid records');
    await page.getByText('Every record could be read').waitFor();
    await look(page, 'invalid-records-empty');
    await go('Settings');
    await page.getByText('No API keys yet').waitFor();
    expect(new URL(page.url()).pathname).toBe(`${CONSOLE}/settings/api-keys`);
    await look(page, 'api-keys-empty');
  });
});

describe('event types', () => {
  test('are registered with an example and looked at', async () => {
    await go('Event types');
    for (const [name, about, example] of [
      ['order.created', 'An order was placed', '{"id": 7, "total": 120.5, "status": "paid"}'],
      ['order.cancelled', 'A customer took an order back', '{"id": 7, "why": "changed mind"}'],
    ] as const) {
      await button('New event type').click();
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Description').fill(about);
      await page.getByLabel('Example of the data').fill(example);
      await button('Save').click();
      await page.getByRole('link', { name, exact: true }).waitFor();
    }
    await look(page, 'event-types');
    await page.getByRole('link', { name: 'order.created', exact: true }).click();
    await page.getByText('An order was placed').last().waitFor();
    await look(page, 'event-type');
    await button('Close').click();
  });

  test('a schema that its example does not fit is refused at the field', async () => {
    await button('New event type').click();
    await page.getByLabel('Name').fill('order.broken');
    await page.getByLabel('Example of the data').fill('{"total": "much"}');
    await page
      .getByLabel('JSON Schema of the data')
      .fill('{"type": "object", "properties": {"total": {"type": "number"}}}');
    await button('Save').click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await look(page, 'event-type-refused');
    await button('Cancel').click();
  });
});

let orders = '';

describe('a webhook', () => {
  test('is not made while something is wrong', async () => {
    await go('Webhooks');
    await page.getByRole('link', { name: 'Create the first webhook' }).click();
    await heading('New webhook').waitFor();
    await page.getByLabel('Address').fill('example.com/hook');
    await button('Create webhook').click();
    await page.getByText('The address begins with https://').waitFor();
    await page.getByText('2 fields need another look.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('url');
    await look(page, 'new-webhook-faults');
  });

  test('is made, with types from the tree, a filter that was tried, and a schedule', async () => {
    await page.getByLabel('Address').fill(receiver.url('/orders'));
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Orders to the warehouse');
    await page.getByLabel('Search event types').fill('order');
    await page.getByLabel('order.created', { exact: true }).check();
    await page.getByRole('checkbox', { name: 'order.*', exact: true }).check();
    expect(await page.getByLabel('order.created', { exact: true }).isDisabled()).toBe(true);
    await button('A number above').click();
    const sample = page.getByLabel('Sample event to try it on');
    await sample.fill('{"type": "order.created", "data": {"total": 120.5}}');
    await page.getByText('The sample would be delivered.').waitFor();
    await sample.fill('{"type": "order.created", "data": {"total": 5}}');
    await page.getByText('The sample would not be delivered.').waitFor();
    await page.getByText('Own schedule').click();
    await page.getByLabel('Waits between attempts').fill('1s 1s');
    await page.getByText('3 attempts, the last one 2s after the first').waitFor();
    await page.getByRole('switch', { name: 'Rate limit' }).click();
    await button('Add a header').click();
    await page.getByLabel('Name of header 1').fill('X-Team');
    await page.getByLabel('Value of header 1').fill('warehouse');
    await look(page, 'new-webhook');
    await button('Create webhook').click();
    await heading('Orders to the warehouse is ready').waitFor();
    const secret = await page.getByTestId('secret').textContent();
    expect(secret).toMatch(/^whsec_/);
    await page.getByRole('tab', { name: 'Python' }).click();
    await look(page, 'secret-once');
    await page.getByRole('link', { name: 'Go to the webhook' }).click();
    await heading('Orders to the warehouse').waitFor();
    orders = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await page.getByText('Nothing happened in the last 24 hours').waitFor();
    await look(page, 'webhook-quiet');
  });

  test('gets a test event, and its answer is shown', async () => {
    await button('Send test event').click();
    await look(page, 'test-dialog');
    await button('Send').click();
    await page.getByText('It arrived').waitFor();
    await look(page, 'test-arrived');
    expect(receiver.received('/orders')[0]?.headers['x-team']).toBe('warehouse');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  });

  test('gets an event that is sent, and the filter keeps the other from it', async () => {
    await go('Send an event');
    await page.getByRole('combobox', { name: 'Event type' }).fill('order.created');
    await page.getByLabel('Data', { exact: true }).fill('{"id": 1, "total": 5.0}');
    await button('Send').click();
    await page.getByText('Kafka has it').waitFor();
    await page.getByLabel('Data', { exact: true }).fill('{"id": 2, "total": 250.00}');
    await button('Send').click();
    await expect.poll(() => receiver.received('/orders').length, { timeout: PATIENCE }).toBe(2);
    expect(receiver.received('/orders')[1]?.body).toContain('250.00');
    await look(page, 'send-event');
  });

  test('whose endpoint answers: system health shows that nothing is behind and nothing waits', async () => {
    await go('System health');
    await page.getByText('Every endpoint takes what it gets.').waitFor();
    await page.getByText('All reported in the last 30 s').waitFor();
    await page.getByText('Nothing waits.').waitFor();
    await look(page, 'pipeline-healthy');
  });

  test('that fails is tried again, rests in the dead letters, and is replayed from there', async () => {
    receiver.answer('/orders', 503, '{"error": "maintenance until noon"}');
    // fewer attempts than it takes to believe that an endpoint is down
    for (const total of [301, 302]) {
      await system.call('POST', '/api/v1/events', { type: 'order.created', data: { total } });
    }
    await go('Dead letters');
    await page.getByText('2 in all').waitFor({ timeout: 40_000 });
    await look(page, 'dead-letters');
    receiver.answer('/orders', 200, '{"received": true}');
    await page
      .getByRole('checkbox', { name: /^Select order.created/ })
      .first()
      .check();
    await button('Replay 1').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay 1' }).click();
    await page.getByText('Replayed 1 of 1').waitFor();
    await button('Replay all 1').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Replay 1' }).click();
    await page.getByText('No dead letters').waitFor();
    await page.getByText('Replayed 1 of 1').nth(1).waitFor();
    await look(page, 'dead-letters-replayed');
  });
});

describe('a delivery', () => {
  test('shows its attempts and its exact body, and goes out again', async () => {
    await go('Webhooks');
    await page.getByRole('link', { name: 'Orders to the warehouse' }).click();
    await page.getByRole('tab', { name: 'Deliveries' }).click();
    const row = page.getByRole('row').filter({ hasText: 'Delivered' });
    await row.filter({ hasText: 'order.created' }).first().waitFor();
    await look(page, 'deliveries');
    await row
      .filter({ has: page.getByRole('cell', { name: '4', exact: true }) })
      .first()
      .getByRole('link')
      .click();
    await heading('order.created').waitFor();
    await page.getByText('maintenance until noon').first().waitFor();
    await page.getByText('headers in the answer').first().click();
    await page.getByRole('rowheader', { name: 'content-type' }).first().waitFor();
    await look(page, 'delivery');
    await page.getByText('Exact bytes').click();
    await button('Copy as curl').click();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain(`curl -X POST '${receiver.url('/orders')}'`);
    const before = receiver.received('/orders').length;
    await button('Send again').click();
    await page.getByText('Attempt 5').waitFor();
    expect(receiver.received('/orders').length).toBe(before + 1);
  });

  test('of which nothing is known is told so', async () => {
    await open('/deliveries/dlv_none');
    await page.getByText('This is not here').waitFor();
    await look(page, 'delivery-unknown');
  });
});

describe('a webhook in use', () => {
  test('shows how it does', async () => {
    await open(`/${orders}?range=1h`);
    await page.getByText('Success rate').waitFor();
    await page.getByText('Server error (5xx)').waitFor();
    await look(page, 'webhook-overview');
    await page.getByRole('tab', { name: 'Configuration' }).click();
    await page.getByText('What it gets').waitFor();
    await look(page, 'webhook-configuration');
  });

  test('is changed', async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await heading('Edit Orders to the warehouse').waitFor();
    expect(await page.getByLabel('Value of header 1').getAttribute('placeholder')).toBe(
      'kept as it is',
    );
    await page.getByLabel('Description').fill('Ask the warehouse team.');
    await page.getByText('The sample would not be delivered.').waitFor();
    await look(page, 'edit-webhook');
    await button('Save').click();
    await page.getByText('Ask the warehouse team.').waitFor();
    await system.call('POST', `/api/v1/webhooks/${orders}/test`, {});
    expect(receiver.received('/orders').at(-1)?.headers['x-team']).toBe('warehouse');
  });

  test('gets another secret, beside which the old one signs for a while', async () => {
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Rotate the secret' }).click();
    await page.getByLabel('For one day').waitFor();
    await look(page, 'rotate');
    await button('Make a new secret').click();
    await page.getByText('Copy the secret now').waitFor();
    await look(page, 'rotated');
    await button('I have stored it').click();
    await system.call('POST', `/api/v1/webhooks/${orders}/test`, {});
    const signature = receiver.received('/orders').at(-1)?.headers['webhook-signature'];
    expect(String(signature).split(' ')).toHaveLength(2);
  });

  test('is disabled and enabled again', async () => {
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await look(page, 'disable');
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await button('Enable').click();
    await button('Send test event').waitFor();
  });
});

describe('many webhooks', () => {
  test('are listed, searched, and switched together', async () => {
    receiver.answer('/billing', 500, 'Internal Server Error');
    receiver.answer('/search', 200);
    await system.call('POST', '/api/v1/tenants', { id: 'acme', name: 'Acme Inc.' });
    for (const [name, path, events, more] of [
      [
        'Billing',
        '/billing',
        ['invoice.*', 'order.created'],
        { retry_policy: { delays: ['1h'], jitter: 0 } },
      ],
      ['Search index', '/search', ['*'], {}],
      [
        'Partner with a rather long name that somebody chose in a hurry',
        '/partner',
        ['order.created', 'order.cancelled', 'task.created'],
        { tenant: 'acme' },
      ],
      ['Trial of the new receiver', '/trial', ['order.*'], { test_mode: true }],
      ['Old warehouse', '/old', ['order.*'], { active: false }],
    ] as const) {
      await system.call('POST', '/api/v1/webhooks', {
        name,
        url: receiver.url(path),
        events,
        ...more,
      });
    }
    for (let id = 0; id < 12; id += 1) {
      await system.call('POST', '/api/v1/events', {
        type: 'order.created',
        data: { id, total: 10 },
      });
    }
    await expect
      .poll(() => receiver.received('/billing').length, { timeout: PATIENCE })
      .toBeGreaterThan(8);
    await open('');
    await page.getByText('Failing').first().waitFor({ timeout: 30_000 });
    await look(page, 'webhooks');
    await page.getByLabel('Search webhooks').fill('BILL');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    expect(new URL(page.url()).search).toBe('?q=BILL');
    await button('Clear the search').click();
    await page.getByText('Disabled', { exact: true }).first().click();
    await page.getByRole('checkbox', { name: 'Select Old warehouse' }).check();
    await look(page, 'webhooks-selected');
    await page.getByRole('toolbar').getByRole('button', { name: 'Enable' }).click();
    await page.getByText('No webhook fits').waitFor();
    await look(page, 'webhooks-none-fit');
  });

  test('one is deleted', async () => {
    await page.getByRole('link', { name: 'Show all webhooks' }).click();
    await page.getByRole('link', { name: 'Old warehouse' }).click();
    await button('More actions').click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await look(page, 'delete');
    await button('Delete for good').click();
    await heading('Webhooks').waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'Old warehouse' }).count()).toBe(0);
  });
});

describe('the system', () => {
  test('shows records that nobody could read', async () => {
    const kafka = new Kafka({ brokers: [system.kafka], logLevel: logLevel.NOTHING });
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({
      topic: 'postrider.events',
      messages: [
        { value: '{"type": "order.created", "data": {' },
        { value: 'id=7;type=order.created' },
      ],
    });
    await producer.disconnect();
    await go('Invalid records');
    await page.getByText('id=7;type=order.created').waitFor({ timeout: 30_000 });
    await look(page, 'invalid-records');
  });

  test('says whether its parts work', async () => {
    await go('System health');
    await page.getByText('All parts work').waitFor();
    await page.getByText('Median answer').waitFor();
    await look(page, 'health');
  });

  test('has no page at an address that leads nowhere', async () => {
    await page.goto(`${CONSOLE}/deliveries/a/b/c`);
    await page.getByText('There is no such page').waitFor();
    await look(page, 'not-found');
  });

  test('is worked by keyboard: to the content, and on by links', async () => {
    await open('');
    await page.getByRole('link', { name: 'Skip to the content' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  });

  test('lets one out', async () => {
    await button('Sign out').click();
    await heading('Sign in to Postrider').waitFor();
    await page.goto(`${CONSOLE}/health`);
    await heading('Sign in to Postrider').waitFor();
  });

  test('offers nothing that the key does not allow', async () => {
    const made = (await system.call('POST', '/api/v1/api-keys', {
      name: 'Support',
      tenant: 'default',
      scopes: ['webhooks:read', 'deliveries:read'],
    })) as { key: string };
    await page.getByLabel('API key', { exact: true }).fill(made.key);
    await button('Sign in').click();
    await heading('System health').waitFor();
    await page.goto(CONSOLE);
    await page.getByRole('link', { name: 'Search index' }).waitFor();
    const places = page.getByRole('navigation', { name: 'Main' }).getByRole('link');
    expect(await places.allTextContents()).toEqual([
      'Webhooks',
      'Dead letters',
      'Events',
      'Event types',
      'System health',
    ]);
    expect(await page.getByRole('link', { name: 'New webhook' }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Partner' }).count()).toBe(0);
    await look(page, 'webhooks-read-only');
  });

  test('nothing that was looked at is out of reach for anybody', () => {
    expect(objections).toEqual([]);
  });

  test('nothing was complained of on the way', () => {
    expect(visit.complaints).toEqual([]);
  });
});
