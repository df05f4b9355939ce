import { Box, Button, Group, Paper, SimpleGrid, Text } from '@mantine/core';
import { IconCircleCheck, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import {
  type DeadLetterFilter,
  deadLetterGroupsQuery,
  deadLettersQuery,
  live,
} from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { DeadLetterGroup, NewReplay } from '../../api/types.ts';
import { narrows } from '../../routes/search.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { Page } from '../../ui/Page.tsx';
import { useNow } from '../../ui/When.tsx';
import { count, periodOf, rangeOf, reasonLabel } from '../webhook/figures.model.ts';
import { Filters } from './Filters.tsx';
import { Letters } from './Letters.tsx';
import { type Names, useNames } from './names.ts';
import { ReplayDialog } from './ReplayDialog.tsx';
import { Replays } from './Replays.tsx';

function useFilter(): DeadLetterFilter {
  const { webhook, reason, event_type, age } = useSearch({ from: '/shell/dead-letters' });
  const now = useNow();
  return {
    webhook,
    reason,
    event_type,
    ...(age !== undefined && { from: periodOf(rangeOf(age), now).from }),
  };
}

export function DeadLetters() {
  const search = useSearch({ from: '/shell/dead-letters' });
  const filter = useFilter();
  const found = useInfiniteQuery({ ...deadLettersQuery(filter), refetchInterval: live(10_000) });
  const groups = useQuery({ ...deadLetterGroupsQuery(filter), refetchInterval: 10_000 });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<NewReplay | null>(null);
  const names = useNames();
  const letters = found.data?.pages.flatMap((page) => page.data) ?? [];
  const chosen = letters.filter(({ id }) => selected.has(id));
  const total = groups.data?.data.reduce((sum, group) => sum + group.count, 0) ?? letters.length;
  const filtered = narrows(search);

  return (
    <Page
      title="Dead letters"
      about="Deliveries that failed for good. Each keeps its body and its id: replayed, it goes out as the same delivery, and attempts go on counting."
    >
      <Replays names={names} />
      {groups.data !== undefined && groups.data.data.length > 1 && (
        <Groups groups={groups.data.data} names={names} />
      )}
      <Paper p={0}>
        {(filtered || letters.length > 0) && <Filters names={names} />}
        {letters.length > 0 && permissions().may('deliveries:retry') && (
          <ReplayBar
            chosen={chosen.length}
            total={total}
            onClear={() => setSelected(new Set())}
            onReplay={() =>
              setAsked(chosen.length > 0 ? { ids: chosen.map(({ id }) => id) } : { ...filter })
            }
          />
        )}
        {found.isPending ? (
          <RowsLoading />
        ) : found.isError ? (
          <Box p="md">
            <Trouble error={found.error} onRetry={() => found.refetch()} />
          </Box>
        ) : letters.length === 0 ? (
          <Nothing filtered={filtered} />
        ) : (
          <>
            <Letters letters={letters} names={names} selected={selected} onSelect={setSelected} />
            <LoadMore query={found} />
          </>
        )}
      </Paper>
      <ReplayDialog
        asked={asked}
        onClose={() => setAsked(null)}
        onStarted={() => {
          setAsked(null);
          setSelected(new Set());
        }}
      />
    </Page>
  );
}

function Groups({ groups, names }: { groups: readonly DeadLetterGroup[]; names: Names }) {
  const navigate = useNavigate({ from: '/dead-letters' });
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} component="section" aria-label="Groups">
      {groups.slice(0, 6).map((group) => (
        <Paper
          key={group.webhook_id + group.reason}
          component="button"
          type="button"
          p="md"
          ta="left"
          style={{ cursor: 'pointer' }}
          onClick={() =>
            navigate({
              search: (before) => ({ ...before, webhook: group.webhook_id, reason: group.reason }),
            })
          }
        >
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Box style={{ minWidth: 0 }}>
              <Text fw={600} size="sm" className="pr-cut">
                {names(group.webhook_id)}
              </Text>
              <Text size="xs" c="dimmed">
                {reasonLabel(group.reason)}
              </Text>
            </Box>
            <Text fz={22} lh={1} fw={650} className="pr-number">
              {count(group.count)}
            </Text>
          </Group>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

function ReplayBar({
  chosen,
  total,
  onReplay,
  onClear,
}: {
  chosen: number;
  total: number;
  onReplay: () => void;
  onClear: () => void;
}) {
  return (
    <Group
      px="md"
      py="xs"
      gap="sm"
      justify="space-between"
      style={{ background: 'var(--pr-code)', borderBlock: '1px solid var(--pr-line)' }}
    >
      <Text size="sm" aria-live="polite">
        {chosen === 0 ? `${count(total)} in all` : `${chosen} selected`}
      </Text>
      <Group gap="xs">
        {chosen > 0 && (
          <Button size="xs" variant="default" onClick={onClear}>
            Clear
          </Button>
        )}
        <Button size="xs" leftSection={<IconRefresh size={14} />} onClick={onReplay}>
          {chosen === 0 ? `Replay all ${count(total)}` : `Replay ${chosen}`}
        </Button>
      </Group>
    </Group>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = useNavigate({ from: '/dead-letters' });
  return filtered ? (
    <Empty
      icon={IconSearchOff}
      title="No dead letter fits"
      actions={
        <Button variant="default" onClick={() => navigate({ search: {} })}>
          Show all dead letters
        </Button>
      }
    >
      Choose another webhook, reason or time. Those that were replayed are no longer here.
    </Empty>
  ) : (
    <Empty icon={IconCircleCheck} title="No dead letters">
      Everything was delivered or is still being tried. When every attempt of a delivery has failed,
      when its endpoint is gone or its webhook disabled, it comes to rest here, until you replay it.
    </Empty>
  );
}
