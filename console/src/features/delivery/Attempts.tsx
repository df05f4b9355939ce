import { Box, Button, Group, Paper, Stack, Text, Timeline, Title } from '@mantine/core';
import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import { useState } from 'react';

import type { Attempt, DeliveryDetail } from '../../api/types.ts';
import { Code } from '../../ui/Code.tsx';
import { HeaderTable } from '../../ui/HeaderTable.tsx';
import { HttpStatus } from '../../ui/Status.tsx';
import { duration } from '../../ui/time.model.ts';
import { When } from '../../ui/When.tsx';

const SHOWN_AT_FIRST = 10;

const UNANSWERED: Record<Attempt['outcome'], string> = {
  acknowledged: 'OK',
  rejected: 'Refused',
  unreachable: 'No answer',
  refused: 'Not sent',
};

/** What happened, the latest first, with what comes next on top. */
export function Attempts({ delivery, held }: { delivery: DeliveryDetail; held: boolean }) {
  const [all, setAll] = useState(false);
  const attempts = [...delivery.attempts].reverse();
  const shown = all ? attempts : attempts.slice(0, SHOWN_AT_FIRST);
  const waiting = delivery.state === 'pending';
  return (
    <Paper>
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          Attempts
        </Title>
        <Text size="sm" c="dimmed">
          {delivery.attempt_count === 1 ? 'one attempt' : `${delivery.attempt_count} attempts`}
          {delivery.replays > 0 &&
            `, ${delivery.replays === 1 ? 'one replay' : `${delivery.replays} replays`}`}
        </Text>
      </Group>
      <Timeline bulletSize={22} lineWidth={2} active={shown.length + 1}>
        {waiting && (
          <Timeline.Item
            bullet={<IconClock size={13} />}
            color="indigo"
            title={<Coming delivery={delivery} held={held} />}
          />
        )}
        {shown.map((attempt) => (
          <Timeline.Item
            key={attempt.number}
            color={attempt.outcome === 'acknowledged' ? 'teal.8' : 'red.8'}
            bullet={
              attempt.outcome === 'acknowledged' ? <IconCheck size={13} /> : <IconX size={13} />
            }
            title={<Heading attempt={attempt} />}
          >
            <Details attempt={attempt} />
          </Timeline.Item>
        ))}
      </Timeline>
      {attempts.length > shown.length && (
        <Button mt="md" variant="default" size="xs" onClick={() => setAll(true)}>
          Show the {attempts.length - shown.length} before
        </Button>
      )}
      {attempts.length === 0 && !waiting && (
        <Text size="sm" c="dimmed">
          It was never attempted.
        </Text>
      )}
    </Paper>
  );
}

function Coming({ delivery, held }: { delivery: DeliveryDetail; held: boolean }) {
  if (held) {
    return <Text size="sm">Held: the webhook is paused</Text>;
  }
  if (delivery.next_attempt_at === null) {
    return <Text size="sm">An attempt is under way or waits for its turn</Text>;
  }
  return (
    <Text size="sm">
      Next attempt <When at={delivery.next_attempt_at} />
    </Text>
  );
}

function Heading({ attempt }: { attempt: Attempt }) {
  return (
    <Group gap="xs">
      <Text size="sm" fw={600}>
        Attempt {attempt.number}
      </Text>
      <HttpStatus status={attempt.status} fallback={UNANSWERED[attempt.outcome]} />
      <Text size="sm" c="dimmed" className="pr-number">
        {duration(attempt.duration_ms)}
      </Text>
    </Group>
  );
}

function Details({ attempt }: { attempt: Attempt }) {
  return (
    <Stack gap={6} mt={2}>
      <Text size="xs" c="dimmed" component="div">
        <When at={attempt.started_at} />
        {attempt.next_attempt_at !== null && (
          <>
            , tried again{' '}
            {duration(Date.parse(attempt.next_attempt_at) - Date.parse(attempt.finished_at))} later
          </>
        )}
      </Text>
      {attempt.error !== null && (
        <Text size="sm" className="pr-break">
          {attempt.error}
        </Text>
      )}
      {Object.keys(attempt.response_headers).length > 0 && <AnswerHeaders attempt={attempt} />}
      {attempt.response_body !== '' && (
        <Box>
          <Code
            text={attempt.response_body}
            label={`Answer to attempt ${attempt.number}`}
            wrap
            maxHeight={160}
          />
        </Box>
      )}
    </Stack>
  );
}

function AnswerHeaders({ attempt }: { attempt: Attempt }) {
  const headers = Object.entries(attempt.response_headers);
  return (
    <details>
      <Text component="summary" size="xs" c="dimmed" style={{ cursor: 'pointer' }}>
        {headers.length === 1 ? 'One header' : `${headers.length} headers`} in the answer
      </Text>
      <HeaderTable headers={headers} label={`Headers of the answer to attempt ${attempt.number}`} />
    </details>
  );
}
