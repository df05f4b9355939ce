import {
  ActionIcon,
  Box,
  Button,
  Drawer,
  Group,
  Menu,
  Modal,
  Paper,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPlus,
  IconSearch,
  IconSearchOff,
  IconSend,
  IconTags,
  IconTrash,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { eventTypesQuery, useDeleteEventType, useSaveEventType } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { EventType } from '../../api/types.ts';
import { Json } from '../../ui/Code.tsx';
import { Confirm } from '../../ui/Confirm.tsx';
import { Empty, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { LinkAnchor, LinkMenuItem, Page } from '../../ui/Page.tsx';
import { Pill } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';

/** Which types there are, and what is said of them. */
export function EventTypes() {
  const search = useSearch({ from: '/shell/event-types' });
  const navigate = useNavigate({ from: '/event-types' });
  const types = useQuery(eventTypesQuery());
  const [editing, setEditing] = useState<EventType | 'new' | null>(null);
  const wanted = (search.q ?? '').toLowerCase();
  const found = (types.data ?? []).filter((type) =>
    `${type.name} ${type.description ?? ''}`.toLowerCase().includes(wanted),
  );
  const shown = types.data?.find(({ name }) => name === search.type);
  const close = () =>
    navigate({ search: (before) => ({ ...(before.q && { q: before.q }) }), replace: true });

  return (
    <Page
      title="Event types"
      about="What there is to subscribe to. A schema and an example tell whoever builds a receiver what will come."
      actions={
        permissions().operator && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            New event type
          </Button>
        )
      }
    >
      <Paper p={0}>
        {types.isPending ? (
          <RowsLoading />
        ) : types.isError ? (
          <Box p="md">
            <Trouble error={types.error} onRetry={() => types.refetch()} />
          </Box>
        ) : types.data.length === 0 ? (
          <Empty icon={IconTags} title="No event types yet">
            Producers may publish any type. Register the ones you want others to find, with a
            description, a schema and an example.
          </Empty>
        ) : (
          <>
            <Box p="md">
              <TextInput
                maw={420}
                leftSection={<IconSearch size={16} />}
                placeholder="Name or description"
                aria-label="Search event types"
                value={search.q ?? ''}
                onChange={(event) =>
                  navigate({
                    search: { q: event.currentTarget.value || undefined } as { q?: string },
                    replace: true,
                  })
                }
              />
            </Box>
            {found.length === 0 ? (
              <Empty icon={IconSearchOff} title="No event type fits">
                Search by part of a name or description.
              </Empty>
            ) : (
              <Box
                component="ul"
                className="pr-list"
                style={{ borderTop: '1px solid var(--pr-line)' }}
                aria-label="Event types"
              >
                {found.map((type) => (
                  <Row key={type.name} type={type} onEdit={() => setEditing(type)} />
                ))}
              </Box>
            )}
          </>
        )}
      </Paper>
      <Drawer
        opened={shown !== undefined}
        onClose={close}
        position="right"
        size="lg"
        title={shown?.name}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {shown !== undefined && <Details type={shown} />}
      </Drawer>
      <Modal
        opened={editing !== null}
        onClose={() => setEditing(null)}
        size="lg"
        title={editing === 'new' ? 'New event type' : `Edit ${editing?.name ?? ''}`}
      >
        {editing !== null && (
          <TypeForm type={editing === 'new' ? null : editing} onDone={() => setEditing(null)} />
        )}
      </Modal>
    </Page>
  );
}

function Row({ type, onEdit }: { type: EventType; onEdit: () => void }) {
  const deleting = useDeleteEventType();
  const [asking, setAsking] = useState(false);
  return (
    <Group component="li" px="md" py="sm" wrap="nowrap" justify="space-between" className="pr-row">
      <Box style={{ minWidth: 0 }}>
        <LinkAnchor
          to="/event-types"
          search={(before) => ({ ...before, type: type.name })}
          className="pr-row-link pr-mono pr-break"
          c="inherit"
        >
          {type.name}
        </LinkAnchor>
        {type.description !== null && (
          <Text size="sm" c="dimmed">
            {type.description}
          </Text>
        )}
      </Box>
      <Group gap="xs" wrap="nowrap">
        <Group gap={4} visibleFrom="sm">
          {type.schema !== null && (
            <Pill tone="info" plain>
              schema
            </Pill>
          )}
          {type.example !== null && type.example !== undefined && (
            <Pill tone="mute" plain>
              example
            </Pill>
          )}
        </Group>
        <Menu position="bottom-end" width={200} withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${type.name}`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <LinkMenuItem
              leftSection={<IconSend size={16} />}
              to="/send"
              search={{ type: type.name }}
            >
              Send one
            </LinkMenuItem>
            {permissions().operator && (
              <>
                <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
                  Edit
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconTrash size={16} />}
                  style={{ color: 'var(--pr-bad)' }}
                  onClick={() => setAsking(true)}
                >
                  Delete
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${type.name}?`}
        action="Delete"
        danger
        busy={deleting.isPending}
        onConfirm={() =>
          deleting.mutate(type.name, {
            onSuccess: () => tell(`${type.name} is no longer registered`),
            onError: tellTrouble,
            onSettled: () => setAsking(false),
          })
        }
      >
        It is no longer offered where webhooks choose their events. Webhooks that select it keep it,
        and producers may still publish it unless the deployment takes registered types only.
      </Confirm>
    </Group>
  );
}

