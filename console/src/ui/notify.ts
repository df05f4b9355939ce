import { notifications } from '@mantine/notifications';

import { explain } from '../api/problem.ts';

const CLOSE = { closeButtonProps: { 'aria-label': 'Dismiss' } };

export function tell(message: string, title?: string): void {
  notifications.show({
    message,
    ...(title === undefined ? {} : { title }),
    color: 'teal',
    ...CLOSE,
  });
}

export function tellTrouble(error: unknown): void {
  const said = explain(error);
  notifications.show({
    title: said.title,
    message: [said.detail, said.advice]
      .filter((text) => text !== '')
      .map(sentence)
      .join(' '),
    color: 'red',
    ...CLOSE,
    autoClose: 10_000,
  });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
