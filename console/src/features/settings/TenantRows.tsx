import { ActionIcon, Box, Button, Group, Menu, Text } from '@mantine/core';
import { IconDots, IconGauge, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';

import { useDeleteTenant } from '../../api/settings.ts';
import type { Tenant } from '../../api/types.ts';
import { Confirm } from '../../ui/Confirm.tsx';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { When } from '../../ui/When.tsx';

interface RowsProps {
  tenants: readonly Tenant[];
  /** Absent for those who may only look. */
  onEdit: ((tenant: Tenant) => void) | undefined;
  onQuotas: (tenant: Tenant) => void;
}

export function TenantRows({ tenants, onEdit, onQuotas }: RowsProps) {
  return (
    <Box component="ul" className="pr-list" aria-label="Tenants">
      {tenants.map((tenant) => (
        <Group component="li" key={tenant.id} px="md" py="sm" wrap="nowrap" justify="space-between">
          <Box style={{ minWidth: 0 }}>
            <Text fw={600} size="sm" className="pr-break">
              {tenant.name ?? tenant.id}
            </Text>
            <Text size="xs" c="dimmed" component="div">
              <span className="pr-mono">{tenant.id}</span> · made <When at={tenant.created_at} />
            </Text>
          </Box>
          <Group gap="xs" wrap="nowrap">
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<IconGauge size={16} />}
              aria-label={`Quotas of ${tenant.id}`}
              onClick={() => onQuotas(tenant)}
            >
              Quotas
            </Button>
            {onEdit !== undefined && <Actions tenant={tenant} onEdit={onEdit} />}
          </Group>
        </Group>
      ))}
    </Box>
  );
}

function Actions({ tenant, onEdit }: { tenant: Tenant; onEdit: (tenant: Tenant) => void }) {
  const deleting = useDeleteTenant();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Menu position="bottom-end" width={200} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${tenant.id}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit(tenant)}>
            Rename
          </Menu.Item>
          {/* it stands where none is named */}
          {tenant.id !== 'default' && (
            <Menu.Item
              leftSection={<IconTrash size={16} />}
              style={{ color: 'var(--pr-bad)' }}
              onClick={() => setAsking(true)}
            >
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Delete the tenant ${tenant.id}?`}
        action="Delete the tenant"
        danger
        busy={deleting.isPending}
        onConfirm={() =>
          deleting.mutate(tenant.id, {
            onSuccess: () => tell(`The tenant ${tenant.id} is deleted`),
            onError: tellTrouble,
            onSettled: () => setAsking(false),
          })
        }
      >
        Its API keys go with it and open nothing any more. As long as it has webhooks it cannot be
        deleted: delete those first.
      </Confirm>
    </>
  );
}
