import { Box, Group, Paper, SimpleGrid, Skeleton, Text, Title } from '@mantine/core';
import { IconInboxOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { eventPositionQuery, eventQuery } from '../../api/events.ts';
import { webhookNamesQuery } from '../../api/queries.ts';
import type { Delivery } from '../../api/types.ts';
import { Copyable, Json } from '../../ui/Code.tsx';
import { Empty, Trouble } from '../../ui/Feedback.tsx';
import { rawMember } from '../../ui/json.model.ts';
import { BackIcon, LinkAnchor, Page } from '../../ui/Page.tsx';
import { DeliveryStatus, HttpStatus } from '../../ui/Status.tsx';
import { exactly } from '../../ui/time.model.ts';
import { When } from '../../ui/When.tsx';
import { titleOf } from '../webhooks/WebhookRows.tsx';

/** An event, and what became of it. */
export function EventPage() {
  const { eventId } = useParams({ from: '/shell/events/$eventId' });
  const { position, made } = useSearch({ from: '/shell/events/$eventId' });
  const found = useQuery(eventPositionQuery(eventId, position === undefined ? made : undefined));
  const shown = useQuery({
    ...eventQuery(eventId, position ?? found.data ?? undefined),
    enabled: !found.isLoading,
  });
  const back = (
    <LinkAnchor to="/events" search={{}} size="sm">
      <BackIcon /> Events
    </LinkAnchor>
  );
  if (shown.isError) {
    return (
      <Page title="Event" back={back}>
        <Trouble error={shown.error} onRetry={() => shown.refetch()} />
      </Page>
    );
  }
  if (shown.isPending) {
    return (
      <Page title="Event" back={back}>
        <Skeleton height={320} radius="lg" />
      </Page>
    );
  }
  const { event, text } = shown.data;
  return (
    <Page title={event.type} back={back}>
      <Paper component="section" aria-label="About it">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Fact name="Id">
            <Copyable value={event.id} label="Copy the id" />
          </Fact>
          <Fact name="Time">{exactly(Date.parse(event.time))}</Fact>
          <Fact name="Tenant">{event.tenant}</Fact>
          {event.source !== null && (
            <Fact name="Source">
              <span className="pr-mono pr-break">{event.source}</span>
            </Fact>
          )}
        </SimpleGrid>
      </Paper>
      <Paper component="section" aria-label="Deliveries" p={0}>
        <Title order={2} size="h4" p="md">
          What became of it
        </Title>
        <FanOut deliveries={event.deliveries} />
      </Paper>
      <Paper component="section" aria-label="Data">
        <Title order={2} size="h4" mb="sm">
          Data
        </Title>
        <Json text={rawMember(text, 'data') ?? ''} label="Data" />
      </Paper>
    </Page>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="div" size="sm">
        {children}
      </Text>
    </Box>
  );
}

function FanOut({ deliveries }: { deliveries: readonly Delivery[] }) {
  const names = useQuery(webhookNamesQuery());
  const byId = new Map(names.data?.data.map((webhook) => [webhook.id, titleOf(webhook)]));
  if (deliveries.length === 0) {
    return (
      <Empty icon={IconInboxOff} title="No webhook got it">
        None of the webhooks that there are now selected it, or it was sent a moment ago. A webhook
        gets the events that come after it was made.
      </Empty>
    );
  }
  return (
    <Box component="ul" className="pr-list">
      {deliveries.map((delivery) => (
        <Box component="li" key={delivery.id} p="md">
          <Group justify="space-between" gap="xs">
            <LinkAnchor
              to="/deliveries/$deliveryId"
              params={{ deliveryId: delivery.id }}
              fw={600}
              size="sm"
              c="inherit"
              className="pr-break"
            >
              {byId.get(delivery.webhook_id) ?? delivery.webhook_id}
            </LinkAnchor>
            <DeliveryStatus state={delivery.state} retrying={delivery.attempt_count > 0} />
          </Group>
          <Group justify="space-between" gap="xs" mt={6}>
            <Group gap="xs">
              {delivery.attempt_count > 0 && (
                <HttpStatus status={delivery.response_code} fallback="No answer" />
              )}
              <Text size="xs" c="dimmed">
                {delivery.attempt_count === 1
                  ? 'one attempt'
                  : `${delivery.attempt_count} attempts`}
              </Text>
            </Group>
            <Text size="xs" c="dimmed">
              <When at={delivery.updated_at} />
            </Text>
          </Group>
        </Box>
      ))}
    </Box>
  );
}
