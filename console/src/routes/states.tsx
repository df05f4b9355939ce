import { Container } from '@mantine/core';
import { IconMapQuestion } from '@tabler/icons-react';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';

import { Empty, Trouble } from '../ui/Feedback.tsx';
import { LinkButton } from '../ui/Page.tsx';

export function NotFound() {
  return (
    <Container component="main" size="sm">
      <Empty
        order={1}
        icon={IconMapQuestion}
        title="There is no such page"
        actions={<LinkButton to="/">All webhooks</LinkButton>}
      >
        The address may be mistyped, or what it led to was deleted.
      </Empty>
    </Container>
  );
}

export function RouteTrouble({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Container component="main" size="sm" py="xl">
      <Trouble
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </Container>
  );
}
