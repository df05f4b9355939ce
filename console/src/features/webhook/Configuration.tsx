import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

import type { Webhook } from '../../api/types.ts';
import { Copyable, Json } from '../../ui/Code.tsx';
import { duration } from '../../ui/time.model.ts';
import { When } from '../../ui/When.tsx';
import { Fact } from '../delivery/DeliveryPage.tsx';
import { accessInWords, certificatesInWords } from '../form/access.model.ts';
import { RetryTimeline } from '../form/RetryTimeline.tsx';
import { Verification } from '../form/SecretOnce.tsx';

/** All that is set for a webhook. */
export function Configuration({ webhook }: { webhook: Webhook }) {
  const headers = Object.keys(webhook.headers);
  return (
    <Stack gap="lg">
      <Section title="What it gets">
        <Stack>
          <Fact label="Event types">
            <Group gap={4}>
              {webhook.events.map((type) => (
                <span key={type} className="pr-tag">
                  {type === '*' ? '* (all events)' : type}
                </span>
              ))}
            </Group>
          </Fact>
          {webhook.filter === null ? (
            <Fact label="Content filter">none: every event of these types</Fact>
          ) : (
            <Fact label="Content filter">
              <Json text={JSON.stringify(webhook.filter)} label="Filter" maxHeight={240} />
            </Fact>
          )}
        </Stack>
      </Section>
      <Section title="How it is sent">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} mb="lg">
          <Fact label="Format">{webhook.format}</Fact>
          <Fact label="Timeout">{duration(webhook.timeout_ms)}</Fact>
          <Fact label="Rate limit">
            {webhook.rate_limit === null
              ? 'none'
              : `${webhook.rate_limit.deliveries} in ${webhook.rate_limit.period}`}
          </Fact>
          <Fact label="Own headers">{headers.length === 0 ? 'none' : headers.join(', ')}</Fact>
          <Fact label="Authentication">{accessInWords(webhook)}</Fact>
          <Fact label="Certificates">{certificatesInWords(webhook)}</Fact>
        </SimpleGrid>
        <Text size="xs" c="dimmed" fw={600} mb={4}>
          Attempts
        </Text>
        <RetryTimeline delays={webhook.retry_policy.delays} jitter={webhook.retry_policy.jitter} />
      </Section>
      <Section title="Signature">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }} mb="lg">
          <Fact label="Scheme">{webhook.signature_scheme}</Fact>
          {webhook.public_key !== null && (
            <Fact label="Public key">
              <Copyable value={webhook.public_key} label="Copy the public key" />
            </Fact>
          )}
          <Fact label="Secret">shown once when it is made</Fact>
          {webhook.previous_secret_until !== null && (
            <Fact label="The old secret ends">
              <When at={webhook.previous_secret_until} />
            </Fact>
          )}
        </SimpleGrid>
        <Verification webhook={webhook} />
      </Section>
      <Section title="About">
        <SimpleGrid cols={{ base: 1, xs: 2, md: 4 }}>
          <Fact label="Id">
            <Copyable value={webhook.id} label="Copy the id" />
          </Fact>
          <Fact label="Tenant">{webhook.tenant}</Fact>
          <Fact label="Created">
            <When at={webhook.created_at} />
          </Fact>
          <Fact label={`Changed (version ${webhook.version})`}>
            <When at={webhook.updated_at} />
          </Fact>
        </SimpleGrid>
      </Section>
    </Stack>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      {children}
    </Paper>
  );
}
