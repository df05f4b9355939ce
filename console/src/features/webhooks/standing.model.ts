import type { WebhookFilter, WebhookSwitch } from '../../api/queries.ts';
import type { Delivery, Webhook } from '../../api/types.ts';
import type { WebhookStatus } from '../../routes/search.ts';

type Switched = Pick<Webhook, 'active' | 'paused'>;

/** Whether its deliveries are held; one that is disabled as well holds nothing. */
export function isPaused({ active, paused }: Switched): boolean {
  return active && paused;
}

/** Whether a delivery waits until its webhook, where that is known, is resumed. */
export function isHeld({ state }: Pick<Delivery, 'state'>, webhook: Switched | undefined): boolean {
  return state === 'pending' && webhook !== undefined && isPaused(webhook);
}

/** What is asked for to list the webhooks of a status. */
export const STATUSES: Readonly<Record<WebhookStatus, WebhookFilter>> = {
  enabled: { active: true },
  paused: { active: true, paused: true },
  disabled: { active: false },
};

interface SwitchWords {
  readonly label: string;
  /** What the webhook is then. */
  readonly done: string;
  /** Whether there is anything to switch. */
  readonly fits: (webhook: Switched) => boolean;
}

export const SWITCHES: Readonly<Record<WebhookSwitch, SwitchWords>> = {
  enable: { label: 'Enable', done: 'enabled', fits: ({ active }) => !active },
  disable: { label: 'Disable', done: 'disabled', fits: ({ active }) => active },
  pause: { label: 'Pause', done: 'paused', fits: ({ active, paused }) => active && !paused },
  resume: { label: 'Resume', done: 'resumed', fits: isPaused },
};
