import { Box, Button, Paper, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { currentSession, permissions } from '../../api/session.ts';
import { tenantsQuery } from '../../api/settings.ts';
import type { Tenant } from '../../api/types.ts';
import { RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { QuotaDialog } from './QuotaDialog.tsx';
import { Settings } from './Settings.tsx';
import { TenantDialog } from './TenantDialog.tsx';
import { TenantRows } from './TenantRows.tsx';

/** Whose things there are. */
export function Tenants() {
  const [editing, setEditing] = useState<Tenant | 'new' | null>(null);
  const [limiting, setLimiting] = useState<Tenant | null>(null);
  return (
    <Settings
      about="A tenant has webhooks, keys and events of its own, and sees nobody else's. Most deployments do with the one called default."
      actions={
        currentSession()?.operator && (
          <Button leftSection={<IconPlus size={16} />} onClick={() => setEditing('new')}>
            New tenant
          </Button>
        )
      }
    >
      {permissions().may('admin') && <List onEdit={setEditing} onQuotas={setLimiting} />}
      <TenantDialog editing={editing} onClose={() => setEditing(null)} />
      <QuotaDialog
        tenant={limiting}
        editable={currentSession()?.operator ?? false}
        onClose={() => setLimiting(null)}
      />
    </Settings>
  );
}

interface ListProps {
  onEdit: (tenant: Tenant) => void;
  onQuotas: (tenant: Tenant) => void;
}

function List({ onEdit, onQuotas }: ListProps) {
  const tenants = useQuery(tenantsQuery());
  const operator = currentSession()?.operator ?? false;
  return (
    <>
      {!operator && (
        <Text size="sm" c="dimmed">
          Your key is bound to one tenant, which is the one you see. Only keys that are bound to
          none can make, rename and delete tenants.
        </Text>
      )}
      <Paper p={0}>
        {tenants.isPending ? (
          <RowsLoading />
        ) : tenants.isError ? (
          <Box p="md">
            <Trouble error={tenants.error} onRetry={() => tenants.refetch()} />
          </Box>
        ) : (
          <TenantRows
            tenants={tenants.data}
            onEdit={operator ? onEdit : undefined}
            onQuotas={onQuotas}
          />
        )}
      </Paper>
    </>
  );
}
