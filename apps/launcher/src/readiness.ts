import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Answers whether something is ready now; never throws because it is not. */
export type Probe = () => Promise<boolean>;

/**
 * Asks until the answer is yes.
 *
 * @throws Error where `timeoutMs` pass without one, or `signal` ends the waiting
 */
export async function untilReady(
  what: string,
  probe: Probe,
  { timeoutMs, everyMs = 100, signal }: { timeoutMs: number; everyMs?: number; signal?: AbortSignal },
): Promise<void> {
  const startedAtMs = performance.now();
  while (!(await probe())) {
    signal?.throwIfAborted();
    if (performance.now() - startedAtMs > timeoutMs)
      throw new Error(`${what} was not ready after ${timeoutMs / 1000} s`);
    await wait(everyMs, undefined, signal ? { signal } : {});
  }
}

/** Whether an HTTP address answers with success. */
export function answersHttp(url: string): Probe {
  return async () => {
    try {
      return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
    } catch {
      // Refused, reset or too late: not ready.
      return false;
    }
  };
}

/** Whether the API can do its own work; that it lags behind, from before this start, is the worker's to change. */
export function apiIsReady(apiUrl: string): Probe {
  return async () => {
    try {
      const response = await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.timeout(2_000) });
      await response.json();
      return response.ok;
    } catch {
      // Refused, reset, too late or no JSON: not ready.
      return false;
    }
  };
}

/** Whether a mail server greets on a port of 127.0.0.1. */
export function greetsSmtp(port: number): Probe {
  return () => exchange({ host: '127.0.0.1', port, isAnswer: (text) => text.startsWith('220 ') });
}

/** Whether something accepts connections there. */
export function accepts(host: string, port: number): Probe {
  return () => exchange({ host, port, isAnswer: undefined });
}

function exchange({
  host,
  port,
  isAnswer,
}: {
  host: string;
  port: number;
  isAnswer: ((text: string) => boolean) | undefined;
}): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => isAnswer === undefined && end(true));
    socket.once('data', (bytes) => end(isAnswer?.(bytes.toString('latin1')) ?? true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
    socket.once('close', () => resolve(false));
  });
}
