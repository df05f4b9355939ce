import {
  Anchor,
  Box,
  Button,
  type ButtonProps,
  Group,
  Menu,
  type MenuItemProps,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronLeft } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import { type AnchorHTMLAttributes, forwardRef, type ReactNode } from 'react';

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'style' | 'color'>;

export const LinkAnchor = createLink(Anchor<'a'>);
export const LinkButton = createLink(
  forwardRef<HTMLAnchorElement, ButtonProps & Native>((props, ref) => (
    <Button component="a" ref={ref} {...props} />
  )),
);
export const LinkMenuItem = createLink(
  forwardRef<HTMLAnchorElement, MenuItemProps & Native>((props, ref) => (
    <Menu.Item component="a" ref={ref} {...props} />
  )),
);

interface PageProps {
  title: string;
  /** Beside the title: states. */
  aside?: ReactNode;
  about?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
  children: ReactNode;
}

/** Every page: where one is, what can be done, and the rest below. */
export function Page({ title, aside, about, actions, back, children }: PageProps) {
  useDocumentTitle(`${title} · Postrider`);
  return (
    <Stack gap="lg">
      <Box component="header">
        {back}
        <Group justify="space-between" align="flex-start" gap="md">
          <Box style={{ minWidth: 0, flex: '1 1 20rem' }}>
            <Group gap="sm">
              <Title order={1} size="h2" className="pr-break">
                {title}
              </Title>
              {aside}
            </Group>
            {about !== undefined && (
              <Text component="div" c="dimmed" size="sm" mt={4} maw={720}>
                {about}
              </Text>
            )}
          </Box>
          {actions !== undefined && <Group gap="xs">{actions}</Group>}
        </Group>
      </Box>
      {children}
    </Stack>
  );
}

export function BackIcon() {
  return <IconChevronLeft size={14} aria-hidden style={{ verticalAlign: '-2px' }} />;
}
