import { Button, Group, Paper, Select, Skeleton, TextInput } from '@mantine/core';
import { IconFlask, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { inboxesQuery, useCreateInbox, useDeleteInbox } from '../../api/playground.ts';
import { Empty, Trouble } from '../../ui/Feedback.tsx';
import { Page } from '../../ui/Page.tsx';
import { InboxPanel } from './InboxPanel.tsx';
import { titleOf } from './playground.model.ts';

/** A receiver that comes with Postrider, to watch deliveries and retries from the other side. */
export function Playground() {
  const { inbox } = useSearch({ from: '/shell/playground' });
  const navigate = useNavigate();
  const found = useQuery(inboxesQuery());
  const remove = useDeleteInbox();
  const choose = (id: string | undefined) =>
    navigate({ to: '/playground', search: id === undefined ? {} : { inbox: id }, replace: true });
  const inboxes = found.data?.data ?? [];
  const chosen = inboxes.find(({ id }) => id === inbox) ?? inboxes[0];
  return (
    <Page
      title="Playground"
      about="Inboxes that show what Postrider sends, check its signature, and answer as you tell them. They are kept in memory: a restart forgets them."
    >
      {found.isPending ? (
        <Skeleton height={360} radius="lg" />
      ) : found.isError ? (
        <Trouble error={found.error} onRetry={() => found.refetch()} />
      ) : !found.data.enabled ? (
        <Paper>
          <Empty icon={IconFlask} title="There is no playground here">
            This deployment has none; postrider.playground.enabled switches it on.
          </Empty>
        </Paper>
      ) : (
        <>
          <Paper component="section" aria-label="Inboxes">
            <Group align="flex-end" gap="md">
              {chosen !== undefined && (
                <>
                  <Select
                    label="Inbox"
                    allowDeselect={false}
                    style={{ flex: '1 1 14rem' }}
                    data={inboxes.map((each) => ({ value: each.id, label: titleOf(each) }))}
                    value={chosen.id}
                    onChange={(id) => choose(id ?? undefined)}
                  />
                  <Button
                    variant="default"
                    leftSection={<IconTrash size={16} />}
                    loading={remove.isPending}
                    onClick={() => remove.mutate(chosen.id, { onSuccess: () => choose(undefined) })}
                  >
                    Delete
                  </Button>
                </>
              )}
              <NewInbox onMade={choose} />
            </Group>
            {remove.isError && <Trouble error={remove.error} />}
          </Paper>
          {chosen !== undefined && <InboxPanel key={chosen.id} id={chosen.id} />}
        </>
      )}
    </Page>
  );
}

function NewInbox({ onMade }: { onMade: (id: string) => void }) {
  const create = useCreateInbox();
  const [name, setName] = useState('');
  return (
    <form
      style={{ flex: '1 1 18rem' }}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(name, {
          onSuccess: (made) => {
            setName('');
            onMade(made.id);
          },
        });
      }}
    >
      <Group align="flex-end" gap="xs" wrap="nowrap">
        <TextInput
          label="Name of a new inbox"
          placeholder="optional"
          maxLength={100}
          style={{ flex: 1 }}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<IconPlus size={16} />} loading={create.isPending}>
          New inbox
        </Button>
      </Group>
      {create.isError && <Trouble error={create.error} />}
    </form>
  );
}
