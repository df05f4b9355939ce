import { Anchor, Stack, Tabs, Text } from '@mantine/core';

import type { Webhook } from '../../api/types.ts';
import { Code } from '../../ui/Code.tsx';
import { Once } from '../../ui/Once.tsx';
import { STANDARD } from './verification.model.ts';

/** A secret that is shown this once, and what to do with it. */
export function SecretOnce({ webhook, secret }: { webhook: Webhook; secret: string }) {
  return (
    <Stack>
      <Once what="the secret" value={secret}>
        It is not shown again. Give it to the receiver, which checks with it that a POST comes from
        Postrider.
      </Once>
      <Verification webhook={webhook} />
    </Stack>
  );
}

/** How a receiver checks the signature. */
export function Verification({ webhook }: { webhook: Webhook }) {
  if (webhook.format !== 'standard') {
    return (
      <Text size="sm" c="dimmed">
        POSTs are signed in the format {webhook.format}: the documentation of that receiver says how
        to check them.
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm" c="dimmed" mb="xs">
        To check the signature, use any library of{' '}
        <Anchor
          href="https://www.standardwebhooks.com"
          target="_blank"
          rel="noreferrer"
          inherit
          underline="always"
        >
          Standard Webhooks
        </Anchor>
        :
      </Text>
      <Tabs defaultValue={STANDARD[0]?.language ?? ''} keepMounted={false}>
        <Tabs.List aria-label="Language">
          {STANDARD.map(({ language }) => (
            <Tabs.Tab key={language} value={language}>
              {language}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {STANDARD.map(({ language, install, code }) => (
          <Tabs.Panel key={language} value={language} pt="sm">
            <Stack gap="xs">
              <Code text={install} label={`Install for ${language}`} />
              <Code text={code} label={`Receiver in ${language}`} maxHeight={320} />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  );
}
