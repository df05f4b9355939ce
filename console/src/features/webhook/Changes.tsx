import { Box, Paper } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';

import { live } from '../../api/queries.ts';
import { auditQuery } from '../../api/settings.ts';
import type { Webhook } from '../../api/types.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { Acts } from '../settings/Acts.tsx';

/** Who has done what to the webhook. */
export default function Changes({ webhook }: { webhook: Webhook }) {
  const found = useInfiniteQuery({
    ...auditQuery({ resource_id: webhook.id }),
    refetchInterval: live(15_000),
  });
  const acts = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Paper p={0}>
      {found.isPending ? (
        <RowsLoading />
      ) : found.isError ? (
        <Box p="md">
          <Trouble error={found.error} onRetry={() => found.refetch()} />
        </Box>
      ) : acts.length === 0 ? (
        <Empty icon={IconHistory} title="Nobody has changed it lately">
          Who creates, changes, switches or tests a webhook, or rotates its secret, is noted here
          for as long as the audit log is kept.
        </Empty>
      ) : (
        <>
          <Acts acts={acts} label="Changes" ofOne />
          <LoadMore query={found} />
        </>
      )}
    </Paper>
  );
}
