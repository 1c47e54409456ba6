import letters from '@fontsource-variable/inter/wght.css?url';
import { useEffect } from 'react';

const { promise, resolve } = Promise.withResolvers<undefined>();

/** Until then nothing is asked for that nobody waits for. */
export const pageIsShown = promise;

/** A page is there: it names the window, and what nobody waits for may come, such as the typeface. */
export function useShownPage(windowTitle: string): void {
  useEffect(() => {
    document.title = windowTitle;
  }, [windowTitle]);
  useEffect(() => resolve(undefined), []);
}

void pageIsShown.then(() => {
  document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: letters }));
});
