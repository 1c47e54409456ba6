import type pg from 'pg';

export interface ListenerTimes {
  /** Wait before a lost connection is opened again. */
  readonly retryMs: number;
  /** How often a silent connection is asked whether it still works, and how long it may take to answer. */
  readonly heartbeatMs: number;
}

/** What nobody said: a connection was opened, and what was said before, or while there was none, was not heard. */
export const missed = 'missed';

const usualTimes: ListenerTimes = { retryMs: 1_000, heartbeatMs: 5_000 };

/**
 * Listens for the database's wake-ups on a connection of its own and comes back after it was lost.
 *
 * One that broke without a word (a cable, a firewall that forgot it) is silent like one that has nothing to say: it is
 * asked.
 */
export class Listener {
  private client: pg.PoolClient | undefined;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private readonly times: ListenerTimes;

  /**
   * @param wake    called after each notification with what it says, and with `missed` after every (re)connection
   * @param onError told why the connection was lost
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly wake: (payload: string) => void,
    private readonly onError: (error: Error) => void,
    times: Partial<ListenerTimes> = {},
  ) {
    this.times = { ...usualTimes, ...times };
  }

  async start(): Promise<void> {
    let opened: pg.PoolClient | undefined;
    try {
      const client = await this.pool.connect();
      opened = client;
      // Closed while it was being opened: nobody else would give it back.
      if (this.isClosed) return client.release(true);
      this.client = client;
      client.on('notification', this.onNotification);
      client.on('error', (error: Error) => this.lost(client, error));
      client.once('end', () => this.lost(client, new Error('connection ended')));
      await client.query('LISTEN uniflag');
      if (client !== this.client) return;
      this.askSoon(client);
      this.wake(missed);
    } catch (error) {
      this.lost(opened, error as Error);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    clearTimeout(this.heartbeat);
    const { client } = this;
    this.client = undefined;
    client?.removeListener('notification', this.onNotification);
    client?.release(true);
    await Promise.resolve();
  }

  private readonly onNotification = ({ payload = '' }: pg.Notification): void => this.wake(payload);

  private askSoon(client: pg.PoolClient): void {
    this.heartbeat = setTimeout(() => void this.ask(client), this.times.heartbeatMs);
  }

  private async ask(client: pg.PoolClient): Promise<void> {
    const { heartbeatMs } = this.times;
    const late = () => this.lost(client, new Error(`the connection did not answer within ${heartbeatMs} ms`));
    const timeUp = setTimeout(late, heartbeatMs);
    try {
      await client.query('SELECT 1');
      if (client === this.client) this.askSoon(client);
    } catch (error) {
      this.lost(client, error as Error);
    } finally {
      clearTimeout(timeUp);
    }
  }

  private lost(client: pg.PoolClient | undefined, error: Error): void {
    if (this.isClosed || client !== this.client) return;
    this.client = undefined;
    clearTimeout(this.heartbeat);
    client?.removeListener('notification', this.onNotification);
    client?.release(error);
    this.onError(error);
    this.retry = setTimeout(() => void this.start(), this.times.retryMs);
  }
}
