import { Group, Paper, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { formatsQuery, useSaveWebhook } from '../../api/queries.ts';
import type { WebhookWithSecret } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { BackIcon, LinkAnchor, LinkButton, Page } from '../../ui/Page.tsx';
import { titleOf } from '../webhooks/WebhookRows.tsx';
import { draftOf, emptyForm } from './form.model.ts';
import { SecretOnce } from './SecretOnce.tsx';
import { WebhookForm } from './WebhookForm.tsx';

export function NewWebhook() {
  const { url = '' } = useSearch({ from: '/shell/new' });
  const formats = useQuery(formatsQuery());
  const save = useSaveWebhook(null);
  const [made, setMade] = useState<WebhookWithSecret | null>(null);
  const back = (
    <LinkAnchor to="/" size="sm">
      <BackIcon /> Webhooks
    </LinkAnchor>
  );

  if (made !== null) {
    return (
      <Page
        title={`${titleOf(made)} is ready`}
        about="It gets every event that it selects from now on."
        actions={
          <Group>
            <LinkButton to="/$webhookId" params={{ webhookId: made.id }}>
              Go to the webhook
            </LinkButton>
          </Group>
        }
      >
        <Paper>
          <SecretOnce webhook={made} secret={made.secret} />
        </Paper>
      </Page>
    );
  }
  return (
    <Page title="New webhook" back={back}>
      {formats.isError ? (
        <Trouble error={formats.error} onRetry={() => formats.refetch()} />
      ) : formats.isPending ? (
        <Skeleton height={480} radius="lg" />
      ) : (
        <WebhookForm
          initial={{
            ...emptyForm(formats.data.find((format) => format.default)?.name ?? 'standard'),
            url,
          }}
          formats={formats.data}
          creating
          action="Create webhook"
          saving={save.isPending}
          error={save.error}
          onSubmit={(values) =>
            save.mutate(
              { body: draftOf(values) },
              {
                onSuccess: (webhook) => {
                  setMade(webhook as WebhookWithSecret);
                  window.scrollTo({ top: 0 });
                },
              },
            )
          }
        />
      )}
    </Page>
  );
}
