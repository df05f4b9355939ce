import { expect, test } from 'vitest';

import type { ReplayJob } from '../../api/types.ts';
import {
  aboutOf,
  outcomeOf,
  part,
  progressOf,
  standingOf,
  timeFor,
  wantedOf,
} from './replay.model.ts';

const NOON = Date.parse('2026-01-31T12:00:00Z');

function replay(facts: Partial<ReplayJob> = {}): ReplayJob {
  return {
    id: 'rpl_1',
    tenant: 'default',
    state: 'running',
    selection: { webhook: null, event_type: null, reason: null, from: null, to: null, ids: null },
    rate: 50,
    total: 200,
    replayed: 0,
    skipped: 0,
    failed: 0,
    failures: [],
    problem: null,
    created_by: { type: 'admin_key', id: 'admin', name: 'Admin' },
    created_at: '2026-01-31T12:00:00Z',
    finished_at: null,
    expected_end: null,
    ...facts,
  };
}

test('one that left letters behind is not simply done', () => {
  expect(standingOf(replay()).label).toBe('Running');
  expect(standingOf(replay({ problem: 'Kafka does not answer' })).label).toBe('Waiting');
  expect(standingOf(replay({ state: 'done' })).label).toBe('Done');
  expect(standingOf(replay({ state: 'done', failed: 1 })).label).toBe('Done in part');
  expect(standingOf(replay({ state: 'failed', problem: 'x' })).label).toBe('Gave up');
});

test('says what it is about', () => {
  const names = (id: string) => (id === 'wh_1' ? 'Orders' : id);
  const { selection } = replay();
  expect(aboutOf(selection, 3, names)).toBe('All webhooks');
  expect(aboutOf({ ...selection, webhook: 'wh_1', event_type: 'a.b' }, 3, names)).toBe(
    'Orders · a.b',
  );
  expect(aboutOf({ ...selection, ids: 1 }, 1, names)).toBe('One selected delivery');
  expect(aboutOf({ ...selection, ids: 4 }, 3, names)).toBe('3 selected deliveries');
});

test('says what has become of it', () => {
  expect(outcomeOf(replay({ state: 'done', replayed: 200 }))).toBe('Replayed 200 of 200');
  expect(outcomeOf(replay({ state: 'cancelled', replayed: 5, skipped: 1, failed: 2 }))).toBe(
    'Stopped after 5 of 200, 1 skipped, 2 could not be replayed',
  );
});

test('says how far it is, and how long it will take', () => {
  const half = replay({ replayed: 90, failed: 10, expected_end: '2026-01-31T12:01:30Z' });
  expect(part(half)).toBe(50);
  expect(progressOf(half, NOON)).toBe('100 of 200, about 1 min 30 s left');
  expect(progressOf(half, NOON + 90_000)).toBe('100 of 200');
  expect(part(replay({ total: 0 }))).toBe(100);
  expect(timeFor(3, 50)).toBe('about a second');
  expect(timeFor(6_000, 50)).toBe('about 2 min');
});

test('asks for what was chosen, at the rate', () => {
  expect(wantedOf({ webhook: 'wh_1', reason: undefined }, '10')).toEqual({
    webhook: 'wh_1',
    rate: 10,
  });
});

test('says that all are meant where nothing was chosen', () => {
  expect(wantedOf({ reason: undefined }, '50')).toEqual({ all: true, rate: 50 });
  expect(wantedOf({ tenant: 'acme' }, '50')).toEqual({ tenant: 'acme', all: true, rate: 50 });
  expect(wantedOf({ ids: ['dlv_1'] }, '50')).toEqual({ ids: ['dlv_1'], rate: 50 });
});
