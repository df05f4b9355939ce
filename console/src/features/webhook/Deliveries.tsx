import { Box, Button, Group, Paper, SegmentedControl, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconInbox, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { deliveriesQuery, live } from '../../api/queries.ts';
import type { Delivery, DeliveryState, Webhook } from '../../api/types.ts';
import { DELIVERY_STATES } from '../../routes/search.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { LinkAnchor } from '../../ui/Page.tsx';
import { DeliveryStatus, HttpStatus } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';
import { isHeld } from '../webhooks/standing.model.ts';

export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { status, event_type } = useSearch({ from: '/shell/$webhookId' });
  const found = useInfiniteQuery({
    ...deliveriesQuery(webhook.id, { status, event_type }),
    refetchInterval: live(5_000),
  });
  const deliveries = found.data?.pages.flatMap((page) => page.data) ?? [];
  const held = (delivery: Delivery) => isHeld(delivery, webhook);
  const wide = useWide();
  return (
    <Paper p={0}>
      <Filters />
      {found.isPending ? (
        <RowsLoading />
      ) : found.isError ? (
        <Box p="md">
          <Trouble error={found.error} onRetry={() => found.refetch()} />
        </Box>
      ) : deliveries.length === 0 ? (
        <Nothing filtered={status !== undefined || event_type !== undefined} />
      ) : (
        <>
          {wide ? <Wide deliveries={deliveries} held={held} /> : <Narrow deliveries={deliveries} />}
          <LoadMore query={found} />
        </>
      )}
    </Paper>
  );
}

const LABELS: Record<DeliveryState, string> = {
  pending: 'Pending',
  delivered: 'Delivered',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

function Filters() {
  const search = useSearch({ from: '/shell/$webhookId' });
  const navigate = useNavigate({ from: '/$webhookId' });
  const [text, setText] = useState(search.event_type ?? '');
  const apply = useDebouncedCallback((type: string) => {
    void navigate({
      search: (before) => ({ ...before, event_type: type.trim() || undefined }),
      replace: true,
    });
  }, 300);
  const wide = useWide();
  return (
    <Group p="md" gap="sm">
      <SegmentedControl
        aria-label="Status"
        orientation="horizontal"
        size={wide ? 'sm' : 'xs'}
        fullWidth={!wide}
        w={wide ? undefined : '100%'}
        value={search.status ?? 'all'}
        onChange={(status) =>
          navigate({
            search: (before) => ({
              ...before,
              status: status === 'all' ? undefined : (status as DeliveryState),
            }),
            replace: true,
          })
        }
        data={[
          { value: 'all', label: 'All' },
          ...DELIVERY_STATES.map((state) => ({ value: state, label: LABELS[state] })),
        ]}
      />
      <TextInput
        style={{ flex: '1 1 12rem' }}
        maw={320}
        placeholder="Event type, like order.created"
        aria-label="Event type"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          apply(event.currentTarget.value);
        }}
      />
    </Group>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = useNavigate({ from: '/$webhookId' });
  return filtered ? (
    <Empty
      icon={IconSearchOff}
      title="No delivery fits"
      actions={
        <Button
          variant="default"
          onClick={() => navigate({ search: { tab: 'deliveries' }, replace: true })}
        >
          Show all deliveries
        </Button>
      }
    >
      The event type is compared as a whole: order.created, not order.
    </Empty>
  ) : (
    <Empty icon={IconInbox} title="No deliveries yet">
      As soon as an event fits what the webhook selects, its delivery shows here, with every
      attempt. Send a test event to see one now.
    </Empty>
  );
}

function answerOf(delivery: Delivery) {
  if (delivery.attempt_count === 0) {
    return (
      <Text size="sm" c="dimmed">
        none
      </Text>
    );
  }
  return <HttpStatus status={delivery.response_code} fallback="No answer" />;
}

interface WideProps {
  deliveries: readonly Delivery[];
  held: (delivery: Delivery) => boolean;
}

function Wide({ deliveries, held }: WideProps) {
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table aria-label="Deliveries">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={120}>Status</Table.Th>
            <Table.Th>Event</Table.Th>
            <Table.Th w={110}>Answer</Table.Th>
            <Table.Th w={100}>Attempts</Table.Th>
            <Table.Th w={160}>Made</Table.Th>
            <Table.Th w={160}>Next attempt</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Table.Tr key={delivery.id} className="pr-row">
              <Table.Td>
                <DeliveryStatus state={delivery.state} retrying={delivery.attempt_count > 0} />
              </Table.Td>
              <Table.Td maw={320}>
                <Event delivery={delivery} />
              </Table.Td>
              <Table.Td>{answerOf(delivery)}</Table.Td>
              <Table.Td className="pr-number">{delivery.attempt_count}</Table.Td>
              <Table.Td>
                <When at={delivery.created_at} />
              </Table.Td>
              <Table.Td>
                {held(delivery) ? (
                  <Text size="sm" c="dimmed">
                    held
                  </Text>
                ) : delivery.next_attempt_at === null ? (
                  <Text size="sm" c="dimmed" aria-label="none">
                    –
                  </Text>
                ) : (
                  <When at={delivery.next_attempt_at} />
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Event({ delivery }: { delivery: Delivery }) {
  return (
    <>
      <LinkAnchor
        to="/deliveries/$deliveryId"
        params={{ deliveryId: delivery.id }}
        className="pr-row-link"
        c="inherit"
      >
        {delivery.event_type}
      </LinkAnchor>
      <Text size="xs" c="dimmed" className="pr-cut">
        {delivery.event_id}
      </Text>
    </>
  );
}

function Narrow({ deliveries }: { deliveries: readonly Delivery[] }) {
  return (
    <Box component="ul" className="pr-list" aria-label="Deliveries">
      {deliveries.map((delivery) => (
        <Box component="li" key={delivery.id} p="md">
          <Group justify="space-between" wrap="nowrap" align="flex-start" mb={6}>
            <Box style={{ minWidth: 0 }}>
              <Event delivery={delivery} />
            </Box>
            <DeliveryStatus state={delivery.state} retrying={delivery.attempt_count > 0} />
          </Group>
          <Group justify="space-between" gap="xs">
            <Group gap="xs">
              {answerOf(delivery)}
              <Text size="xs" c="dimmed">
                {delivery.attempt_count === 1
                  ? 'one attempt'
                  : `${delivery.attempt_count} attempts`}
              </Text>
            </Group>
            <Text size="xs" c="dimmed">
              <When at={delivery.created_at} />
            </Text>
          </Group>
        </Box>
      ))}
    </Box>
  );
}
