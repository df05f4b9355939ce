import type { Inbox, InboxAnswer, SignatureVerdict } from '../../api/types.ts';
import type { Tone } from '../../ui/Status.tsx';

export const VERDICTS: Record<SignatureVerdict, { tone: Tone; label: string; about: string }> = {
  valid: {
    tone: 'good',
    label: 'Signature valid',
    about: 'It is signed with the secret.',
  },
  invalid: {
    tone: 'bad',
    label: 'Signature not valid',
    about: 'It is signed with another secret, or was changed on the way.',
  },
  unsigned: {
    tone: 'mute',
    label: 'No signature',
    about: 'It has none where the format of the webhook that leads here has it.',
  },
  too_large: {
    tone: 'mute',
    label: 'Too large to check',
    about: 'Only the first 128 KB of the body are kept.',
  },
  no_secret: {
    tone: 'warn',
    label: 'No secret to check with',
    about: 'No webhook leads here, or its secret does not open. Type one in to check with it.',
  },
  uncheckable: {
    tone: 'mute',
    label: 'Cannot be checked',
    about: 'The format of the webhook signs something that the request does not show.',
  },
};

/** The answers that one tries retries with. */
export const PRESETS: readonly { label: string; answer: InboxAnswer }[] = [
  { label: '200 OK', answer: { status: 200 } },
  { label: '500, for 2 requests', answer: { status: 500, times: 2 } },
  { label: '429, again in 5 s', answer: { status: 429, retry_after: 5, times: 1 } },
  { label: 'Slow, 12 s', answer: { status: 200, delay_ms: 12_000, times: 1 } },
  { label: '410 Gone', answer: { status: 410, times: 1 } },
];

export function titleOf(inbox: Inbox): string {
  return inbox.name ?? inbox.id;
}

/** An answer in words. */
export function inWords(answer: InboxAnswer): string {
  const parts = [String(answer.status)];
  if (answer.delay_ms) {
    parts.push(`after ${answer.delay_ms / 1_000} s`);
  }
  if (answer.retry_after !== null && answer.retry_after !== undefined) {
    parts.push(`Retry-After ${answer.retry_after} s`);
  }
  if (answer.times) {
    parts.push(answer.times === 1 ? 'once' : `${answer.times} times`);
  }
  return parts.join(', ');
}
