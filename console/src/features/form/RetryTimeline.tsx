import { Text } from '@mantine/core';

import { moments, written } from './retry.model.ts';
import './retry.css';

/** When attempts take place, as stations of a line. */
export function RetryTimeline({ delays, jitter }: { delays: readonly string[]; jitter: number }) {
  const attempts = moments(delays);
  const last = attempts.at(-1);
  if (attempts.length === 1 || last === undefined) {
    return (
      <Text size="sm">
        One attempt, and none after it: what fails goes to the dead letters at once.
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" mb="xs">
        {attempts.length} attempts, the last one {written(last.after)} after the first
        {jitter > 0 && `, each wait varied by ${Math.round(jitter * 100)} %`}
      </Text>
      <ol className="pr-schedule" aria-label="Attempts over time">
        {attempts.map((moment) => (
          <li key={moment.attempt}>
            <span className="pr-schedule-dot">{moment.attempt}</span>
            <span className="pr-schedule-time">
              {moment.after === 0 ? 'at once' : `+${written(moment.after)}`}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
