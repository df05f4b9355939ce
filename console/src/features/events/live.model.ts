import type { LiveNews } from '../../api/live.ts';
import type { ListedEvent } from '../../api/types.ts';

/** How many events are kept to be looked at. */
export const MOST_ROWS = 200;

/** What is shown of a stream. */
export interface LiveState {
  readonly link: 'connecting' | 'following' | 'interrupted';
  /** The latest first. */
  readonly rows: readonly ListedEvent[];
  /** What came while the list stood still; null when it does not. */
  readonly held: readonly ListedEvent[] | null;
  /** How many came since the list began, shown or not. */
  readonly seen: number;
  /** How many came too fast to be shown. */
  readonly passedOver: number;
}

export const NOTHING_YET: LiveState = {
  link: 'connecting',
  rows: [],
  held: null,
  seen: 0,
  passedOver: 0,
};

export type LiveChange =
  | LiveNews
  | { readonly kind: 'begin' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'go on' }
  | { readonly kind: 'clear' };

export function changed(state: LiveState, change: LiveChange): LiveState {
  switch (change.kind) {
    case 'begin':
      return NOTHING_YET;
    case 'following':
    case 'interrupted':
      return { ...state, link: change.kind };
    case 'event': {
      const seen = state.seen + 1;
      return state.held === null
        ? { ...state, seen, rows: latest(change.event, state.rows) }
        : { ...state, seen, held: latest(change.event, state.held) };
    }
    case 'passed over':
      return {
        ...state,
        seen: state.seen + change.count,
        passedOver: state.passedOver + change.count,
      };
    case 'pause':
      return state.held === null ? { ...state, held: [] } : state;
    case 'go on':
      return {
        ...state,
        held: null,
        rows: [...(state.held ?? []), ...state.rows].slice(0, MOST_ROWS),
      };
    case 'clear':
      return { ...state, rows: [], held: state.held && [], seen: 0, passedOver: 0 };
  }
}

function latest(event: ListedEvent, rows: readonly ListedEvent[]): readonly ListedEvent[] {
  return [event, ...rows.slice(0, MOST_ROWS - 1)];
}
