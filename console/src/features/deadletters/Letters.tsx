import { Box, Checkbox, Group, Stack, Table, Text } from '@mantine/core';

import type { DeadLetter } from '../../api/types.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { SelectAll, type Selection, toggled } from '../../ui/Selection.tsx';
import { HttpStatus, Pill } from '../../ui/Status.tsx';
import { When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';
import { reasonLabel } from '../webhook/figures.model.ts';
import type { Names } from './names.ts';

interface LettersProps extends Selection {
  letters: readonly DeadLetter[];
  names: Names;
}

export function Letters(props: LettersProps) {
  return useWide() ? <Wide {...props} /> : <Narrow {...props} />;
}

function Wide({ letters, names, selected, onSelect }: LettersProps) {
  return (
    <Table.ScrollContainer minWidth={920}>
      <Table aria-label="Dead letters" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={54}>
              <SelectAll
                ids={letters.map(({ id }) => id)}
                label="Select all that are shown"
                selected={selected}
                onSelect={onSelect}
              />
            </Table.Th>
            <Table.Th>Event</Table.Th>
            <Table.Th w={185}>Webhook</Table.Th>
            <Table.Th w={206}>Reason</Table.Th>
            <Table.Th w={104}>Answer</Table.Th>
            <Table.Th w={106}>Attempts</Table.Th>
            <Table.Th w={148}>Failed</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {letters.map((letter) => (
            <Table.Tr key={letter.id} className="pr-row">
              <Table.Td>
                <Checkbox
                  aria-label={`Select ${letter.event_type}, ${letter.id}`}
                  checked={selected.has(letter.id)}
                  onChange={() => onSelect(toggled(selected, letter.id))}
                />
              </Table.Td>
              <Table.Td>
                <Event letter={letter} />
              </Table.Td>
              <Table.Td>
                <LinkAnchor
                  to="/$webhookId"
                  params={{ webhookId: letter.webhook_id }}
                  size="sm"
                  className="pr-cut"
                  display="block"
                >
                  {names(letter.webhook_id)}
                </LinkAnchor>
              </Table.Td>
              <Table.Td>
                <Pill tone="bad">{reasonLabel(letter.reason)}</Pill>
              </Table.Td>
              <Table.Td>
                <HttpStatus status={letter.status} fallback="No answer" />
              </Table.Td>
              <Table.Td className="pr-number">{letter.attempt_count}</Table.Td>
              <Table.Td>
                <When at={letter.failed_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Event({ letter }: { letter: DeadLetter }) {
  return (
    <>
      <LinkAnchor
        to="/deliveries/$deliveryId"
        params={{ deliveryId: letter.id }}
        className="pr-row-link"
        c="inherit"
      >
        {letter.event_type}
      </LinkAnchor>
      <Text size="xs" c="dimmed" className="pr-cut">
        {letter.event_id}
      </Text>
    </>
  );
}

function Narrow({ letters, names, selected, onSelect }: LettersProps) {
  return (
    <Box component="ul" className="pr-list" aria-label="Dead letters">
      {letters.map((letter) => (
        <Box component="li" key={letter.id} p="md">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Checkbox
              mt={2}
              aria-label={`Select ${letter.event_type}, ${letter.id}`}
              checked={selected.has(letter.id)}
              onChange={() => onSelect(toggled(selected, letter.id))}
            />
            <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <Box style={{ minWidth: 0 }}>
                  <Event letter={letter} />
                </Box>
                <HttpStatus status={letter.status} fallback="No answer" />
              </Group>
              <Group gap="xs">
                <Pill tone="bad">{reasonLabel(letter.reason)}</Pill>
              </Group>
              <Group justify="space-between" gap="xs">
                <LinkAnchor to="/$webhookId" params={{ webhookId: letter.webhook_id }} size="xs">
                  {names(letter.webhook_id)}
                </LinkAnchor>
                <Text size="xs" c="dimmed">
                  <When at={letter.failed_at} />
                </Text>
              </Group>
            </Stack>
          </Group>
        </Box>
      ))}
    </Box>
  );
}
