import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { formatsQuery, useRotateSecret } from '../../api/queries.ts';
import type { Webhook, WebhookWithSecret } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { When } from '../../ui/When.tsx';
import { SecretOnce } from '../form/SecretOnce.tsx';

interface DialogProps {
  webhook: Webhook;
  opened: boolean;
  onClose: () => void;
}

/** Makes another secret, and shows it this once. */
export function RotateDialog({ webhook, opened, onClose }: DialogProps) {
  const [rotated, setRotated] = useState<WebhookWithSecret | null>(null);
  const close = () => {
    onClose();
    setRotated(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={rotated === null ? 'Rotate the secret' : 'The new secret'}
      size="lg"
      closeOnClickOutside={rotated === null}
      closeOnEscape={rotated === null}
    >
      {rotated === null ? (
        <Choice webhook={webhook} onRotated={setRotated} onClose={close} />
      ) : (
        <Stack>
          {rotated.previous_secret_until !== null && (
            <Text size="sm">
              The old secret signs too, and ends <When at={rotated.previous_secret_until} />.
            </Text>
          )}
          <SecretOnce webhook={rotated} secret={rotated.secret} />
          <Group justify="flex-end">
            <Button onClick={close}>I have stored it</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

const OVERLAPS = [
  { value: '1h', label: 'For one hour', about: 'When you change the receiver right now.' },
  { value: '24h', label: 'For one day', about: 'When a deployment is due.' },
  { value: '168h', label: 'For seven days', about: 'When others have to change it.' },
];

function Choice({
  webhook,
  onRotated,
  onClose,
}: {
  webhook: Webhook;
  onRotated: (webhook: WebhookWithSecret) => void;
  onClose: () => void;
}) {
  const formats = useQuery(formatsQuery());
  const rotate = useRotateSecret(webhook.id);
  const mayOverlap = formats.data?.find(({ name }) => name === webhook.format)?.overlap ?? false;
  const [chosen, setChosen] = useState<string | null>(null);
  const overlap = chosen ?? (mayOverlap ? '24h' : 'none');
  return (
    <Stack>
      <Radio.Group
        label="How long the old secret signs beside the new one"
        description={
          mayOverlap
            ? 'While both sign, a receiver may know either: nothing is refused in between.'
            : `Not possible in the format ${webhook.format}: its POSTs have room for one signature.`
        }
        value={overlap}
        onChange={setChosen}
      >
        <Stack gap="sm" mt="sm">
          {OVERLAPS.map(({ value, label, about }) => (
            <Radio
              key={value}
              value={value}
              label={label}
              description={about}
              disabled={!mayOverlap}
            />
          ))}
          <Radio
            value="none"
            label="Not at all"
            description="The old secret is invalid at once. After a leak, or when nothing verifies yet."
          />
        </Stack>
      </Radio.Group>
      {rotate.isError && <Trouble error={rotate.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button
          loading={rotate.isPending}
          onClick={() =>
            rotate.mutate(overlap === 'none' ? null : overlap, { onSuccess: onRotated })
          }
        >
          Make a new secret
        </Button>
      </Group>
    </Stack>
  );
}
