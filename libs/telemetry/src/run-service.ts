import type { Log, LogFields } from './log.js';
import { createLogger } from './logger.js';

export interface ServiceParts<Running> {
  /** First part of its events: `api` writes `api.started`, `api.stopped` … */
  readonly name: string;
  readonly log: Log;
  /** @param signal aborts when the process is told to stop before it has started */
  readonly start: (signal: AbortSignal) => Promise<Running>;
  /** What the line about its start says. */
  readonly describe?: (running: Running) => LogFields;
  /** Reads its settings anew, told by SIGHUP, and says what changed; absent, that ends it as any process. */
  readonly reload?: () => LogFields;
  /** A stop in order takes no longer; what is left then is cut off. */
  readonly stopWithinMs: number;
}

/**
 * The life of a process that serves until SIGTERM or SIGINT ends it.
 *
 * Exit code 0 after a stop in order; 1 where it could not start, a second signal cut the stop short, it took too long,
 * or something nobody foresaw went wrong. Each end is one line of the log.
 */
export async function runService<Running extends { close(): Promise<void> }>({
  name,
  log,
  start,
  describe = () => ({}),
  reload,
  stopWithinMs,
}: ServiceParts<Running>): Promise<void> {
  const stop = new AbortController();
  const end = (level: 'info' | 'warn' | 'error', event: string, fields: LogFields, exitCode: number) => {
    log[level](`${name}.${event}`, fields);
    process.exit(exitCode);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) return end('warn', 'cut_off', { signal }, 1);
    log.info(`${name}.stopping`, { signal });
    setTimeout(() => end('error', 'stop_timed_out', { stopWithinMs }, 1), stopWithinMs).unref();
    stop.abort();
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  if (reload) process.on('SIGHUP', () => tellReload(name, log, reload));
  process.on('uncaughtException', (error) => end('error', 'crashed', { error }, 1));

  let running: Running;
  try {
    running = await start(stop.signal);
  } catch (error) {
    if (stop.signal.aborted) return end('info', 'stopped', {}, 0);
    return end('error', 'not_started', reasonOf(error), 1);
  }
  try {
    if (!stop.signal.aborted) {
      log.info(`${name}.started`, describe(running));
      await new Promise((resolve) => stop.signal.addEventListener('abort', resolve, { once: true }));
    }
    await running.close();
  } catch (error) {
    return end('error', 'close_failed', { error }, 1);
  }
  end('info', 'stopped', {}, 0);
}

function tellReload(name: string, log: Log, reload: () => LogFields): void {
  try {
    log.info(`${name}.reloaded`, reload());
  } catch (error) {
    log.error(`${name}.not_reloaded`, reasonOf(error));
  }
}

/** Reads what a process needs before it has a log of its own; where that fails, says why in one line and ends it. */
export function readOrExit<Result>(name: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    createLogger({ service: name, level: 'error' }).error(`${name}.not_started`, reasonOf(error));
    process.exit(1);
  }
}

/** A fault with a code such as `DATABASE.MISSING` was written for people: its sentence says all, its stack nothing. */
export function reasonOf(error: unknown): LogFields {
  const { code } = (error ?? {}) as { code?: unknown };
  const isForPeople = error instanceof Error && typeof code === 'string' && /^[A-Z]+\.[A-Z_]+$/.test(code);
  return isForPeople ? { code, reason: error.message } : { error };
}
