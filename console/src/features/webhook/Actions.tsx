import { ActionIcon, Button, Menu } from '@mantine/core';
import {
  IconDots,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPower,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { useDeleteWebhook, useSwitchWebhook, type WebhookSwitch } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { Webhook } from '../../api/types.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { LinkButton } from '../../ui/Page.tsx';
import { isPaused, SWITCHES } from '../webhooks/standing.model.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { RotateDialog } from './RotateDialog.tsx';
import { TestDialog } from './TestDialog.tsx';

type Open = 'test' | 'rotate' | 'pause' | 'disable' | 'delete' | null;

/** What can be done with a webhook. */
export function Actions({ webhook }: { webhook: Webhook }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const switching = useSwitchWebhook();
  const deleting = useDeleteWebhook();
  const navigate = useNavigate();
  const held = isPaused(webhook);
  const goOn = held ? 'resume' : 'enable';
  const set = (to: WebhookSwitch) =>
    switching.mutate(
      { id: webhook.id, to },
      {
        onSuccess: () => tell(`The webhook is ${SWITCHES[to].done}`),
        onError: tellTrouble,
        onSettled: close,
      },
    );

  if (!permissions().may('webhooks:write')) {
    return null;
  }
  return (
    <>
      {webhook.active && !held ? (
        <Button leftSection={<IconSend size={16} />} onClick={() => setOpen('test')}>
          Send test event
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          loading={switching.isPending}
          onClick={() => set(goOn)}
        >
          {SWITCHES[goOn].label}
        </Button>
      )}
      <LinkButton
        to="/$webhookId/edit"
        params={{ webhookId: webhook.id }}
        variant="default"
        leftSection={<IconPencil size={16} />}
      >
        Edit
      </LinkButton>
      <Menu position="bottom-end" width={220} withinPortal>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More actions">
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => setOpen('rotate')}>
            Rotate the secret
          </Menu.Item>
          {SWITCHES.pause.fits(webhook) && (
            <Menu.Item leftSection={<IconPlayerPause size={16} />} onClick={() => setOpen('pause')}>
              Pause
            </Menu.Item>
          )}
          {webhook.active && (
            <Menu.Item leftSection={<IconPower size={16} />} onClick={() => setOpen('disable')}>
              Disable
            </Menu.Item>
          )}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconTrash size={16} />}
            style={{ color: 'var(--pr-bad)' }}
            onClick={() => setOpen('delete')}
          >
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>

      <TestDialog webhook={webhook} opened={open === 'test'} onClose={close} />
      <RotateDialog webhook={webhook} opened={open === 'rotate'} onClose={close} />
      <Confirm
        opened={open === 'pause'}
        onClose={close}
        title={`Pause ${titleOf(webhook)}?`}
        action="Pause"
        busy={switching.isPending}
        onConfirm={() => set('pause')}
      >
        Deliveries are held, none is lost, and none is sent until you resume it. Events go on being
        matched.
      </Confirm>
      <Confirm
        opened={open === 'disable'}
        onClose={close}
        title={`Disable ${titleOf(webhook)}?`}
        action="Disable"
        busy={switching.isPending}
        onConfirm={() => set('disable')}
      >
        It gets no more events, and deliveries that still wait go to the dead letters, from where
        they can be replayed once it is enabled again. To hold deliveries instead, pause it.
      </Confirm>
      <Confirm
        opened={open === 'delete'}
        onClose={close}
        title={`Delete ${titleOf(webhook)}?`}
        action="Delete for good"
        danger
        busy={deleting.isPending}
        onConfirm={() =>
          deleting.mutate(webhook.id, {
            onSuccess: () => {
              tell(`${titleOf(webhook)} is deleted`);
              void navigate({ to: '/' });
            },
            onError: tellTrouble,
          })
        }
      >
        Its secret is lost and deliveries that wait are cancelled. This cannot be taken back; to
        stop it for a while, pause it.
      </Confirm>
    </>
  );
}
