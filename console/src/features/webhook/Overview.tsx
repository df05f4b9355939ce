import '@mantine/charts/styles.css';

import { AreaChart, BarChart } from '@mantine/charts';
import {
  Box,
  Group,
  Paper,
  SegmentedControl,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { courseQuery } from '../../api/queries.ts';
import type { Course, Figures, Point, Webhook } from '../../api/types.ts';
import { Empty, Trouble } from '../../ui/Feedback.tsx';
import { duration } from '../../ui/time.model.ts';
import { useNow } from '../../ui/When.tsx';
import {
  count,
  errorLabel,
  percent,
  periodOf,
  RANGES,
  type Range,
  rangeOf,
  ranked,
  reasonLabel,
} from './figures.model.ts';

export default function Overview({ webhook }: { webhook: Webhook }) {
  const search = useSearch({ from: '/shell/$webhookId' });
  const range = rangeOf(search.range);
  const { from, to } = periodOf(range, useNow());
  const course = useQuery({
    ...courseQuery(webhook.id, from, to, range.interval),
    refetchInterval: 10_000,
  });
  return (
    <Stack gap="lg">
      <Ranges range={range} />
      {course.isError ? (
        <Trouble error={course.error} onRetry={() => course.refetch()} />
      ) : course.isPending ? (
        <Loading />
      ) : (
        <Health course={course.data} range={range} />
      )}
    </Stack>
  );
}

function Ranges({ range }: { range: Range }) {
  const navigate = useNavigate({ from: '/$webhookId' });
  return (
    <Group justify="flex-end">
      <SegmentedControl
        aria-label="Range"
        value={range.code}
        onChange={(code) =>
          navigate({ search: (before) => ({ ...before, range: code }), replace: true })
        }
        data={RANGES.map(({ code, label }) => ({ value: code, label }))}
      />
    </Group>
  );
}

function Loading() {
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 4 }}>
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} height={96} radius="lg" />
        ))}
      </SimpleGrid>
      <Skeleton height={280} radius="lg" />
    </>
  );
}

function Health({ course, range }: { course: Course; range: Range }) {
  const { total } = course;
  if (total.events === 0 && total.attempts === 0) {
    return (
      <Paper>
        <Empty icon={IconChartBar} title={`Nothing happened in the last ${range.last}`}>
          Send a test event to see the whole way of a delivery, or choose a longer range.
        </Empty>
      </Paper>
    );
  }
  return (
    <>
      <Tiles total={total} />
      <Charts course={course} range={range} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Ranking
          title="Errors by type"
          entries={ranked(total.errors, errorLabel)}
          none="No attempt failed in this range."
        />
        <Ranking
          title="Dead letters by reason"
          entries={ranked(total.failures, reasonLabel)}
          none="No delivery came to rest in the dead letters in this range."
        />
      </SimpleGrid>
    </>
  );
}

function Tile({ label, value, about }: { label: string; value: string; about: string }) {
  return (
    <Paper p="md">
      <Text size="sm" c="dimmed" fw={500}>
        {label}
      </Text>
      <Text fz={28} lh={1.25} fw={650} className="pr-number">
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {about}
      </Text>
    </Paper>
  );
}

function ms(value: number | null): string {
  return value === null ? '–' : duration(value);
}

function Tiles({ total }: { total: Figures }) {
  const times = total.response_time_ms;
  const hits = total.rate_limit_hits;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing={{ base: 'sm', sm: 'lg' }}>
      <Tile
        label="Success rate"
        value={percent(total.success_rate)}
        about={`${count(total.delivered)} delivered, ${count(total.failed)} failed`}
      />
      <Tile
        label="Deliveries"
        value={count(total.events)}
        about={`${count(total.attempts)} attempts`}
      />
      <Tile
        label="Response time, median"
        value={ms(times.p50)}
        about={`p95 ${ms(times.p95)}, p99 ${ms(times.p99)}`}
      />
      <Tile
        label="Retries"
        value={percent(total.retry_rate)}
        about={`of attempts; rate limit met ${count(hits.endpoint + hits.webhook)} times`}
      />
    </SimpleGrid>
  );
}

function labelOf(at: string, range: Range): string {
  const time = new Date(at);
  return range.interval === 'day'
    ? time.toLocaleDateString('en', { day: 'numeric', month: 'short' })
    : range.span > 86_400_000
      ? time.toLocaleString('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit' })
      : time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

function Charts({ course, range }: { course: Course; range: Range }) {
  const volume = course.data.map((point: Point) => {
    const failed = Math.round(point.attempts * (point.error_rate ?? 0));
    return { at: labelOf(point.at, range), Succeeded: point.attempts - failed, Failed: failed };
  });
  const times = course.data.map((point: Point) => ({
    at: labelOf(point.at, range),
    p50: point.response_time_ms.p50,
    p95: point.response_time_ms.p95,
    p99: point.response_time_ms.p99,
  }));
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Chart title="Attempts" about={`${count(course.total.attempts)} in the last ${range.last}`}>
        <BarChart
          h={230}
          data={volume}
          dataKey="at"
          type="stacked"
          withLegend
          legendProps={{ verticalAlign: 'bottom', height: 36 }}
          series={[
            { name: 'Succeeded', color: 'var(--pr-chart-good)' },
            { name: 'Failed', color: 'var(--pr-chart-bad)' },
          ]}
          tickLine="none"
          gridAxis="x"
          yAxisProps={{ width: 40, allowDecimals: false }}
          barChartProps={{ accessibilityLayer: false }}
          barProps={{ isAnimationActive: false }}
        />
      </Chart>
      <Chart title="Response time" about="of the attempts that were answered">
        <AreaChart
          h={230}
          data={times}
          dataKey="at"
          withLegend
          legendProps={{ verticalAlign: 'bottom', height: 36 }}
          series={[
            { name: 'p99', color: 'var(--pr-chart-warn)' },
            { name: 'p95', color: 'var(--pr-chart-info)' },
            { name: 'p50', color: 'var(--pr-chart-good)' },
          ]}
          fillOpacity={0.12}
          curveType="monotone"
          connectNulls={false}
          tickLine="none"
          gridAxis="x"
          yAxisProps={{ width: 72 }}
          valueFormatter={(value) => duration(value)}
          areaChartProps={{ accessibilityLayer: false }}
          areaProps={{ isAnimationActive: false }}
        />
      </Chart>
    </SimpleGrid>
  );
}

function Chart({
  title,
  about,
  children,
}: {
  title: string;
  about: string;
  children: React.ReactNode;
}) {
  return (
    <Paper component="section" aria-label={`${title}, ${about}`}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {about}
      </Text>
      {/* a picture of the figures above: nothing in it is only for the eye */}
      <div aria-hidden>{children}</div>
    </Paper>
  );
}

function Ranking({
  title,
  entries,
  none,
}: {
  title: string;
  entries: ReturnType<typeof ranked>;
  none: string;
}) {
  return (
    <Paper component="section" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      {entries.length === 0 ? (
        <Text size="sm" c="dimmed">
          {none}
        </Text>
      ) : (
        <Stack gap="sm">
          {entries.map((entry) => (
            <Box key={entry.kind}>
              <Group justify="space-between" mb={4}>
                <Text size="sm">{entry.label}</Text>
                <Text size="sm" className="pr-number" fw={600}>
                  {count(entry.count)}
                </Text>
              </Group>
              <div className="pr-bar">
                <span
                  style={{ width: `${entry.share * 100}%`, background: 'var(--pr-chart-bad)' }}
                />
              </div>
            </Box>
          ))}
        </Stack>
      )}
    </Paper>
  );
}
