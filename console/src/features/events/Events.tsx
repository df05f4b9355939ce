import { Box, Group, Paper, Select, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconBroadcast, IconSearchOff, IconTimeline } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { eventsQuery } from '../../api/events.ts';
import { live } from '../../api/queries.ts';
import { AGES } from '../../routes/search.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { LinkButton, Page } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import { periodOf, rangeOf } from '../webhook/figures.model.ts';
import { EventRows } from './EventRows.tsx';

/** What producers sent, whether a webhook wanted it or not. */
export function Events() {
  const { id, type, age } = useSearch({ from: '/shell/events' });
  // as of when it was chosen: a time that moves would ask for another list each time
  const from = useMemo(
    () => (age === undefined ? undefined : periodOf(rangeOf(age), Date.now()).from),
    [age],
  );
  const found = useInfiniteQuery({
    ...eventsQuery({
      ...(id !== undefined && { event_id: id }),
      ...(type !== undefined && { event_type: type }),
      ...(from !== undefined && { from }),
    }),
    refetchInterval: live(10_000),
  });
  const events = found.data?.pages.flatMap((page) => page.data) ?? [];
  const searchedTo = found.data?.pages.at(-1)?.searched_to ?? null;
  const filtered = id !== undefined || type !== undefined || age !== undefined;
  return (
    <Page
      title="Events"
      about="What Kafka still has of what producers sent, the latest first, whether a webhook wanted it or not. Open one to see what became of it."
      actions={
        <LinkButton
          variant="default"
          leftSection={<IconBroadcast size={16} />}
          to="/live"
          search={type === undefined ? {} : { type }}
        >
          Watch live
        </LinkButton>
      }
    >
      <Paper p={0}>
        {(filtered || events.length > 0) && <Filters />}
        {found.isPending ? (
          <RowsLoading />
        ) : found.isError ? (
          <Box p="md">
            <Trouble error={found.error} onRetry={() => found.refetch()} />
          </Box>
        ) : events.length === 0 ? (
          <Nothing filtered={filtered} more={found.hasNextPage} />
        ) : (
          <EventRows events={events} />
        )}
        {found.hasNextPage && searchedTo !== null && (
          <Text size="sm" c="dimmed" ta="center" pt="md">
            Searched back to <When at={searchedTo} />.
          </Text>
        )}
        <LoadMore query={found} />
      </Paper>
    </Page>
  );
}

const AGE_LABELS: Record<(typeof AGES)[number], string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

function Filters() {
  const search = useSearch({ from: '/shell/events' });
  const navigate = useNavigate({ from: '/events' });
  const [id, setId] = useState(search.id ?? '');
  const [type, setType] = useState(search.type ?? '');
  const go = useDebouncedCallback(
    (change: { id?: string | undefined; type?: string | undefined }) =>
      navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    300,
  );
  return (
    <Group p="md" gap="sm" align="flex-end">
      <TextInput
        label="Event type"
        placeholder="order.created"
        style={{ flex: '1 1 12rem' }}
        value={type}
        onChange={(event) => {
          setType(event.currentTarget.value);
          go({ type: event.currentTarget.value || undefined });
        }}
      />
      <TextInput
        label="Event id"
        style={{ flex: '1 1 12rem' }}
        value={id}
        onChange={(event) => {
          setId(event.currentTarget.value);
          go({ id: event.currentTarget.value || undefined });
        }}
      />
      <Select
        label="From"
        placeholder="all that is there"
        clearable
        style={{ flex: '0 1 11rem' }}
        data={AGES.map((value) => ({ value, label: AGE_LABELS[value] }))}
        value={search.age ?? null}
        onChange={(age) =>
          navigate({
            search: (before) => ({
              ...before,
              age: AGES.find((each) => each === age),
            }),
            replace: true,
          })
        }
      />
    </Group>
  );
}

function Nothing({ filtered, more }: { filtered: boolean; more: boolean }) {
  if (more) {
    return (
      <Empty icon={IconSearchOff} title="Nothing found so far">
        A search looks at 5,000 records at a time. Show more to go further back.
      </Empty>
    );
  }
  return filtered ? (
    <Empty
      icon={IconSearchOff}
      title="No event fits"
      actions={
        <LinkButton variant="default" to="/events" search={{}}>
          Show all events
        </LinkButton>
      }
    >
      Type and id are compared as a whole: order.created, not order.
    </Empty>
  ) : (
    <Empty
      icon={IconTimeline}
      title="No events yet"
      actions={
        <LinkButton variant="default" to="/send" search={{}}>
          Send an event
        </LinkButton>
      }
    >
      Every event that a producer writes to Kafka or sends to the API shows here.
    </Empty>
  );
}
