import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';

import type { Faults, HeaderField } from './form.model.ts';

interface EditorProps {
  headers: readonly HeaderField[];
  onChange: (headers: HeaderField[]) => void;
  faults: Faults;
  /** Names that the format sets. */
  taken: readonly string[];
}

const MOST = 20;

export function HeadersEditor({ headers, onChange, faults, taken }: EditorProps) {
  const change = (key: string, part: Partial<HeaderField>) =>
    onChange(headers.map((header) => (header.key === key ? { ...header, ...part } : header)));
  return (
    <Stack gap="sm">
      {headers.map((header, index) => (
        <Group key={header.key} align="flex-start" gap="xs" wrap="nowrap">
          <TextInput
            style={{ flex: 2, minWidth: 0 }}
            aria-label={`Name of header ${index + 1}`}
            placeholder="X-Custom-Header"
            value={header.name}
            onChange={(event) =>
              change(header.key, { name: event.currentTarget.value, kept: false })
            }
            error={faults[`headers.${header.key}`]}
          />
          <TextInput
            style={{ flex: 3, minWidth: 0 }}
            aria-label={`Value of header ${index + 1}`}
            placeholder={header.kept ? 'kept as it is' : 'value'}
            autoComplete="off"
            value={header.value}
            onChange={(event) => change(header.key, { value: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={`Remove header ${index + 1}`}
            onClick={() => onChange(headers.filter(({ key }) => key !== header.key))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      {faults.headers !== undefined && (
        <Text size="sm" c="var(--mantine-color-error)">
          {faults.headers}
        </Text>
      )}
      <Group justify="space-between" gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          disabled={headers.length >= MOST}
          onClick={() =>
            onChange([...headers, { key: randomId(), name: '', value: '', kept: false }])
          }
        >
          Add a header
        </Button>
        {taken.length > 0 && (
          <Text size="xs" c="dimmed">
            The format sets {taken.join(', ')}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
