import { Alert, Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconKey } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface OnceProps {
  /** As it stands in a sentence: the secret. */
  what: string;
  value: string;
  children: ReactNode;
}

/** Something that is shown this once, to be copied. */
export function Once({ what, value, children }: OnceProps) {
  return (
    <Alert
      variant="light"
      icon={<IconKey size={18} />}
      title={`Copy ${what} now`}
      styles={{
        root: { background: 'var(--pr-warn-soft)' },
        title: { color: 'var(--pr-warn)' },
        icon: { color: 'var(--pr-warn)' },
      }}
    >
      <Text size="sm" mb="sm">
        {children}
      </Text>
      <Group gap="sm">
        <Text component="code" className="pr-mono pr-break" fw={600} data-testid="secret">
          {value}
        </Text>
        <CopyButton value={value} timeout={1_500}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? 'Copied' : `Copy ${what}`}
            </Button>
          )}
        </CopyButton>
      </Group>
    </Alert>
  );
}
