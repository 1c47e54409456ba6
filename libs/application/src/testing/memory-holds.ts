import type { SubmissionState } from '#core';
import { never } from '../ports/report-store.js';
import type { HoldWrite, OpenHold } from '../ports/staff-acts.js';
import type { HoldRow, MemoryDatabase } from './memory-database.js';

/** The hold of a report that nobody released. */
export function openHold(database: MemoryDatabase, reportId: string): OpenHold | null {
  const hold = database.holds.find((row) => row.reportId === reportId && row.releasedBy === null);
  if (!hold) return null;
  const { id, reason, untilMs, by, gradedById } = hold;
  return { id, reason, untilMs, by, gradedById };
}

export function writeHold(database: MemoryDatabase, write: HoldWrite): void {
  const at = database.holds.findIndex(({ id }) => id === write.id);
  const before = database.holds[at];
  if (write.kind === 'released') {
    if (before) Object.assign(before, { releasedBy: write.by, releasedAtMs: database.now() });
    return;
  }
  if (write.kind === 'graded') {
    if (before) database.holds[at] = { ...before, gradedById: write.gradedById };
    return;
  }
  const { kind: _kind, ...hold } = write;
  if (!before) database.holds.push({ ...hold, ...fresh(database.now()) });
  else database.holds[at] = { ...before, reason: hold.reason, untilMs: hold.untilMs, note: hold.note };
}

export function fresh(heldAtMs: number): Pick<HoldRow, 'heldAtMs' | 'releasedBy' | 'releasedAtMs'> {
  return { heldAtMs, releasedBy: null, releasedAtMs: null };
}

/** What is held has a next try that never comes. */
export function unlessHeld({ holdUntilMs }: SubmissionState, nextTryAtMs: number | null): number | null {
  return nextTryAtMs !== null && holdUntilMs !== null ? never : nextTryAtMs;
}
