import { Alert, Stack, Text } from '@mantine/core';

import { permissions } from '../../api/session.ts';
import type { Webhook } from '../../api/types.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';

/** That deliveries of the webhook are held, since when, and how that ends. */
export function PausedNotice({ webhook }: { webhook: Webhook }) {
  return (
    <Alert
      variant="light"
      color="orange"
      title="Deliveries are held"
      role="status"
      styles={{ root: { background: 'var(--pr-warn-soft)' }, title: { color: 'var(--pr-warn)' } }}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          {webhook.paused_at !== null && (
            <>
              Paused <When at={webhook.paused_at} />.{' '}
            </>
          )}
          Events go on being matched, and none of their deliveries is lost. Once the webhook is
          resumed, what is held goes out within about as long as the pause lasted, and within some 4
          minutes at most; what is new goes at once.
        </Text>
        {permissions().may('deliveries:read') && (
          <LinkAnchor
            size="sm"
            to="/$webhookId"
            params={{ webhookId: webhook.id }}
            search={{ tab: 'deliveries', status: 'pending' }}
          >
            See what is held
          </LinkAnchor>
        )}
      </Stack>
    </Alert>
  );
}
