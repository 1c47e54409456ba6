import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { loadLaterParts } from '../design/later.js';

const namespaces = [
  ...([
    'codes',
    'session',
    'filing',
    'guidance',
    'replies',
    'people',
    'report',
    'reports',
    'platforms',
  ] as const),
  ...(['approvals', 'keys', 'webhooks', 'audit', 'retention', 'queues', 'problems', 'waiting'] as const),
];

/** By then the page that somebody waits for is there. */
const afterMs = 3_000;

/** Brings in all pages and their texts once nobody waits for anything, so that they are there when the network is not. */
export function usePreloadedPages(): void {
  const router = useRouter();
  const { i18n } = useTranslation();
  useEffect(() => {
    // One after another: between them the page answers.
    const bringIn = async () => {
      await i18n.loadNamespaces(namespaces);
      await loadLaterParts();
      for (const route of Object.values(router.routesById)) await router.loadRouteChunk(route);
    };
    // What cannot be had now is asked for again by who goes there.
    const timer = setTimeout(() => void bringIn().catch(() => undefined), afterMs);
    return () => clearTimeout(timer);
  }, [router, i18n, i18n.language]);
}
