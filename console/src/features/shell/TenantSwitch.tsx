import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { currentSession, tenantInView } from '../../api/session.ts';
import { tenantsQuery } from '../../api/settings.ts';
import type { Tenant } from '../../api/types.ts';

/** For those who see every tenant: whose things they want to see. */
export function TenantSwitch({ onSwitch }: { onSwitch: () => void }) {
  const operator = currentSession()?.operator ?? false;
  const tenants = useQuery({ ...tenantsQuery(), enabled: operator });
  const navigate = useNavigate();
  const known = tenants.data ?? [];
  if (!operator || (known.length < 2 && tenantInView() === null)) {
    return null;
  }
  return (
    <Select
      aria-label="Tenant"
      placeholder="All tenants"
      mb="sm"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'All tenants' }}
      nothingFoundMessage="No such tenant"
      data={known.map((tenant) => ({ value: tenant.id, label: labelOf(tenant) }))}
      value={tenantInView()}
      onChange={(tenant) => {
        onSwitch();
        // what was looked at may be another tenant's
        void navigate({ to: '/', search: { tenant: tenant ?? undefined } as { tenant?: string } });
      }}
    />
  );
}

function labelOf({ id, name }: Tenant): string {
  return name === null || name === id ? id : `${name} (${id})`;
}
