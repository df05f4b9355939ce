import {
  Alert,
  Box,
  Button,
  CopyButton,
  Grid,
  Group,
  Paper,
  SimpleGrid,
  Skeleton,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { IconCheck, IconRefresh, IconTerminal2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { deliveryQuery, useRetryDelivery, webhookQuery } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { DeliveryDetail, Webhook } from '../../api/types.ts';
import { Code, Copyable, Json } from '../../ui/Code.tsx';
import { Trouble } from '../../ui/Feedback.tsx';
import { rawMember } from '../../ui/json.model.ts';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { BackIcon, LinkAnchor, Page } from '../../ui/Page.tsx';
import { DeliveryStatus } from '../../ui/Status.tsx';
import { exactly } from '../../ui/time.model.ts';
import { When } from '../../ui/When.tsx';
import { reasonLabel } from '../webhook/figures.model.ts';
import { isHeld, isPaused } from '../webhooks/standing.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { Attempts } from './Attempts.tsx';
import { asCurl } from './curl.model.ts';

export function DeliveryPage() {
  const { deliveryId } = useParams({ from: '/shell/deliveries/$deliveryId' });
  const shown = useQuery(deliveryQuery(deliveryId));
  const webhook = useQuery({
    ...webhookQuery(shown.data?.delivery.webhook_id ?? ''),
    enabled: shown.data !== undefined,
    retry: false,
    // somebody else may pause or resume it meanwhile
    refetchInterval: shown.data?.delivery.state === 'pending' ? 10_000 : false,
  });

  if (shown.isError) {
    return (
      <Page title="Delivery">
        <Trouble error={shown.error} onRetry={() => shown.refetch()} />
      </Page>
    );
  }
  if (shown.isPending) {
    return (
      <Page title="Delivery">
        <Skeleton height={120} radius="lg" />
        <Skeleton height={320} radius="lg" />
      </Page>
    );
  }
  const { delivery, text } = shown.data;
  const body = delivery.payload_status === 'available' ? rawMember(text, 'payload') : null;
  const held = isHeld(delivery, webhook.data);
  return (
    <Page
      title={delivery.event_type}
      aside={<DeliveryStatus state={delivery.state} retrying={delivery.attempt_count > 0} />}
      back={
        <LinkAnchor
          to="/$webhookId"
          params={{ webhookId: delivery.webhook_id }}
          search={{ tab: 'deliveries' }}
          size="sm"
        >
          <BackIcon />{' '}
          {webhook.data === undefined ? 'Deliveries of the webhook' : titleOf(webhook.data)}
        </LinkAnchor>
      }
      actions={<Actions delivery={delivery} webhook={webhook.data} body={body} />}
    >
      <Standing delivery={delivery} held={held} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Attempts delivery={delivery} held={held} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <Request delivery={delivery} webhook={webhook.data} body={body} />
        </Grid.Col>
      </Grid>
    </Page>
  );
}

function urlOf(delivery: DeliveryDetail, webhook: Webhook | undefined): string {
  return delivery.attempts.at(-1)?.url ?? webhook?.url ?? '';
}

interface Known {
  delivery: DeliveryDetail;
  webhook: Webhook | undefined;
  body: string | null;
}

function curlOf({ delivery, webhook, body }: Known): string | null {
  const url = urlOf(delivery, webhook);
  if (body === null || url === '') {
    return null;
  }
  return asCurl({
    url,
    deliveryId: delivery.id,
    body,
    standard: webhook?.format === 'standard' && webhook.signature_scheme === 'hmac-sha256',
  });
}

function Actions(known: Known) {
  const retry = useRetryDelivery();
  const { delivery, webhook } = known;
  const from = webhook !== undefined && isPaused(webhook) ? 'once the webhook is resumed' : 'now';
  const curl = curlOf(known);
  return (
    <>
      {curl !== null && (
        <CopyButton value={curl} timeout={1_500}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} /> : <IconTerminal2 size={16} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy as curl'}
            </Button>
          )}
        </CopyButton>
      )}
      {permissions().may('deliveries:retry') &&
        (delivery.state === 'failed' || delivery.state === 'delivered') && (
          <Button
            leftSection={<IconRefresh size={16} />}
            loading={retry.isPending}
            onClick={() =>
              retry.mutate(delivery.id, {
                onSuccess: () => tell(`It goes out again ${from}, with the same id and body.`),
                onError: tellTrouble,
              })
            }
          >
            {delivery.state === 'failed' ? 'Retry now' : 'Send again'}
          </Button>
        )}
    </>
  );
}

