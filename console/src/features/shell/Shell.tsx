import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Container,
  Group,
  Image,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconActivityHeartbeat,
  IconBook2,
  IconFileAlert,
  IconFlask,
  IconLogout,
  IconMailOff,
  IconMoon,
  IconSend,
  IconSettings,
  IconSun,
  IconTags,
  IconTimeline,
  IconWebhook,
} from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  createLink,
  Link,
  Outlet,
  useMatchRoute,
  useNavigate,
  useSearch,
} from '@tanstack/react-router';

import type { Permissions } from '../../api/permission.model.ts';
import { inboxesQuery } from '../../api/playground.ts';
import { currentSession, permissions, signOut, tenantInView } from '../../api/session.ts';
import mark from '../../ui/mark.svg';
import { TenantNotice } from './TenantNotice.tsx';
import { TenantSwitch } from './TenantSwitch.tsx';

const NavigationLink = createLink(NavLink<'a'>);

interface Place {
  readonly to:
    | '/'
    | '/dead-letters'
    | '/events'
    | '/event-types'
    | '/send'
    | '/playground'
    | '/invalid-records'
    | '/health'
    | '/settings';
  readonly label: string;
  readonly icon: typeof IconWebhook;
  /** A page that one comes to from there. */
  readonly and?: '/live';
  /** For whom it is there; for everybody unless given. */
  readonly for?: (permissions: Permissions) => boolean;
}

const PLACES: readonly Place[] = [
  { to: '/', label: 'Webhooks', icon: IconWebhook, for: ({ may }) => may('webhooks:read') },
  {
    to: '/dead-letters',
    label: 'Dead letters',
    icon: IconMailOff,
    for: ({ may }) => may('deliveries:read'),
  },
  {
    to: '/events',
    and: '/live',
    label: 'Events',
    icon: IconTimeline,
    for: ({ may }) => may('deliveries:read'),
  },
  {
    to: '/event-types',
    label: 'Event types',
    icon: IconTags,
    for: ({ may }) => may('webhooks:read'),
  },
  { to: '/send', label: 'Send an event', icon: IconSend, for: ({ may }) => may('events:write') },
  {
    to: '/playground',
    label: 'Playground',
    icon: IconFlask,
    for: ({ may }) => may('webhooks:write'),
  },
  {
    to: '/invalid-records',
    label: 'Invalid records',
    icon: IconFileAlert,
    for: ({ operator }) => operator,
  },
  { to: '/health', label: 'System health', icon: IconActivityHeartbeat },
  { to: '/settings', label: 'Settings', icon: IconSettings, for: ({ may }) => may('admin') },
];

const OF_WEBHOOKS = ['/new', '/$webhookId', '/deliveries/$deliveryId'] as const;

export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  useSearch({ from: '/shell' });
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 232, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      padding={0}
    >
      <a className="pr-skip" href="#content">
        Skip to the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={opened}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={opened ? 'Close the navigation' : 'Open the navigation'}
            />
            <Link to="/" aria-label="Postrider, all webhooks" style={{ display: 'flex' }}>
              <Image src={mark} alt="" w={28} h={28} />
            </Link>
            <Text fw={650} size="lg">
              Postrider
            </Text>
          </Group>
          <Group gap={4} wrap="nowrap">
            <Tooltip label="The API">
              <ActionIcon
                component="a"
                href="/api-docs"
                target="_blank"
                rel="noreferrer"
                variant="subtle"
                color="gray"
                size="lg"
                aria-label="The API, in a new tab"
              >
                <IconBook2 size={18} />
              </ActionIcon>
            </Tooltip>
            <SchemeSwitch />
            <SignOut />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Main">
        <ScrollArea>
          <TenantSwitch onSwitch={close} />
          <Places onGo={close} />
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <TenantNotice />
        {/* nothing of one tenant's page lives on in another's */}
        <Container
          key={tenantInView()}
          size={1200}
          px={{ base: 'md', sm: 'xl' }}
          py={{ base: 'md', sm: 'xl' }}
        >
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function Places({ onGo }: { onGo: () => void }) {
  const matches = useMatchRoute();
  const allowed = permissions();
  const playground = useQuery({ ...inboxesQuery(), enabled: allowed.may('webhooks:write') });
  const places = PLACES.filter(
    (place) =>
      (place.for?.(allowed) ?? true) &&
      (place.to !== '/playground' || playground.data?.enabled === true),
  );
  const isIn = ({ to, and }: Place) =>
    matches({ to, fuzzy: true }) !== false || (and !== undefined && matches({ to: and }) !== false);
  const inWebhooks =
    matches({ to: '/' }) !== false ||
    (PLACES.every((place) => place.to === '/' || !isIn(place)) &&
      OF_WEBHOOKS.some((to) => matches({ to, fuzzy: true }) !== false));
  return (
    <Box>
      {places.map((place) => {
        const { to, label, icon: Icon } = place;
        const active = to === '/' ? inWebhooks : isIn(place);
        return (
          <NavigationLink
            key={to}
            to={to}
            label={label}
            leftSection={<Icon size={18} stroke={1.7} />}
            className="pr-nav"
            variant="subtle"
            color="gray"
            active={active}
            aria-current={active ? 'page' : undefined}
            onClick={onGo}
            mb={2}
          />
        );
      })}
    </Box>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('light') === 'dark';
  const label = dark ? 'Light colours' : 'Dark colours';
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
        aria-label={label}
      >
        {dark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}

function SignOut() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = currentSession();
  return (
    <Tooltip
      multiline
      maw={280}
      label={
        session === null
          ? 'Sign out'
          : `Sign out ${session.name}${session.tenant === null ? '' : `, tenant ${session.tenant}`}`
      }
    >
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Sign out"
        onClick={async () => {
          await signOut();
          client.clear();
          await navigate({ to: '/sign-in', search: {} });
        }}
      >
        <IconLogout size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
