import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { webhookNamesQuery } from '../../api/queries.ts';
import { AGES, DEAD_LETTER_REASONS } from '../../routes/search.ts';
import { reasonLabel } from '../webhook/figures.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import type { Names } from './names.ts';
import { AGE_LABELS } from './replay.model.ts';

export function Filters({ names }: { names: Names }) {
  const search = useSearch({ from: '/shell/dead-letters' });
  const navigate = useNavigate({ from: '/dead-letters' });
  const known = useQuery(webhookNamesQuery());
  const [type, setType] = useState(search.event_type ?? '');
  const set = (part: Partial<typeof search>) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const applyType = useDebouncedCallback((text: string) => {
    void set({ event_type: text.trim() || undefined } as Partial<typeof search>);
  }, 300);
  const webhooks =
    known.data?.data.map((webhook) => ({ value: webhook.id, label: titleOf(webhook) })) ?? [];
  const chosen = search.webhook;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} p="md" spacing="sm">
      <Select
        aria-label="Webhook"
        placeholder="Any webhook"
        clearable
        searchable
        data={
          chosen !== undefined && !webhooks.some(({ value }) => value === chosen)
            ? [...webhooks, { value: chosen, label: names(chosen) }]
            : webhooks
        }
        value={chosen ?? null}
        onChange={(webhook) => set({ webhook: webhook ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any webhook' }}
      />
      <Select
        aria-label="Reason"
        placeholder="Any reason"
        clearable
        data={DEAD_LETTER_REASONS.map((reason) => ({ value: reason, label: reasonLabel(reason) }))}
        value={search.reason ?? null}
        onChange={(reason) => set({ reason: reason ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any reason' }}
      />
      <TextInput
        aria-label="Event type"
        placeholder="Any event type"
        value={type}
        onChange={(event) => {
          setType(event.currentTarget.value);
          applyType(event.currentTarget.value);
        }}
      />
      <Select
        aria-label="Failed in"
        placeholder="Any time"
        clearable
        data={AGES.map((age) => ({ value: age, label: AGE_LABELS[age] }))}
        value={search.age ?? null}
        onChange={(age) => set({ age: age ?? undefined } as Partial<typeof search>)}
        clearButtonProps={{ 'aria-label': 'Any time' }}
      />
    </SimpleGrid>
  );
}
