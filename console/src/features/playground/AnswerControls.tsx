import { Button, Group, NumberInput, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';

import { useInboxAnswer } from '../../api/playground.ts';
import type { Inbox } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { inWords, PRESETS } from './playground.model.ts';

type Figure = number | string;

const orNull = (value: Figure): number | null => (value === '' ? null : Number(value));

/** What the inbox answers next, so that retries can be watched. */
export function AnswerControls({ inbox }: { inbox: Inbox }) {
  const save = useInboxAnswer(inbox.id);
  const [status, setStatus] = useState<Figure>(500);
  const [retryAfter, setRetryAfter] = useState<Figure>('');
  const [delay, setDelay] = useState<Figure>('');
  const [times, setTimes] = useState<Figure>('');
  return (
    <Paper component="section" aria-label="What it answers">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4">
          What it answers
        </Title>
        <Text size="sm" c="dimmed" role="status">
          Now: <b>{inWords(inbox.answer)}</b>
        </Text>
      </Group>
      <Stack mt="md">
        <Group gap="xs">
          {PRESETS.map(({ label, answer }) => (
            <Button
              key={label}
              size="xs"
              variant="default"
              onClick={() => save.mutate(answer)}
              disabled={save.isPending}
            >
              {label}
            </Button>
          ))}
        </Group>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const seconds = orNull(delay);
            save.mutate({
              status: Number(status),
              delay_ms: seconds === null ? null : Math.round(seconds * 1_000),
              retry_after: orNull(retryAfter),
              times: orNull(times),
            });
          }}
        >
          <SimpleGrid cols={{ base: 2, sm: 4 }}>
            <NumberInput label="Status" min={200} max={599} value={status} onChange={setStatus} />
            <NumberInput
              label="Retry-After"
              placeholder="none"
              suffix=" s"
              min={0}
              max={86_400}
              value={retryAfter}
              onChange={setRetryAfter}
            />
            <NumberInput
              label="Delay"
              placeholder="none"
              suffix=" s"
              min={0}
              max={60}
              value={delay}
              onChange={setDelay}
            />
            <NumberInput
              label="For requests"
              placeholder="all"
              min={1}
              max={1_000}
              value={times}
              onChange={setTimes}
            />
          </SimpleGrid>
          <Group justify="flex-end" mt="sm">
            <Button type="submit" size="xs" loading={save.isPending} disabled={status === ''}>
              Answer like that
            </Button>
          </Group>
        </form>
        {save.isError && <Trouble error={save.error} />}
      </Stack>
    </Paper>
  );
}
