import { Alert, Autocomplete, Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { eventTypesQuery, useTestWebhook } from '../../api/queries.ts';
import type { TestDelivery, Webhook } from '../../api/types.ts';
import { Code } from '../../ui/Code.tsx';
import { Trouble } from '../../ui/Feedback.tsx';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { HttpStatus } from '../../ui/Status.tsx';
import { duration } from '../../ui/time.model.ts';

interface DialogProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
}

/** Sends the webhook, and no other, an event through the whole pipeline. */
export function TestDialog({ webhook, opened, onClose }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Send a test event" size="lg">
      <TestForm webhook={webhook} onClose={onClose} />
    </Modal>
  );
}

const PING = 'ping';

function TestForm({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const types = useQuery(eventTypesQuery());
  const test = useTestWebhook(webhook.id);
  const exact = webhook.events.find((type) => !type.includes('*'));
  const [type, setType] = useState(exact ?? PING);
  const [data, setData] = useState('');
  const fault = data.trim() === '' ? null : jsonFault(data);
  const known = types.data ?? [];
  const example = known.find(({ name }) => name === type)?.example;
  const names = [
    PING,
    ...webhook.events.filter((t) => !t.includes('*')),
    ...known.map((t) => t.name),
  ];

  return (
    <Stack>
      <Text size="sm" c="dimmed">
        Only this webhook gets it: signed, within its rate limit, kept in its history and tried
        again by its schedule. What the webhook selects does not matter.
      </Text>
      <Autocomplete
        label="Event type"
        value={type}
        onChange={setType}
        data={[...new Set(names)]}
        limit={50}
        comboboxProps={{ withinPortal: true }}
      />
      <Textarea
        className="pr-editor"
        label="Data"
        description="Any JSON. Leave it empty to send the registered example of the type."
        placeholder={example === undefined || example === null ? '{}' : JSON.stringify(example)}
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        value={data}
        onChange={(event) => setData(event.currentTarget.value)}
        error={fault}
      />
      {example !== undefined && example !== null && data === '' && (
        <Button
          variant="subtle"
          size="xs"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => setData(pretty(JSON.stringify(example)))}
        >
          Start from the example
        </Button>
      )}
      {test.isError && <Trouble error={test.error} />}
      {test.data !== undefined && !test.isPending && <Result result={test.data} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        <Button
          loading={test.isPending}
          disabled={fault !== null || type.trim() === ''}
          onClick={() =>
            test.mutate({ eventType: type.trim(), data: data.trim() === '' ? null : data.trim() })
          }
        >
          {test.data === undefined ? 'Send' : 'Send another'}
        </Button>
      </Group>
    </Stack>
  );
}

function Result({ result }: { result: TestDelivery }) {
  const tone = result.delivered ? 'good' : result.status === 'pending' ? 'warn' : 'bad';
  return (
    <Alert
      role="status"
      variant="light"
      styles={{
        root: { background: `var(--pr-${tone}-soft)` },
        title: { color: `var(--pr-${tone})` },
      }}
      title={
        result.delivered
          ? 'It arrived'
          : result.status === 'pending'
            ? 'No attempt so far'
            : 'It did not arrive'
      }
    >
      <Stack gap="xs">
        <Group gap="xs">
          {result.status !== 'pending' && (
            <HttpStatus status={result.response_code} fallback="No answer" />
          )}
          {result.duration_ms !== null && (
            <Text size="sm" className="pr-number">
              after {duration(result.duration_ms)}
            </Text>
          )}
        </Group>
        {result.error !== null && <Text size="sm">{result.error}</Text>}
        {result.response_body !== '' && (
          <Code text={result.response_body} label="Answer" wrap maxHeight={120} />
        )}
        <LinkAnchor
          size="sm"
          to="/deliveries/$deliveryId"
          params={{ deliveryId: result.delivery_id }}
        >
          Look at the delivery
        </LinkAnchor>
      </Stack>
    </Alert>
  );
}
