/** What a line says besides its event: ids, outcomes, numbers. `error` takes whatever was thrown. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * One line at the end of each unit of work, named like an event:
 *
 *   log.info('submission.sent', { submissionId, platform, outcome, attempt, durationMs });
 *
 * No content, no names, no addresses, no keys. What slips in under a usual name is blotted out (see `redact`).
 */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** The same log, with these fields on every line. */
  child(fields: LogFields): Log;
}

/** Says nothing. */
export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
