import { useQuery } from '@tanstack/react-query';
import type { Act } from '#client';
import { sessionQuery } from './session.js';

/** Whether who is signed in may do it, on some report at least. */
export function useMay(act: Act): boolean {
  return useQuery(sessionQuery).data?.caller.acts.includes(act) === true;
}

/** Whether this report is open to them without the role it takes: they may read it, and nothing else. */
export function useIsGlassOpen(reportId: string): boolean {
  return useQuery(sessionQuery).data?.glass.some((each) => each.reportId === reportId) === true;
}

/** Id of whoever signed in by themselves; null in a session of a key. */
export function usePersonId(): string | null {
  return useQuery(sessionQuery).data?.caller.id ?? null;
}
