import { expect, test } from 'vitest';

import { actionLabel, differences } from './audit.model.ts';

test('an act is told in words, and one that is not known by its name', () => {
  expect(actionLabel('webhook.updated')).toBe('changed a webhook');
  expect(actionLabel('webhook.paused')).toBe('paused a webhook');
  expect(actionLabel('webhook.resumed')).toBe('resumed a webhook');
  expect(actionLabel('key_ring.turned')).toBe('key ring turned');
});

test('what changed is told field by field, with what was there before and what is now', () => {
  expect(
    differences({
      before: { url: 'https://a.example', events: ['a', 'b'], version: 1 },
      after: { url: 'https://b.example', active: false, rate: { deliveries: 3 }, version: 2 },
    }),
  ).toEqual([
    { field: 'url', before: 'https://a.example', after: 'https://b.example' },
    { field: 'events', before: 'a, b' },
    { field: 'active', after: 'false' },
    { field: 'rate', after: '{"deliveries":3}' },
  ]);
});
