const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How far an instant is from now, as people say it. */
export function fromNow(at: number, now: number): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 5 * SECOND) {
    return distance > 0 ? 'in a moment' : 'just now';
  }
  if (size < MINUTE) {
    return relative.format(Math.round(distance / SECOND), 'second');
  }
  if (size < HOUR) {
    return relative.format(Math.trunc(distance / MINUTE), 'minute');
  }
  if (size < DAY) {
    return relative.format(Math.trunc(distance / HOUR), 'hour');
  }
  if (size < 30 * DAY) {
    return relative.format(Math.trunc(distance / DAY), 'day');
  }
  return new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' }).format(
    at,
  );
}

/** The instant in the viewer's zone, to the millisecond, with the name of the zone. */
export function exactly(at: number, zone?: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** A duration of milliseconds, as short as it can be said. */
export function duration(ms: number): string {
  if (ms < SECOND) {
    return `${Math.round(ms)} ms`;
  }
  if (ms < 10 * SECOND) {
    return `${(ms / SECOND).toFixed(1).replace(/\.0$/, '')} s`;
  }
  const parts: [number, string][] = [
    [DAY, 'd'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
    [SECOND, 's'],
  ];
  const first = parts.findIndex(([size]) => ms >= size);
  let rest = ms;
  return parts
    .slice(first, first + 2)
    .map(([size, unit]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return count === 0 ? '' : `${count} ${unit}`;
    })
    .filter((text) => text !== '')
    .join(' ');
}
