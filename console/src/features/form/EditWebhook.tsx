import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';

import { formatsQuery, useSaveWebhook, webhookQuery } from '../../api/queries.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { tell } from '../../ui/notify.ts';
import { BackIcon, LinkAnchor, Page } from '../../ui/Page.tsx';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { changeOf, formOf } from './form.model.ts';
import { WebhookForm } from './WebhookForm.tsx';

export function EditWebhook() {
  const { webhookId } = useParams({ from: '/shell/$webhookId/edit' });
  const webhook = useQuery({ ...webhookQuery(webhookId), refetchOnWindowFocus: false });
  const formats = useQuery(formatsQuery());
  const save = useSaveWebhook(webhookId);
  const navigate = useNavigate();
  const failed = webhook.error ?? formats.error;

  return (
    <Page
      title={webhook.data === undefined ? 'Edit the webhook' : `Edit ${titleOf(webhook.data)}`}
      back={
        <LinkAnchor to="/$webhookId" params={{ webhookId }} size="sm">
          <BackIcon /> Back to the webhook
        </LinkAnchor>
      }
    >
      {failed !== null ? (
        <Trouble
          error={failed}
          onRetry={() => Promise.all([webhook.refetch(), formats.refetch()])}
        />
      ) : webhook.data === undefined || formats.data === undefined ? (
        <Skeleton height={480} radius="lg" />
      ) : (
        <WebhookForm
          initial={formOf(webhook.data)}
          formats={formats.data}
          creating={false}
          webhook={webhook.data}
          action="Save"
          saving={save.isPending}
          error={save.error}
          onSubmit={(values) =>
            save.mutate(
              { body: changeOf(values), version: webhook.data.version },
              {
                onSuccess: () => {
                  tell('Saved. It holds for events from now on.');
                  void navigate({
                    to: '/$webhookId',
                    params: { webhookId },
                    search: { tab: 'configuration' },
                  });
                },
              },
            )
          }
        />
      )}
    </Page>
  );
}
