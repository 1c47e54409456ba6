import { startEmbeddedPostgres, type EmbeddedPostgres } from '#persistence/embedded';
import type { IdentifyProcess } from './orphans.js';
import { afterDeath, usualRestartPolicy } from './restart-policy.js';

const lookEveryMs = 1_000;

/** Tells the person at the screen one thing. */
export type Say = (line: string) => void;

/** PostgreSQL on the folder of this installation, started again on the same port when it ends by itself. */
export class Database {
  private server: EmbeddedPostgres | undefined;
  private identity: string | undefined;
  private watch: NodeJS.Timeout | undefined;
  private readonly lifetimesMs: number[] = [];

  constructor(
    private readonly dataDir: string,
    private readonly identify: IdentifyProcess,
    private readonly say: Say,
    private readonly gaveUp: (error: Error) => void,
  ) {}

  /** Starts it, or takes over the one that a killed launcher left running. */
  async start(): Promise<EmbeddedPostgres> {
    const server = await this.comeUp();
    this.say(`  PostgreSQL   port ${server.port}, ${beginnings[server.began]}`);
    return server;
  }

  async stop(): Promise<void> {
    clearTimeout(this.watch);
    await this.server?.stop();
    this.server = undefined;
  }

  /** Ends it at once, where there is no time for an orderly stop; it recovers at the next start. */
  kill(): void {
    clearTimeout(this.watch);
    if (this.server !== undefined && this.identify(this.server.pid) === this.identity) {
      process.kill(this.server.pid, 'SIGQUIT');
    }
  }

  private async comeUp(port?: number): Promise<EmbeddedPostgres> {
    const { dataDir, say } = this;
    const server = await startEmbeddedPostgres({
      dataDir,
      durable: true,
      say,
      ...(port === undefined ? {} : { port }),
    });
    this.server = server;
    this.identity = this.identify(server.pid);
    this.lookAfter(server, performance.now());
    return server;
  }

  private lookAfter(server: EmbeddedPostgres, startedAtMs: number): void {
    this.watch = setTimeout(() => {
      if (this.identify(server.pid) === this.identity) return this.lookAfter(server, startedAtMs);
      this.lifetimesMs.push(performance.now() - startedAtMs);
      this.restart(server.port).catch((error: unknown) => this.gaveUp(error as Error));
    }, lookEveryMs);
  }

  private async restart(port: number): Promise<void> {
    if (afterDeath(this.lifetimesMs, usualRestartPolicy).next === 'giveUp')
      throw new Error('PostgreSQL keeps ending');
    this.say('PostgreSQL ended; starting it again.');
    await this.comeUp(port);
  }
}

const beginnings: Readonly<Record<EmbeddedPostgres['began'], string>> = {
  initialised: 'new, data in .uniflag/postgres',
  started: 'data in .uniflag/postgres',
  adopted: 'was still running',
};
