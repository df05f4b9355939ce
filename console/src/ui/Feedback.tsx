import {
  Alert,
  Button,
  Center,
  Group,
  Skeleton,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconAlertCircle, type IconProps, IconRefresh } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';

import { explain } from '../api/problem.ts';

/** What went wrong, and what to do. */
export function Trouble({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
}) {
  const said = explain(error);
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      radius="lg"
      icon={<IconAlertCircle />}
      title={said.title}
      styles={{
        title: { color: 'var(--pr-bad)' },
        icon: { color: 'var(--pr-bad)' },
        root: { background: 'var(--pr-bad-soft)' },
      }}
    >
      <Stack gap="xs" align="flex-start">
        {said.detail !== '' && (
          <Text size="sm" className="pr-break">
            {said.detail}
          </Text>
        )}
        <Text size="sm">{said.advice}</Text>
        {onRetry !== undefined && said.passing && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={14} />}
            onClick={onRetry}
          >
            Try again
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

interface EmptyProps {
  icon: ComponentType<IconProps>;
  title: string;
  /** Of its heading; 2 within a page that has a title. */
  order?: 1 | 2;
  children: ReactNode;
  actions?: ReactNode;
}

/** A place with nothing in it says what would be there and how it comes. */
export function Empty({ icon: Icon, title, order = 2, children, actions }: EmptyProps) {
  return (
    <Center py={{ base: 'xl', sm: 48 }} px="md">
      <Stack align="center" gap="sm" maw={520} ta="center">
        <ThemeIcon size={52} radius="xl" variant="light" color="indigo">
          <Icon size={26} stroke={1.6} />
        </ThemeIcon>
        <Title order={order} size="h4">
          {title}
        </Title>
        <Text component="div" c="dimmed" size="sm">
          {children}
        </Text>
        {actions !== undefined && (
          <Group justify="center" mt="xs">
            {actions}
          </Group>
        )}
      </Stack>
    </Center>
  );
}

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

/** Stands where rows will be. */
export function RowsLoading({ rows = 5, height = 44 }: { rows?: number; height?: number }) {
  return (
    <Stack gap="xs" p="md" aria-busy="true" aria-label="Loading" role="status">
      {KEYS.slice(0, rows).map((key) => (
        <Skeleton key={key} height={height} radius="md" />
      ))}
    </Stack>
  );
}

export function LoadMore({
  query,
}: {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  if (!query.hasNextPage) {
    return null;
  }
  return (
    <Center p="md">
      <Button
        variant="default"
        loading={query.isFetchingNextPage}
        onClick={() => query.fetchNextPage()}
      >
        Show more
      </Button>
    </Center>
  );
}
