import type { UniflagClient } from '#client';
import { UsageError } from '../failures.js';
import { ordinalOf } from '../text/report-text.js';

/** `report show` numbers submissions; their ids stand in its JSON. */
export async function submissionIdOf(client: UniflagClient, given: string): Promise<string> {
  const [, report, ordinal] = /^(UF-\d{4}-\d{6,9})-(\d{1,5})(?:-[0-9A-Z]{6})?$/i.exec(given) ?? [];
  if (report === undefined) return given;
  for await (const each of client.reportSubmissions(await client.readReport(report.toUpperCase())))
    if (ordinalOf(each) === ordinal) return each.id;
  throw new UsageError(`${report.toUpperCase()} has no submission ${ordinal}.`);
}
