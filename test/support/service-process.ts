import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** One line of a service's log. */
export interface ServiceLine {
  readonly level: string;
  readonly event: string;
  readonly [field: string]: unknown;
}

/** API or worker as a process: what a test can stop, kill and read the log of. */
export interface ServiceProcess {
  readonly pid: number;
  /** What it wrote to its log so far. */
  readonly lines: readonly ServiceLine[];
  /** What it wrote that is no line of its log: a stack, a warning. */
  readonly strays: readonly string[];
  of(event: string): readonly ServiceLine[];
  /** Resolves with the first line of this event, also one of before; rejects where the process ends without it. */
  said(event: string): Promise<ServiceLine>;
  signal(signal: NodeJS.Signals): void;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const running = new Set<ServiceProcess>();

export function startService(name: 'api' | 'worker', env: Readonly<Record<string, string>>): ServiceProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'test/support/run-service.cjs', name],
    { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const lines: ServiceLine[] = [];
  const strays: string[] = [];
  const waiting = new Set<() => void>();
  const read = (line: string) => {
    if (line.startsWith('{"level"')) lines.push(JSON.parse(line) as ServiceLine);
    else if (line !== '') strays.push(line);
    for (const look of waiting) look();
  };
  createInterface({ input: child.stdout }).on('line', read);
  createInterface({ input: child.stderr }).on('line', read);
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(service);
    for (const look of waiting) look();
    return { code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const of = (event: string) => lines.filter((line) => line.event === event);
  const service: ServiceProcess = {
    pid: child.pid ?? 0,
    ...{ lines, strays, of, ended },
    said: (event) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const [line] = of(event);
          if (line) resolve(line);
          else if (!running.has(service))
            reject(
              new Error(`${name} ended without ${event}:\n${JSON.stringify(lines)}\n${strays.join('\n')}`),
            );
          else return;
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
    signal: (signal) => child.kill(signal),
  };
  running.add(service);
  return service;
}

/** Kills what a test left running. */
export async function killServices(): Promise<void> {
  const left = [...running];
  for (const service of left) service.signal('SIGKILL');
  await Promise.all(left.map(({ ended }) => ended));
}

/** Settings of services of one installation, with keys of its own, on ports that are free. */
export function serviceSettings(settings: {
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}): Record<string, string> {
  return {
    UNIFLAG_DATABASE__URL: settings.databaseUrl,
    UNIFLAG_DATABASE__POOL_SIZE: '4',
    UNIFLAG_SECURITY__WRAPPING_KEY: randomBytes(32).toString('base64'),
    UNIFLAG_SECURITY__CONTENT_KEY: randomBytes(32).toString('base64'),
    UNIFLAG_API__PORT: '0',
    UNIFLAG_MAIL__INBOUND__PORT: '0',
    UNIFLAG_WORKER__SWEEP_EVERY_MS: '400ms',
    ...settings.env,
  };
}
