import type { NewReplay, ReplayJob } from '../../api/types.ts';
import type { AGES } from '../../routes/search.ts';
import type { Tone } from '../../ui/Status.tsx';
import { duration } from '../../ui/time.model.ts';
import { count, reasonLabel } from '../webhook/figures.model.ts';

export const AGE_LABELS: Record<(typeof AGES)[number], string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

/** Letters a second at most, and for whom that is. */
export const RATES = [
  { value: '10', label: '10 a second' },
  { value: '50', label: '50 a second' },
  { value: '200', label: '200 a second' },
] as const;

export const USUAL_RATE = '50';

export const STATES: Record<ReplayJob['state'], { tone: Tone; label: string }> = {
  running: { tone: 'info', label: 'Running' },
  done: { tone: 'good', label: 'Done' },
  cancelled: { tone: 'mute', label: 'Stopped' },
  failed: { tone: 'bad', label: 'Gave up' },
};

/** How it looks: one that is over and has left letters behind is not simply done. */
export function standingOf(job: ReplayJob): { tone: Tone; label: string } {
  if (job.state === 'running' && job.problem !== null) {
    return { tone: 'warn', label: 'Waiting' };
  }
  return job.state === 'done' && job.failed > 0
    ? { tone: 'warn', label: 'Done in part' }
    : STATES[job.state];
}

export function handled(job: ReplayJob): number {
  return job.replayed + job.skipped + job.failed;
}

/** In percent, 0 to 100. */
export function part(job: ReplayJob): number {
  return job.total === 0 ? 100 : Math.min(100, (100 * handled(job)) / job.total);
}

/** Which letters a replay is about. */
export function aboutOf(
  selection: ReplayJob['selection'],
  total: number,
  names: (id: string) => string,
): string {
  const parts = [
    selection.webhook === null ? 'All webhooks' : names(selection.webhook),
    selection.reason === null ? '' : reasonLabel(selection.reason),
    selection.event_type ?? '',
  ].filter((text) => text !== '');
  if (selection.ids !== null) {
    return total === 1 ? 'One selected delivery' : `${count(total)} selected deliveries`;
  }
  return parts.join(' · ');
}

/** What has become of its letters. */
export function outcomeOf(job: ReplayJob): string {
  const done = `${job.state === 'cancelled' ? 'Stopped after' : 'Replayed'} ${count(job.replayed)} of ${count(job.total)}`;
  const rest = [
    job.skipped === 0 ? '' : `${count(job.skipped)} skipped`,
    job.failed === 0 ? '' : `${count(job.failed)} could not be replayed`,
  ].filter((text) => text !== '');
  return [done, ...rest].join(', ');
}

/** How far a running one is, and how long it will take. */
export function progressOf(job: ReplayJob, now: number): string {
  const far = `${count(handled(job))} of ${count(job.total)}`;
  const left = job.expected_end === null ? 0 : Date.parse(job.expected_end) - now;
  return left < 1_000 ? far : `${far}, about ${duration(left)} left`;
}

/** How long so many letters take at a rate. */
export function timeFor(total: number, rate: number): string {
  const seconds = Math.ceil(total / rate);
  return seconds <= 1 ? 'about a second' : `about ${duration(seconds * 1_000)}`;
}

/**
 * The rate is an answer of the dialog, the rest is what was chosen on the page. Where nothing was
 * chosen, the page shows every dead letter, and the API wants to be told that all are meant.
 */
export function wantedOf(asked: NewReplay, rate: string): NewReplay {
  const set = Object.entries(asked).filter(([, value]) => value !== undefined);
  const all = set.every(([name]) => name === 'tenant');
  return { ...Object.fromEntries(set), ...(all && { all }), rate: Number(rate) };
}
