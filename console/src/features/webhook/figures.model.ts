import type { Figures, Interval, Point } from '../../api/types.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A stretch of time that figures are shown of, up to now. */
export interface Range {
  readonly code: string;
  readonly label: string;
  /** After "the last". */
  readonly last: string;
  readonly span: number;
  readonly interval: Interval;
}

export const RANGES: readonly [Range, Range, Range, Range] = [
  { code: '1h', label: '1 hour', last: 'hour', span: HOUR, interval: 'minute' },
  { code: '24h', label: '24 hours', last: '24 hours', span: DAY, interval: 'hour' },
  { code: '7d', label: '7 days', last: '7 days', span: 7 * DAY, interval: 'hour' },
  { code: '30d', label: '30 days', last: '30 days', span: 30 * DAY, interval: 'day' },
];

export function rangeOf(code: string | undefined): Range {
  return RANGES.find((range) => range.code === code) ?? RANGES[1];
}

/** From when to when to ask, on whole minutes so that the same question is asked for a while. */
export function periodOf(range: Range, now: number): { from: string; to: string } {
  const to = Math.ceil(now / MINUTE) * MINUTE;
  return { from: new Date(to - range.span).toISOString(), to: new Date(to).toISOString() };
}

export function percent(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) {
    return '–';
  }
  const value = rate * 100;
  // a single failure among thousands is not "100 %"
  if (value > 99.9 && value < 100) {
    return '99.9 %';
  }
  return `${Number(value.toFixed(value < 10 ? 1 : value > 99 ? 1 : 0))} %`;
}

export function count(value: number): string {
  return new Intl.NumberFormat('en', {
    notation: value < 10_000 ? 'standard' : 'compact',
    maximumFractionDigits: 1,
  }).format(value);
}

export type Condition = 'healthy' | 'struggling' | 'failing' | 'quiet';

/**
 * How an endpoint does, by what its attempts came to: failing when most fail, struggling when some
 * do, quiet when there were none.
 */
export function conditionOf(figures: Pick<Figures, 'attempts' | 'error_rate'>): Condition {
  if (figures.attempts === 0 || figures.error_rate === null) {
    return 'quiet';
  }
  if (figures.error_rate >= 0.5) {
    return 'failing';
  }
  return figures.error_rate >= 0.05 ? 'struggling' : 'healthy';
}

/** The condition of late: of the last intervals in which anything was attempted. */
export function latestCondition(points: readonly Point[]): Condition {
  const latest = points.filter((point) => point.attempts > 0).slice(-2);
  const attempts = latest.reduce((sum, point) => sum + point.attempts, 0);
  const errors = latest.reduce((sum, point) => sum + point.attempts * (point.error_rate ?? 0), 0);
  return conditionOf({ attempts, error_rate: attempts === 0 ? null : errors / attempts });
}

const ERRORS: Record<string, string> = {
  http_3xx: 'Redirected (3xx)',
  http_4xx: 'Refused (4xx)',
  http_429: 'Too many requests (429)',
  http_5xx: 'Server error (5xx)',
  http_other: 'Other status',
  timeout: 'No answer in time',
  unknown_host: 'Host not found',
  tls: 'TLS failed',
  connection_refused: 'Connection refused',
  connection_reset: 'Connection reset',
  connection_closed: 'Connection closed',
  invalid_answer: 'Not an HTTP answer',
  refused: 'Address not allowed',
  network: 'Network error',
};

const REASONS: Record<string, string> = {
  exhausted: 'Every attempt failed',
  not_retried: 'Not a failure to retry',
  gone: 'Endpoint gone (410)',
  disabled: 'Webhook was disabled',
  invalid: 'Could not be made into a request',
  expired: 'Waited too long',
  refused: 'Address not allowed',
};

export function errorLabel(type: string): string {
  return ERRORS[type] ?? type;
}

export function reasonLabel(reason: string): string {
  return REASONS[reason] ?? reason;
}

/** Counts by kind, the most frequent first. */
export function ranked(
  counts: Readonly<Record<string, number>>,
  label: (kind: string) => string,
): { kind: string; label: string; count: number; share: number }[] {
  const entries = Object.entries(counts).filter(([, n]) => n > 0);
  const most = Math.max(1, ...entries.map(([, n]) => n));
  return entries
    .sort(([, a], [, b]) => b - a)
    .map(([kind, n]) => ({ kind, label: label(kind), count: n, share: n / most }));
}
