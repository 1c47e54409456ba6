import { useMediaQuery } from '@mantine/hooks';

/** Whether there is room for the navigation at the left; as in shell.module.css. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
}
