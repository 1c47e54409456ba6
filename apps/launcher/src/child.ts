import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs';
import { killGroup } from './kill-group.js';
import { afterDeath, usualRestartPolicy, type RestartPolicy } from './restart-policy.js';

export interface ChildSpec {
  /** Shown in the terminal. */
  readonly name: string;
  /** Compiled main of the process. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Everything it prints is added here. */
  readonly logFile: string;
}

export interface ChildWatcher {
  started(child: Child): void;
  /** It ended by itself and is started again after `waitMs`. */
  restarting(child: Child, end: string, waitMs: number): void;
  /** It keeps dying. */
  gaveUp(child: Child, end: string): void;
}

/**
 * One process of the installation, started again when it dies.
 *
 * It leads a process group of its own: a Ctrl-C in the terminal reaches the launcher alone, which then ends everything
 * in order. It holds a channel to the launcher and ends when that closes (`exitWithParent`).
 */
export class Child {
  private process: ChildProcess | undefined;
  private readonly lifetimesMs: number[] = [];
  private restart: NodeJS.Timeout | undefined;
  private isStopping = false;

  constructor(
    readonly spec: ChildSpec,
    private readonly watcher: ChildWatcher,
    private readonly policy: RestartPolicy = usualRestartPolicy,
  ) {}

  /** Undefined while it does not run. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  start(): void {
    const { script, args = [], env, cwd, logFile } = this.spec;
    setAsideWhenLarge(logFile);
    const log = openSync(logFile, 'a', 0o600);
    const startedAtMs = performance.now();
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.process = child;
    child.once('error', (error) => this.ended(child, startedAtMs, error.message));
    child.once('exit', (code, signal) => this.ended(child, startedAtMs, signal ?? `exit code ${code}`));
    this.watcher.started(this);
  }

  /** Asks it to end; what is left of it after `graceMs` is killed. Resolves when it is gone. */
  async stop(graceMs: number): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.restart);
    const child = this.process;
    if (child === undefined) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const killing = setTimeout(() => this.kill(), graceMs);
    await gone;
    clearTimeout(killing);
  }

  /** Kills it at once, with everything it started. */
  kill(): void {
    this.isStopping = true;
    clearTimeout(this.restart);
    if (this.process?.pid !== undefined) killGroup(this.process.pid);
  }

  private ended(child: ChildProcess, startedAtMs: number, end: string): void {
    if (this.process !== child) return;
    this.process = undefined;
    if (child.pid !== undefined) killGroup(child.pid);
    if (this.isStopping) return;
    this.lifetimesMs.push(performance.now() - startedAtMs);
    const decision = afterDeath(this.lifetimesMs, this.policy);
    if (decision.next === 'giveUp') return this.watcher.gaveUp(this, end);
    this.restart = setTimeout(() => this.start(), decision.waitMs);
    this.watcher.restarting(this, end, decision.waitMs);
  }
}

const maxLogBytes = 20 * 1024 * 1024;

function setAsideWhenLarge(logFile: string): void {
  if (existsSync(logFile) && statSync(logFile).size > maxLogBytes) renameSync(logFile, `${logFile}.1`);
}
