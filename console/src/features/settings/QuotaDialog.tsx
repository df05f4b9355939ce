import { Button, Group, Modal, NumberInput, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ApiError } from '../../api/problem.ts';
import { tenantQuery, useSaveQuotas } from '../../api/settings.ts';
import type { Tenant, TenantDetail } from '../../api/types.ts';
import { RowsLoading, Trouble } from '../../ui/Feedback.tsx';
import { tell } from '../../ui/notify.ts';
import { changesOf, isFull, QUOTAS, shareOf, type Typed } from './quotas.model.ts';

interface DialogProps {
  tenant: Tenant | null;
  /** Whether limits can be changed, or only looked at. */
  editable: boolean;
  onClose: () => void;
}

/** How much a tenant may have, do and send, and how much of it is used. */
export function QuotaDialog({ tenant, editable, onClose }: DialogProps) {
  return (
    <Modal
      opened={tenant !== null}
      onClose={onClose}
      title={`Quotas of ${tenant?.id ?? ''}`}
      size="lg"
    >
      {tenant !== null && <Quotas id={tenant.id} editable={editable} onDone={onClose} />}
    </Modal>
  );
}

function Quotas({ id, editable, onDone }: { id: string; editable: boolean; onDone: () => void }) {
  const tenant = useQuery(tenantQuery(id));
  if (tenant.isPending) {
    return <RowsLoading />;
  }
  if (tenant.isError) {
    return <Trouble error={tenant.error} onRetry={() => tenant.refetch()} />;
  }
  return <QuotaForm tenant={tenant.data} editable={editable} onDone={onDone} />;
}

interface FormProps {
  tenant: TenantDetail;
  editable: boolean;
  onDone: () => void;
}

function QuotaForm({ tenant, editable, onDone }: FormProps) {
  const save = useSaveQuotas(tenant.id);
  const [typed, setTyped] = useState<Typed>({});
  const told = save.error instanceof ApiError ? save.error.fields : {};
  const changes = changesOf(tenant.quotas, typed);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(changes, {
          onSuccess: () => {
            tell('The quotas are changed');
            onDone();
          },
        });
      }}
    >
      <Stack>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Quota</Table.Th>
              <Table.Th>Used</Table.Th>
              {editable && <Table.Th>Own limit</Table.Th>}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {QUOTAS.map(({ quota, label, max }) => (
              <Table.Tr key={quota}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>
                  <Text
                    size="sm"
                    style={isFull(tenant.usage[quota]) ? { color: 'var(--pr-bad)' } : {}}
                  >
                    {shareOf(tenant.usage[quota])}
                  </Text>
                </Table.Td>
                {editable && (
                  <Table.Td>
                    <NumberInput
                      aria-label={`Own limit: ${label}`}
                      placeholder="default"
                      size="xs"
                      min={0}
                      max={max}
                      allowDecimal={false}
                      thousandSeparator=","
                      value={typed[quota] ?? tenant.quotas[quota] ?? ''}
                      onChange={(value) => setTyped({ ...typed, [quota]: String(value) })}
                      error={told[`quotas.${quota}`]}
                    />
                  </Table.Td>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        <Text size="xs" c="dimmed">
          Tests, live streams and searches are counted at each instance. A limit below what is used
          deletes nothing: it refuses more.
        </Text>
        {save.isError && Object.keys(told).length === 0 && <Trouble error={save.error} />}
        {editable && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button
              type="submit"
              loading={save.isPending}
              disabled={Object.keys(changes).length === 0}
            >
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
