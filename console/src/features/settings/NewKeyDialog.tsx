import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { Scope } from '../../api/permission.model.ts';
import { ApiError } from '../../api/problem.ts';
import { tenantInView } from '../../api/session.ts';
import { tenantsQuery, useCreateApiKey } from '../../api/settings.ts';
import type { ApiKeyWithText } from '../../api/types.ts';
import { Code } from '../../ui/Code.tsx';
import { Trouble } from '../../ui/Feedback.tsx';
import { Once } from '../../ui/Once.tsx';
import { endOf, LIVES, type Life, SCOPES } from './keys.model.ts';

export function NewKeyDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [made, setMade] = useState<ApiKeyWithText | null>(null);
  const close = () => {
    onClose();
    setMade(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size="lg"
      title={made === null ? 'New API key' : `${made.name} is ready`}
      // the key is shown this once: a click beside it must not lose it
      closeOnClickOutside={made === null}
      closeOnEscape={made === null}
      withCloseButton={made === null}
    >
      {made === null ? (
        <KeyForm onMade={setMade} onCancel={close} />
      ) : (
        <KeyOnce made={made} onDone={close} />
      )}
    </Modal>
  );
}

const SHOWN = ['name', 'scopes', 'tenant', 'expires_at'];

function KeyForm({
  onMade,
  onCancel,
}: {
  onMade: (key: ApiKeyWithText) => void;
  onCancel: () => void;
}) {
  const create = useCreateApiKey();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [tenant, setTenant] = useState<string | null>(null);
  const [life, setLife] = useState<Life>('90');
  const [chosen, setChosen] = useState('');
  const told = create.error instanceof ApiError ? create.error.topFields : {};
  const end = endOf(life, chosen, Date.now());
  const incomplete = name.trim() === '' || scopes.length === 0 || end === undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const expires_at = endOf(life, chosen, Date.now());
        if (expires_at !== undefined) {
          create.mutate(
            {
              name: name.trim(),
              scopes: scopes as Scope[],
              expires_at,
              ...(tenant !== null && { tenant }),
            },
            { onSuccess: onMade },
          );
        }
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="Who or what uses it"
          placeholder="Order service, production"
          required
          maxLength={255}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={told.name}
        />
        <Checkbox.Group
          label="What it may do"
          required
          value={[...scopes]}
          onChange={setScopes}
          error={told.scopes}
        >
          <Stack gap="xs" mt="xs">
            {SCOPES.map(({ scope, about }) => (
              <Checkbox
                key={scope}
                value={scope}
                label={<span className="pr-mono">{scope}</span>}
                description={about}
                // who may everything may these too
                disabled={scope !== 'admin' && scopes.includes('admin')}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {tenantInView() === null && (
          <TenantChoice value={tenant} onChange={setTenant} error={told.tenant} />
        )}
        <Select
          label="Good for"
          allowDeselect={false}
          data={LIVES.map(({ value, label }) => ({ value, label }))}
          value={life}
          onChange={(value) => setLife((value ?? '90') as Life)}
          error={told.expires_at}
        />
        {life === 'date' && (
          <TextInput
            type="datetime-local"
            label="Until"
            description="In your time zone"
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            error={chosen !== '' && end === undefined && 'This is not a time to come'}
          />
        )}
        {create.isError && !SHOWN.some((field) => field in told) && (
          <Trouble error={create.error} />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending} disabled={incomplete}>
            Make the key
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function TenantChoice({
  value,
  onChange,
  error,
}: {
  value: string | null;
  onChange: (tenant: string | null) => void;
  error: string | undefined;
}) {
  const tenants = useQuery(tenantsQuery());
  return (
    <Select
      label="Tenant"
      description={
        value === null
          ? 'Without one it opens the things of every tenant. Choose one for anybody who is not of yours.'
          : 'It opens what is this tenant’s, and nothing else.'
      }
      placeholder="All tenants"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'All tenants' }}
      data={(tenants.data ?? []).map(({ id, name }) => ({
        value: id,
        label: name === null ? id : `${name} (${id})`,
      }))}
      value={value}
      onChange={onChange}
      error={error}
    />
  );
}

function KeyOnce({ made, onDone }: { made: ApiKeyWithText; onDone: () => void }) {
  return (
    <Stack>
      <Once what="the key" value={made.key}>
        It is not shown again. Postrider keeps a hash of it, and cannot tell it.
      </Once>
      <div>
        <Text size="sm" mb={4}>
          Try it:
        </Text>
        <Code
          text={`curl -H 'Authorization: Bearer ${made.key}' \\\n  ${window.location.origin}/api/v1/session`}
          label="Example call"
          wrap
        />
      </div>
      <Group justify="flex-end">
        <Button onClick={onDone}>I have stored it</Button>
      </Group>
    </Stack>
  );
}
