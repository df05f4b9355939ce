import type { ReactNode } from 'react';

import type { DeliveryState } from '../api/types.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'mute';

export function Pill({
  tone,
  plain = false,
  children,
}: {
  tone: Tone;
  plain?: boolean;
  children: ReactNode;
}) {
  return (
    <span className="pr-pill" data-tone={tone} data-plain={plain || undefined}>
      {children}
    </span>
  );
}

const STATES: Record<DeliveryState, { tone: Tone; label: string }> = {
  delivered: { tone: 'good', label: 'Delivered' },
  pending: { tone: 'info', label: 'Pending' },
  failed: { tone: 'bad', label: 'Failed' },
  cancelled: { tone: 'mute', label: 'Cancelled' },
};

export function DeliveryStatus({ state, retrying }: { state: DeliveryState; retrying?: boolean }) {
  const shown = STATES[state];
  return retrying && state === 'pending' ? (
    <Pill tone="warn">Retrying</Pill>
  ) : (
    <Pill tone={shown.tone}>{shown.label}</Pill>
  );
}

/** What an endpoint answered, coloured by what it means. */
export function HttpStatus({ status, fallback }: { status: number | null; fallback: string }) {
  if (status === null) {
    return (
      <Pill tone="bad" plain>
        {fallback}
      </Pill>
    );
  }
  return (
    <Pill tone={status >= 200 && status < 300 ? 'good' : 'bad'} plain>
      {status}
    </Pill>
  );
}
