import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';

const namespaces = ['filing', 'report', 'reports', 'platforms'] as const;

/** Brings in all pages and their texts once nobody waits for anything, so that they are there when the network is not. */
export function usePreloadedPages(): void {
  const router = useRouter();
  const { i18n } = useTranslation();
  useEffect(() => {
    const bringIn = () =>
      Promise.all([
        i18n.loadNamespaces(namespaces),
        ...Object.values(router.routesById).map((route) => router.loadRouteChunk(route)),
      ]);
    // What cannot be had now is asked for again by who goes there.
    return whenIdle(() => void bringIn().catch(() => undefined));
  }, [router, i18n, i18n.language]);
}

/** @returns does not wait any longer */
function whenIdle(work: () => void): () => void {
  // Safari has no idea of idle.
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(work, 1_000);
    return () => clearTimeout(timer);
  }
  const handle = window.requestIdleCallback(work);
  return () => window.cancelIdleCallback(handle);
}
