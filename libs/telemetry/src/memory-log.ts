import type { Log, LogFields } from './log.js';
import { redact } from './redact.js';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Keeps its lines, as they would be written, for tests to read. */
export class MemoryLog implements Log {
  constructor(
    readonly lines: LogLine[] = [],
    private readonly bound: LogFields = {},
  ) {}

  /** The lines of one event, oldest first. */
  of(event: string): readonly LogLine[] {
    return this.lines.filter((line) => line.event === event);
  }

  info(event: string, fields?: LogFields): void {
    this.add('info', event, fields);
  }

  warn(event: string, fields?: LogFields): void {
    this.add('warn', event, fields);
  }

  error(event: string, fields?: LogFields): void {
    this.add('error', event, fields);
  }

  child(fields: LogFields): MemoryLog {
    return new MemoryLog(this.lines, { ...this.bound, ...fields });
  }

  private add(level: LogLine['level'], event: string, fields: LogFields = {}): void {
    this.lines.push({ level, event, fields: redact({ ...this.bound, ...fields }) });
  }
}
