import { Alert, Box, Group, Paper, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';

import { pipelineQuery, webhookNamesQuery } from '../../api/queries.ts';
import type { Lane, Pipeline } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { LinkAnchor } from '../../ui/Page.tsx';
import { Pill } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import { count } from '../webhook/figures.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { busyTiers, laneState, parkedLabel, parkedOf, stageOf } from './pipeline.model.ts';

/** How far the pipeline is behind, and what holds it up; for operators. */
export function PipelineHealth() {
  const pipeline = useQuery(pipelineQuery());
  if (pipeline.isPending) {
    return <Skeleton height={280} radius="lg" />;
  }
  if (pipeline.isError) {
    return (
      <Paper>
        <Trouble error={pipeline.error} onRetry={() => pipeline.refetch()} />
      </Paper>
    );
  }
  return (
    <>
      {!pipeline.data.kafka.available && (
        <Alert
          variant="light"
          color="red"
          title="Kafka says nothing of how far it is"
          styles={{ root: { background: 'var(--pr-bad-soft)' }, title: { color: 'var(--pr-bad)' } }}
        >
          {pipeline.data.kafka.trouble}
        </Alert>
      )}
      <Backlog pipeline={pipeline.data} />
      <Waiting pipeline={pipeline.data} />
      <Lanes pipeline={pipeline.data} />
    </>
  );
}

function Part({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title}>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {about}
      </Text>
      {children}
    </Paper>
  );
}

function Amount({ label, about, value }: { label: string; about: string; value: number }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text fz={24} fw={650} className="pr-number">
        {count(value)}
      </Text>
      <Text size="sm" c="dimmed">
        {about}
      </Text>
    </div>
  );
}

function Backlog({ pipeline }: { pipeline: Pipeline }) {
  return (
    <Part title="Behind" about="How many records each part of the pipeline has yet to read.">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="lg">
        {pipeline.stages.map(({ stage, lag }) => (
          <Amount
            key={stage}
            label={stageOf(stage).name}
            about={stageOf(stage).about}
            value={lag}
          />
        ))}
        <Amount
          label="Outbox"
          about={
            pipeline.outbox.set_aside === 0
              ? 'Changes that Kafka has yet to hear of'
              : `Changes that Kafka has yet to hear of; ${count(pipeline.outbox.set_aside)} set aside for good`
          }
          value={pipeline.outbox.waiting}
        />
        <Amount
          label="Dead letters"
          about="In the last hour"
          value={pipeline.dead_letters_last_hour}
        />
        <Amount
          label="Workers"
          about={
            pipeline.workers.some(({ silent }) => silent)
              ? `${count(pipeline.workers.filter(({ silent }) => silent).length)} silent for 30 s or longer`
              : 'All reported in the last 30 s'
          }
          value={pipeline.workers.filter(({ silent }) => !silent).length}
        />
      </SimpleGrid>
    </Part>
  );
}

function Waiting({ pipeline }: { pipeline: Pipeline }) {
  const tiers = pipeline.retries === null ? [] : busyTiers(pipeline.retries);
  const parked = Object.entries(pipeline.parked);
  return (
    <Part
      title="Waiting for later"
      about="Deliveries in the retry tiers: after a failed attempt, or parked without spending one."
    >
      {pipeline.retries === null ? (
        <Text size="sm">Not known while Kafka does not answer.</Text>
      ) : tiers.length === 0 ? (
        <Text size="sm">Nothing waits.</Text>
      ) : (
        <Box
          component="ul"
          m={0}
          p={0}
          style={{ listStyle: 'none' }}
          aria-label="Waiting by retry tier"
        >
          {tiers.map(({ tier, waiting, share }) => (
            <Group component="li" key={tier} gap="md" wrap="nowrap" py={4}>
              <Text size="sm" w={48} ta="right" className="pr-number">
                {tier}
              </Text>
              <Box style={{ flex: 1 }} aria-hidden>
                <Box
                  h={10}
                  bdrs="sm"
                  bg="var(--mantine-primary-color-filled)"
                  style={{ width: `${Math.max(1, share * 100)}%` }}
                />
              </Box>
              <Text size="sm" w={64} ta="right" fw={600} className="pr-number">
                {count(waiting)}
              </Text>
            </Group>
          ))}
        </Box>
      )}
      {pipeline.paused_webhooks > 0 && (
        <Text size="sm" mt="md">
          What{' '}
          <LinkAnchor to="/" search={{ status: 'paused' }} inherit underline="always">
            {pipeline.paused_webhooks === 1
              ? 'one paused webhook'
              : `${count(pipeline.paused_webhooks)} paused webhooks`}
          </LinkAnchor>{' '}
          {pipeline.paused_webhooks === 1 ? 'holds' : 'hold'} waits here too, until resumed.
        </Text>
      )}
      {parked.length > 0 && (
        <Stack gap={4} mt="md">
          <Text size="sm" fw={600}>
            Parked, by reason
          </Text>
          {parked.map(([reason, deliveries]) => (
            <Group key={reason} justify="space-between" gap="md" wrap="nowrap">
              <Text size="sm">{parkedLabel(reason)}</Text>
              <Text size="sm" fw={600} className="pr-number">
                {count(deliveries)}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Part>
  );
}

function Lanes({ pipeline }: { pipeline: Pipeline }) {
  const names = useQuery(webhookNamesQuery());
  const name = (id: string) => {
    const found = names.data?.data.find((webhook) => webhook.id === id);
    return found === undefined ? id : titleOf(found);
  };
  const all = Object.values(pipeline.lane_counts).reduce((sum, n) => sum + n, 0);
  return (
    <Part
      title="Endpoints that hold their deliveries up"
      about="Only their own: no endpoint delays another."
    >
      {all === 0 ? (
        <Text size="sm">Every endpoint takes what it gets.</Text>
      ) : (
        <Box
          component="ul"
          className="pr-list"
          aria-label="Endpoints that hold their deliveries up"
        >
          {pipeline.lanes.map((lane) => (
            <LaneRow key={lane.webhook_id} lane={lane} name={name(lane.webhook_id)} />
          ))}
        </Box>
      )}
      {all > pipeline.lanes.length && (
        <Text size="sm" c="dimmed" mt="sm">
          {count(all)} in all; those that have been so longest are shown.
        </Text>
      )}
    </Part>
  );
}

function LaneRow({ lane, name }: { lane: Lane; name: string }) {
  const { tone, label } = laneState(lane.state);
  const parked = parkedOf(lane);
  return (
    <Group component="li" py="sm" gap="md" justify="space-between" wrap="nowrap">
      <Box style={{ flex: 1, minWidth: 0 }}>
        <LinkAnchor to="/$webhookId" params={{ webhookId: lane.webhook_id }} size="sm" fw={600}>
          {name}
        </LinkAnchor>
        <Text size="sm" c="dimmed">
          {lane.since !== null && (
            <>
              since <When at={lane.since} />
            </>
          )}
          {lane.next_attempt_at !== null && (
            <>
              , next attempt <When at={lane.next_attempt_at} />
            </>
          )}
          {parked > 0 && `, ${count(parked)} parked`}
        </Text>
      </Box>
      <Pill tone={tone}>{label}</Pill>
    </Group>
  );
}
