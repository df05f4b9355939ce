import { Anchor, Button, Group, SimpleGrid, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { eventTypesQuery, tryFilter } from '../../api/queries.ts';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import { Pill } from '../../ui/Status.tsx';
import { filterFault, isObject } from './form.model.ts';
import { covers } from './selection.model.ts';

interface EditorProps {
  value: string;
  onChange: (filter: string) => void;
  error: string | undefined;
  events: readonly string[];
}

const SAMPLES = [
  { label: 'A value', filter: { data: { status: ['paid', 'shipped'] } } },
  { label: 'A number above', filter: { data: { total: [{ numeric: ['>', 100] }] } } },
  { label: 'A prefix', filter: { data: { country: [{ prefix: 'D' }] } } },
  { label: 'Not there', filter: { data: { test: [{ exists: false }] } } },
];

const SAMPLE_EVENT = { type: 'order.created', data: { id: 7, total: 120.5, status: 'paid' } };

/** A filter, and what it makes of a sample while it is written. */
export function FilterEditor({ value, onChange, error, events }: EditorProps) {
  const types = useQuery(eventTypesQuery());
  const fitting = types.data?.find(
    ({ name, example }) => example !== null && events.some((pattern) => covers(pattern, name)),
  );
  const offered =
    fitting === undefined ? SAMPLE_EVENT : { type: fitting.name, data: fitting.example };
  const [sample, setSample] = useState<string | null>(null);
  const shown = sample ?? pretty(JSON.stringify(offered));
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          Start from:
        </Text>
        {SAMPLES.map(({ label, filter }) => (
          <Button
            key={label}
            size="compact-xs"
            variant="default"
            onClick={() => onChange(pretty(JSON.stringify(filter)))}
          >
            {label}
          </Button>
        ))}
        {value !== '' && (
          <Anchor component="button" type="button" size="sm" onClick={() => onChange('')}>
            Remove the filter
          </Anchor>
        )}
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Textarea
          className="pr-editor"
          label="Filter"
          placeholder='{"data": {"total": [{"numeric": [">", 100]}]}}'
          autosize
          minRows={7}
          maxRows={20}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          error={error}
        />
        <div>
          <Textarea
            className="pr-editor"
            label="Sample event to try it on"
            autosize
            minRows={7}
            maxRows={20}
            spellCheck={false}
            value={shown}
            onChange={(event) => setSample(event.currentTarget.value)}
            error={jsonFault(shown)}
          />
        </div>
      </SimpleGrid>
      <Verdict filter={value} sample={shown} />
    </Stack>
  );
}

function Verdict({ filter, sample }: { filter: string; sample: string }) {
  const [settledFilter] = useDebouncedValue(filter, 350);
  const [settledSample] = useDebouncedValue(sample, 350);
  const settled = settledFilter === filter && settledSample === sample;
  const ready =
    filter.trim() !== '' &&
    filterFault(filter) === null &&
    jsonFault(sample) === null &&
    isObject(JSON.parse(sample));
  const verdict = useQuery({
    queryKey: ['filter', filter, sample],
    queryFn: () =>
      tryFilter(
        JSON.parse(filter) as Record<string, unknown>,
        JSON.parse(sample) as Record<string, unknown>,
      ),
    enabled: ready && settled,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Group gap="xs" role="status" mih={24}>
      {!ready ? (
        <Text size="sm" c="dimmed">
          {filter.trim() === '' ? 'Without a filter, every selected event is delivered.' : ' '}
        </Text>
      ) : verdict.isPending || !settled ? (
        <Text size="sm" c="dimmed">
          Trying…
        </Text>
      ) : verdict.isError ? (
        <Text size="sm" c="var(--mantine-color-error)">
          {Object.values(verdict.error instanceof ApiError ? verdict.error.fields : {})[0] ??
            verdict.error.message}
        </Text>
      ) : verdict.data.matches ? (
        <>
          <Pill tone="good">Fits</Pill>
          <Text size="sm">The sample would be delivered.</Text>
        </>
      ) : (
        <>
          <Pill tone="mute">Does not fit</Pill>
          <Text size="sm">The sample would not be delivered.</Text>
        </>
      )}
    </Group>
  );
}
