import { setTimeout as pause } from 'node:timers/promises';
import type { IQueueBackend } from 'bullmq';
import type { ServerEvents } from './lane-server.js';

/**
 * Makes a worker wait a moment after a fetch that failed: BullMQ asks again at once when the server answers with an
 * error (read-only, disk full, starting up), as fast as the machine can.
 */
export function easeOff<B extends IQueueBackend>(backend: B, pauseMs: number, events: ServerEvents): B {
  const fetchNext = backend.moveToActive.bind(backend);
  backend.moveToActive = async (...args) => {
    try {
      const fetched: unknown[] = await fetchNext(...args);
      events.answered();
      return fetched;
    } catch (error) {
      await pause(pauseMs);
      throw error;
    }
  };
  return backend;
}
