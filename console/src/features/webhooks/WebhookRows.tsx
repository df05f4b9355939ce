import { Box, Checkbox, Group, Skeleton, Stack, Switch, Table, Text, Tooltip } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';

import { courseQuery, deliveriesQuery, useSwitchWebhook } from '../../api/queries.ts';
import { permissions } from '../../api/session.ts';
import type { Webhook } from '../../api/types.ts';
import { tell, tellTrouble } from '../../ui/notify.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { SelectAll, type Selection, toggled } from '../../ui/Selection.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { DeliveryStatus, Pill } from '../../ui/Status.tsx';
import { useNow, When } from '../../ui/When.tsx';
import { useWide } from '../../ui/wide.ts';
import { latestCondition, percent, periodOf, rangeOf } from '../webhook/figures.model.ts';
import { isPaused } from './standing.model.ts';

const DAY = rangeOf('24h');
const TYPES_SHOWN = 2;

interface RowsProps extends Selection {
  webhooks: readonly Webhook[];
}

export function WebhookRows(props: RowsProps) {
  return useWide() ? <Wide {...props} /> : <Narrow {...props} />;
}

export function titleOf(webhook: Webhook): string {
  return webhook.name ?? new URL(webhook.url).host;
}

function Wide({ webhooks, selected, onSelect }: RowsProps) {
  return (
    <Table.ScrollContainer minWidth={920}>
      <Table aria-label="Webhooks" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={54}>
              <SelectAll
                ids={webhooks.map(({ id }) => id)}
                label="Select all"
                selected={selected}
                onSelect={onSelect}
              />
            </Table.Th>
            <Table.Th>Webhook</Table.Th>
            <Table.Th w={168}>Events</Table.Th>
            <Table.Th w={192}>Last 24 hours</Table.Th>
            <Table.Th w={140}>Last delivery</Table.Th>
            <Table.Th w={134}>Status</Table.Th>
            <Table.Th w={76}>On</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {webhooks.map((webhook) => (
            <Table.Tr key={webhook.id} className="pr-row">
              <Table.Td>
                <Checkbox
                  aria-label={`Select ${titleOf(webhook)}`}
                  checked={selected.has(webhook.id)}
                  onChange={() => onSelect(toggled(selected, webhook.id))}
                />
              </Table.Td>
              <Table.Td>
                <Name webhook={webhook} />
              </Table.Td>
              <Table.Td>
                <Types webhook={webhook} />
              </Table.Td>
              <Table.Td>
                <Course webhook={webhook} />
              </Table.Td>
              <Table.Td>
                <LastDelivery webhook={webhook} />
              </Table.Td>
              <Table.Td>
                <Condition webhook={webhook} />
              </Table.Td>
              <Table.Td>
                <OnOff webhook={webhook} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Narrow({ webhooks, selected, onSelect }: RowsProps) {
  return (
    <Box component="ul" className="pr-list" aria-label="Webhooks">
      {webhooks.map((webhook) => (
        <Box component="li" key={webhook.id} p="md">
          <Group wrap="nowrap" align="flex-start" gap="sm">
            <Checkbox
              mt={2}
              aria-label={`Select ${titleOf(webhook)}`}
              checked={selected.has(webhook.id)}
              onChange={() => onSelect(toggled(selected, webhook.id))}
            />
            <Stack gap={8} style={{ flex: 1, minWidth: 0 }}>
              <Group justify="space-between" wrap="nowrap" align="flex-start">
                <Box style={{ minWidth: 0 }}>
                  <Name webhook={webhook} />
                </Box>
                <OnOff webhook={webhook} />
              </Group>
              <Types webhook={webhook} />
              <Group justify="space-between">
                <Condition webhook={webhook} />
                <LastDelivery webhook={webhook} />
              </Group>
              <Course webhook={webhook} />
            </Stack>
          </Group>
        </Box>
      ))}
    </Box>
  );
}

function Name({ webhook }: { webhook: Webhook }) {
  return (
    <>
      <LinkAnchor
        to="/$webhookId"
        params={{ webhookId: webhook.id }}
        className="pr-row-link"
        c="inherit"
        display="block"
      >
        <Text span inherit lineClamp={2} className="pr-break">
          {titleOf(webhook)}
        </Text>
      </LinkAnchor>
      <Tooltip label={webhook.url} multiline maw={480}>
        <Text size="xs" c="dimmed" className="pr-cut">
          {webhook.url}
        </Text>
      </Tooltip>
      {webhook.tenant !== 'default' && (
        <LinkAnchor to="/" search={{ tenant: webhook.tenant }} size="xs">
          {webhook.tenant}
        </LinkAnchor>
      )}
    </>
  );
}

function Types({ webhook }: { webhook: Webhook }) {
  const more = webhook.events.length - TYPES_SHOWN;
  return (
    <Group gap={4}>
      {webhook.events.slice(0, TYPES_SHOWN).map((type) => (
        <span key={type} className="pr-tag">
          {type === '*' ? 'all events' : type}
        </span>
      ))}
      {more > 0 && (
        <Tooltip label={webhook.events.slice(TYPES_SHOWN).join(', ')} multiline maw={360}>
          <Text size="xs" c="dimmed" tabIndex={0}>
            and {more} more
          </Text>
        </Tooltip>
      )}
      {webhook.filter !== null && (
        <Text size="xs" c="dimmed">
          filtered
        </Text>
      )}
    </Group>
  );
}

function useCourse(id: string) {
  const now = useNow();
  const { from, to } = periodOf(DAY, now);
  return useQuery(courseQuery(id, from, to, DAY.interval));
}

function Course({ webhook }: { webhook: Webhook }) {
  const course = useCourse(webhook.id);
  if (course.isPending) {
    return <Skeleton height={24} width={150} />;
  }
  if (course.isError) {
    return (
      <Text size="xs" c="dimmed">
        not known now
      </Text>
    );
  }
  const { total, data } = course.data;
  return (
    <Group gap="sm" wrap="nowrap">
      <Sparkline points={data} rate={total.success_rate} />
      <Tooltip label={`${total.delivered} delivered, ${total.failed} failed`}>
        <Text size="sm" className="pr-number" style={{ whiteSpace: 'nowrap' }}>
          {percent(total.success_rate)}
        </Text>
      </Tooltip>
    </Group>
  );
}

function LastDelivery({ webhook }: { webhook: Webhook }) {
  const latest = useInfiniteQuery({
    ...deliveriesQuery(webhook.id, {}, 1),
    refetchInterval: 15_000,
  });
  if (latest.isPending) {
    return <Skeleton height={20} width={110} />;
  }
  const delivery = latest.data?.pages[0]?.data[0];
  if (delivery === undefined) {
    return (
      <Text size="sm" c="dimmed">
        none yet
      </Text>
    );
  }
  return (
    <Stack gap={2} align="flex-start">
      <DeliveryStatus state={delivery.state} retrying={delivery.attempt_count > 0} />
      <Text size="xs" c="dimmed">
        <When at={delivery.created_at} />
      </Text>
    </Stack>
  );
}

function Condition({ webhook }: { webhook: Webhook }) {
  const course = useCourse(webhook.id);
  if (!webhook.active) {
    return webhook.disabled_reason === null ? (
      <Pill tone="mute">Disabled</Pill>
    ) : (
      <Tooltip label={webhook.disabled_reason} multiline maw={360}>
        <span>
          <Pill tone="bad">Disabled</Pill>
        </span>
      </Tooltip>
    );
  }
  if (isPaused(webhook)) {
    return <Pill tone="warn">Paused</Pill>;
  }
  if (webhook.test_mode) {
    return <Pill tone="info">Test mode</Pill>;
  }
  const condition = course.data === undefined ? 'quiet' : latestCondition(course.data.data);
  if (condition === 'failing') {
    return <Pill tone="bad">Failing</Pill>;
  }
  return condition === 'struggling' ? (
    <Pill tone="warn">Some fail</Pill>
  ) : (
    <Pill tone="good">Enabled</Pill>
  );
}

function OnOff({ webhook }: { webhook: Webhook }) {
  const switching = useSwitchWebhook();
  // shown at once, and taken back should it fail
  const active = switching.isPending ? switching.variables.to === 'enable' : webhook.active;
  return (
    <Switch
      aria-label={`${titleOf(webhook)} is enabled`}
      checked={active}
      disabled={!permissions().may('webhooks:write')}
      onChange={(event) =>
        switching.mutate(
          { id: webhook.id, to: event.currentTarget.checked ? 'enable' : 'disable' },
          {
            onSuccess: (changed) =>
              tell(`${titleOf(changed)} is ${changed.active ? 'enabled' : 'disabled'}`),
            onError: tellTrouble,
          },
        )
      }
    />
  );
}
