import { Box, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';

import { healthQuery, totalCourseQuery } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { Course } from '../../api/types.ts';
import { RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { Page } from '../../ui/Page.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { Pill } from '../../ui/Status.tsx';
import { duration } from '../../ui/time.model.ts';
import { useNow } from '../../ui/When.tsx';
import { count, errorLabel, percent, periodOf, rangeOf, ranked } from '../webhook/figures.model.ts';
import { partsOf } from './health.model.ts';
import { PipelineHealth } from './PipelineHealth.tsx';

const DAY = rangeOf('24h');

/** Whether the parts work, and how all deliveries together go. */
export function Health() {
  const health = useQuery(healthQuery());
  const { from, to } = periodOf(DAY, useNow());
  const course = useQuery({
    ...totalCourseQuery(from, to, DAY.interval),
    refetchInterval: 10_000,
  });
  const up = health.data?.status === 'UP';
  return (
    <Page
      title="System health"
      aside={
        health.data !== undefined && (
          <Pill tone={up ? 'good' : 'bad'}>{up ? 'All parts work' : 'A part does not work'}</Pill>
        )
      }
    >
      <Paper p={0} component="section" aria-label="Parts">
        {health.isPending ? (
          <RowsLoading rows={4} />
        ) : health.isError ? (
          <Box p="md">
            <Trouble error={health.error} onRetry={() => health.refetch()} />
          </Box>
        ) : (
          <Box component="ul" className="pr-list" aria-label="Parts">
            {partsOf(health.data).map((part) => (
              <Group component="li" key={part.code} p="md" wrap="nowrap" gap="md">
                {part.up ? (
                  <IconCircleCheck color="var(--pr-good)" aria-hidden style={{ flex: 'none' }} />
                ) : (
                  <IconCircleX color="var(--pr-bad)" aria-hidden style={{ flex: 'none' }} />
                )}
                <Box style={{ flex: 1, minWidth: 0 }}>
                  <Text fw={600} size="sm">
                    {part.name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {part.about}
                  </Text>
                </Box>
                <Pill tone={part.up ? 'good' : 'bad'}>{part.up ? 'Works' : 'Does not work'}</Pill>
              </Group>
            ))}
          </Box>
        )}
      </Paper>
      {permissions().operator && <PipelineHealth />}
      <Paper component="section" aria-label="Deliveries of all webhooks">
        <Group justify="space-between" mb="md">
          <div>
            <Title order={2} size="h4">
              Deliveries of all webhooks
            </Title>
            <Text size="sm" c="dimmed">
              in the last 24 hours
            </Text>
          </div>
          {course.data !== undefined && (
            <Sparkline points={course.data.data} rate={course.data.total.success_rate} />
          )}
        </Group>
        {course.isPending ? (
          <Skeleton height={90} />
        ) : course.isError ? (
          <Trouble error={course.error} onRetry={() => course.refetch()} />
        ) : (
          <All total={course.data.total} />
        )}
      </Paper>
    </Page>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={24} fw={650} className="pr-number">
        {value}
      </Text>
    </div>
  );
}

function All({ total }: { total: Course['total'] }) {
  const { p50, p99 } = total.response_time_ms;
  const errors = ranked(total.errors, errorLabel).slice(0, 5);
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, sm: 3, md: 6 }}>
        <Figure label="Deliveries" value={count(total.events)} />
        <Figure label="Success rate" value={percent(total.success_rate)} />
        <Figure label="Dead letters" value={count(total.failed)} />
        <Figure label="Attempts" value={count(total.attempts)} />
        <Figure label="Median answer" value={p50 === null ? '–' : duration(p50)} />
        <Figure label="p99 answer" value={p99 === null ? '–' : duration(p99)} />
      </SimpleGrid>
      {errors.length > 0 && (
        <Text size="sm" c="dimmed">
          Failed attempts: {errors.map(({ label, count: n }) => `${label} ${count(n)}`).join(', ')}
        </Text>
      )}
    </Stack>
  );
}
