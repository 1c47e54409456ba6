import { readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../libs/persistence/src/embedded/index.js';

/** A PostgreSQL of the storm's own that keeps everything it confirmed, however its processes end. */
export class StormPostgres {
  private constructor(
    private server: EmbeddedPostgres,
    private readonly folder: string,
  ) {}

  static async start(folder: string, port: number): Promise<StormPostgres> {
    const server = await startEmbeddedPostgres({ dataDir: path.join(folder, 'postgres'), port });
    return new StormPostgres(server, folder);
  }

  /** Past every proxy: for those who only look. */
  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return this.server.port;
  }

  /** Through a proxy. */
  urlAt(port: number): string {
    const url = new URL(this.server.url);
    url.port = String(port);
    return url.href;
  }

  /** kill -9 of the postmaster and of every process under it. */
  kill(): void {
    for (const pid of [this.server.pid, ...processesOn(this.server.dataDir)]) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
    }
  }

  async resume(): Promise<void> {
    this.server = await startEmbeddedPostgres({
      dataDir: path.join(this.folder, 'postgres'),
      port: this.server.port,
    });
  }

  stop(): Promise<void> {
    return this.server.stop();
  }
}

function processesOn(dataDir: string): readonly number[] {
  const folder = realpathSync(dataDir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return (
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres' &&
          readlinkSync(`/proc/${pid}/cwd`) === folder
        );
      } catch {
        return false; // ended meanwhile, or another user's
      }
    })
    .map(Number);
}
