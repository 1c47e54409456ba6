import { useSyncExternalStore } from 'react';

/** Whether the API took the last request of this browser tab as that of somebody signed in. */
let isEnded = false;
const listeners = new Set<() => void>();

export function sessionEnded(): void {
  set(true);
}

export function sessionBegan(): void {
  set(false);
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, () => isEnded);
}

function set(next: boolean): void {
  isEnded = next;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