function Standing({ delivery, held }: { delivery: DeliveryDetail; held: boolean }) {
  return (
    <Paper>
      {delivery.state === 'failed' && (
        <Alert
          variant="light"
          color="red"
          mb="lg"
          title={`It rests in the dead letters: ${reasonLabel(delivery.reason ?? '').toLowerCase()}`}
          styles={{ root: { background: 'var(--pr-bad-soft)' }, title: { color: 'var(--pr-bad)' } }}
        >
          {delivery.error ?? 'It was never attempted.'} Mend the receiver, then retry: the receiver
          sees the same id, so one that removes duplicates stays right.
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} spacing="lg">
        <Fact label="Delivery">
          <Copyable value={delivery.id} label="Copy the delivery id" />
        </Fact>
        <Fact label="Event">
          <Copyable value={delivery.event_id} label="Copy the event id" />
          <LinkAnchor
            to="/events/$eventId"
            params={{ eventId: delivery.event_id }}
            search={{ made: delivery.created_at }}
            size="xs"
            display="block"
            w="fit-content"
          >
            Show the event
          </LinkAnchor>
        </Fact>
        <Fact label="Made">
          <Moment at={delivery.created_at} />
        </Fact>
        {held ? (
          <Fact label="Next attempt">once the webhook is resumed</Fact>
        ) : delivery.next_attempt_at !== null ? (
          <Fact label="Next attempt">
            <Moment at={delivery.next_attempt_at} />
          </Fact>
        ) : (
          <Fact label={delivery.state === 'delivered' ? 'Delivered' : 'At rest since'}>
            {delivery.completed_at === null ? 'not yet' : <Moment at={delivery.completed_at} />}
          </Fact>
        )}
      </SimpleGrid>
    </Paper>
  );
}

function Moment({ at }: { at: string }) {
  return (
    <>
      <When at={at} />
      <Text size="xs" c="dimmed" className="pr-number">
        {exactly(Date.parse(at))}
      </Text>
    </>
  );
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Box style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed" fw={600} mb={2}>
        {label}
      </Text>
      <Text component="div" size="sm" className="pr-break">
        {children}
      </Text>
    </Box>
  );
}

function Request(known: Known) {
  const { delivery, webhook, body } = known;
  const url = urlOf(delivery, webhook);
  const curl = curlOf(known);
  return (
    <Stack gap="lg">
      <Paper>
        <Title order={2} size="h4" mb="sm">
          Request
        </Title>
        {url !== '' && (
          <Group gap="xs" mb="sm" wrap="nowrap" align="flex-start">
            <span className="pr-tag">POST</span>
            <Copyable value={url} label="Copy the address" />
          </Group>
        )}
        {body === null ? (
          <Text size="sm" c="dimmed">
            {delivery.payload_status === 'expired'
              ? 'The body is no longer kept: Kafka holds it as long as the topics are told to.'
              : 'The body cannot be read now, because Kafka does not answer. Reload in a moment.'}
          </Text>
        ) : (
          <Json text={body} label="Body" />
        )}
      </Paper>
      {curl !== null && (
        <Paper>
          <Title order={2} size="h4" mb={4}>
            As curl
          </Title>
          <Text size="sm" c="dimmed" mb="sm">
            {webhook?.format === 'standard'
              ? 'Signs the body as Postrider does; set the secret of the webhook first.'
              : 'Without the signature, which only Postrider can make for this format.'}
          </Text>
          <Code text={curl} label="Commands" maxHeight={260} />
        </Paper>
      )}
    </Stack>
  );
}
