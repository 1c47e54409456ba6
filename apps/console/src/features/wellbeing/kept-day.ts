import { useMemo, useSyncExternalStore } from 'react';
import { timeZone } from '../../design/times.js';
import { usePersonId } from '../session/may.js';
import { readDay, type OwnDay } from './own-day.js';

const prefix = 'uniflag-day-';
const listeners = new Set<() => void>();

/** Today, where the desk is. */
export function dayOf(nowMs: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(nowMs);
}

/** The day of whoever is signed in, and what changes it. It stays in this browser, and ends by itself. */
export function useOwnDay(): [OwnDay, (change: (before: OwnDay) => OwnDay) => void] {
  const key = `${prefix}${usePersonId() ?? 'trial'}`;
  const kept = useSyncExternalStore(onChange, () => localStorage.getItem(key));
  const today = useSyncExternalStore(onChange, () => dayOf(Date.now()));
  const own = useMemo(() => readDay(kept, today), [kept, today]);
  const change = useMemo(
    () => (next: (before: OwnDay) => OwnDay) => {
      const now = dayOf(Date.now());
      forgetEarlier(now);
      localStorage.setItem(key, JSON.stringify(next(readDay(localStorage.getItem(key), now))));
      for (const tell of listeners) tell();
    },
    [key],
  );
  return [own, change];
}

/** Also where another tab of this browser changed it, and when the day is over. */
function onChange(tell: () => void): () => void {
  listeners.add(tell);
  window.addEventListener('storage', tell);
  const timer = setInterval(tell, 60_000);
  return () => {
    listeners.delete(tell);
    window.removeEventListener('storage', tell);
    clearInterval(timer);
  };
}

/** Others who share this browser may be gone: nothing of an earlier day is left of anybody. */
function forgetEarlier(today: string): void {
  for (const key of Object.keys(localStorage).filter((each) => each.startsWith(prefix))) {
    const kept = localStorage.getItem(key);
    if (readDay(kept, today).opened === 0 && readDay(kept, today).notToday.length === 0)
      localStorage.removeItem(key);
  }
}
