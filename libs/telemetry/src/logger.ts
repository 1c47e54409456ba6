import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { Log, LogFields } from './log.js';
import { prettyStream } from './pretty.js';
import { redact } from './redact.js';

export type LogLevel = 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  /** Which process writes: `api`, `worker`, `simulator`, `launcher`, `cli`. */
  readonly service: string;
  readonly level: LogLevel;
  /** Lines for people instead of JSON. Default false. */
  readonly pretty?: boolean;
  /** `stdout` by default; a stream takes whole lines. */
  readonly destination?: 'stdout' | 'stderr' | DestinationStream;
}

/** A log over pino: one JSON object a line, `{level, time, service, event, …}`. Lines are written at once. */
export function createLogger({ service, level, pretty = false, destination = 'stdout' }: LoggerOptions): Log {
  const out = typeof destination === 'string' ? fileStream(destination) : destination;
  const logger = pino(
    {
      level,
      base: { service },
      messageKey: 'event',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    pretty ? prettyStream(out) : out,
  );
  return asLog(logger);
}

function asLog(logger: Logger): Log {
  return {
    info: (event, fields = {}) => logger.info(safe(fields), event),
    warn: (event, fields = {}) => logger.warn(safe(fields), event),
    error: (event, fields = {}) => logger.error(safe(fields), event),
    child: (fields) => asLog(logger.child(safe(fields))),
  };
}

/** Fields that would stand twice in a line keep theirs under another name. */
function safe(fields: LogFields): Record<string, unknown> {
  const { level, time, service, event, ...rest } = redact(fields);
  const clashing = { ofLevel: level, atTime: time, ofService: service, ofEvent: event };
  return {
    ...Object.fromEntries(Object.entries(clashing).filter(([, value]) => value !== undefined)),
    ...rest,
  };
}

function fileStream(destination: 'stdout' | 'stderr'): DestinationStream {
  return pino.destination({ fd: destination === 'stdout' ? 1 : 2, sync: true });
}
