import type { CallerCodeStore } from '../ports/caller-code-store.js';
import type { ReportStore } from '../ports/report-store.js';
import { noteAboutCode } from './note-about-code.js';

/** Staff end a caller's code. Ending it again changes nothing. */
export class EndCallerCode {
  constructor(private readonly parts: { readonly codes: CallerCodeStore; readonly reports: ReportStore }) {}

  async run(reportId: string): Promise<'ended' | 'notFound'> {
    const { codes, reports } = this.parts;
    if (!(await codes.isReport(reportId))) return 'notFound';
    if (await codes.end(reportId)) await noteAboutCode(reports, reportId, 'report.caller_code_ended');
    return 'ended';
  }
}
