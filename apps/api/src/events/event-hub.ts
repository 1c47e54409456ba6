import type { PgEventQueries } from '#persistence';
import { Listener, type FeedEvent, type FeedPosition } from '#persistence';
import type { Log } from '#telemetry';
import type pg from 'pg';

type Receive = (event: FeedEvent) => void;

const pageSize = 500;
/** Events of transactions that were still open at the wake-up are found by this. */
const pollMs = 1_000;

/** Reads the feed once for all live readers of this process. */
export class EventHub {
  private position: FeedPosition = { xid: '0', position: '0' };
  private readonly readers = new Set<Receive>();
  private pulling: Promise<void> | undefined;
  private isWoken = false;
  private listener: Listener | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly pool: pg.Pool,
    private readonly events: PgEventQueries,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    this.position = await this.events.end();
    this.listener = new Listener(this.pool, this.wake, (error) =>
      this.log.warn('database.listen_lost', { error }),
    );
    await this.listener.start();
    this.timer = setInterval(() => this.readers.size > 0 && this.wake(), pollMs);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.listener?.close();
    await this.pulling;
  }

  /**
   * Gives every event after `from` (default: from now on) to `receive`, in order, each once.
   *
   * @returns ends the subscription
   */
  async subscribe(receive: Receive, from?: FeedPosition): Promise<() => void> {
    let at = from ?? this.position;
    const waiting: FeedEvent[] = [];
    let isLive = false;
    const deliver: Receive = (event) => {
      if (!isLive) waiting.push(event);
      else if (isAfter(event.at, at)) {
        at = event.at;
        receive(event);
      }
    };
    this.readers.add(deliver);
    for (
      let page = await this.events.after(at, pageSize);
      page.length > 0;
      page = await this.events.after(at, pageSize)
    )
      for (const event of page) {
        at = event.at;
        receive(event);
      }
    isLive = true;
    waiting.splice(0).forEach(deliver);
    return () => this.readers.delete(deliver);
  }

  private readonly wake = (): void => {
    this.isWoken = true;
    this.pulling ??= this.pull().finally(() => {
      this.pulling = undefined;
    });
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
    }
  }
}

function isAfter(a: FeedPosition, b: FeedPosition): boolean {
  const [xidA, xidB] = [BigInt(a.xid), BigInt(b.xid)];
  return xidA > xidB || (xidA === xidB && BigInt(a.position) > BigInt(b.position));
}
