import { CloseButton, Group, Paper, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconPlus, IconSearch, IconSearchOff, IconWebhook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { live, webhooksQuery } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import { narrows, type WebhookStatus, type webhooksSearch } from '../../routes/search.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { LinkButton, Page } from '../../ui/Page.tsx';
import { BulkBar } from './BulkBar.tsx';
import { STATUSES } from './standing.model.ts';
import { WebhookRows } from './WebhookRows.tsx';

type Search = ReturnType<typeof webhooksSearch>;

export function Webhooks() {
  const search = useSearch({ from: '/shell/' });
  const found = useInfiniteQuery({
    ...webhooksQuery({
      search: search.q,
      ...(search.status !== undefined && STATUSES[search.status]),
    }),
    refetchInterval: live(15_000),
  });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const webhooks = found.data?.pages.flatMap((page) => page.data) ?? [];
  const chosen = webhooks.filter((webhook) => selected.has(webhook.id));
  const filtered = narrows(search);

  return (
    <Page
      title="Webhooks"
      about="Where events are delivered to, and how that goes."
      actions={
        permissions().may('webhooks:write') && (
          <LinkButton to="/new" leftSection={<IconPlus size={16} />}>
            New webhook
          </LinkButton>
        )
      }
    >
      <Paper p={0}>
        {(filtered || webhooks.length > 0 || found.isPending) && <Filters search={search} />}
        {chosen.length > 0 && permissions().may('webhooks:write') && (
          <BulkBar chosen={chosen} onDone={() => setSelected(new Set())} />
        )}
        {found.isPending ? (
          <RowsLoading />
        ) : found.isError ? (
          <Group p="md" grow>
            <Trouble error={found.error} onRetry={() => found.refetch()} />
          </Group>
        ) : webhooks.length === 0 ? (
          filtered ? (
            <NothingFound />
          ) : (
            <NoWebhooks />
          )
        ) : (
          <>
            <WebhookRows webhooks={webhooks} selected={selected} onSelect={setSelected} />
            <LoadMore query={found} />
          </>
        )}
      </Paper>
    </Page>
  );
}

function Filters({ search }: { search: Search }) {
  const navigate = useNavigate({ from: '/' });
  const [text, setText] = useState(search.q ?? '');
  const apply = useDebouncedCallback((q: string) => {
    void navigate({ search: (before) => ({ ...before, q: q.trim() || undefined }), replace: true });
  }, 250);
  const change = (q: string) => {
    setText(q);
    apply(q);
  };
  return (
    <Group p="md" gap="sm">
      <TextInput
        style={{ flex: '1 1 14rem' }}
        maw={420}
        leftSection={<IconSearch size={16} />}
        placeholder="Name, address or id"
        aria-label="Search webhooks"
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        rightSection={
          text === '' ? null : (
            <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />
          )
        }
      />
      <SegmentedControl
        aria-label="Status"
        value={search.status ?? 'all'}
        onChange={(status) =>
          navigate({
            search: (before) => ({
              ...before,
              status: status === 'all' ? undefined : (status as WebhookStatus),
            }),
            replace: true,
          })
        }
        data={[
          { value: 'all', label: 'All' },
          { value: 'enabled', label: 'Enabled' },
          { value: 'paused', label: 'Paused' },
          { value: 'disabled', label: 'Disabled' },
        ]}
      />
    </Group>
  );
}

function NoWebhooks() {
  return (
    <Empty
      icon={IconWebhook}
      title="No webhooks yet"
      actions={
        permissions().may('webhooks:write') && (
          <LinkButton to="/new" leftSection={<IconPlus size={16} />}>
            Create the first webhook
          </LinkButton>
        )
      }
    >
      A webhook is an address that gets a signed POST for every event it selects. Failed deliveries
      are tried again by a schedule; what fails for good rests in the dead letters until you replay
      it.
    </Empty>
  );
}

function NothingFound() {
  return (
    <Empty
      icon={IconSearchOff}
      title="No webhook fits"
      actions={
        <LinkButton to="/" search={{}} variant="default">
          Show all webhooks
        </LinkButton>
      }
    >
      Search by part of a name, address, description or id, or choose another status.
    </Empty>
  );
}
