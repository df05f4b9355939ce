import { Box, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';

import { tenantInView } from '../../api/session.ts';
import { useRevokeApiKey } from '../../api/settings.ts';
import type { ApiKey } from '../../api/types.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { Pill } from '../../ui/Status.tsx';
import { useNow, When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';
import { type KeyState, stateOf } from './keys.model.ts';

interface RowsProps {
  keys: readonly ApiKey[];
  onRevoke: (key: ApiKey) => void;
}

export function KeyRows({ keys }: { keys: readonly ApiKey[] }) {
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const Rows = useWide() ? Wide : Narrow;
  return (
    <>
      <Rows keys={keys} onRevoke={setAsked} />
      <RevokeDialog of={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function Wide({ keys, onRevoke }: RowsProps) {
  const now = useNow();
  return (
    <Table.ScrollContainer minWidth={900}>
      <Table aria-label="API keys" layout="fixed" verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th w={250}>May</Table.Th>
            <Table.Th w={120}>Created</Table.Th>
            <Table.Th w={120}>Last used</Table.Th>
            <Table.Th w={120}>Ends</Table.Th>
            <Table.Th w={128}>
              <span className="pr-sr">Revoke</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {keys.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>
                <Name of={key} />
              </Table.Td>
              <Table.Td>
                <Scopes of={key} />
              </Table.Td>
              <Table.Td>
                <When at={key.created_at} />
              </Table.Td>
              <Table.Td>{used(key)}</Table.Td>
              <Table.Td>{ends(key)}</Table.Td>
              <Table.Td>
                <StateOrRevoke of={key} state={stateOf(key, now)} onRevoke={onRevoke} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Narrow({ keys, onRevoke }: RowsProps) {
  const now = useNow();
  return (
    <Box component="ul" className="pr-list" aria-label="API keys">
      {keys.map((key) => (
        <Stack component="li" key={key.id} p="md" gap="xs">
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Name of={key} />
            <StateOrRevoke of={key} state={stateOf(key, now)} onRevoke={onRevoke} />
          </Group>
          <Scopes of={key} />
          <Text size="xs" c="dimmed" component="div">
            Created <When at={key.created_at} /> · last used {used(key)} · ends {ends(key)}
          </Text>
        </Stack>
      ))}
    </Box>
  );
}

function used(key: ApiKey) {
  return key.last_used_at === null ? 'never' : <When at={key.last_used_at} />;
}

function ends(key: ApiKey) {
  if (key.revoked_at !== null) {
    return <When at={key.revoked_at} />;
  }
  return key.expires_at === null ? 'never' : <When at={key.expires_at} />;
}

function Name({ of }: { of: ApiKey }) {
  return (
    <Box style={{ minWidth: 0 }}>
      <Text fw={600} size="sm" className="pr-break">
        {of.name}
      </Text>
      <Text size="xs" c="dimmed" component="div" className="pr-break">
        <span className="pr-mono">{of.prefix}…</span>
        {tenantInView() === null && (of.tenant === null ? ' · all tenants' : ` · ${of.tenant}`)}
      </Text>
    </Box>
  );
}

function Scopes({ of }: { of: ApiKey }) {
  return (
    <Group gap={4}>
      {of.scopes.map((scope) => (
        <span key={scope} className="pr-tag">
          {scope}
        </span>
      ))}
    </Group>
  );
}

interface RevokeProps {
  of: ApiKey;
  state: KeyState;
  onRevoke: (key: ApiKey) => void;
}

function StateOrRevoke({ of, state, onRevoke }: RevokeProps) {
  if (state !== 'active') {
    return <Pill tone="mute">{state === 'revoked' ? 'Revoked' : 'Expired'}</Pill>;
  }
  return (
    <Button
      size="xs"
      variant="default"
      style={{ color: 'var(--pr-bad)', flexShrink: 0 }}
      onClick={() => onRevoke(of)}
      aria-label={`Revoke ${of.name}`}
    >
      Revoke
    </Button>
  );
}

function RevokeDialog({ of, onClose }: { of: ApiKey | null; onClose: () => void }) {
  const revoking = useRevokeApiKey();
  return (
    <Confirm
      opened={of !== null}
      onClose={onClose}
      title={`Revoke ${of?.name ?? 'the key'}?`}
      action="Revoke the key"
      danger
      busy={revoking.isPending}
      onConfirm={() =>
        of !== null &&
        revoking.mutate(of.id, {
          onSuccess: () => tell(`${of.name} opens nothing any more`),
          onError: tellTrouble,
          onSettled: onClose,
        })
      }
    >
      Whoever uses it is refused from now on, and sessions that were opened with it end, yours too
      if it is one of them. This cannot be taken back; the key stays in the list.
    </Confirm>
  );
}
