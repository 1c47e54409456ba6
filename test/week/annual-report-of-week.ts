import { execFileSync } from 'node:child_process';
import { languages, smallestPublishedCount } from '#core';
import type { AnnualReport } from '#outcomes';
import { attack } from '../outcomes/attacker.js';
import type { House } from '../support/house.js';
import { whyNoPoppler } from '../support/poppler.js';
import type { Filed } from './file-reports.js';

/** The yearly report of a week, in all its forms, as an attacker and a data protection officer look at it. */
export interface ReportOfWeek {
  readonly report: AnnualReport;
  readonly files: ReadonlyMap<string, Buffer>;
  /** How many things of reports and persons were looked for. */
  readonly lookedFor: number;
  /** What of that stands in a file; none as it should be. */
  readonly found: readonly string[];
  readonly hidden: number;
  /** Small counts of which somebody can tell more than they may. */
  readonly narrowed: readonly string[];
}

export async function annualReportOfWeek(house: House, filed: readonly Filed[]): Promise<ReportOfWeek> {
  const { pool } = house.database;
  const { rows } = await pool.query<{ year: number }>(
    `SELECT extract(year FROM max(sent_at) AT TIME ZONE 'Europe/Brussels')::int AS year FROM submissions`,
  );
  const query = `/v1/outcomes/annual-report?mode=rehearsed&year=${rows[0]?.year}`;
  const { body } = await house.request<any>('GET', query);
  const files = new Map<string, Buffer>([['report.json', Buffer.from(JSON.stringify(body, null, 2))]]);
  for (const language of languages)
    for (const format of ['csv', 'html', 'pdf'] as const)
      files.set(
        `report-${language}.${format}`,
        await fetched(house, `${query}&format=${format}&language=${language}`),
      );
  const needles = await needlesIn(house, filed);
  const found = [...files].flatMap(([name, bytes]) => {
    // Of style sheets, only their rules begin with a sign of names.
    const text = name.endsWith('.pdf') ? textOf(bytes) : bytes.toString().replace(/<style>[^]*<\/style>/, '');
    return [...needles.filter((needle) => text.includes(needle)), ...(text.match(shapes) ?? [])].map(
      (what) => `${name}: ${what}`,
    );
  });
  const intervals = await attack(body.report.figures);
  return {
    ...{ report: body.report, files, found, lookedFor: needles.length, hidden: intervals.length },
    narrowed: intervals
      .filter(({ least, most }) => most < smallestPublishedCount || most - least < smallestPublishedCount)
      .map(({ cell, least, most }) => `${cell}: ${least} to ${most}`),
  };
}

async function fetched(house: House, path: string): Promise<Buffer> {
  const answer = await fetch(`${house.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${house.apiKey}` },
  });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** What is whole in every row of the week: addresses and their parts, references, ids, texts, names. */
async function needlesIn({ database }: House, filed: readonly Filed[]): Promise<readonly string[]> {
  const rows = async (sql: string) =>
    (await database.pool.query<{ text: string }>(sql)).rows.map(({ text }) => text);
  const parts = filed.flatMap(({ target }) =>
    target.input.split(/[/?&=]/).filter((part) => /\d{6}/.test(part)),
  );
  return [
    ...new Set([
      ...filed.flatMap(({ reference, reportId, submissionId, target }) => [
        ...[reference, reportId, submissionId, target.input],
      ]),
      ...parts,
      ...(await rows('SELECT id::text AS text FROM reports UNION SELECT id::text FROM submissions')),
      ...(await rows('SELECT external_ref AS text FROM submissions WHERE external_ref IS NOT NULL')),
      ...(await rows('SELECT name AS text FROM people UNION SELECT mail FROM people')),
      ...['Synthetic explanation', 'Synthetic translation', 'Synthetic details'],
    ]),
  ].filter((needle) => needle.length > 3);
}

/** References, ids, addresses, mail addresses, telephone numbers, names of accounts. */
const shapes =
  /UF-\d{4}|\b(?:rep|sub|snd|rpl|evt|tsk)_[0-9a-z]{26}|[0-9a-f]{8}-[0-9a-f]{4}-|https?:\/\/|[\w.]+@[\w.-]+\.\w+|\+\d{2}[ \d]{8,}|(?<![\w@])@\w{3,}/g;

function textOf(pdf: Buffer): string {
  const why = whyNoPoppler();
  if (why !== undefined) return pdf.toString('latin1');
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString();
}
