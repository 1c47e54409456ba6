import type pg from 'pg';

/** Listens for the database's wake-ups on a connection of its own and comes back after it was lost. */
export class Listener {
  private client: pg.PoolClient | undefined;
  private isClosed = false;
  private retry: NodeJS.Timeout | undefined;

  /**
   * @param wake    called after each notification, and once after every (re)connection
   * @param onError told why the connection was lost
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly wake: () => void,
    private readonly onError: (error: Error) => void,
    private readonly retryMs = 1_000,
  ) {}

  async start(): Promise<void> {
    let opened: pg.PoolClient | undefined;
    try {
      const client = await this.pool.connect();
      opened = client;
      // Closed while it was being opened: nobody else would give it back.
      if (this.isClosed) return client.release(true);
      this.client = client;
      client.on('notification', this.wake);
      client.on('error', (error: Error) => this.lost(client, error));
      client.once('end', () => this.lost(client, new Error('connection ended')));
      await client.query('LISTEN uniflag');
      this.wake();
    } catch (error) {
      this.lost(opened, error as Error);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.retry);
    const { client } = this;
    this.client = undefined;
    client?.removeListener('notification', this.wake);
    client?.release(true);
    await Promise.resolve();
  }

  private lost(client: pg.PoolClient | undefined, error: Error): void {
    if (this.isClosed || client !== this.client) return;
    this.client = undefined;
    client?.removeListener('notification', this.wake);
    client?.release(error);
    this.onError(error);
    this.retry = setTimeout(() => void this.start(), this.retryMs);
  }
}
