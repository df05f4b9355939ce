import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';

import { currentSession } from '../../api/session.ts';
import { tenantsQuery } from '../../api/settings.ts';

/** Says on every page that it shows the things of one tenant, to those who may see more. */
export function TenantNotice() {
  const { tenant } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const session = currentSession();
  const tenants = useQuery({ ...tenantsQuery(), enabled: session?.operator === true });
  if (tenant === undefined || tenant === session?.tenant) {
    return null;
  }
  const bound = session?.tenant ?? null;
  const found = tenants.data?.find(({ id }) => id === tenant);
  const unknown = tenants.data !== undefined && found === undefined;
  return (
    <Group
      role="status"
      justify="space-between"
      gap="xs"
      px="md"
      py="xs"
      style={{
        color: unknown || bound !== null ? 'var(--pr-warn)' : 'var(--pr-info)',
        background: unknown || bound !== null ? 'var(--pr-warn-soft)' : 'var(--pr-info-soft)',
      }}
    >
      <Text size="sm" className="pr-break">
        {bound !== null
          ? `This link is for the tenant ${tenant}; your key opens ${bound}, which is what you see.`
          : unknown
            ? `There is no tenant ${tenant}.`
            : `Only what belongs to ${found?.name ?? tenant} is shown.`}
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => navigate({ to: '/', search: { tenant: undefined } as { tenant?: string } })}
      >
        {bound === null ? 'Show all tenants' : 'Dismiss'}
      </Button>
    </Group>
  );
}
