import {
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Modal,
  Notification,
  Paper,
  Table,
  Tooltip,
} from '@mantine/core';

// the head of a dialog is not that of the page
const DIALOG = { header: { role: 'presentation' } };
const TITLE = { fontWeight: 650, fontSize: 'var(--mantine-font-size-lg)' };

/** Dark surfaces and borders with a touch of the primary colour; from text to the deepest ground. */
const DARK: MantineColorsTuple = [
  '#dde1e8',
  '#b9c1ce',
  '#8d97a8',
  '#5d6675',
  '#3a4150',
  '#2a2f3a',
  '#1e222b',
  '#171a21',
  '#12151b',
  '#0d0f14',
];

export const theme = createTheme({
  colors: { dark: DARK },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650' },
  components: {
    Tooltip: Tooltip.extend({
      defaultProps: {
        withArrow: true,
        openDelay: 250,
        events: { hover: true, focus: true, touch: true },
      },
    }),
    Paper: Paper.extend({
      defaultProps: { withBorder: true, radius: 'lg', p: { base: 'md', sm: 'lg' } },
    }),
    Notification: Notification.extend({
      styles: { description: { color: 'var(--mantine-color-dimmed)' } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        centered: true,
        closeButtonProps: { 'aria-label': 'Close' },
        attributes: DIALOG,
      },
      styles: { content: { padding: 0 }, title: TITLE },
    }),
    Drawer: Drawer.extend({
      defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, attributes: DIALOG },
      styles: { content: { padding: 0 }, title: TITLE },
    }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 'sm', horizontalSpacing: 'md' } }),
  },
});

/** Text that is softer than the rest still has to be readable: 4.5 to 1 and more on every surface. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#596273',
    '--mantine-color-placeholder': '#6b7485',
    '--mantine-color-error': '#c92a2a',
    '--pr-page': '#f6f7f9',
    '--pr-line': '#e3e6eb',
    '--pr-good': '#147a3d',
    '--pr-good-soft': '#e3f5ea',
    '--pr-warn': '#8f5400',
    '--pr-warn-soft': '#fff1d6',
    '--pr-bad': '#b3261e',
    '--pr-bad-soft': '#fde8e6',
    '--pr-info': '#2f4bb8',
    '--pr-info-soft': '#e8edff',
    '--pr-mute': '#4d5666',
    '--pr-mute-soft': '#eceef2',
    '--pr-chart-good': '#2f9e5b',
    '--pr-chart-bad': '#d6453d',
    '--pr-chart-warn': '#d98a1f',
    '--pr-chart-info': '#4263eb',
    '--pr-code': '#f6f7f9',
  },
  dark: {
    '--mantine-color-dimmed': '#a2abbb',
    '--mantine-color-placeholder': '#8d97a8',
    '--mantine-color-error': '#ff8f87',
    '--pr-page': '#0f1217',
    '--pr-line': '#2a2f3a',
    '--pr-good': '#5fd38d',
    '--pr-good-soft': '#12301f',
    '--pr-warn': '#f5b655',
    '--pr-warn-soft': '#38290f',
    '--pr-bad': '#ff8f87',
    '--pr-bad-soft': '#3b1917',
    '--pr-info': '#9db2ff',
    '--pr-info-soft': '#1c2547',
    '--pr-mute': '#b3bbc9',
    '--pr-mute-soft': '#262b35',
    '--pr-chart-good': '#3fb56f',
    '--pr-chart-bad': '#ef6a62',
    '--pr-chart-warn': '#e5a23c',
    '--pr-chart-info': '#7f98ff',
    '--pr-code': '#12151b',
  },
});
