import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';

import { laneQuery } from '../../api/queries.ts';
import { noticeOf } from '../health/pipeline.model.ts';

const COLORS = { bad: 'red', warn: 'orange', info: 'blue', mute: 'gray', good: 'teal' } as const;

/** Why deliveries of the webhook wait; nothing while all of them are sent at once. */
export function LaneNotice({ webhookId }: { webhookId: string }) {
  const lane = useQuery(laneQuery(webhookId));
  const notice = lane.data === undefined ? null : noticeOf(lane.data, lane.dataUpdatedAt);
  if (notice === null) {
    return null;
  }
  const { tone, title, text } = notice;
  return (
    <Alert
      variant="light"
      color={COLORS[tone]}
      title={title}
      role="status"
      styles={{
        root: { background: `var(--pr-${tone}-soft)` },
        title: { color: `var(--pr-${tone})` },
      }}
    >
      {text}
    </Alert>
  );
}
