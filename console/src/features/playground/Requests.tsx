import { Box, Button, Collapse, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';

import type { InboxRequest, SignatureVerdict } from '../../api/types.ts';
import { Json } from '../../ui/Code.tsx';
import { HeaderTable } from '../../ui/HeaderTable.tsx';
import { HttpStatus, Pill } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import { inWords, VERDICTS } from './playground.model.ts';

interface RequestsProps {
  readonly requests: readonly InboxRequest[];
  /** Of a secret that was typed in, by number of the request. */
  readonly verdicts: ReadonlyMap<number, SignatureVerdict>;
}

/** The latest first; one is open at a time. */
export function Requests({ requests, verdicts }: RequestsProps) {
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Box component="ul" className="pr-list" aria-label="Requests">
      {requests.map((request) => (
        <Row
          key={request.number}
          request={request}
          verdict={verdicts.get(request.number) ?? request.signature}
          open={open === request.number}
          onToggle={() => setOpen(open === request.number ? null : request.number)}
        />
      ))}
    </Box>
  );
}

interface RowProps {
  readonly request: InboxRequest;
  readonly verdict: SignatureVerdict;
  readonly open: boolean;
  readonly onToggle: () => void;
}

function Row({ request, verdict, open, onToggle }: RowProps) {
  const said = VERDICTS[verdict];
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <Box component="li">
      <UnstyledButton onClick={onToggle} aria-expanded={open} w="100%" p="md">
        <Group gap="sm" justify="space-between">
          <Group gap="sm">
            <Chevron size={16} aria-hidden />
            <Text span fw={600} size="sm">
              Request {request.number}
            </Text>
            <HttpStatus status={request.answered.status} fallback="" />
            <Pill tone={said.tone}>{said.label}</Pill>
          </Group>
          <Text span size="sm" c="dimmed">
            <When at={request.at} />
          </Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={open}>{open && <Detail request={request} verdict={verdict} />}</Collapse>
    </Box>
  );
}

function Detail({ request, verdict }: { request: InboxRequest; verdict: SignatureVerdict }) {
  const [all, setAll] = useState(false);
  const headers = Object.entries(request.headers);
  const told = all ? headers : headers.filter(([name]) => !USUAL.has(name));
  return (
    <Stack px="md" pb="md" gap="sm">
      <Text size="sm">
        {VERDICTS[verdict].about} It was answered with{' '}
        {inWords({ ...request.answered, times: null })}.
      </Text>
      <HeaderTable headers={told} label={`Headers of request ${request.number}`} />
      {headers.length > told.length && (
        <Group>
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
            Show {headers.length - told.length} more headers
          </Button>
        </Group>
      )}
      {request.body === '' ? (
        <Text size="sm" c="dimmed">
          It had no body.
        </Text>
      ) : (
        <Box>
          <Json text={request.body} label={`Body of request ${request.number}`} />
        </Box>
      )}
    </Stack>
  );
}

/** Of the transport; seldom what one looks for. */
const USUAL = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'host',
  'http2-settings',
  'upgrade',
  'user-agent',
]);
