import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrCreateKey } from '#security';
import { prepareDatabase } from './bootstrap.js';
import { Child, type ChildWatcher } from './child.js';
import { Database, type Say } from './database.js';
import {
  dossierEnvironment,
  localUrl,
  reportingEnvironment,
  sealingEnvironment,
  serviceEnvironment,
  simulatorEnvironment,
} from './environment.js';
import { lastLines } from './last-lines.js';
import { endOrphans, noteChildren, type IdentifyProcess } from './orphans.js';
import type { Paths } from './paths.js';
import { choosePorts, describeMoves, preferredPorts } from './ports.js';
import { accepts, answersHttp, apiIsReady, greetsSmtp, untilReady } from './readiness.js';
import type { RunFile } from './run-file.js';

/** How `npm start` was asked to run. */
export interface Options {
  readonly demo: boolean;
  readonly port: number;
  readonly redisUrl?: string;
  readonly databaseUrl?: string;
}

const readyTimeoutMs = 90_000;
/** What is being sent or answered may end (`worker.shutdownTimeoutMs`); with nothing to do they are gone at once. */
const serviceGraceMs = 20_000;
const simulatorGraceMs = 1_500;

/** A stop takes no longer; three seconds of it are the database's. */
export const stopsWithinMs = serviceGraceMs + simulatorGraceMs + 3_500;

/** All processes of one Uniflag on this machine: PostgreSQL, simulator, worker, API. */
export class Installation {
  private readonly children: Child[] = [];
  private readonly database: Database;

  /**
   * @param failed called when a process keeps dying: the installation cannot go on
   */
  constructor(
    private readonly paths: Paths,
    private readonly options: Options,
    private readonly identify: IdentifyProcess,
    private readonly say: Say,
    private readonly failed: (error: Error) => void,
  ) {
    this.database = new Database(paths.postgres, identify, say, failed);
  }

  /**
   * Starts everything in order and waits until it is ready.
   *
   * @param signal ends the start; what runs by then is left to `stop`
   */
  async start(signal: AbortSignal): Promise<RunFile> {
    const { paths, options, say } = this;
    const orphans = endOrphans(paths.children, this.identify);
    if (orphans.length > 0) say(`Ended what an earlier run left behind: ${orphans.join(', ')}.`);
    await this.createSecrets();
    await checkAnswers(options.redisUrl, 6379, 'the Redis of --redis');
    await checkAnswers(options.databaseUrl, 5432, 'the PostgreSQL of --database');
    const databaseUrl = options.databaseUrl ?? (await this.database.start()).url;
    signal.throwIfAborted();

    const preferred = { ...preferredPorts, api: options.port };
    const ports = await choosePorts(preferred);
    for (const line of describeMoves(preferred, ports)) say(line);
    const env = serviceEnvironment(process.env, { paths, ports, databaseUrl, redisUrl: options.redisUrl });
    const apiKey = await prepareDatabase(paths, env, signal);

    const apiUrl = localUrl(ports.api);
    const simulatorUrl = localUrl(ports.simulatorHttp);
    const wait = { timeoutMs: readyTimeoutMs, signal };
    this.startChild('simulator', simulatorEnvironment(process.env, { ports }));
    await untilReady('The simulator', answersHttp(`${simulatorUrl}/health/live`), wait);
    say(`  Simulator    ${simulatorUrl}, mail on port ${ports.simulatorSmtp}`);
    this.startChild('worker', { ...env, ...sealingEnvironment(process.env, paths) });
    const keys = { ...dossierEnvironment(process.env, paths), ...reportingEnvironment(process.env, paths) };
    this.startChild('api', { ...env, ...keys });
    if (env['UNIFLAG_MAIL__INBOUND__ENABLED'] !== 'false') {
      await untilReady("The worker's mail server", greetsSmtp(ports.inboundSmtp), wait);
    }
    say(
      `  Worker       queue in ${options.redisUrl === undefined ? 'PostgreSQL' : 'Redis'}, replies by mail on port ${ports.inboundSmtp}`,
    );
    await untilReady('The API', apiIsReady(apiUrl), wait);
    say(`  API          ${apiUrl}`);
    const consoleUrl = env['UNIFLAG_API__CONSOLE'] === 'false' ? null : apiUrl;
    return { apiUrl, consoleUrl, simulatorUrl, apiKey, databaseUrl, pid: process.pid };
  }

  /**
   * Ends everything: API and worker, then the simulator that their last notices go to, the database last. Takes a second
   * where nothing is being sent, `stopsWithinMs` at most.
   */
  async stop(): Promise<void> {
    const simulators = this.children.filter(({ spec }) => spec.name === 'simulator');
    const services = this.children.filter((child) => !simulators.includes(child));
    await Promise.all(services.map((child) => child.stop(serviceGraceMs)));
    await Promise.all(simulators.map((child) => child.stop(simulatorGraceMs)));
    rmSync(this.paths.children, { force: true });
    await this.database.stop();
  }

  /** Ends everything at once; nothing where `stop` has done it. */
  kill(): void {
    for (const child of this.children) child.kill();
    this.database.kill();
  }

  private async createSecrets(): Promise<void> {
    const { paths } = this;
    const hasOwnKey = ['UNIFLAG_SECURITY__WRAPPING_KEY', 'UNIFLAG_SECURITY__WRAPPING_KEY_FILE'].some(
      (name) => process.env[name],
    );
    if (!hasOwnKey && existsSync(paths.postgres) && !existsSync(paths.wrappingKey)) {
      throw new Error(
        `The data in ${paths.postgres} can only be read with ${paths.wrappingKey}, which is gone.\n` +
          'Put it back from a copy. To begin anew instead, move the folder .uniflag/postgres away.',
      );
    }
    await loadOrCreateKey(paths.wrappingKey);
    await loadOrCreateKey(paths.contentKey);
    await loadOrCreateKey(paths.auditKey);
    await loadOrCreateKey(paths.dossierKey);
    await loadOrCreateKey(paths.outcomesKey);
  }

  private startChild(name: string, env: NodeJS.ProcessEnv): void {
    const script = join(this.paths.dist, 'apps', name, 'src', 'main.js');
    const logFile = join(this.paths.logs, `${name}.log`);
    const child = new Child({ name, script, env, cwd: this.paths.root, logFile }, this.watcher);
    this.children.push(child);
    child.start();
  }

  private readonly watcher: ChildWatcher = {
    started: () => {
      const running = this.children.flatMap(({ spec, pid }) =>
        pid === undefined ? [] : [{ name: spec.name, pid }],
      );
      noteChildren(this.paths.children, running, this.identify);
    },
    restarting: ({ spec }, end, waitMs) =>
      this.say(
        `${spec.name} ended (${end}); starting it again in ${waitMs / 1000} s. Its log: .uniflag/logs/${spec.name}.log`,
      ),
    gaveUp: ({ spec }, end) =>
      this.failed(
        new Error(
          `${spec.name} keeps ending (${end}). The last lines of its log:\n${lastLines(spec.logFile, 15)}`,
        ),
      ),
  };
}

/**
 * Fails early, because the services would wait for what somebody at the screen has mistyped; without the password that
 * the address may hold.
 */
async function checkAnswers(url: string | undefined, usualPort: number, what: string): Promise<void> {
  if (url === undefined) return;
  const { hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isThere = await accepts(host, Number(port || usualPort))();
  if (!isThere) throw new Error(`Nothing answers at ${hostname}:${port || usualPort}, ${what}.`);
}
