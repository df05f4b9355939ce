import {
  Alert,
  Autocomplete,
  Button,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { eventTypesQuery, useSendEvent } from '../../api/queries.ts';
import { tenantInView } from '../../api/session.ts';
import { Code, Copyable } from '../../ui/Code.tsx';
import { Trouble } from '../../ui/Feedback.tsx';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import { LinkAnchor, Page } from '../../ui/Page.tsx';
import { quoted } from '../delivery/curl.model.ts';

/** Publishes an event as producers do. */
export function SendEvent() {
  const search = useSearch({ from: '/shell/send' });
  const types = useQuery(eventTypesQuery());
  const send = useSendEvent();
  const [type, setType] = useState(search.type ?? '');
  const [data, setData] = useState<string | null>(null);
  const [tenant, setTenant] = useState('');
  const [id, setId] = useState('');
  // the same request again has the effect of one, until something in it is changed
  const [key, setKey] = useState(() => randomId());

  const example = types.data?.find(({ name }) => name === type.trim())?.example;
  const offered =
    example === undefined || example === null ? '{}' : pretty(JSON.stringify(example));
  const text = data ?? offered;
  const fault = jsonFault(text);
  const told = send.error instanceof ApiError ? send.error.topFields : {};
  const event = {
    type: type.trim(),
    ...(tenant.trim() !== '' && { tenant: tenant.trim() }),
    ...(id.trim() !== '' && { id: id.trim() }),
  };
  const edit =
    (set: (value: string) => void) =>
    (value: string): void => {
      set(value);
      setKey(randomId());
    };

  const sample = `${JSON.stringify({ ...event, type: event.type || 'order.created' }).slice(0, -1)}, "data": ${text}}`;

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    send.mutate({ event, data: text, key }, { onSuccess: () => setKey(randomId()) });
  };

  return (
    <Page
      title="Send an event"
      about="Publishes it as a producer does: every webhook that selects it gets a delivery. To try a single webhook, send a test event from its page."
    >
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Paper>
          <form onSubmit={submit}>
            <Stack>
              <Autocomplete
                label="Event type"
                placeholder="order.created"
                required
                limit={50}
                data={types.data?.map(({ name }) => name) ?? []}
                value={type}
                onChange={edit(setType)}
                error={told.type}
              />
              <Textarea
                className="pr-editor"
                label="Data"
                description={
                  data === null && example ? 'The registered example of the type' : 'Any JSON'
                }
                autosize
                minRows={8}
                maxRows={24}
                spellCheck={false}
                value={text}
                onChange={(changed) => edit(setData)(changed.currentTarget.value)}
                error={fault ?? told.data}
              />
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                {tenantInView() === null && (
                  <TextInput
                    label="Tenant"
                    placeholder="default"
                    value={tenant}
                    onChange={(changed) => edit(setTenant)(changed.currentTarget.value)}
                    error={told.tenant}
                  />
                )}
                <TextInput
                  label="Event id"
                  placeholder="made for you"
                  value={id}
                  onChange={(changed) => edit(setId)(changed.currentTarget.value)}
                  error={told.id}
                />
              </SimpleGrid>
              {send.isError && <Trouble error={send.error} />}
              <Group justify="flex-end">
                <Button
                  type="submit"
                  leftSection={<IconSend size={16} />}
                  loading={send.isPending}
                  disabled={type.trim() === '' || fault !== null}
                >
                  Send
                </Button>
              </Group>
            </Stack>
          </form>
        </Paper>
        <Stack gap="lg">
          {send.data !== undefined && 'id' in send.data && (
            <Alert
              role="status"
              variant="light"
              title="Kafka has it"
              styles={{
                root: { background: 'var(--pr-good-soft)' },
                title: { color: 'var(--pr-good)' },
              }}
            >
              <Stack gap={6}>
                <Copyable value={send.data.id} label="Copy the event id" />
                <Text size="sm">
                  It goes to every webhook that selects it, within milliseconds.{' '}
                  <LinkAnchor to="/" size="sm" underline="always">
                    Look at the webhooks
                  </LinkAnchor>
                </Text>
              </Stack>
            </Alert>
          )}
          <Paper>
            <Text fw={600} mb={4}>
              From a program
            </Text>
            <Text size="sm" c="dimmed" mb="sm">
              Over HTTP, with an API key in KEY. Or produce the same JSON to the topic
              postrider.events.
            </Text>
            <Code
              label="Commands"
              maxHeight={360}
              text={[
                `curl -X POST ${window.location.origin}/api/v1/events \\`,
                `  -H "Authorization: Bearer $KEY" \\`,
                `  -H 'Content-Type: application/json' \\`,
                `  -d ${quoted(sample)}`,
              ].join('\n')}
            />
          </Paper>
        </Stack>
      </SimpleGrid>
    </Page>
  );
}
