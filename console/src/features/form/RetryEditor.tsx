import {
  Button,
  Group,
  NumberInput,
  Paper,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';

import type { Format } from '../../api/types.ts';
import type { FormValues } from './form.model.ts';
import { RetryTimeline } from './RetryTimeline.tsx';
import { delaysFault, PRESETS, readDelays } from './retry.model.ts';
import type { Change } from './WebhookForm.tsx';

interface EditorProps {
  values: FormValues;
  change: Change;
  format: Format | undefined;
  error: string | undefined;
  onBlur: () => void;
}

/** When failed deliveries are tried again: as the format has it, or by a schedule of one's own. */
export function RetryEditor({ values, change, format, error, onBlur }: EditorProps) {
  const own = values.retry === 'own';
  const usual = format?.retry_policy;
  const drawn = own ? readDelays(values.delays) : (usual?.delays ?? []);
  const jitter = own ? values.jitter / 100 : (usual?.jitter ?? 0);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <Text size="sm" fw={500} id="retry-label">
          Retries
        </Text>
        <SegmentedControl
          size="xs"
          aria-labelledby="retry-label"
          value={values.retry}
          onChange={(retry) =>
            change(
              retry === 'own' && values.delays === ''
                ? {
                    retry: 'own',
                    delays: (usual?.delays ?? []).join(' '),
                    jitter: Math.round((usual?.jitter ?? 0.1) * 100),
                  }
                : { retry: retry as FormValues['retry'] },
            )
          }
          data={[
            { value: 'format', label: 'As the format has it' },
            { value: 'own', label: 'Own schedule' },
          ]}
        />
      </Group>
      {own && (
        <>
          <Group gap="xs">
            {PRESETS.map((preset) => (
              <Button
                key={preset.name}
                size="compact-sm"
                variant="default"
                title={preset.about}
                onClick={() => change({ delays: preset.delays.join(' ') })}
              >
                {preset.label}
              </Button>
            ))}
          </Group>
          <Group align="flex-start">
            <Textarea
              style={{ flex: '1 1 16rem' }}
              className="pr-editor"
              label="Waits between attempts"
              description="1s to 24h each, at most 50; empty for no retry"
              autosize
              minRows={1}
              spellCheck={false}
              value={values.delays}
              onChange={(event) => change({ delays: event.currentTarget.value })}
              onBlur={onBlur}
              error={error ?? delaysFault(values.delays)}
            />
            <NumberInput
              label="Jitter"
              description="0 to 50 %"
              suffix=" %"
              w={110}
              min={0}
              max={50}
              value={values.jitter}
              onChange={(value) => change({ jitter: Number(value) })}
            />
          </Group>
        </>
      )}
      {delaysFault(drawn.join(' ')) === null && (
        <Paper p="md" style={{ background: 'var(--pr-code)' }}>
          <RetryTimeline delays={drawn} jitter={jitter} />
        </Paper>
      )}
    </Stack>
  );
}
