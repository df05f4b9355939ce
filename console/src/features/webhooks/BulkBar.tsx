import { Button, Group, Text } from '@mantine/core';
import { Fragment, useState } from 'react';

import { useSwitchWebhook, type WebhookSwitch } from '../../api/queries.ts';
import type { Webhook } from '../../api/types.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { SWITCHES } from './standing.model.ts';

/** In the order of their buttons, with what is said before those that are asked about. */
const OFFERED: readonly { readonly to: WebhookSwitch; readonly warning?: string }[] = [
  { to: 'enable' },
  {
    to: 'disable',
    warning:
      'They get no more events, and deliveries that still wait go to the dead letters, from where they can be replayed later. To hold deliveries instead, pause them.',
  },
  {
    to: 'pause',
    warning:
      'Deliveries are held, none is lost, and none is sent until you resume them. Events go on being matched.',
  },
  { to: 'resume' },
];

/** What can be done with several webhooks at once. */
export function BulkBar({ chosen, onDone }: { chosen: readonly Webhook[]; onDone: () => void }) {
  const switching = useSwitchWebhook();
  const [asking, setAsking] = useState<WebhookSwitch | null>(null);
  const [busy, setBusy] = useState<WebhookSwitch | null>(null);

  const apply = async (webhooks: readonly Webhook[], to: WebhookSwitch) => {
    setBusy(to);
    const results = await Promise.allSettled(
      webhooks.map(({ id }) => switching.mutateAsync({ id, to })),
    );
    setBusy(null);
    setAsking(null);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) {
      tell(`${webhooks.length} ${SWITCHES[to].done}`);
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
      {OFFERED.map(({ to, warning }) => {
        const { label, fits } = SWITCHES[to];
        const webhooks = chosen.filter(fits);
        return (
          <Fragment key={to}>
            <Button
              size="xs"
              variant="default"
              disabled={webhooks.length === 0}
              loading={busy === to && asking === null}
              onClick={() => (warning === undefined ? apply(webhooks, to) : setAsking(to))}
            >
              {label}
            </Button>
            {warning !== undefined && (
              <Confirm
                opened={asking === to}
                onClose={() => setAsking(null)}
                title={`${label} ${webhooks.length === 1 ? 'the webhook' : `${webhooks.length} webhooks`}?`}
                action={label}
                busy={busy === to}
                onConfirm={() => apply(webhooks, to)}
              >
                {warning}
              </Confirm>
            )}
          </Fragment>
        );
      })}
      <Button size="xs" variant="subtle" color="gray" c="inherit" onClick={onDone}>
        Clear
      </Button>
    </Group>
  );
}
