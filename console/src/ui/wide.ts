import { useMediaQuery } from '@mantine/hooks';

/** Whether there is room for tables. */
export function useWide(): boolean {
  return useMediaQuery('(min-width: 48em)', true, { getInitialValueInEffect: false }) ?? true;
}
