import {
  Box,
  Button,
  Checkbox,
  Group,
  Paper,
  Select,
  SimpleGrid,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconCircleCheck, IconRefresh, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import {
  type DeadLetterFilter,
  deadLetterGroupsQuery,
  deadLettersQuery,
  live,
  webhookNamesQuery,
} from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { DeadLetter, DeadLetterGroup } from '../../api/types.ts';
import { AGES, DEAD_LETTER_REASONS } from '../../routes/search.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { LinkAnchor, Page } from '../../ui/Page.tsx';
import { HttpStatus, Pill } from '../../ui/Status.tsx';
import { useNow, When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';
import { count, periodOf, rangeOf, reasonLabel } from '../webhook/figures.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { ReplayProgress } from './ReplayProgress.tsx';
import { useReplay } from './useReplay.ts';

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

type Names = (id: string) => string;

function useNames(): Names {
  const names = useQuery(webhookNamesQuery());
  const byId = new Map(names.data?.data.map((webhook) => [webhook.id, titleOf(webhook)]));
  return (id) => byId.get(id) ?? id;
}

export function DeadLetters() {
  const search = useSearch({ from: '/shell/dead-letters' });
  const filter = useFilter();
  const found = useInfiniteQuery({ ...deadLettersQuery(filter), refetchInterval: live(10_000) });
  const groups = useQuery({ ...deadLetterGroupsQuery(filter), refetchInterval: 10_000 });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const replay = useReplay();
  const names = useNames();
  const letters = found.data?.pages.flatMap((page) => page.data) ?? [];
  const chosen = letters.filter(({ id }) => selected.has(id));
  const total = groups.data?.data.reduce((sum, group) => sum + group.count, 0) ?? letters.length;
  const filtered = Object.keys(search).length > 0;
  const running = replay.progress?.state === 'running';

  return (
    <Page
      title="Dead letters"
      about="Deliveries that failed for good. Each keeps its body and its id: replayed, it goes out as the same delivery, and attempts go on counting."
    >
      {replay.progress !== null && (
        <ReplayProgress
          progress={replay.progress}
          onCancel={replay.cancel}
          onDismiss={replay.dismiss}
        />
      )}
      {groups.data !== undefined && groups.data.data.length > 1 && (
        <Groups groups={groups.data.data} names={names} />
      )}
      <Paper p={0}>
        {(filtered || letters.length > 0) && <Filters names={names} />}
        {letters.length > 0 && permissions().may('deliveries:retry') && (
          <ReplayBar
            chosen={chosen.length}
            total={total}
            busy={running}
            onClear={() => setSelected(new Set())}
            onReplay={() => {
              if (chosen.length > 0) {
                void replay.replaySome(chosen.map(({ id }) => id));
                setSelected(new Set());
              } else {
                void replay.replayFound(filter, total);
              }
            }}
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

const AGE_LABELS: Record<(typeof AGES)[number], string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

function Filters({ names }: { names: Names }) {
  const search = useSearch({ from: '/shell/dead-letters' });
  const navigate = useNavigate({ from: '/dead-letters' });
  const known = useQuery(webhookNamesQuery());
  const [type, setType] = useState(search.event_type ?? '');
  const set = (part: Partial<typeof search>) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const applyType = useDebouncedCallback((text: string) => {
    void set({ event_type: text.trim() || undefined } as Partial<typeof search>);
  }, 300);
  const webhooks =
    known.data?.data.map((webhook) => ({ value: webhook.id, label: titleOf(webhook) })) ?? [];
  const chosen = search.webhook;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} p="md" spacing="sm">
      <Select
        aria-label="Webhook"
        placeholder="Any webhook"
        clearable
        searchable
        data={
          chosen !== undefined && !webhooks.some(({ value }) => value === chosen)
            ? [...webhooks, { value: chosen, label: names(chosen) }]
            : webhooks
        }
        value={chosen ?? null}
        onChange={(webhook) => set({ webhook: webhook ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any webhook' }}
      />
      <Select
        aria-label="Reason"
        placeholder="Any reason"
        clearable
        data={DEAD_LETTER_REASONS.map((reason) => ({ value: reason, label: reasonLabel(reason) }))}
        value={search.reason ?? null}
        onChange={(reason) => set({ reason: reason ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any reason' }}
      />
      <TextInput
        aria-label="Event type"
        placeholder="Any event type"
        value={type}
        onChange={(event) => {
          setType(event.currentTarget.value);
          applyType(event.currentTarget.value);
        }}
      />
      <Select
        aria-label="Failed in"
        placeholder="Any time"
        clearable
        data={AGES.map((age) => ({ value: age, label: AGE_LABELS[age] }))}
        value={search.age ?? null}
        onChange={(age) => set({ age: age ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any time' }}
      />
    </SimpleGrid>
  );
}

function ReplayBar({
  chosen,
  total,
  busy,
  onReplay,
  onClear,
}: {
  chosen: number;
  total: number;
  busy: boolean;
  onReplay: () => void;
  onClear: () => void;
}) {
  const [asking, setAsking] = useState(false);
  const many = chosen === 0 ? total : chosen;
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
        <Button
          size="xs"
          leftSection={<IconRefresh size={14} />}
          loading={busy}
          onClick={() => setAsking(true)}
        >
          {chosen === 0 ? `Replay all ${count(total)}` : `Replay ${chosen}`}
        </Button>
      </Group>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={many === 1 ? 'Replay one delivery?' : `Replay ${count(many)} deliveries?`}
        action="Replay"
        onConfirm={() => {
          setAsking(false);
          onReplay();
        }}
      >
        Each goes out again with the same id and body, and its retry schedule starts afresh. Mend
        the receiver first, or they come back here. Webhooks that are disabled refuse: enable them
        before. Keep this page open until it is done.
      </Confirm>
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

interface LettersProps {
  letters: readonly DeadLetter[];
  names: Names;
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

function Letters(props: LettersProps) {
  return useWide() ? <Wide {...props} /> : <Narrow {...props} />;
}

function flipped(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) {
    next.add(id);
  }
  return next;
}

function Wide({ letters, names, selected, onSelect }: LettersProps) {
  const all = letters.every(({ id }) => selected.has(id));
  const some = letters.some(({ id }) => selected.has(id));
  return (
    <Table.ScrollContainer minWidth={920}>
      <Table aria-label="Dead letters" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={54}>
              <Checkbox
                aria-label="Select all that are shown"
                checked={all}
                indeterminate={some && !all}
                onChange={() => onSelect(all ? new Set() : new Set(letters.map(({ id }) => id)))}
              />
            </Table.Th>
            <Table.Th>Event</Table.Th>
            <Table.Th w={185}>Webhook</Table.Th>
            <Table.Th w={206}>Reason</Table.Th>
            <Table.Th w={104}>Answer</Table.Th>
            <Table.Th w={106}>Attempts</Table.Th>
            <Table.Th w={148}>Failed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {letters.map((letter) => (
            <Table.Tr key={letter.id} className="pr-row">
              <Table.Td>
                <Checkbox
                  aria-label={`Select ${letter.event_type}, ${letter.id}`}
                  checked={selected.has(letter.id)}
                  onChange={() => onSelect(flipped(selected, letter.id))}
                />
              </Table.Td>
              <Table.Td>
                <Event letter={letter} />
              </Table.Td>
              <Table.Td>
                <LinkAnchor
                  to="/$webhookId"
                  params={{ webhookId: letter.webhook_id }}
                  size="sm"
                  className="pr-cut"
                  display="block"
                >
                  {names(letter.webhook_id)}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>
                <Pill tone="bad">{reasonLabel(letter.reason)}</Pill>
              </Table.Td>
              <Table.Td>
                <HttpStatus status={letter.status} fallback="No answer" />
              </Table.Td>
              <Table.Td className="pr-number">{letter.attempt_count}</Table.Td>
              <Table.Td>
                <When at={letter.failed_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Event({ letter }: { letter: DeadLetter }) {
  return (
    <>
      <LinkAnchor
        to="/deliveries/$deliveryId"
        params={{ deliveryId: letter.id }}
        className="pr-row-link"
        c="inherit"
      >
        {letter.event_type}
      </LinkAnchor>
      <Text size="xs" c="dimmed" className="pr-cut">
        {letter.event_id}
      </Text>
    </>
  );
}

function Narrow({ letters, names, selected, onSelect }: LettersProps) {
  return (
    <Box
      component="ul"
      className="pr-list"
      m={0}
      p={0}
      style={{ listStyle: 'none' }}
      aria-label="Dead letters"
    >
      {letters.map((letter) => (
        <Box component="li" key={letter.id} p="md">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Checkbox
              mt={2}
              aria-label={`Select ${letter.event_type}, ${letter.id}`}
              checked={selected.has(letter.id)}
              onChange={() => onSelect(flipped(selected, letter.id))}
            />
            <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <Box style={{ minWidth: 0 }}>
                  <Event letter={letter} />
                </Box>
                <HttpStatus status={letter.status} fallback="No answer" />
              </Group>
              <Group gap="xs">
                <Pill tone="bad">{reasonLabel(letter.reason)}</Pill>
              </Group>
              <Group justify="space-between" gap="xs">
                <LinkAnchor to="/$webhookId" params={{ webhookId: letter.webhook_id }} size="xs">
                  {names(letter.webhook_id)}
                </LinkAnchor>
                <Text size="xs" c="dimmed">
                  <When at={letter.failed_at} />
                </Text>
              </Group>
            </Stack>
          </Group>
        </Box>
      ))}
    </Box>
  );
}
