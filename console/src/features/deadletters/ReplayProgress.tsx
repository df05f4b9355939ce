import { Progress as Bar, Button, Group, Paper, Stack, Text } from '@mantine/core';

import { count } from '../webhook/figures.model.ts';
import { handled, type Progress } from './replay.model.ts';

const SHOWN = 3;

export function ReplayProgress({
  progress,
  onCancel,
  onDismiss,
}: {
  progress: Progress;
  onCancel: () => void;
  onDismiss: () => void;
}) {
  const done = handled(progress);
  const part = progress.total === 0 ? 100 : Math.min(100, (100 * done) / progress.total);
  return (
    <Paper component="section" aria-label="Replay">
      <Stack gap="sm">
        <Group justify="space-between">
          <Text size="sm" fw={600} role="status">
            {progress.state === 'running'
              ? `Replaying: ${count(done)} of ${count(progress.total)}`
              : `${progress.state === 'done' ? 'Replayed' : 'Stopped after'} ${count(progress.replayed)} of ${count(progress.total)}`}
          </Text>
          {progress.state === 'running' ? (
            <Button size="xs" variant="default" onClick={onCancel}>
              Stop
            </Button>
          ) : (
            <Button size="xs" variant="default" onClick={onDismiss}>
              Close
            </Button>
          )}
        </Group>
        <Bar
          value={part}
          aria-label="Replayed so far"
          color={progress.refused.length > 0 ? 'orange' : 'teal'}
        />
        {progress.refused.length > 0 && (
          <Text size="sm" component="div">
            {count(progress.refused.length)} could not be replayed:
            {[...new Set(progress.refused.map(({ why }) => why))].slice(0, SHOWN).map((why) => (
              <div key={why}>{why}</div>
            ))}
          </Text>
        )}
      </Stack>
    </Paper>
  );
}
