import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { House } from '../support/house.js';
import { startTestPostgres } from '../support/services/postgres.js';
import { annualReportOfWeek } from './annual-report-of-week.js';
import type { Filed } from './file-reports.js';
import { planWeek } from './plan.js';
import { runWeek } from './run-week.js';
import { weekTable } from './table.js';

/** `npm run week`. @returns the exit code: 1 where anything went otherwise than planned, 2 for wrong arguments */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      reports: { type: 'string', default: '200' },
      'annual-report': { type: 'string' },
    },
  });
  const [seed, reports] = [Number(values.seed), Number(values.reports)];
  if (!isCount(seed, 9_999) || !isCount(reports, 5_000)) {
    process.stderr.write('--seed takes a number from 1 to 9999, --reports one from 1 to 5000.\n');
    return 2;
  }
  const beganMs = performance.now();
  const say = (line: string) => process.stderr.write(`${seconds(beganMs).padStart(6)}  ${line}\n`);
  const postgres = await startTestPostgres();
  process.env['UNIFLAG_TEST_DATABASE_URL'] = postgres.url;
  try {
    const folder = values['annual-report'];
    const told: boolean[] = [];
    const result = await runWeek({
      ...{ plan: planWeek(seed, reports), say },
      ...(folder === undefined
        ? {}
        : {
            isTrustedFlagger: true,
            lookAt: async (house, filed) => void told.push(await tell(house, filed, folder)),
          }),
    });
    process.stdout.write(`${weekTable(result)}\n\n`);
    for (const difference of result.differences) process.stdout.write(`${difference}\n`);
    process.stdout.write(
      `${result.reports} reports, ${result.submissions} submissions, seed ${seed}: ` +
        `${result.differences.length === 0 ? 'everything as planned' : `${result.differences.length} differences`} (${seconds(beganMs)})\n`,
    );
    return result.differences.length === 0 && !told.includes(false) ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}

/** Writes the yearly report of the week. @returns whether nothing of a person, and no small count, can be read from it */
async function tell(house: House, filed: readonly Filed[], folder: string): Promise<boolean> {
  const { report, files, lookedFor, found, hidden, narrowed } = await annualReportOfWeek(house, filed);
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  process.stdout.write(
    `annual report: ${report.figures.notices ?? 'hidden'} notices, ${files.size} files in ${folder}\n` +
      `  ${lookedFor} texts of reports and persons looked for, ${found.length} found\n` +
      `  ${hidden} hidden counts, ${narrowed.length} of them can be narrowed down\n\n`,
  );
  for (const each of [...found, ...narrowed]) process.stdout.write(`${each}\n`);
  return found.length === 0 && narrowed.length === 0;
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

function seconds(beganMs: number): string {
  return `${((performance.now() - beganMs) / 1_000).toFixed(1)} s`;
}
