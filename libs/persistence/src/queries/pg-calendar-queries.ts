import type pg from 'pg';
import type { CalendarDeadline } from '#application';
import { platformTurnWords, runningClock, staffTurnWords, type Word } from '#core';
import { millis } from '../stores/rows.js';

/** Deadlines that run now, the next one first. */
export class PgCalendarQueries {
  constructor(private readonly pool: pg.Pool) {}

  async deadlines(limit: number): Promise<readonly CalendarDeadline[]> {
    const { rows } = await this.pool.query<DeadlineRow>(
      `SELECT r.reference, r.last_sequence, r.updated_at, x.word, min(x.acknowledge_due_at) AS acknowledge_due_at,
         min(x.due_at) AS due_at, min(x.staff_due_at) AS staff_due_at
       FROM submissions x JOIN reports r ON r.id = x.report_id
       WHERE x.word = ANY($1) AND COALESCE(x.acknowledge_due_at, x.due_at, x.staff_due_at) IS NOT NULL
       GROUP BY r.id, x.word
       ORDER BY LEAST(min(x.acknowledge_due_at), min(x.due_at), min(x.staff_due_at)), r.reference, x.word LIMIT $2`,
      [[...platformTurnWords, 'info_requested', ...staffTurnWords], limit],
    );
    const first = new Map<string, CalendarDeadline>();
    for (const { reference, last_sequence: sequence, updated_at: updatedAt, word, ...times } of rows) {
      const clock = runningClock(word, {
        dueAtMs: millis(times.due_at),
        acknowledgeDueAtMs: millis(times.acknowledge_due_at),
        staffDueAtMs: millis(times.staff_due_at),
        pausedAtMs: null,
      });
      if (!clock) continue;
      const { expectation, dueAtMs } = clock;
      const key = `${reference} ${expectation}`;
      if (dueAtMs >= (first.get(key)?.dueAtMs ?? Infinity)) continue;
      first.set(key, { reference, expectation, dueAtMs, sequence, updatedAtMs: updatedAt.getTime() });
    }
    return [...first.values()].sort(
      (one, other) => one.dueAtMs - other.dueAtMs || one.reference.localeCompare(other.reference),
    );
  }
}

interface DeadlineRow {
  reference: string;
  last_sequence: number;
  updated_at: Date;
  word: Word;
  acknowledge_due_at: Date | null;
  due_at: Date | null;
  staff_due_at: Date | null;
}
