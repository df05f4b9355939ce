import { Box, Paper } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef, type ReactNode } from 'react';

import { permissions } from '../../api/session.ts';
import { Empty } from '../../ui/Feedback.tsx';
import { Page } from '../../ui/Page.tsx';

const Tab = createLink(
  forwardRef<HTMLAnchorElement, AnchorHTMLAttributes<HTMLAnchorElement>>((props, ref) => (
    <a ref={ref} {...props} />
  )),
);

const PARTS = [
  { to: '/settings/api-keys', label: 'API keys' },
  { to: '/settings/tenants', label: 'Tenants' },
  { to: '/settings/audit', label: 'Audit log' },
] as const;

interface SettingsProps {
  about: string;
  actions?: ReactNode;
  children: ReactNode;
}

/** Every page of the settings: for admins, which others are told. */
export function Settings({ about, actions, children }: SettingsProps) {
  const allowed = permissions().may('admin');
  return (
    <Page title="Settings" about={about} actions={allowed && actions}>
      <Box component="nav" aria-label="Settings" className="pr-tabs">
        {PARTS.map(({ to, label }) => (
          <Tab key={to} to={to} activeProps={{ 'aria-current': 'page' }}>
            {label}
          </Tab>
        ))}
      </Box>
      {allowed ? (
        children
      ) : (
        <Paper>
          <Empty icon={IconLock} title="This is for admins">
            API keys, tenants and the audit log need the scope <b>admin</b>, which the key that you
            are signed in with does not have. Ask whoever runs Postrider for one that has it.
          </Empty>
        </Paper>
      )}
    </Page>
  );
}
