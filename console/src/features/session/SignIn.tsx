import {
  Button,
  Center,
  Code,
  Group,
  Image,
  Paper,
  PasswordInput,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { signIn } from '../../api/session.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import mark from '../../ui/mark.svg';

export function SignIn() {
  useDocumentTitle('Sign in · Postrider');
  const { next } = useSearch({ from: '/sign-in' });
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
