/** A retry schedule as the API writes it: the waits between attempts. */
export interface Schedule {
  readonly delays: readonly string[];
  readonly jitter: number;
}

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const LONGEST = 86_400;
export const MOST_DELAYS = 50;

/** Seconds of a delay like `5s`, `1m30s` or `2h`; null when it is not one. */
export function seconds(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  const whole = /^(\d+[smhd])+$/;
  if (!whole.test(trimmed)) {
    return null;
  }
  return [...trimmed.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0),
    0,
  );
}

/** What is wrong with a delay, or null. */
export function delayFault(text: string): string | null {
  const value = seconds(text);
  if (value === null) {
    return `"${text}" is not a delay: write it like 30s, 5m, 2h`;
  }
  return value < 1 || value > LONGEST ? `"${text}" is not between 1s and 24h` : null;
}

/** The delays in a text, separated by spaces or commas. */
export function readDelays(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}

export function delaysFault(text: string): string | null {
  const delays = readDelays(text);
  if (delays.length > MOST_DELAYS) {
    return `At most ${MOST_DELAYS} delays`;
  }
  return delays.map(delayFault).find((fault) => fault !== null) ?? null;
}

/** When an attempt takes place, in seconds after the first. */
export interface Moment {
  readonly attempt: number;
  readonly after: number;
}

/** The attempts of a schedule, were there no jitter. */
export function moments(delays: readonly string[]): Moment[] {
  let after = 0;
  return [
    { attempt: 1, after },
    ...delays.map((delay, index) => {
      after += seconds(delay) ?? 0;
      return { attempt: index + 2, after };
    }),
  ];
}

/** Seconds in the two largest units that they fill: 90 is 1m30s, a day and a minute 1d. */
export function written(total: number): string {
  const units = ['d', 'h', 'm', 's'];
  const first = units.findIndex((unit) => total >= (UNITS[unit] ?? 1));
  if (first < 0) {
    return '0s';
  }
  let rest = total;
  return units
    .slice(first, first + 2)
    .map((unit) => {
      const size = UNITS[unit] ?? 1;
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count}${unit}`;
    })
    .join('');
}

export const PRESETS: readonly { name: string; label: string; delays: string[]; about: string }[] =
  [
    {
      name: 'quick',
      label: 'Quick',
      delays: ['1s', '5s', '15s', '1m', '5m'],
      about: 'For receivers that only blink: gives up within minutes.',
    },
    {
      name: 'workday',
      label: 'Within a day',
      delays: ['5s', '1m', '5m', '30m', '2h', '6h', '12h'],
      about: 'Bridges a deployment that went wrong.',
    },
    {
      name: 'patient',
      label: 'Several days',
      delays: ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'],
      about: 'The schedule that Standard Webhooks recommends: bridges a weekend.',
    },
  ];
