import type { Command } from 'commander';
import type { Run } from '../session.js';
import { addReportActs } from './report-acts.js';
import { addReportFile } from './report-file.js';
import { addReportPreview } from './report-preview.js';
import { addReportRefile } from './report-refile.js';
import { addReportList } from './report-list.js';
import { addReportShow } from './report-show.js';
import { addReportWatch } from './report-watch.js';

export function addReportCommands(report: Command, run: Run): void {
  addReportFile(report, run);
  addReportPreview(report, run);
  addReportShow(report, run);
  addReportList(report, run);
  addReportWatch(report, run);
  addReportRefile(report, run);
  addReportActs(report, run);
}
