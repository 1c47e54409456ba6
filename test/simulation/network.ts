import type { SimProcess } from './sim-process.js';

export interface CallOptions {
  /** Shortest and longest way of a message, in milliseconds. */
  readonly latencyMs: readonly [number, number];
  /** Whether what is asked is done although who asked has died meanwhile. */
  readonly outlivesCaller: boolean;
  /** What goes wrong: before it is done, or after it, so that nobody knows whether it was. */
  readonly fault: 'before' | 'after' | null;
}

/**
 * One call from a process to something outside it. A paused process sends nothing and hears nothing until it goes on;
 * what is on its way arrives all the same.
 */
export function call<T>(process: SimProcess, options: CallOptions, serve: () => Promise<T>): Promise<T> {
  const { scheduler, random } = process.world;
  const latency = () => random.between(...options.latencyMs);
  return new Promise((resolve, reject) => {
    const answer = (run: () => void) => scheduler.after(latency(), process, run);
    const fail = (reason: string) => answer(() => reject(new Error(`synthetic: ${reason}`)));
    leave(process, () =>
      scheduler.after(latency(), null, () => {
        if (!process.isAlive && !options.outlivesCaller) return;
        if (options.fault === 'before') {
          fail('no connection');
          return;
        }
        serve().then(
          (value) =>
            options.fault === 'after' ? fail('the connection broke') : answer(() => resolve(value)),
          (error: Error) => answer(() => reject(error)),
        );
      }),
    );
  });
}

/** Sends as soon as the process runs. */
export function leave(process: SimProcess, send: () => void): void {
  if (process.isPaused) process.world.scheduler.at(process.pausedUntilMs, process, send);
  else if (process.isAlive) send();
}
