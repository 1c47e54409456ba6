import { useSyncExternalStore } from 'react';
import { ApiProblem } from '#client';

interface Asked {
  readonly give: () => void;
  readonly refuse: () => void;
}

/** What waits until the person has proved anew who they are. */
let asked: Asked | undefined;
const listeners = new Set<() => void>();

/** Does something that may need a fresh proof; where it does, asks for one and does it then. */
export async function proved<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'ACCESS.PROVE_AGAIN') throw error;
    await new Promise<void>((resolve, reject) => {
      set({ give: resolve, refuse: () => reject(error) });
    });
    return await act();
  }
}

export function useAskedProof(): Asked | undefined {
  return useSyncExternalStore(subscribe, () => asked);
}

export function endAskedProof(): void {
  set(undefined);
}

function set(next: Asked | undefined): void {
  asked = next;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
