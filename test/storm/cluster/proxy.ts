import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A TCP proxy that can spoil what goes through it:
 *
 * cut       nothing is taken and every connection is reset
 * halfOpen  connections stand and are taken, nothing is read nor passed on; when it heals they are reset, so that
 *           nothing leaves long after its sender gave it up
 * latency   every piece of data is held back
 */
export class Proxy {
  private server: Server | undefined;
  private readonly pairs = new Set<Pair>();
  private isHalfOpen = false;
  private latencyMs = 0;
  private next = 0;

  /** @param upstreams ports on 127.0.0.1; with several, each connection goes to the next that answers */
  constructor(
    readonly port: number,
    private readonly upstreams: readonly number[],
  ) {}

  async open(): Promise<void> {
    if (this.server) return;
    // Half-closed connections are passed on as they are.
    const server = createServer({ allowHalfOpen: true }, (client) =>
      this.take(client, this.upstreams.length),
    );
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Like a host that is gone: connections are refused, those that stand are reset. */
  async cut(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    const closed = server && new Promise((resolve) => server.close(resolve));
    this.reset();
    await closed;
  }

  halfOpen(): void {
    this.isHalfOpen = true;
    for (const { client, upstream } of this.pairs) {
      client.pause();
      upstream?.pause();
    }
  }

  slow(latencyMs: number): void {
    this.latencyMs = latencyMs;
  }

  /** Back to a sound connection. */
  async heal(): Promise<void> {
    this.latencyMs = 0;
    if (this.isHalfOpen) {
      this.isHalfOpen = false;
      this.reset();
    }
    await this.open();
  }

  private reset(): void {
    for (const { client, upstream } of this.pairs) {
      client.resetAndDestroy();
      upstream?.resetAndDestroy();
    }
    this.pairs.clear();
  }

  private take(client: Socket, triesLeft: number): void {
    const pair: Pair = { client, upstream: undefined };
    this.pairs.add(pair);
    client.on('error', () => client.destroy());
    client.once('close', () => this.pairs.delete(pair));
    if (this.isHalfOpen) return void client.pause();
    this.join(pair, triesLeft);
  }

  private join(pair: Pair, triesLeft: number): void {
    const port = this.upstreams[this.next % this.upstreams.length] ?? 0;
    this.next += 1;
    const { client } = pair;
    const upstream = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let isJoined = false;
    upstream.once('connect', () => {
      isJoined = true;
      pair.upstream = upstream;
      if (client.destroyed) return upstream.destroy();
      this.pass(client, upstream);
      this.pass(upstream, client);
      if (this.isHalfOpen) {
        client.pause();
        upstream.pause();
      }
    });
    upstream.on('error', () => {
      upstream.destroy();
      if (isJoined || client.destroyed) return void client.resetAndDestroy();
      if (triesLeft > 1) this.join(pair, triesLeft - 1);
      else client.resetAndDestroy();
    });
    client.once('close', () => upstream.destroy());
    upstream.once('close', () => {
      if (isJoined) client.destroy();
    });
  }

  private pass(from: Socket, to: Socket): void {
    from.on('data', (chunk) => {
      const write = () => {
        if (to.destroyed) return;
        if (!to.write(chunk)) {
          from.pause();
          to.once('drain', () => {
            if (!this.isHalfOpen) from.resume();
          });
        }
      };
      this.later(write);
    });
    from.on('end', () => this.later(() => to.end()));
  }

  private later(work: () => void): void {
    if (this.latencyMs === 0) work();
    else setTimeout(work, this.latencyMs);
  }
}

interface Pair {
  readonly client: Socket;
  upstream: Socket | undefined;
}
