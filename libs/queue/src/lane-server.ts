import type { BackendFactory, IQueueBackend } from 'bullmq';

/**
 * One of the servers that BullMQ can keep its queues on, with the connections of one process to it.
 *
 * However many lanes there are, a process has one connection (Redis) or one small pool (PostgreSQL) to add hints with.
 */
export interface LaneServer {
  /** Goes before every key on a server that has one key space; ignored elsewhere. */
  readonly prefix: string;
  /** Both make backends over shared connections. */
  readonly producer: BackendFactory<IQueueBackend, unknown>;
  readonly consumer: BackendFactory<IQueueBackend, unknown>;
  /** Longest wait of an idle worker before it looks by itself, in seconds. */
  readonly idleWaitSeconds: number;
  /** Fails where the server cannot be reached, or is refused (`QueueFault`). */
  ready(): Promise<void>;
  /** The same for the connection there is now; costs a round trip once a connection. */
  usable(): Promise<void>;
  /** False where a worker that is asked to end would wait for a server that is away. */
  canEndWorkers(): boolean;
  close(): Promise<void>;
}

/** What the connections of a server have to say. */
export interface ServerEvents {
  failed(error: unknown): void;
  answered(): void;
}
