import type { PgSessions } from '#persistence';
import type { Log } from '#telemetry';
import { rememberMs } from './known-keys.js';

/**
 * Ends what goes on after its request was let in (live streams) once the session or key behind it no longer would be:
 * one question for all of them, every few seconds. Looking is no use of a session.
 */
export class AccessWatch {
  private readonly watched = new Map<string, Set<() => void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: Pick<PgSessions, 'lasting'>,
    private readonly log: Log,
  ) {}

  /**
   * @param accessId session or API key
   * @param end      called once, when it lets nobody in any longer
   * @param signal   nothing is left to end
   */
  add(accessId: string, end: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    const ends = this.watched.get(accessId) ?? new Set();
    this.watched.set(accessId, ends.add(end));
    this.timer ??= setInterval(() => void this.look(), rememberMs);
    signal.addEventListener('abort', () => this.remove(accessId, end), { once: true });
  }

  /** Looks now. Where the database does not answer, everything goes on until it does. */
  async look(): Promise<void> {
    const ids = [...this.watched.keys()];
    if (ids.length === 0) return;
    try {
      const lasting = await this.sessions.lasting(ids);
      for (const id of ids) if (!lasting.has(id)) for (const end of [...(this.watched.get(id) ?? [])]) end();
    } catch (error) {
      this.log.warn('access.watch_failed', { error });
    }
  }

  private remove(accessId: string, end: () => void): void {
    const ends = this.watched.get(accessId);
    ends?.delete(end);
    if (ends?.size === 0) this.watched.delete(accessId);
    if (this.watched.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
