import { Box, Button, Group, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { replaysQuery, useCancelReplay } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { ReplayJob } from '../../api/types.ts';
import { LoadMore } from '../../ui/Feedback.tsx';
import { tellTrouble } from '../../ui/notify.ts';
import { Pill } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import type { Names } from './names.ts';
import { aboutOf, handled, outcomeOf, part, progressOf, standingOf } from './replay.model.ts';

const FEW = 2;
const REASONS = 3;

/** Those that run and those that are over, whoever asked for them. */
export function Replays({ names }: { names: Names }) {
  const found = useInfiniteQuery(replaysQuery());
  const [all, setAll] = useState(false);
  const jobs = found.data?.pages.flatMap((page) => page.data) ?? [];
  useLettersAfter(jobs);
  if (jobs.length === 0) {
    return null;
  }
  const shown = all ? jobs : jobs.filter((job, i) => i < FEW || job.state === 'running');
  return (
    <Paper component="section" aria-label="Replays" p={0}>
      <Group justify="space-between" px="md" pt="md" pb="xs">
        <Title order={2} size="h5">
          Replays
        </Title>
        {jobs.length > FEW && (
          <Button size="compact-sm" variant="default" onClick={() => setAll(!all)}>
            {all ? 'Show the latest' : 'Show all'}
          </Button>
        )}
      </Group>
      <Box component="ul" className="pr-list">
        {shown.map((job) => (
          <Box component="li" key={job.id} px="md" py="sm">
            <Replay job={job} names={names} />
          </Box>
        ))}
      </Box>
      {all && <LoadMore query={found} />}
    </Paper>
  );
}

/** Letters that were replayed leave the lists. */
function useLettersAfter(jobs: readonly ReplayJob[]) {
  const client = useQueryClient();
  const far = jobs.reduce((sum, job) => sum + handled(job), 0);
  useEffect(() => {
    if (far > 0) {
      void client.invalidateQueries({ queryKey: ['dead-letters'] });
    }
  }, [client, far]);
}

function Replay({ job, names }: { job: ReplayJob; names: Names }) {
  const running = job.state === 'running';
  const standing = standingOf(job);
  const about = aboutOf(job.selection, job.total, names);
  return (
    <Stack gap={6}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Box style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} className="pr-break">
            {about}
          </Text>
          <Text size="xs" c="dimmed">
            <When at={job.created_at} /> by {job.created_by.name}
            {running && `, ${job.rate} a second at most`}
          </Text>
        </Box>
        <Pill tone={standing.tone}>{standing.label}</Pill>
      </Group>
      {running && (
        <Progress
          value={part(job)}
          aria-label={`Progress of ${about}`}
          color={job.problem === null ? 'indigo' : 'orange'}
        />
      )}
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status" className="pr-number">
          {running ? progressOf(job, Date.now()) : outcomeOf(job)}
        </Text>
        {running && <Stop job={job} />}
      </Group>
      {job.problem !== null && (
        <Text size="sm" c="var(--pr-warn)">
          {job.problem}
        </Text>
      )}
      {job.failures.slice(0, REASONS).map(({ detail, count }) => (
        <Text key={detail} size="xs" c="dimmed" className="pr-break">
          {count} × {detail}
        </Text>
      ))}
    </Stack>
  );
}

function Stop({ job }: { job: ReplayJob }) {
  const cancel = useCancelReplay();
  if (!permissions().may('deliveries:retry')) {
    return null;
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={cancel.isPending}
      onClick={() => cancel.mutate(job.id, { onError: tellTrouble })}
    >
      Stop
    </Button>
  );
}
