import { Box, Button, Paper } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { permissions } from '../../api/session.ts';
import { apiKeysQuery } from '../../api/settings.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { KeyRows } from './KeyRows.tsx';
import { NewKeyDialog } from './NewKeyDialog.tsx';
import { Settings } from './Settings.tsx';

/** Who may call the API. */
export function ApiKeys() {
  const [making, setMaking] = useState(false);
  const make = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New API key
    </Button>
  );
  return (
    <Settings
      about="Keys open the API and this console. Give each program and each person one of their own, with no more rights than it needs."
      actions={make}
    >
      {permissions().may('admin') && <Keys action={make} />}
      <NewKeyDialog opened={making} onClose={() => setMaking(false)} />
    </Settings>
  );
}

function Keys({ action }: { action: React.ReactNode }) {
  const found = useInfiniteQuery(apiKeysQuery());
  const keys = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Paper p={0}>
      {found.isPending ? (
        <RowsLoading />
      ) : found.isError ? (
        <Box p="md">
          <Trouble error={found.error} onRetry={() => found.refetch()} />
        </Box>
      ) : keys.length === 0 ? (
        <Empty icon={IconKey} title="No API keys yet" actions={action}>
          So far only the admin key of the configuration opens Postrider. Make keys for daily work:{' '}
          <code>events:write</code> for a producer, <code>webhooks:read</code> and{' '}
          <code>deliveries:read</code> for support, and keep the admin key for emergencies.
        </Empty>
      ) : (
        <>
          <KeyRows keys={keys} />
          <LoadMore query={found} />
        </>
      )}
    </Paper>
  );
}
