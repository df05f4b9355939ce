import {
  Alert,
  Button,
  Center,
  Code,
  Divider,
  Group,
  Image,
  Paper,
  PasswordInput,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { signIn } from '../../api/session.ts';
import { signInQuery } from '../../api/settings.ts';
import type { REFUSALS } from '../../routes/search.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import mark from '../../ui/mark.svg';

export function SignIn() {
  useDocumentTitle('Sign in · Postrider');
  const { next, refused: why } = useSearch({ from: '/sign-in' });
  const offered = useQuery(signInQuery());
  const navigate = useNavigate();
  const router = useRouter();
  const [key, setKey] = useState('');
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: async () => {
      await router.invalidate();
      if (next === undefined) {
        await navigate({ to: '/', replace: true });
      } else {
        router.history.replace(`/settings/webhooks${next}`);
      }
    },
  });
  const refused = entering.error instanceof ApiError && entering.error.status === 401;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() !== '') {
      entering.mutate(key.trim());
    }
  };

  return (
    <Center component="main" mih="100dvh" p="md">
      <Paper w="100%" maw={420} p={{ base: 'lg', sm: 'xl' }} shadow="sm">
        <form onSubmit={submit}>
          <Stack>
            <Group gap="sm">
              <Image src={mark} alt="" w={36} h={36} />
              <div>
                <Title order={1} size="h3">
                  Sign in to Postrider
                </Title>
                <Text size="sm" c="dimmed">
                  Webhooks, deliveries and dead letters
                </Text>
              </div>
            </Group>
            {why !== undefined && <Refused why={why} />}
            {offered.data?.oidc != null && (
              <>
                <Button
                  component="a"
                  href={`${offered.data.oidc.path}${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`}
                  leftSection={<IconLogin2 size={18} />}
                  variant="default"
                >
                  Sign in with {offered.data.oidc.name}
                </Button>
                <Divider label="or with an API key" labelPosition="center" />
              </>
            )}
            <PasswordInput
              label="API key"
              description={
                <>
                  After <Code>./postrider up</Code> it stands in <Code>data/admin.key</Code>.
                </>
              }
              value={key}
              onChange={(e) => setKey(e.currentTarget.value)}
              error={
                refused && 'This is not a key that Postrider knows. Check that it was copied whole.'
              }
              autoComplete="current-password"
              required
              withAsterisk={false}
              data-autofocus
              autoFocus
              visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
            />
            {entering.error !== null && !refused && <Trouble error={entering.error} />}
            <Button type="submit" loading={entering.isPending} disabled={key.trim() === ''}>
              Sign in
            </Button>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}

const REFUSED: Record<(typeof REFUSALS)[number], string> = {
  tenant:
    'Your account is not assigned to a tenant of Postrider. Ask whoever manages accounts to assign it.',
  denied: 'The sign-in was refused or given up. Try again, or ask whoever manages accounts.',
  failed: 'The sign-in took too long, or was begun in another window. Try again.',
  provider: 'The sign-in service does not answer. Try again in a moment, or use an API key.',
  database: 'PostgreSQL does not answer. Try again in a moment.',
};

function Refused({ why }: { why: (typeof REFUSALS)[number] }) {
  return (
    <Alert
      role="alert"
      variant="outline"
      color="red"
      title="You are not signed in"
      styles={{
        title: { color: 'var(--pr-bad)' },
        root: { background: 'var(--pr-bad-soft)' },
      }}
    >
      {REFUSED[why]}
    </Alert>
  );
}
