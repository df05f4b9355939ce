import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import {
  IconBroadcast,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useReducer, useState } from 'react';

import { followEvents } from '../../api/live.ts';
import { permissions } from '../../api/session.ts';
import { Empty, Trouble } from '../../ui/Feedback.tsx';
import { BackIcon, LinkAnchor, LinkButton, Page } from '../../ui/Page.tsx';
import { Pill, type Tone } from '../../ui/Status.tsx';
import { EventRows } from './EventRows.tsx';
import { changed, type LiveState, NOTHING_YET } from './live.model.ts';

/** Events as Kafka takes them. */
export function LiveEvents() {
  const { type } = useSearch({ from: '/shell/live' });
  const [state, change] = useReducer(changed, NOTHING_YET);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [round, again] = useReducer((before: number) => before + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round begins anew
  useEffect(() => {
    const leaving = new AbortController();
    change({ kind: 'begin' });
    setTrouble(null);
    followEvents(type, leaving.signal, change).catch(setTrouble);
    return () => leaving.abort();
  }, [type, round]);
  return (
    <Page
      title="Live events"
      about="Every event as Kafka takes it, whether a webhook wants it or not, the latest first."
      back={
        <LinkAnchor to="/events" search={{}} size="sm">
          <BackIcon /> Events
        </LinkAnchor>
      }
      aside={trouble === null && <Link state={state} />}
      actions={trouble === null && <Controls state={state} change={change} />}
    >
      {trouble === null ? (
        <Paper p={0}>
          <TypeFilter />
          {state.rows.length === 0 ? <Waiting type={type} /> : <EventRows events={state.rows} />}
          <Told state={state} />
        </Paper>
      ) : (
        <Trouble error={trouble} onRetry={again} />
      )}
    </Page>
  );
}

const LINKS: Record<LiveState['link'], { tone: Tone; label: string }> = {
  connecting: { tone: 'mute', label: 'Connecting' },
  following: { tone: 'good', label: 'Following' },
  interrupted: { tone: 'warn', label: 'Interrupted, trying again' },
};

function Link({ state }: { state: LiveState }) {
  const { tone, label } = LINKS[state.link];
  return (
    <span role="status">
      <Pill tone={tone}>{label}</Pill>
    </span>
  );
}

interface ControlsProps {
  state: LiveState;
  change: (to: { kind: 'pause' } | { kind: 'go on' } | { kind: 'clear' }) => void;
}

function Controls({ state: { held, seen }, change }: ControlsProps) {
  return (
    <>
      {held === null ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} />}
          onClick={() => change({ kind: 'pause' })}
        >
          Pause
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          onClick={() => change({ kind: 'go on' })}
        >
          {held.length === 0 ? 'Go on' : `Show ${held.length} more`}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconTrash size={16} />}
        disabled={seen === 0}
        onClick={() => change({ kind: 'clear' })}
      >
        Clear
      </Button>
    </>
  );
}

function TypeFilter() {
  const search = useSearch({ from: '/shell/live' });
  const navigate = useNavigate({ from: '/live' });
  const [type, setType] = useState(search.type ?? '');
  const go = useDebouncedCallback(
    (wanted: string) =>
      navigate({
        search: ({ type: _, ...rest }) => ({ ...rest, ...(wanted !== '' && { type: wanted }) }),
        replace: true,
      }),
    500,
  );
  return (
    <Group p="md">
      <TextInput
        label="Event type"
        placeholder="all of them"
        style={{ flex: '0 1 24rem' }}
        value={type}
        onChange={(event) => {
          setType(event.currentTarget.value);
          go(event.currentTarget.value.trim());
        }}
      />
    </Group>
  );
}

function Waiting({ type }: { type: string | undefined }) {
  return (
    <Empty
      icon={IconBroadcast}
      title="Waiting for events"
      actions={
        permissions().may('events:write') && (
          <LinkButton
            variant="default"
            leftSection={<IconSend size={16} />}
            to="/send"
            search={type === undefined ? {} : { type }}
          >
            Send an event
          </LinkButton>
        )
      }
    >
      {type === undefined
        ? 'The next one that a producer writes to Kafka or sends to the API shows here.'
        : `The next one of type ${type} shows here. Types are compared as a whole.`}
    </Empty>
  );
}

/** Of what is not in the list. */
function Told({ state: { rows, seen, passedOver, held } }: { state: LiveState }) {
  const older = seen - passedOver - rows.length - (held?.length ?? 0);
  const told = [
    ...(passedOver > 0 ? [`${passedOver} more came too fast to be shown`] : []),
    ...(older > 0 ? [`${older} older ones are no longer shown`] : []),
  ];
  return told.length === 0 ? null : (
    <Text size="sm" c="dimmed" ta="center" p="md">
      {told.join('; ')}. The{' '}
      <LinkAnchor to="/events" search={{}} size="sm" underline="always">
        search
      </LinkAnchor>{' '}
      finds them all.
    </Text>
  );
}
