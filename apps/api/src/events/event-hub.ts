import { setMaxListeners } from 'node:events';
import type { PgEventQueries } from '#persistence';
import { Listener, type FeedEvent, type FeedPosition } from '#persistence';
import type { Log } from '#telemetry';
import type pg from 'pg';

/** Resolves when it can take more; never rejects. */
type Receive = (event: FeedEvent) => Promise<void>;

const pageSize = 500;
/** Events of transactions that were still open at the wake-up are found by this. */
const pollMs = 1_000;

/** Reads the feed once for all live readers of this process. */
export class EventHub {
  private position: FeedPosition = { xid: '0', position: '0' };
  private readonly readers = new Set<(event: FeedEvent) => void>();
  private readonly alertReaders = new Set<() => void>();
  private readonly ending = new AbortController();
  private pulling: Promise<void> | undefined;
  private isWoken = false;
  private listener: Listener | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly events: PgEventQueries,
    private readonly log: Log,
  ) {
    // Each open stream listens.
    setMaxListeners(0, this.ending.signal);
  }

  async start(): Promise<void> {
    this.position = await this.events.end();
    this.listener = new Listener(this.pool, this.wake, (error) =>
      this.log.warn('database.listen_lost', { error }),
    );
    await this.listener.start();
    this.timer = setInterval(() => this.readers.size > 0 && this.wake(), pollMs);
  }

  /** Aborts when this process stops: streams end themselves. */
  get stopping(): AbortSignal {
    return this.ending.signal;
  }

  async close(): Promise<void> {
    this.ending.abort();
    clearInterval(this.timer);
    await this.listener?.close();
    await this.pulling;
  }

  /**
   * Gives every event after `from` (default: from now on) to `receive`, in order, each once, until `signal` aborts.
   *
   * What lies behind is read page by page, as fast as `receive` takes it; from then on nobody waits for `receive`.
   *
   * @returns once what lay behind has been given
   */
  async subscribe(receive: Receive, signal: AbortSignal, from?: FeedPosition): Promise<void> {
    let at = from ?? this.position;
    for (;;) {
      const liveAt = this.position;
      const page = await this.events.after(at, pageSize);
      for (const event of page) {
        if (signal.aborted) return;
        at = event.at;
        await receive(event);
      }
      // Nothing was left, and nothing was given to the live readers meanwhile: from here on this is one of them.
      if (page.length === 0 && this.position === liveAt) break;
    }
    if (signal.aborted) return;
    const deliver = (event: FeedEvent) => {
      if (!isAfter(event.at, at)) return;
      at = event.at;
      void receive(event);
    };
    this.readers.add(deliver);
    signal.addEventListener('abort', () => this.readers.delete(deliver), { once: true });
  }

  /** Calls `tell` whenever alerts to staff changed, or may have, until `signal` aborts. */
  onAlerts(tell: () => void, signal: AbortSignal): void {
    this.alertReaders.add(tell);
    signal.addEventListener('abort', () => this.alertReaders.delete(tell), { once: true });
  }

  private readonly wake = (payload?: string): void => {
    if (payload === 'alerts') for (const tell of this.alertReaders) tell();
    this.isWoken = true;
    this.pulling ??= this.pull();
  };

  private async pull(): Promise<void> {
    try {
      while (this.isWoken) {
        this.isWoken = false;
        const page = await this.events.after(this.position, pageSize);
        for (const event of page) {
          this.position = event.at;
          for (const reader of this.readers) reader(event);
        }
        if (page.length === pageSize) this.isWoken = true;
      }
    } catch (error) {
      this.log.error('feed.read_failed', { error });
    } finally {
      // In the same breath as the last look at `isWoken`: no wake-up falls in between.
      this.pulling = undefined;
    }
  }
}

function isAfter(a: FeedPosition, b: FeedPosition): boolean {
  const [xidA, xidB] = [BigInt(a.xid), BigInt(b.xid)];
  return xidA > xidB || (xidA === xidB && BigInt(a.position) > BigInt(b.position));
}
