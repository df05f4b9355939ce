import { useQuery } from '@tanstack/react-query';

import { webhookNamesQuery } from '../../api/queries.ts';
import { titleOf } from '../webhooks/WebhookRows.tsx';

export type Names = (id: string) => string;

/** What webhooks are called; the id of one whose name is not known. */
export function useNames(): Names {
  const names = useQuery(webhookNamesQuery());
  const byId = new Map(names.data?.data.map((webhook) => [webhook.id, titleOf(webhook)]));
  return (id) => byId.get(id) ?? id;
}
