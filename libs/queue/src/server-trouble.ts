import type { Log } from '#telemetry';
import type { ServerEvents } from './lane-server.js';

/**
 * Turns the errors of many connections, which repeat themselves on every try, into one line when the server is lost
 * (`queue.lost`), one for each other kind of trouble, and one when it is back (`queue.back`).
 */
export class ServerTrouble implements ServerEvents {
  private readonly known = new Set<string>();

  constructor(private readonly log: Log) {}

  failed(error: unknown): void {
    const { code, message } = error as { code?: unknown; message?: unknown };
    const kind = String(code ?? message);
    if (this.known.has(kind)) return;
    const isFirst = this.known.size === 0;
    this.known.add(kind);
    if (isFirst) this.log.warn('queue.lost', { error });
    else this.log.warn('queue.failed', { error });
  }

  connected(): void {
    if (this.known.size === 0) return;
    this.known.clear();
    this.log.info('queue.back');
  }
}
