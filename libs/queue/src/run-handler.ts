import type { Log } from '#telemetry';

/** Runs a lane's handler once and logs what it throws: a handler's own work says what becomes of a failure. */
export async function runHandler(lane: string, handle: () => Promise<void>, log: Log): Promise<void> {
  const beganMs = performance.now();
  try {
    await handle();
  } catch (error) {
    log.error('lane.failed', { lane, durationMs: Math.round(performance.now() - beganMs), error });
  }
}
