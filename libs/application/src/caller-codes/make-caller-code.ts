import type { CallerCodeStore, NewCallerCode } from '../ports/caller-code-store.js';
import type { ReportStore } from '../ports/report-store.js';
import { noteAboutCode } from './note-about-code.js';

export type MakeCallerCodeAnswer =
  { readonly outcome: 'made'; readonly expiresAtMs: number } | { readonly outcome: 'notFound' };

/**
 * Makes the code by which whoever called reads how their report stands; the one before it ends.
 *
 * The code is stored before the timeline tells of it: one that was cut off in between is known to nobody.
 */
export class MakeCallerCode {
  constructor(private readonly parts: { readonly codes: CallerCodeStore; readonly reports: ReportStore }) {}

  /** @throws ErasedReport */
  async run(code: NewCallerCode): Promise<MakeCallerCodeAnswer> {
    const { codes, reports } = this.parts;
    if (!(await codes.isReport(code.reportId))) return { outcome: 'notFound' };
    const expiresAtMs = await codes.open(code);
    await noteAboutCode(reports, code.reportId, 'report.caller_code_made');
    return { outcome: 'made', expiresAtMs };
  }
}
