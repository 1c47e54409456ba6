/** One connection: what it locked is free when it ends. */
export interface MemorySession {
  /** Called where it has to wait for a lock; `giveUp` ends the wait with an error, as a lock timeout does. */
  readonly onWait?: (giveUp: (error: Error) => void) => void;
  /** Waited for between what it read and what it writes; where this rejects, or never resolves, nothing is written. */
  readonly betweenStatements?: () => Promise<void>;
}

export type OpenSession = () => MemorySession;

interface Waiting {
  readonly session: MemorySession;
  readonly ids: readonly string[];
  readonly granted: () => void;
  readonly refused: (error: Error) => void;
}

/** Row locks: each waits until all it asked for are free, first come, first served. */
export class MemoryLocks {
  private readonly holders = new Map<string, MemorySession>();
  private waiting: Waiting[] = [];

  isHeld(id: string): boolean {
    return this.holders.has(id);
  }

  take(ids: readonly string[], session: MemorySession): Promise<void> {
    if (this.areFree(ids)) {
      this.hold(ids, session);
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { session, ids, granted: resolve, refused: reject };
      this.waiting.push(waiting);
      session.onWait?.((error) => {
        if (!this.waiting.includes(waiting)) return;
        this.waiting = this.waiting.filter((each) => each !== waiting);
        reject(error);
      });
    });
  }

  release(ids: readonly string[], session: MemorySession): void {
    for (const id of ids) if (this.holders.get(id) === session) this.holders.delete(id);
    this.grant();
  }

  /** The connection is gone: what it held is free, what it waited for is forgotten. */
  end(session: MemorySession): void {
    this.waiting = this.waiting.filter((each) => each.session !== session);
    this.release([...this.holders.keys()], session);
  }

  /** The server is gone, and every connection with it. */
  endAll(): void {
    this.holders.clear();
    for (const { refused } of this.waiting.splice(0)) refused(new Error('the server was stopped'));
  }

  private grant(): void {
    for (const each of this.waiting) {
      if (!this.areFree(each.ids)) continue;
      this.waiting = this.waiting.filter((other) => other !== each);
      this.hold(each.ids, each.session);
      each.granted();
    }
  }

  private areFree(ids: readonly string[]): boolean {
    return !ids.some((id) => this.holders.has(id));
  }

  private hold(ids: readonly string[], session: MemorySession): void {
    for (const id of ids) this.holders.set(id, session);
  }
}
