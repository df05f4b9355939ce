import { Box, Button, Paper, Select, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconHistory, IconSearchOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { live } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import { auditQuery } from '../../api/settings.ts';
import { AGES, AUDITED, type auditSearch, narrows } from '../../routes/search.ts';
import { Empty, LoadMore, RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { useNow } from '../../ui/When.tsx';
import { periodOf, rangeOf } from '../webhook/figures.model.ts';
import { Acts } from './Acts.tsx';
import { KINDS } from './audit.model.ts';
import { Settings } from './Settings.tsx';

type Search = ReturnType<typeof auditSearch>;

/** Who has done what. */
export function Audit() {
  return (
    <Settings about="Every change that somebody made, and every sign-in: who, what, when and from where. Secrets are never in it.">
      {permissions().may('admin') && <Log />}
    </Settings>
  );
}

function useSet() {
  const navigate = useNavigate({ from: '/settings/audit' });
  return (part: { [name in keyof Search]?: Search[name] | undefined }) =>
    navigate({ search: (before) => ({ ...before, ...part }) as Search, replace: true });
}

function Log() {
  const search = useSearch({ from: '/shell/settings/audit' });
  const set = useSet();
  const now = useNow();
  const found = useInfiniteQuery({
    ...auditQuery({
      action: search.action,
      actor: search.actor,
      resource_id: search.resource,
      ...(search.age !== undefined && { from: periodOf(rangeOf(search.age), now).from }),
    }),
    refetchInterval: live(15_000),
  });
  const acts = found.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Paper p={0}>
      <Filters key={`${search.actor} ${search.resource}`} search={search} />
      {found.isPending ? (
        <RowsLoading />
      ) : found.isError ? (
        <Box p="md">
          <Trouble error={found.error} onRetry={() => found.refetch()} />
        </Box>
      ) : acts.length === 0 ? (
        <Nothing filtered={narrows(search)} />
      ) : (
        <Box style={{ borderTop: '1px solid var(--pr-line)' }}>
          <Acts acts={acts} label="Acts" onActor={(actor) => set({ actor })} />
          <LoadMore query={found} />
        </Box>
      )}
    </Paper>
  );
}

const AGE_LABELS: Record<(typeof AGES)[number], string> = {
  '1h': 'the last hour',
  '24h': 'the last 24 hours',
  '7d': 'the last 7 days',
  '30d': 'the last 30 days',
};

function Filters({ search }: { search: Search }) {
  const set = useSet();
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} p="md" spacing="sm">
      <Select
        aria-label="What was done"
        placeholder="Anything done"
        clearable
        clearButtonProps={{ 'aria-label': 'Anything done' }}
        data={AUDITED.map((value) => ({ value, label: KINDS[value] }))}
        value={search.action ?? null}
        onChange={(action) => set({ action: (action ?? undefined) as Search['action'] })}
      />
      <IdInput
        label="Done by"
        placeholder="Anybody's id"
        value={search.actor}
        onChange={(actor) => set({ actor })}
      />
      <IdInput
        label="Done to"
        placeholder="Id of anything"
        value={search.resource}
        onChange={(resource) => set({ resource })}
      />
      <Select
        aria-label="Done in"
        placeholder="Any time"
        clearable
        clearButtonProps={{ 'aria-label': 'Any time' }}
        data={AGES.map((age) => ({ value: age, label: AGE_LABELS[age] }))}
        value={search.age ?? null}
        onChange={(age) => set({ age: (age ?? undefined) as Search['age'] })}
      />
    </SimpleGrid>
  );
}

interface IdProps {
  label: string;
  placeholder: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function IdInput({ label, placeholder, value, onChange }: IdProps) {
  const [text, setText] = useState(value ?? '');
  const apply = useDebouncedCallback((typed: string) => onChange(typed.trim() || undefined), 400);
  return (
    <TextInput
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        apply(event.currentTarget.value);
      }}
    />
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  const navigate = useNavigate({ from: '/settings/audit' });
  return filtered ? (
    <Empty
      icon={IconSearchOff}
      title="Nobody did such a thing"
      actions={
        <Button variant="default" onClick={() => navigate({ search: {} })}>
          Show everything
        </Button>
      }
    >
      Choose another kind, person, thing or time. Ids are compared as a whole.
    </Empty>
  ) : (
    <Empty icon={IconHistory} title="Nothing was done yet">
      Changes of webhooks, event types, keys and tenants, replays, tests and sign-ins are noted here
      with what was before and after.
    </Empty>
  );
}
