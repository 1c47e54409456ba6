import type { WarnLeads } from '#core';
import type { DeadlineStore } from '../ports/deadline-store.js';
import type { WorkLog } from '../ports/work-log.js';

const atOnce = 100;

/** Tells of times that are about to end and of holds past their day: events, of which staff are alerted. */
export class WarnStaff {
  constructor(
    private readonly parts: {
      readonly deadlines: Pick<DeadlineStore, 'warn'>;
      readonly leads: WarnLeads;
      readonly log: WorkLog;
    },
  ) {}

  /** @returns how many were told of */
  async run(): Promise<number> {
    const { deadlines, leads, log } = this.parts;
    const told = await deadlines.warn(atOnce, leads);
    for (const { type, reportId, submissionId } of told) log.info(type, { reportId, submissionId });
    return told.length;
  }
}
