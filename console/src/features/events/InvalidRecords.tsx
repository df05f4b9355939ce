import { Box, Group, Paper, Text } from '@mantine/core';
import { IconFileCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';

import { invalidRecordsQuery, live } from '../../api/queries.ts';
import type { InvalidRecord } from '../../api/types.ts';
import { Code } from '../../ui/Code.tsx';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { Page } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';

/** What producers wrote and nobody could read. */
export function InvalidRecords() {
  const found = useInfiniteQuery({ ...invalidRecordsQuery(), refetchInterval: live(10_000) });
  const records = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Page
      title="Invalid records"
      about="Records on Kafka that could not be read as events. They hold nothing up: what is behind them was delivered."
    >
      <Paper p={0}>
        {found.isPending ? (
          <RowsLoading height={80} />
        ) : found.isError ? (
          <Box p="md">
            <Trouble error={found.error} onRetry={() => found.refetch()} />
          </Box>
        ) : records.length === 0 ? (
          <Empty icon={IconFileCheck} title="Every record could be read">
            When a producer writes something that is no event, say, broken JSON or an envelope
            without id and type, it shows here with the reason and the place, so that the producer
            can be mended.
          </Empty>
        ) : (
          <>
            <Box component="ul" className="pr-list" aria-label="Invalid records">
              {records.map((record) => (
                <Row key={`${record.topic}-${record.partition}-${record.offset}`} record={record} />
              ))}
            </Box>
            <LoadMore query={found} />
          </>
        )}
      </Paper>
    </Page>
  );
}

function Row({ record }: { record: InvalidRecord }) {
  return (
    <Box component="li" p="md">
      <Group justify="space-between" align="flex-start" mb="xs" gap="xs">
        <Text fw={600} size="sm" className="pr-break" style={{ flex: '1 1 16rem' }}>
          {record.reason}
        </Text>
        <Text size="sm" c="dimmed">
          <When at={record.found_at} />
        </Text>
      </Group>
      <Text size="xs" c="dimmed" mb="xs">
        topic {record.topic}, partition {record.partition}, offset {record.offset}
      </Text>
      {record.excerpt !== '' && (
        <Code
          text={record.excerpt}
          label={`Record at offset ${record.offset}`}
          wrap
          maxHeight={140}
        />
      )}
    </Box>
  );
}
