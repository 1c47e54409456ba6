import { useSyncExternalStore } from 'react';

/**
 * How this browser hears of what happens.
 *
 * connecting    the stream has not been opened yet
 * live          events come as they happen
 * reconnecting  the stream broke just now
 * offline       the server was not reached more than once; what is shown may be old
 */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'offline';

let state: LiveState = 'connecting';
const listeners = new Set<() => void>();

export const liveState = (): LiveState => state;

export function setLiveState(next: LiveState): void {
  if (next === state) return;
  state = next;
  for (const tell of listeners) tell();
}

export function onLiveState(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(onLiveState, liveState);
}
