import { describe, expect, test } from 'vitest';

import type { WebhookSwitch } from '../../api/queries.ts';
import { isHeld, isPaused, SWITCHES } from './standing.model.ts';

const enabled = { active: true, paused: false };
const paused = { active: true, paused: true };
const disabled = { active: false, paused: false };
const both = { active: false, paused: true };

test('a webhook that is paused and disabled is disabled', () => {
  expect([enabled, paused, disabled, both].map(isPaused)).toEqual([false, true, false, false]);
});

test('a delivery is held while it is pending and its webhook is paused', () => {
  expect(isHeld({ state: 'pending' }, paused)).toBe(true);
  expect(isHeld({ state: 'delivered' }, paused)).toBe(false);
  expect(isHeld({ state: 'pending' }, enabled)).toBe(false);
  expect(isHeld({ state: 'pending' }, both)).toBe(false);
  expect(isHeld({ state: 'pending' }, undefined)).toBe(false);
});

describe('what can be done', () => {
  test.each([
    ['enabled', enabled, ['disable', 'pause']],
    ['paused', paused, ['disable', 'resume']],
    ['disabled', disabled, ['enable']],
    ['paused and disabled', both, ['enable']],
  ] as const)('with a webhook that is %s', (_, webhook, can) => {
    const names = Object.keys(SWITCHES) as WebhookSwitch[];
    expect(names.filter((name) => SWITCHES[name].fits(webhook))).toEqual(can);
  });
});
