import type { Log } from '#telemetry';
import type { ServerEvents } from './lane-server.js';
import { QueueFault } from './queue-fault.js';

/** While a server goes down, some connections still work: it is back when nothing failed for so long. */
const quietMs = 1_000;

/**
 * Turns the errors of many connections, which repeat themselves on every try, into one line when the server is lost
 * (`queue.lost`), one for each other kind of trouble (`queue.failed`), one when it must not be used (`queue.refused`),
 * and one when it is back (`queue.back`).
 */
export class ServerTrouble implements ServerEvents {
  private readonly known = new Set<string>();
  private lastFailureMs = 0;
  private isRefused = false;

  /** @param nowMs a clock that never goes back */
  constructor(
    private readonly log: Log,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  failed(error: unknown): void {
    if (error instanceof QueueFault) return this.refused(error);
    this.lastFailureMs = this.nowMs();
    const { code, message } = error as { code?: unknown; message?: unknown };
    const kind = String(code ?? message);
    if (this.known.has(kind)) return;
    const isFirst = this.known.size === 0;
    this.known.add(kind);
    this.log.warn(isFirst ? 'queue.lost' : 'queue.failed', { error });
  }

  /** It took a hint: it may be used. */
  accepted(): void {
    if (!this.isRefused) return this.answered();
    this.isRefused = false;
    this.back();
  }

  answered(): void {
    if (this.isRefused || this.known.size === 0 || this.nowMs() - this.lastFailureMs < quietMs) return;
    this.back();
  }

  private back(): void {
    this.known.clear();
    this.log.info('queue.back');
  }

  private refused({ code, message }: QueueFault): void {
    if (!this.isRefused) this.log.error('queue.refused', { code, reason: message });
    this.isRefused = true;
  }
}
