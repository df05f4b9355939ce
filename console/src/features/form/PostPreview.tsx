import { Alert, Box, Group, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { eventTypesQuery, previewPost } from '../../api/queries.ts';
import type { Preview, Webhook } from '../../api/types.ts';
import { Copyable, Json } from '../../ui/Code.tsx';
import { jsonFault, pretty } from '../../ui/json.model.ts';
import { Pill } from '../../ui/Status.tsx';
import type { FormValues } from './form.model.ts';
import { previewOf, sampleOf } from './preview.model.ts';

interface PreviewProps {
  values: FormValues;
  webhook: Webhook | undefined;
}

/** The POST that the form as it stands would send, made by the API as the worker makes it. */
export function PostPreview({ values, webhook }: PreviewProps) {
  const types = useQuery(eventTypesQuery());
  const offered = sampleOf(values.events, types.data ?? []);
  const [type, setType] = useState<string | null>(null);
  const [data, setData] = useState<string | null>(null);
  const shownType = type ?? offered.type;
  const shownData = data ?? pretty(offered.data);
  const fault = jsonFault(shownData);
  const request = JSON.stringify(previewOf(values, webhook, shownType.trim()));
  const [settled] = useDebouncedValue(request, 350);
  const [settledData] = useDebouncedValue(shownData, 350);
  const preview = useQuery({
    queryKey: ['preview', settled, settledData],
    queryFn: () => previewPost(JSON.parse(settled), settledData),
    enabled: jsonFault(settledData) === null && settledData.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <Stack>
      <TextInput
        label="Event type of the sample"
        value={shownType}
        onChange={(event) => setType(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      <Textarea
        className="pr-editor"
        label="Data of the sample"
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        value={shownData}
        onChange={(event) => setData(event.currentTarget.value)}
        error={fault}
      />
      {preview.isError ? (
        <Alert color="red" variant="light" title="There is no POST to show yet">
          {Object.values(preview.error instanceof ApiError ? preview.error.fields : {})[0] ??
            preview.error.message}
        </Alert>
      ) : preview.data === undefined ? (
        <Skeleton height={220} radius="md" />
      ) : (
        <Shown preview={preview.data} />
      )}
    </Stack>
  );
}

const ORIGINS = {
  postrider: 'Postrider',
  format: 'format',
  webhook: 'yours',
  authentication: 'authentication',
} as const;

function Shown({ preview }: { preview: Preview }) {
  return (
    <Stack gap="md" role="group" aria-label="The POST">
      <Text className="pr-mono pr-break" size="sm" fw={600}>
        {preview.method} {preview.url}
      </Text>
      <Box component="ul" className="pr-list" aria-label="Headers of the POST">
        {preview.headers.map(({ name, value, origin }) => (
          <Group component="li" key={name} py={6} gap="sm" wrap="nowrap" align="flex-start">
            <Text className="pr-mono pr-break" size="sm" style={{ flex: 1, minWidth: 0 }}>
              <Text span fw={600} inherit>
                {name}
              </Text>
              : {value}
            </Text>
            <Pill tone={origin === 'webhook' ? 'good' : 'mute'}>{ORIGINS[origin]}</Pill>
          </Group>
        ))}
      </Box>
      <div>
        <Json text={preview.body} label="Body of the POST" maxHeight={320} />
        <Text size="sm" c="dimmed" mt={4}>
          {preview.body_bytes.toLocaleString('en')} bytes
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        Signed with an example secret that was made for this preview and signs nothing else; yours
        signs what is really sent. Check your receiver with it:{' '}
        <Copyable value={preview.example_secret} label="Copy the example secret" />
        {preview.example_public_key !== null && (
          <>
            {' '}
            and its public key{' '}
            <Copyable
              value={preview.example_public_key}
              label="Copy the public key of the example"
            />
          </>
        )}
      </Text>
    </Stack>
  );
}
