import type { Lane, Pipeline } from '../../api/types.ts';
import type { Tone } from '../../ui/Status.tsx';
import { duration } from '../../ui/time.model.ts';

const STAGES: Record<string, { name: string; about: string }> = {
  dispatcher: { name: 'Dispatcher', about: 'Events that no delivery was made of yet' },
  worker: { name: 'Delivery worker', about: 'Deliveries that were not taken up or done yet' },
  history: { name: 'History', about: 'Facts that the console does not show yet' },
};

export function stageOf(code: string): { name: string; about: string } {
  return STAGES[code] ?? { name: code, about: '' };
}

const PARKED: Record<string, string> = {
  endpoint_failing: 'Endpoint failing',
  endpoint_throttling: 'Endpoint asked for less',
  rate_limit: 'Rate limit of the webhook',
  lane_full: 'As many wait as may',
  subscription_not_seen: 'Webhook not known to the worker yet',
  subscription_unusable: 'Secrets do not open',
  fault: 'Fault of Postrider',
};

export function parkedLabel(reason: string): string {
  return PARKED[reason] ?? reason;
}

const STATES: Record<Lane['state'], { tone: Tone; label: string }> = {
  healthy: { tone: 'good', label: 'Healthy' },
  failing: { tone: 'bad', label: 'Failing' },
  throttled: { tone: 'warn', label: 'Throttled' },
  waiting: { tone: 'info', label: 'Waiting' },
  paused: { tone: 'warn', label: 'Paused' },
  unknown: { tone: 'mute', label: 'Unknown' },
};

export function laneState(state: Lane['state']): { tone: Tone; label: string } {
  return STATES[state];
}

/** The tiers in which something waits, and how much of the longest bar each takes up. */
export function busyTiers(
  retries: NonNullable<Pipeline['retries']>,
): { tier: string; waiting: number; share: number }[] {
  const most = Math.max(1, ...retries.tiers.map(({ waiting }) => waiting));
  return retries.tiers
    .filter(({ waiting }) => waiting > 0)
    .map(({ tier, waiting }) => ({ tier, waiting, share: waiting / most }));
}

/** How many deliveries of a lane are parked. */
export function parkedOf(lane: Pick<Lane, 'parked'>): number {
  return Object.values(lane.parked).reduce((sum, count) => sum + count, 0);
}

export interface Notice {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
}

/**
 * What there is to tell the owner of a webhook of its lane; nothing while all is sent at once, or
 * while the owner has paused it.
 */
export function noticeOf(lane: Lane, now: number): Notice | null {
  const parked = parkedOf(lane);
  const waiting =
    parked === 0
      ? 'Nothing is lost; deliveries wait.'
      : `${parked.toLocaleString('en')} ${parked === 1 ? 'delivery waits' : 'deliveries wait'}; nothing is lost.`;
  const next = until(lane.next_attempt_at, now);
  switch (lane.state) {
    case 'failing':
      return {
        tone: 'bad',
        title: `The endpoint has been failing for ${since(lane, now)}`,
        text: `${next === null ? 'The next delivery goes out as a probe.' : `The next probe is due in ${next}.`} ${waiting}`,
      };
    case 'throttled':
      return {
        tone: 'warn',
        title: 'The endpoint asked for a pause',
        text: `${next === null ? 'It is over.' : `Nothing is sent for ${next}.`} ${waiting}`,
      };
    case 'waiting':
      return {
        tone: 'info',
        title: 'Deliveries wait for their turn',
        text: `There are more than the ${'rate_limit' in lane.parked ? 'rate limit of the webhook' : 'endpoint'} takes at a time. ${waiting}`,
      };
    case 'unknown':
      return lane.last_state === 'failing' || lane.last_state === 'throttled'
        ? {
            tone: 'mute',
            title: 'It is not known whether deliveries are sent',
            text: 'The worker that held them has not been heard of lately. Another one takes over.',
          }
        : null;
    case 'healthy':
    case 'paused':
      return null;
  }
}

function since(lane: Lane, now: number): string {
  return lane.since == null ? 'a while' : duration(Math.max(1_000, now - Date.parse(lane.since)));
}

function until(at: string | null, now: number): string | null {
  const left = at === null ? 0 : Date.parse(at) - now;
  return left <= 0 ? null : duration(Math.max(1_000, left));
}