function Details({ type }: { type: EventType }) {
  return (
    <Stack>
      {type.description !== null && <Text size="sm">{type.description}</Text>}
      <Text size="sm" c="dimmed">
        Changed <When at={type.updated_at} />
      </Text>
      <div>
        <Text fw={600} mb={4}>
          Example
        </Text>
        {type.example === null || type.example === undefined ? (
          <Text size="sm" c="dimmed">
            None is given.
          </Text>
        ) : (
          <Json text={JSON.stringify(type.example)} label="Example" />
        )}
      </div>
      <div>
        <Text fw={600} mb={4}>
          Schema
        </Text>
        {type.schema === null ? (
          <Text size="sm" c="dimmed">
            None is given: any data is allowed.
          </Text>
        ) : (
          <Json text={JSON.stringify(type.schema)} label="Schema" />
        )}
      </div>
    </Stack>
  );
}

function asText(value: unknown): string {
  return value === null || value === undefined ? '' : pretty(JSON.stringify(value));
}

const SHOWN = ['name', 'description', 'example', 'schema'];

function TypeForm({ type, onDone }: { type: EventType | null; onDone: () => void }) {
  const save = useSaveEventType(type !== null);
  const [name, setName] = useState(type?.name ?? '');
  const [description, setDescription] = useState(type?.description ?? '');
  const [schema, setSchema] = useState(asText(type?.schema));
  const [example, setExample] = useState(asText(type?.example));
  const told = save.error instanceof ApiError ? save.error.topFields : {};
  const fault = (text: string) => (text.trim() === '' ? null : jsonFault(text));
  const broken = name.trim() === '' || fault(schema) !== null || fault(example) !== null;
  const parsed = (text: string): unknown => (text.trim() === '' ? null : JSON.parse(text));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          {
            name: name.trim(),
            description: description.trim() || null,
            schema: parsed(schema) as Record<string, unknown> | null,
            example: parsed(example),
          },
          {
            onSuccess: () => {
              tell(`${name.trim()} is registered`);
              onDone();
            },
          },
        );
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="order.created"
          required
          readOnly={type !== null}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={told.name}
        />
        <TextInput
          label="Description"
          placeholder="An order was placed"
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={told.description}
        />
        <Textarea
          className="pr-editor"
          label="Example of the data"
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          value={example}
          onChange={(event) => setExample(event.currentTarget.value)}
          error={fault(example) ?? told.example}
        />
        <Textarea
          className="pr-editor"
          label="JSON Schema of the data"
          description="Draft 2020-12 unless its $schema says otherwise"
          autosize
          minRows={4}
          maxRows={14}
          spellCheck={false}
          value={schema}
          onChange={(event) => setSchema(event.currentTarget.value)}
          error={fault(schema) ?? told.schema}
        />
        {save.isError && !SHOWN.some((field) => field in told) && <Trouble error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={broken}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
