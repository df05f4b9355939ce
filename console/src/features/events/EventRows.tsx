import { Box, Group, Table, Text } from '@mantine/core';

import type { ListedEvent } from '../../api/types.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';

/** Events in a list, each leading to its page. */
export function EventRows({ events }: { events: readonly ListedEvent[] }) {
  return useWide() ? <Wide events={events} /> : <Narrow events={events} />;
}

function EventLink({ event }: { event: ListedEvent }) {
  return (
    <>
      <LinkAnchor
        to="/events/$eventId"
        params={{ eventId: event.id }}
        search={{ position: event.position }}
        className="pr-row-link"
        c="inherit"
      >
        {event.type}
      </LinkAnchor>
      <Text size="xs" c="dimmed" className="pr-cut">
        {event.id}
      </Text>
    </>
  );
}

function Wide({ events }: { events: readonly ListedEvent[] }) {
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label="Events">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Event</Table.Th>
            <Table.Th w={180}>Tenant</Table.Th>
            <Table.Th w={120}>Data</Table.Th>
            <Table.Th w={160}>Came</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.position} className="pr-row">
              <Table.Td maw={360}>
                <EventLink event={event} />
              </Table.Td>
              <Table.Td className="pr-break">{event.tenant}</Table.Td>
              <Table.Td className="pr-number">{bytes(event.data_bytes)}</Table.Td>
              <Table.Td>
                <When at={event.written_at} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Narrow({ events }: { events: readonly ListedEvent[] }) {
  return (
    <Box component="ul" className="pr-list" aria-label="Events">
      {events.map((event) => (
        <Box component="li" key={event.position} p="md">
          <EventLink event={event} />
          <Group justify="space-between" gap="xs" mt={6}>
            <Text size="xs" c="dimmed">
              {event.tenant}, {bytes(event.data_bytes)}
            </Text>
            <Text size="xs" c="dimmed">
              <When at={event.written_at} />
            </Text>
          </Group>
        </Box>
      ))}
    </Box>
  );
}

function bytes(count: number): string {
  return count < 1_024 ? `${count} B` : `${(count / 1_024).toFixed(1)} KB`;
}
