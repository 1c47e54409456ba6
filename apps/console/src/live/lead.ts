import { ApiProblem, type LiveMessage } from '#client';
import { client } from '../api/client.js';
import { sessionEnded } from '../api/session-state.js';
import type { LiveState } from './live-state.js';

export interface Lead {
  readonly signal: AbortSignal;
  /** The last event any tab heard of; the stream goes on after it. */
  readonly lastEventId: () => string | undefined;
  /** The API no longer knows that event. */
  readonly forgetEvent: () => void;
  readonly onMessage: (message: LiveMessage) => void;
  readonly onState: (state: LiveState) => void;
}

/** Keeps one stream open until `signal` ends it, or nobody is signed in any more. */
export async function lead({ signal, lastEventId, forgetEvent, onMessage, onState }: Lead): Promise<void> {
  for (let failures = 0; !signal.aborted;) {
    try {
      for await (const message of client.streamOnce({ lastEventId: lastEventId(), signal })) {
        failures = 0;
        onState('live');
        onMessage(message);
      }
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return sessionEnded();
      if (error instanceof ApiProblem && error.code === 'EVENT.NOT_FOUND') forgetEvent();
      failures += 1;
      onState(failures === 1 && navigator.onLine ? 'reconnecting' : 'offline');
      await pause(failures, signal);
    }
  }
}

/** 0.5 s, 1 s, 2 s … 15 s, spread; shorter where the browser finds its network again. */
function pause(failures: number, signal: AbortSignal): Promise<void> {
  const waitMs = Math.min(15_000, 250 * 2 ** failures) * (0.75 + Math.random() / 2);
  return new Promise((resolve) => {
    const goOn = () => {
      clearTimeout(timer);
      window.removeEventListener('online', goOn);
      signal.removeEventListener('abort', goOn);
      resolve();
    };
    const timer = setTimeout(goOn, waitMs);
    window.addEventListener('online', goOn);
    signal.addEventListener('abort', goOn);
  });
}
