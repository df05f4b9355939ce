import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { useSaveTenant } from '../../api/settings.ts';
import type { Tenant } from '../../api/types.ts';
import { Trouble } from '../../ui/Feedback.tsx';
import { tell } from '../../ui/notify.ts';

interface DialogProps {
  editing: Tenant | 'new' | null;
  onClose: () => void;
}

/** Makes a tenant, or gives one another name. */
export function TenantDialog({ editing, onClose }: DialogProps) {
  return (
    <Modal
      opened={editing !== null}
      onClose={onClose}
      title={editing === 'new' ? 'New tenant' : `Rename ${editing?.id ?? ''}`}
    >
      {editing !== null && (
        <TenantForm tenant={editing === 'new' ? null : editing} onDone={onClose} />
      )}
    </Modal>
  );
}

function TenantForm({ tenant, onDone }: { tenant: Tenant | null; onDone: () => void }) {
  const save = useSaveTenant(tenant !== null);
  const [id, setId] = useState(tenant?.id ?? '');
  const [name, setName] = useState(tenant?.name ?? '');
  const told = save.error instanceof ApiError ? save.error.topFields : {};
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(
          { id: id.trim(), name: name.trim() || null },
          {
            onSuccess: (saved) => {
              tell(tenant === null ? `The tenant ${saved.id} is there` : 'Renamed');
              onDone();
            },
          },
        );
      }}
    >
      <Stack>
        {tenant === null && (
          <TextInput
            label="Id"
            description="How events and keys name it; it stays. Letters, digits and . _ -"
            placeholder="acme"
            required
            maxLength={64}
            data-autofocus
            autoComplete="off"
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
            error={told.id}
          />
        )}
        <TextInput
          label="Name"
          placeholder="Acme Inc."
          maxLength={255}
          data-autofocus={tenant !== null || undefined}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={told.name}
        />
        {save.isError && Object.keys(told).length === 0 && <Trouble error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending} disabled={id.trim() === ''}>
            {tenant === null ? 'Make the tenant' : 'Rename'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
