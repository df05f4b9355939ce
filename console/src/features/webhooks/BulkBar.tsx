import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';

import { useSwitchWebhook } from '../../api/queries.ts';
import type { Webhook } from '../../api/types.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { tell, tellTrouble } from '../../ui/notify.ts';

/** What can be done with several webhooks at once. */
export function BulkBar({ chosen, onDone }: { chosen: readonly Webhook[]; onDone: () => void }) {
  const switching = useSwitchWebhook();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const on = chosen.filter((webhook) => webhook.active);
  const off = chosen.filter((webhook) => !webhook.active);

  const apply = async (webhooks: readonly Webhook[], active: boolean) => {
    setBusy(true);
    const results = await Promise.allSettled(
      webhooks.map(({ id }) => switching.mutateAsync({ id, active })),
    );
    setBusy(false);
    setAsking(false);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) {
      tell(`${webhooks.length} ${active ? 'enabled' : 'disabled'}`);
    } else {
      tellTrouble(failed.reason);
    }
    onDone();
  };

  return (
    <Group
      px="md"
      py="xs"
      gap="sm"
      role="toolbar"
      aria-label="With the selected webhooks"
      style={{ background: 'var(--pr-info-soft)', borderBlock: '1px solid var(--pr-line)' }}
    >
      <Text size="sm" fw={600} aria-live="polite">
        {chosen.length} selected
      </Text>
      <Button
        size="xs"
        variant="default"
        disabled={off.length === 0}
        loading={busy && !asking}
        onClick={() => apply(off, true)}
      >
        Enable
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={on.length === 0}
        onClick={() => setAsking(true)}
      >
        Disable
      </Button>
      <Button size="xs" variant="subtle" color="gray" c="inherit" onClick={onDone}>
        Clear
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={on.length === 1 ? 'Disable the webhook?' : `Disable ${on.length} webhooks?`}
        action="Disable"
        busy={busy}
        onConfirm={() => apply(on, false)}
      >
        They get no more events, and deliveries that still wait go to the dead letters, from where
        they can be replayed later.
      </Confirm>
    </Group>
  );
}
