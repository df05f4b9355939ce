import { Table } from '@mantine/core';

/** Headers of a request or of an answer, by name. */
export function HeaderTable({
  headers,
  label,
}: {
  headers: readonly (readonly [name: string, value: string])[];
  label: string;
}) {
  return (
    <Table.ScrollContainer minWidth={280}>
      <Table aria-label={label} layout="auto">
        <Table.Tbody>
          {headers.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={500} style={{ whiteSpace: 'nowrap', width: 1 }}>
                {name}
              </Table.Th>
              <Table.Td className="pr-mono pr-break">{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
