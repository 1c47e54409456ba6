import type { Log, LogFields } from './log.js';

export type LogLevelWritten = 'info' | 'warn' | 'error';

/** Is told of every line, whatever level is written. */
export type LineObserver = (event: string, fields: LogFields, level: LogLevelWritten) => void;

/** The same log, with somebody who counts its lines: a figure and the lines it counts cannot disagree. */
export function observedLog(log: Log, ...observers: readonly LineObserver[]): Log {
  const write =
    (level: LogLevelWritten) =>
    (event: string, fields: LogFields = {}) => {
      log[level](event, fields);
      for (const observe of observers) observe(event, fields, level);
    };
  return {
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (fields) => observedLog(log.child(fields), ...observers),
  };
}
