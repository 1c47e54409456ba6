import pg from 'pg';
import { uuidv7 } from 'uuidv7';
import type { BenchOptions, Figures } from '../case.js';
import { openInstallation, type Installation } from '../installation.js';
import { LoadClient, median, rounded, seconds, sideBySide } from '../load.js';
import { durability } from '../measured.js';

const platformsEach = 5;
const poolSize = 40;
export const rounds = 3;

/**
 * The yardstick: the least that a durable fan-out does on this server. No queue, no framework, no batches; per report one
 * statement that stores it and its submissions, five calls, an update for each answer, and one of the report.
 */
export async function floor({ reports = 2_000, concurrency = 64, say }: BenchOptions): Promise<Figures> {
  const installation = await openInstallation({ backend: 'postgres', workers: 1, platforms: 'partners' });
  const yardstick = await openFloor(installation);
  try {
    await yardstick.run(Math.ceil(reports / 10), concurrency);
    const perS: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      perS.push(await yardstick.run(reports, concurrency));
      say(`${round}: ${rounded(perS.at(-1) ?? 0)} reports/s`);
    }
    const kept = await durability(installation.pool);
    return { reports, concurrency, ...kept, reports_per_s: rounded(median(perS)) };
  } finally {
    await yardstick.close();
    await installation.stop();
  }
}

export interface Floor {
  /** @returns reports a second */
  run(reports: number, concurrency: number): Promise<number>;
  close(): Promise<void>;
}

/** Tables of its own on the server of an installation, and calls to the same stub. */
export async function openFloor({ databaseUrl, platformUrl }: Installation): Promise<Floor> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: poolSize });
  await pool.query(`CREATE SCHEMA floor;
    CREATE TABLE floor.reports (id uuid PRIMARY KEY, explanation bytea NOT NULL, status text NOT NULL);
    CREATE TABLE floor.submissions (id uuid PRIMARY KEY, report_id uuid NOT NULL REFERENCES floor.reports,
      platform text NOT NULL, target bytea NOT NULL, state text NOT NULL, receipt text);
    CREATE INDEX ON floor.submissions (report_id)`);
  const client = new LoadClient();
  const one = async (index: number) => {
    const reportId = uuidv7();
    const ids = Array.from({ length: platformsEach }, uuidv7);
    const explanation = Buffer.alloc(400, index);
    const target = Buffer.alloc(80, index);
    await pool.query(
      `WITH report AS (INSERT INTO floor.reports VALUES ($1, $2, 'OPEN') RETURNING id)
       INSERT INTO floor.submissions SELECT s.id, report.id, 'partner-' || s.place, $4, 'queued', NULL
       FROM report, unnest($3::uuid[]) WITH ORDINALITY AS s (id, place)`,
      [reportId, explanation, ids, target],
    );
    await Promise.all(
      ids.map(async (id, place) => {
        const { text } = await client.post(`${platformUrl}/partner-${place + 1}/notices`, {
          reference: id,
          explanation: explanation.toString('base64'),
        });
        const { case: receipt } = JSON.parse(text) as { case: string };
        await pool.query(`UPDATE floor.submissions SET state = 'acknowledged', receipt = $2 WHERE id = $1`, [
          id,
          receipt,
        ]);
      }),
    );
    await pool.query(`UPDATE floor.reports SET status = 'DONE' WHERE id = $1`, [reportId]);
  };
  return {
    run: async (reports, concurrency) => {
      const startedAtMs = performance.now();
      await sideBySide(reports, concurrency, one);
      return reports / seconds(startedAtMs);
    },
    close: async () => {
      client.close();
      await pool.end();
    },
  };
}
