import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface NodeProcessOptions {
  readonly name: string;
  readonly role: 'api' | 'worker' | 'simulator';
  readonly env: Readonly<Record<string, string>>;
  /** What the process is told beside its settings; see processes/entry.cjs. */
  readonly brief: Readonly<Record<string, unknown>>;
  /** Its log: one file, added to by every process that bears this name. */
  readonly logFile: string;
  /** File by which its clock is moved; absent where it runs by the machine's. */
  readonly clock?: { readonly library: string; readonly file: string };
  readonly onMessage: (message: unknown, reply: (answer: unknown) => void) => void;
}

const entry = path.join(import.meta.dirname, '..', 'processes', 'entry.cjs');
const restartDelayMs = 250;
const startWaitMs = 60_000;

/** A process of the product that is started again whenever it ends, until it is told to stay away. */
export class NodeProcess {
  private child: ChildProcess | undefined;
  private isWanted = false;
  private isStopped = false;
  private delayMs = restartDelayMs;
  private isStarted = false;

  constructor(private readonly options: NodeProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isReady(): boolean {
    return this.isStarted;
  }

  /** Starts it; resolves when it says that it runs. */
  async start(): Promise<void> {
    this.isWanted = true;
    this.spawnIfGone();
    const until = performance.now() + startWaitMs;
    while (!this.isReady) {
      if (performance.now() > until)
        throw new Error(`${this.name} did not start; its log: ${this.options.logFile}`);
      await pause(20);
    }
  }

  /** kill -9. It comes back after `downMs`. */
  kill(downMs: number): void {
    this.delayMs = Math.max(restartDelayMs, downMs);
    this.signal('SIGKILL');
  }

  freeze(): void {
    this.isStopped = true;
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.isStopped = false;
    this.signal('SIGCONT');
  }

  get isFrozen(): boolean {
    return this.isStopped;
  }

  /** Moves its clock by so much from the machine's. */
  moveClock(byMs: number): void {
    const { clock } = this.options;
    if (!clock) throw new Error(`the clock of ${this.name} cannot be moved`);
    writeFileSync(clock.file, `${byMs >= 0 ? '+' : '-'}${Math.abs(byMs) / 1_000}`);
  }

  send(message: unknown): void {
    if (this.child?.connected) this.child.send(message as object, () => undefined);
  }

  /** Ends it for good. */
  async end(): Promise<void> {
    this.isWanted = false;
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.signal('SIGKILL');
    await gone;
  }

  private signal(signal: NodeJS.Signals): void {
    const pid = this.child?.pid;
    if (pid === undefined || this.child?.exitCode !== null) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private spawnIfGone(): void {
    if (!this.child) this.spawn();
  }

  private spawn(): void {
    const { env, brief, role, name, logFile, clock, onMessage } = this.options;
    const log = openSync(logFile, 'a');
    this.isStarted = false;
    this.isStopped = false;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', entry], {
      env: {
        PATH: process.env['PATH'] ?? '',
        ...env,
        ...(clock && clockVariables(clock)),
        STORM_PROCESS: JSON.stringify({ role, name, ...brief }),
      },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    this.child = child;
    child.on('message', (message: unknown) => {
      if ((message as { kind?: string }).kind === 'started') this.isStarted = true;
      else
        onMessage(message, (answer) => {
          if (child.connected) child.send(answer as object, () => undefined);
        });
    });
    // A channel that breaks with its process is told by the exit.
    child.on('error', () => undefined);
    child.once('exit', () => void this.comeBack(child));
  }

  private async comeBack(child: ChildProcess): Promise<void> {
    if (this.child !== child) return;
    this.child = undefined;
    this.isStarted = false;
    const { delayMs } = this;
    this.delayMs = restartDelayMs;
    await pause(delayMs);
    if (this.isWanted) this.spawnIfGone();
  }
}

/** Only the clock of the day is moved: timers run by the other one, as they do when an administrator sets the clock. */
function clockVariables({ library, file }: { library: string; file: string }): Record<string, string> {
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_CACHE_DURATION: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
  };
}
