import { setMaxListeners } from 'node:events';
import type { PgEventQueries } from '#persistence';
import { Listener, missed, presenceIn, type FeedEvent, type FeedPosition } from '#persistence';
import type { Log } from '#telemetry';
import type pg from 'pg';
import { OpenPages } from '../presence/open-pages.js';

/** Resolves when it can take more; never rejects. */
type Receive = (event: FeedEvent) => Promise<void>;

const pageSize = 500;
/** Events of transactions that were still open at the wake-up are found by this. */
const pollMs = 1_000;

/** What changes beside events: alerts to staff, who takes care of which report, their notes, and whose page is open. */
export const hints = ['alerts', 'claims', 'notes', 'presence'] as const;
type Hint = (typeof hints)[number];

/** Reads the feed once for all live readers of this process. */
export class EventHub {
  private position: FeedPosition = { xid: '0', position: '0' };
  private readonly readers = new Set<(event: FeedEvent) => void>();
  private readonly hintReaders: Readonly<Record<Hint, Set<() => void>>> = {
    alerts: new Set(),
    claims: new Set(),
    notes: new Set(),
    presence: new Set(),
  };
  /** Who has which page open; this process hears it as it hears of events. */
  readonly pages = new OpenPages();
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
    this.timer = setInterval(() => {
      if (this.pages.forgetSilent()) this.tell('presence');
      if (this.readers.size > 0) this.wake();
    }, pollMs);
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

  /** Calls `tell` whenever what no event tells of changed, or may have, until `signal` aborts. */
  onHint(hint: Hint, tell: () => void, signal: AbortSignal): void {
    this.hintReaders[hint].add(tell);
    signal.addEventListener('abort', () => this.hintReaders[hint].delete(tell), { once: true });
  }

  private readonly wake = (payload = ''): void => {
    const said = presenceIn(payload);
    if (said) {
      if (this.pages.hear(said)) this.tell('presence');
      return;
    }
    for (const hint of hints) if (payload === hint || payload === missed) this.tell(hint);
    this.isWoken = true;
    this.pulling ??= this.pull();
  };

  private tell(hint: Hint): void {
    for (const tell of this.hintReaders[hint]) tell();
  }

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
  return (compare(a.xid, b.xid) || compare(a.position, b.position)) > 0;
}

/** Of whole numbers in digits, too large for a number of JavaScript. */
function compare(a: string, b: string): number {
  return a.length - b.length || (a > b ? 1 : 0) - (a < b ? 1 : 0);
}
