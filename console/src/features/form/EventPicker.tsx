import {
  Anchor,
  Box,
  Button,
  Checkbox,
  Group,
  Input,
  ScrollArea,
  Skeleton,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';

import { eventTypesQuery } from '../../api/queries.ts';
import {
  check,
  EVERYTHING,
  patternFault,
  search,
  strangers,
  type TypeNode,
  toggle,
  tree,
} from './selection.model.ts';

interface PickerProps {
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  error: string | undefined;
}

/** The event types there are, as a tree to choose from, and room for others. */
export function EventPicker({ selected, onChange, error }: PickerProps) {
  const types = useQuery(eventTypesQuery());
  const [wanted, setWanted] = useState('');
  const nodes = useMemo(() => tree(types.data ?? []), [types.data]);
  const found = search(nodes, wanted);
  const others = strangers(nodes, selected);
  const everything = selected.includes(EVERYTHING);
  const flip = (pattern: string) => onChange(toggle(selected, pattern));

  return (
    <Stack gap="sm">
      <Switch
        label="All events"
        description="Those there will be too; what Postrider itself announces only when chosen by name."
        checked={everything}
        onChange={() => flip(EVERYTHING)}
        data-invalid={error !== undefined || undefined}
      />
      {!everything && (
        <>
          <TextInput
            leftSection={<IconSearch size={16} />}
            placeholder="Search event types"
            aria-label="Search event types"
            value={wanted}
            onChange={(event) => setWanted(event.currentTarget.value)}
          />
          <Box
            style={{ border: '1px solid var(--pr-line)', borderRadius: 'var(--mantine-radius-md)' }}
          >
            <ScrollArea.Autosize
              mah={320}
              p="sm"
              viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': 'Event types' }}
            >
              {types.isPending ? (
                <Skeleton height={80} />
              ) : found.length === 0 ? (
                <Text size="sm" c="dimmed">
                  {wanted === ''
                    ? 'No event type is registered. Add the ones you need below.'
                    : 'No registered type fits. Add it below if it is one that comes later.'}
                </Text>
              ) : (
                <div className="pr-tree">
                  <Nodes nodes={found} selected={selected} flip={flip} />
                </div>
              )}
            </ScrollArea.Autosize>
          </Box>
          <AddPattern onAdd={(pattern) => !selected.includes(pattern) && flip(pattern)} />
          <Chosen selected={selected} others={others} flip={flip} />
        </>
      )}
      {error !== undefined && <Input.Error>{error}</Input.Error>}
    </Stack>
  );
}

function Nodes({
  nodes,
  selected,
  flip,
}: {
  nodes: readonly TypeNode[];
  selected: readonly string[];
  flip: (pattern: string) => void;
}) {
  return (
    <ul>
      {nodes.map((node) => {
        const state = check(node, selected);
        return (
          <li key={node.pattern}>
            <Checkbox
              label={<span className="pr-mono">{node.label}</span>}
              description={node.about}
              checked={state === 'checked' || state === 'implied'}
              indeterminate={state === 'some'}
              disabled={state === 'implied'}
              onChange={() => flip(node.pattern)}
            />
            {node.children.length > 0 && (
              <Nodes nodes={node.children} selected={selected} flip={flip} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

function AddPattern({ onAdd }: { onAdd: (pattern: string) => void }) {
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const add = () => {
    const found = patternFault(text);
    setFault(found);
    if (found === null) {
      onAdd(text.trim());
      setText('');
    }
  };
  return (
    <Group align="flex-start" gap="xs">
      <TextInput
        id={id}
        style={{ flex: '1 1 12rem' }}
        placeholder="Another type, or a prefix like invoice.*"
        aria-label="Another event type"
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setFault(null);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            add();
          }
        }}
        error={fault}
      />
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
        Add
      </Button>
    </Group>
  );
}

function Chosen({
  selected,
  others,
  flip,
}: {
  selected: readonly string[];
  others: readonly string[];
  flip: (pattern: string) => void;
}) {
  if (selected.length === 0) {
    return null;
  }
  return (
    <Box>
      <Text size="xs" c="dimmed" fw={600} mb={4}>
        Selected
      </Text>
      <Group gap={6}>
        {selected.map((pattern) => (
          <span key={pattern} className="pr-tag">
            {pattern}
            {others.includes(pattern) && !pattern.endsWith('*') && ' (not registered)'}
            <Anchor
              component="button"
              type="button"
              ml={6}
              size="xs"
              c="dimmed"
              aria-label={`Remove ${pattern}`}
              onClick={() => flip(pattern)}
            >
              ×
            </Anchor>
          </span>
        ))}
      </Group>
    </Box>
  );
}
