import { expect, test } from 'vitest';

import type { Lane } from '../../api/types.ts';
import { busyTiers, laneState, noticeOf, parkedOf } from './pipeline.model.ts';

const NOW = Date.parse('2026-01-31T12:01:00Z');

const lane = (own: Partial<Lane>): Lane => ({
  webhook_id: 'wh_1',
  state: 'failing',
  last_state: 'failing',
  since: '2026-01-31T12:00:00Z',
  next_attempt_at: '2026-01-31T12:01:20Z',
  in_flight: 0,
  queued: 0,
  parked: {},
  worker: 'worker-1',
  reported_at: '2026-01-31T12:00:59Z',
  ...own,
});

test('a failing endpoint is told of with its beginning, its next probe and what waits', () => {
  expect(noticeOf(lane({ parked: { endpoint_failing: 1_200, lane_full: 34 } }), NOW)).toEqual({
    tone: 'bad',
    title: 'The endpoint has been failing for 1 min',
    text: 'The next probe is due in 20 s. 1,234 deliveries wait; nothing is lost.',
  });
});

test('a probe that is due goes out with the next delivery', () => {
  for (const at of [null, '2026-01-31T12:00:59Z']) {
    expect(noticeOf(lane({ next_attempt_at: at }), NOW)?.text).toBe(
      'The next delivery goes out as a probe. Nothing is lost; deliveries wait.',
    );
  }
});

test('pauses, rate limits and silent workers have words of their own, and health has none', () => {
  expect(noticeOf(lane({ state: 'throttled' }), NOW)?.text).toContain('Nothing is sent for 20 s.');
  expect(noticeOf(lane({ state: 'waiting', parked: { rate_limit: 1 } }), NOW)?.text).toBe(
    'There are more than the rate limit of the webhook takes at a time. 1 delivery waits; nothing is lost.',
  );
  expect(noticeOf(lane({ state: 'unknown' }), NOW)?.tone).toBe('mute');
  expect(noticeOf(lane({ state: 'unknown', last_state: 'waiting' }), NOW)).toBeNull();
  expect(noticeOf(lane({ state: 'healthy' }), NOW)).toBeNull();
});

test('a paused webhook is told of on its page, and its lane has nothing to add', () => {
  expect(noticeOf(lane({ state: 'paused', parked: { endpoint_failing: 3 } }), NOW)).toBeNull();
  expect(laneState('paused')).toEqual({ tone: 'warn', label: 'Paused' });
});

test('only tiers in which something waits are shown, against the fullest', () => {
  expect(
    busyTiers({
      waiting: 30,
      tiers: [
        { tier: '1s', waiting: 0 },
        { tier: '2s', waiting: 10 },
        { tier: '4s', waiting: 20 },
      ],
    }),
  ).toEqual([
    { tier: '2s', waiting: 10, share: 0.5 },
    { tier: '4s', waiting: 20, share: 1 },
  ]);
});

test('what is parked counts whatever the reason', () => {
  expect(parkedOf({ parked: { rate_limit: 2, lane_full: 3 } })).toBe(5);
  expect(parkedOf({ parked: {} })).toBe(0);
});
