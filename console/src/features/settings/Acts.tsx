import { Box, Button, Collapse, Group, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';

import type { Act } from '../../api/types.ts';
import { LinkAnchor } from '../../ui/Page.tsx';
import { When } from '../../ui/When.tsx';
import { actionLabel, type Difference, differences } from './audit.model.ts';

interface ActsProps {
  acts: readonly Act[];
  label: string;
  /** To narrow down to what somebody did; absent where that is not offered. */
  onActor?: (id: string) => void;
  /** Whether it goes without saying what they were done to. */
  ofOne?: boolean;
}

/** Who has done what, the latest first. */
export function Acts({ acts, label, onActor, ofOne = false }: ActsProps) {
  return (
    <Box component="ul" className="pr-list" aria-label={label}>
      {acts.map((act) => (
        <Row key={act.id} act={act} onActor={onActor} ofOne={ofOne} />
      ))}
    </Box>
  );
}

interface RowProps {
  act: Act;
  onActor: ((id: string) => void) | undefined;
  ofOne: boolean;
}

function Row({ act, onActor, ofOne }: RowProps) {
  const [opened, setOpened] = useState(false);
  const changes = differences(act);
  const panel = useId();
  const name = act.actor.type === 'postrider' ? 'Postrider' : act.actor.name;
  return (
    <Box component="li" px="md" py="sm">
      <Group justify="space-between" gap="xs" align="flex-start">
        <Box style={{ minWidth: 0, flex: '1 1 18rem' }}>
          <Text size="sm" className="pr-break" component="div">
            {onActor === undefined ? (
              <b>{name}</b>
            ) : (
              <button type="button" className="pr-quiet" onClick={() => onActor(act.actor.id)}>
                {name}
              </button>
            )}{' '}
            {actionLabel(act.action)}
            {!ofOne && <Target of={act} />}
          </Text>
          <Text size="xs" c="dimmed" component="div" className="pr-break">
            <When at={act.at} />
            {act.address !== '' && ` · from ${act.address}`}
            {!ofOne && act.tenant !== null && ` · tenant ${act.tenant}`}
          </Text>
        </Box>
        {changes.length > 0 && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            c="dimmed"
            aria-expanded={opened}
            aria-controls={panel}
            leftSection={opened ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
            onClick={() => setOpened(!opened)}
          >
            {changes.length === 1 ? '1 detail' : `${changes.length} details`}
          </Button>
        )}
      </Group>
      <Collapse expanded={opened} id={panel}>
        <Changes changes={changes} />
      </Collapse>
    </Box>
  );
}

function Target({ of }: { of: Act }) {
  const id = of.resource_id;
  switch (of.resource_type) {
    case 'session':
      return null;
    case 'webhook':
      return (
        <>
          {': '}
          <LinkAnchor to="/$webhookId" params={{ webhookId: id }} size="sm">
            {String(nameIn(of) ?? id)}
          </LinkAnchor>
        </>
      );
    case 'delivery':
      return (
        <>
          {': '}
          <LinkAnchor to="/deliveries/$deliveryId" params={{ deliveryId: id }} size="sm">
            {id}
          </LinkAnchor>
        </>
      );
    default:
      return <>: {String(nameIn(of) ?? id)}</>;
  }
}

function nameIn(act: Act): unknown {
  return (
    (act.after as Record<string, unknown>).name ?? (act.before as Record<string, unknown>).name
  );
}

function Changes({ changes }: { changes: readonly Difference[] }) {
  return (
    <dl className="pr-changes" style={{ marginTop: '0.5rem' }}>
      {changes.map(({ field, before, after }) => (
        <Box key={field} style={{ display: 'contents' }}>
          <dt>{field}</dt>
          <dd>
            {before !== undefined && <del>{before}</del>}
            {before !== undefined && after !== undefined && ' → '}
            {after !== undefined && <ins>{after}</ins>}
          </dd>
        </Box>
      ))}
    </dl>
  );
}
