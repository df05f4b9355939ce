import { Alert, Group, Skeleton, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

import { webhookQuery } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { Webhook } from '../../api/types.ts';
import type { WebhookTab } from '../../routes/search.ts';
import { Copyable } from '../../ui/Code.tsx';
import { RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { BackIcon, LinkAnchor, Page } from '../../ui/Page.tsx';
import { Pill } from '../../ui/Status.tsx';
import { isPaused } from '../webhooks/standing.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { Actions } from './Actions.tsx';
import { Configuration } from './Configuration.tsx';
import { Deliveries } from './Deliveries.tsx';
import { LaneNotice } from './LaneNotice.tsx';
import { PausedNotice } from './PausedNotice.tsx';

const Changes = lazy(() => import('./Changes.tsx'));
const Overview = lazy(() => import('./Overview.tsx'));

export function WebhookPage() {
  const { webhookId } = useParams({ from: '/shell/$webhookId' });
  const { tab = 'overview' } = useSearch({ from: '/shell/$webhookId' });
  const navigate = useNavigate({ from: '/$webhookId' });
  const webhook = useQuery(webhookQuery(webhookId));
  const back = (
    <LinkAnchor to="/" size="sm">
      <BackIcon /> Webhooks
    </LinkAnchor>
  );

  if (webhook.isError) {
    return (
      <Page title="Webhook" back={back}>
        <Trouble error={webhook.error} onRetry={() => webhook.refetch()} />
      </Page>
    );
  }
  if (webhook.isPending) {
    return (
      <Page title="Webhook" back={back}>
        <Skeleton height={40} width={320} />
        <Skeleton height={320} radius="lg" />
      </Page>
    );
  }
  return (
    <Page
      title={titleOf(webhook.data)}
      aside={<State webhook={webhook.data} />}
      about={
        <>
          <Group gap="xs">
            <Copyable value={webhook.data.url} label="Copy the address" />
          </Group>
          {webhook.data.description}
        </>
      }
      back={back}
      actions={<Actions webhook={webhook.data} />}
    >
      {webhook.data.disabled_reason !== null && (
        <Alert
          variant="light"
          color="red"
          title="Postrider disabled this webhook"
          styles={{ root: { background: 'var(--pr-bad-soft)' }, title: { color: 'var(--pr-bad)' } }}
        >
          {webhook.data.disabled_reason}. Mend the receiver, enable the webhook, then replay what
          rests in the dead letters.
        </Alert>
      )}
      {isPaused(webhook.data) ? (
        <PausedNotice webhook={webhook.data} />
      ) : (
        webhook.data.active &&
        permissions().may('deliveries:read') && <LaneNotice webhookId={webhook.data.id} />
      )}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          navigate({
            search: (before) => ({
              range: before.range,
              ...(value !== 'overview' && { tab: value as WebhookTab }),
            }),
            replace: true,
          })
        }
      >
        <Tabs.List mb="lg" aria-label="About the webhook">
          <Tabs.Tab value="overview">Overview</Tabs.Tab>
          <Tabs.Tab value="deliveries">Deliveries</Tabs.Tab>
          <Tabs.Tab value="configuration">Configuration</Tabs.Tab>
          {permissions().may('admin') && <Tabs.Tab value="changes">Changes</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Suspense fallback={<RowsLoading rows={3} height={120} />}>
            <Overview webhook={webhook.data} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="deliveries">
          <Deliveries webhook={webhook.data} />
        </Tabs.Panel>
        <Tabs.Panel value="configuration">
          <Configuration webhook={webhook.data} />
        </Tabs.Panel>
        {permissions().may('admin') && (
          <Tabs.Panel value="changes">
            <Suspense fallback={<RowsLoading />}>
              <Changes webhook={webhook.data} />
            </Suspense>
          </Tabs.Panel>
        )}
      </Tabs>
    </Page>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  if (!webhook.active) {
    return <Pill tone={webhook.disabled_reason === null ? 'mute' : 'bad'}>Disabled</Pill>;
  }
  if (isPaused(webhook)) {
    return <Pill tone="warn">Paused</Pill>;
  }
  return webhook.test_mode ? <Pill tone="info">Test mode</Pill> : <Pill tone="good">Enabled</Pill>;
}
