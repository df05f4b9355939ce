import { describe, expect, test } from 'vitest';

import type { ListedEvent } from '../../api/types.ts';
import { changed, type LiveChange, MOST_ROWS, NOTHING_YET } from './live.model.ts';

const event = (offset: number): ListedEvent => ({
  id: `evt_${offset}`,
  source: null,
  type: 'order.created',
  tenant: 'acme',
  time: '2026-01-31T12:00:00Z',
  data_bytes: 2,
  position: `0:${offset}`,
  written_at: '2026-01-31T12:00:00Z',
});

const came = (offset: number): LiveChange => ({ kind: 'event', event: event(offset) });
const having = (...changes: LiveChange[]) => changes.reduce(changed, NOTHING_YET);
const offsets = (rows: readonly ListedEvent[]) => rows.map(({ position }) => position);

describe('a live list', () => {
  test('shows the latest first', () => {
    expect(offsets(having(came(1), came(2)).rows)).toEqual(['0:2', '0:1']);
  });

  test('keeps no more than can be looked at, and counts all', () => {
    const many = having(...Array.from({ length: MOST_ROWS + 10 }, (_, i) => came(i)));
    expect(many.rows).toHaveLength(MOST_ROWS);
    expect(many.rows[0]?.position).toBe(`0:${MOST_ROWS + 9}`);
    expect(many.seen).toBe(MOST_ROWS + 10);
  });

  test('stands still while it is paused, and goes on with what came', () => {
    const paused = having(came(1), { kind: 'pause' }, came(2), came(3));
    expect(offsets(paused.rows)).toEqual(['0:1']);
    expect(paused.held).toHaveLength(2);
    const on = changed(paused, { kind: 'go on' });
    expect(offsets(on.rows)).toEqual(['0:3', '0:2', '0:1']);
    expect(on.held).toBeNull();
  });

  test('holds as many as it shows while it is paused', () => {
    const paused = having(
      { kind: 'pause' },
      ...Array.from({ length: MOST_ROWS + 10 }, (_, i) => came(i)),
    );
    expect(paused.held).toHaveLength(MOST_ROWS);
  });

  test('counts what came too fast', () => {
    const state = having(came(1), { kind: 'passed over', count: 40 });
    expect(state.passedOver).toBe(40);
    expect(state.seen).toBe(41);
  });

  test('says how the connection is, and keeps what it has', () => {
    const state = having({ kind: 'following' }, came(1), { kind: 'interrupted' });
    expect(state.link).toBe('interrupted');
    expect(state.rows).toHaveLength(1);
  });

  test('is cleared without going on', () => {
    const state = having({ kind: 'following' }, came(1), { kind: 'pause' }, came(2), {
      kind: 'clear',
    });
    expect(state).toEqual({ ...NOTHING_YET, link: 'following', held: [] });
  });
});
