import { Alert, Button, Group, Input, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { replayForecastQuery, useStartReplay } from '../../api/queries.ts';
import type { NewReplay } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { count } from '../webhook/figures.model.ts';
import { RATES, timeFor, USUAL_RATE, wantedOf } from './replay.model.ts';

interface ReplayDialogProps {
  /** Which letters; null while nothing is asked. */
  asked: NewReplay | null;
  onClose: () => void;
  onStarted: () => void;
}

/** Says how many letters it is about before anything goes out. */
export function ReplayDialog({ asked, onClose, onStarted }: ReplayDialogProps) {
  return (
    <Modal opened={asked !== null} onClose={onClose} title="Replay deliveries">
      {asked !== null && <Asking asked={asked} onClose={onClose} onStarted={onStarted} />}
    </Modal>
  );
}

function Asking({ asked, onClose, onStarted }: ReplayDialogProps & { asked: NewReplay }) {
  const [rate, setRate] = useState<string>(USUAL_RATE);
  const key = useRef({ rate, value: crypto.randomUUID() });
  const forecast = useQuery(replayForecastQuery(wantedOf(asked, USUAL_RATE)));
  const start = useStartReplay();
  const found = forecast.data;
  const begin = () => {
    // another rate is another request
    if (key.current.rate !== rate) {
      key.current = { rate, value: crypto.randomUUID() };
    }
    start.mutate(
      { wanted: wantedOf(asked, rate), key: key.current.value },
      { onSuccess: onStarted },
    );
  };
  return (
    <Stack>
      {forecast.isError ? (
        <Trouble error={forecast.error} onRetry={() => forecast.refetch()} />
      ) : (
        <Text size="sm" aria-live="polite" aria-busy={found === undefined}>
          {found === undefined
            ? 'Counting…'
            : `${found.total === 1 ? 'One delivery goes' : `${count(found.total)} deliveries go`} out again, with the same id and body, the oldest first. Each retry schedule starts afresh. What fails from now on is left out.`}
        </Text>
      )}
      {found !== undefined && found.undeliverable > 0 && (
        <Alert
          variant="outline"
          color="orange"
          radius="md"
          icon={<IconAlertTriangle />}
          title={`${count(found.undeliverable)} of them cannot go out`}
          styles={{ title: { color: 'var(--pr-warn)' }, icon: { color: 'var(--pr-warn)' } }}
        >
          Their webhooks are disabled or deleted. They stay here unless you enable the webhooks
          first.
        </Alert>
      )}
      <Input.Wrapper
        label="How fast, at most"
        description="Slower is kinder to a receiver that has just recovered."
        labelElement="div"
      >
        <SegmentedControl
          mt={6}
          fullWidth
          aria-label="How fast, at most"
          data={RATES.map((choice) => ({ ...choice }))}
          value={rate}
          onChange={setRate}
        />
      </Input.Wrapper>
      {found !== undefined && (
        <Text size="sm" c="dimmed">
          Takes {timeFor(found.total, Number(rate))}. It goes on when you leave this page.
        </Text>
      )}
      {start.isError && <Trouble error={start.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button
          onClick={begin}
          loading={start.isPending}
          disabled={found === undefined || found.total === 0}
        >
          {found === undefined ? 'Replay' : `Replay ${count(found.total)}`}
        </Button>
      </Group>
    </Stack>
  );
}
