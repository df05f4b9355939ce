import {
  Button,
  CopyButton,
  Group,
  Paper,
  PasswordInput,
  Skeleton,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import {
  IconCheck,
  IconCopy,
  IconInbox,
  IconPlayerPause,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { inboxRequestsQuery, useClearInbox, useVerifyInbox } from '../../api/playground.ts';
import type { InboxRequests, SignatureVerdict } from '../../api/types.ts';
import { Empty, Trouble } from '../../ui/Feedback.tsx';
import { LinkAnchor, LinkButton } from '../../ui/Page.tsx';
import { AnswerControls } from './AnswerControls.tsx';
import { Requests } from './Requests.tsx';

/** One inbox: its address, what it answers, and what came, as it comes. */
export function InboxPanel({ id }: { id: string }) {
  const [paused, setPaused] = useState(false);
  const found = useQuery(inboxRequestsQuery(id, paused));
  if (found.isPending) {
    return <Skeleton height={360} radius="lg" />;
  }
  if (found.isError) {
    return <Trouble error={found.error} onRetry={() => found.refetch()} />;
  }
  return (
    <Stack>
      <Address found={found.data} />
      <AnswerControls inbox={found.data.inbox} />
      <Received found={found.data} paused={paused} onPause={() => setPaused(!paused)} />
    </Stack>
  );
}

function Address({ found: { inbox, webhooks } }: { found: InboxRequests }) {
  const url = window.location.origin + inbox.path;
  return (
    <Paper component="section" aria-label="Address">
      <Group align="flex-end" gap="xs">
        <TextInput
          label="Address"
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          style={{ flex: '1 1 18rem' }}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <CopyButton value={url} timeout={1_500}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <LinkButton to="/new" search={{ url }}>
          Create a webhook for it
        </LinkButton>
      </Group>
      <Text size="sm" c="dimmed" mt="xs">
        {webhooks.length === 0 ? (
          'No webhook leads here yet.'
        ) : (
          <>
            Signatures are checked with the secret of{' '}
            {webhooks.map((webhook, index) => (
              <span key={webhook.id}>
                {index > 0 && ', '}
                <LinkAnchor
                  to="/$webhookId"
                  params={{ webhookId: webhook.id }}
                  size="sm"
                  underline="always"
                >
                  {webhook.name ?? webhook.id}
                </LinkAnchor>
              </span>
            ))}
            .
          </>
        )}
      </Text>
    </Paper>
  );
}

interface ReceivedProps {
  readonly found: InboxRequests;
  readonly paused: boolean;
  readonly onPause: () => void;
}

function Received({ found: { inbox, data }, paused, onPause }: ReceivedProps) {
  const clear = useClearInbox(inbox.id);
  const verify = useVerifyInbox(inbox.id);
  const [secret, setSecret] = useState('');
  const verdicts = new Map<number, SignatureVerdict>(
    verify.data?.data.map(({ number, signature }) => [number, signature]),
  );
  return (
    <Paper component="section" aria-label="What came" p={0}>
      <Group justify="space-between" p="md" gap="xs">
        <Title order={2} size="h4">
          What came
          <Text span c="dimmed" size="sm" ml="xs" fw={400}>
            {inbox.received === data.length
              ? `${inbox.received} in all`
              : `${inbox.received} in all, the latest ${data.length} are kept`}
          </Text>
        </Title>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
            onClick={onPause}
          >
            {paused ? 'Go on' : 'Pause'}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={data.length === 0}
            loading={clear.isPending}
            onClick={() => clear.mutate()}
          >
            Clear
          </Button>
        </Group>
      </Group>
      {data.length === 0 ? (
        <Empty icon={IconInbox} title="Nothing came yet">
          Requests show here the moment they arrive. Create a webhook for the address above and send
          it a test event.
        </Empty>
      ) : (
        <>
          <Group px="md" pb="sm" align="flex-end" gap="xs">
            <PasswordInput
              label="Check with another secret"
              description="Used this once and not kept"
              placeholder="whsec_..."
              autoComplete="off"
              size="xs"
              style={{ flex: '1 1 14rem', maxWidth: 420 }}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            <Button
              size="xs"
              variant="default"
              disabled={secret.trim() === ''}
              loading={verify.isPending}
              onClick={() => verify.mutate(secret.trim())}
            >
              Check
            </Button>
          </Group>
          {verify.isError && <Trouble error={verify.error} />}
          <Requests requests={data} verdicts={verdicts} />
        </>
      )}
    </Paper>
  );
}
