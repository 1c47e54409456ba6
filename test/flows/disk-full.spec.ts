import { join } from 'node:path';
import { fromTypeId } from '#core';
import { openDatabase } from '#persistence';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '#persistence/embedded';
import { brokenPromises } from '../support/invariants.js';
import { startServices, type ServicesAtWork } from '../support/services-at-work.js';
import { until } from '../support/services/until.js';
import { killServices } from '../support/service-process.js';
import { mountSmallDisk } from '../support/services/small-disk.js';

jest.setTimeout(180_000);

const disk = mountSmallDisk(160);
const itWithDisk = disk ? it : it.skip;
const reason = disk ? '' : ' (skipped: only root may mount a small disk)';

let postgres: EmbeddedPostgres | undefined;
let services: ServicesAtWork | undefined;
afterAll(async () => {
  await killServices();
  await services?.simulator.close();
  await postgres?.stop();
  disk?.close();
});

itWithDisk(
  `a full disk under PostgreSQL loses nothing that was accepted, and all goes on once there is room${reason}`,
  async () => {
    if (!disk) return;
    postgres = await startEmbeddedPostgres({ dataDir: join(disk.folder, 'postgres') });
    services = await startServices({ databaseUrl: postgres.url });
    const { file, words, api, worker, apiUrl } = services;
    const accepted = new Set<string>();
    let asked = 0;
    const problems: { status: number; code: string; retryAfter: string | null }[] = [];
    const fileOne = async () => {
      const answer = await file((asked += 1));
      if (answer.status === 201) {
        const { id } = (await answer.json()) as { id: string };
        accepted.add(fromTypeId('rep', id) ?? id);
      } else {
        const { code } = (await answer.json()) as { code: string };
        problems.push({ status: answer.status, code, retryAfter: answer.headers.get('retry-after') });
      }
    };
    await fileOne();
    expect(accepted.size).toBe(1);

    disk.fill();
    await until(
      'reports are refused',
      async () => {
        await Promise.all(Array.from({ length: 8 }, fileOne));
        return problems.length >= 20;
      },
      60_000,
    );
    for (const problem of problems)
      expect([
        { status: 503, code: 'DATABASE.DISK_FULL', retryAfter: '30' },
        // Where not even the log of the database could grow, the server starts anew.
        { status: 503, code: 'DATABASE.UNAVAILABLE', retryAfter: '5' },
      ]).toContainEqual(problem);
    expect(problems.map(({ code }) => code)).toContain('DATABASE.DISK_FULL');
    expect((await fetch(`${apiUrl}/health/live`)).status).toBe(200);

    disk.empty();
    await until('reports are taken', async () => {
      const before = accepted.size;
      await fileOne();
      return accepted.size > before;
    });
    let received: number;
    const database = await openDatabase({
      url: postgres.url,
      ...{ poolSize: 2, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 },
    });
    try {
      let stored: readonly { report_id: string; delivery: string }[] = [];
      const waiting = () => stored.filter(({ delivery }) => !['SENT', 'ACKNOWLEDGED'].includes(delivery));
      await until(
        () => `everything stored is with its platform: ${JSON.stringify(waiting())}`,
        async () => {
          ({ rows: stored } = await database.pool.query('SELECT report_id, delivery FROM submissions'));
          return waiting().length === 0;
        },
        60_000,
      );
      const storedIds = new Set(stored.map(({ report_id: id }) => id));
      expect([...accepted].filter((id) => !storedIds.has(id))).toEqual([]);
      // Where the server went down between commit and answer, nobody was told that the report is there.
      const unknown = problems.filter(({ code }) => code === 'DATABASE.UNAVAILABLE').length;
      expect(storedIds.size).toBeLessThanOrEqual(accepted.size + unknown);
      received = stored.length;
      expect(await brokenPromises(database.pool)).toEqual([]);
    } finally {
      await database.close();
    }
    expect(services.simulator.received('facebook')).toHaveLength(received);
    expect(Object.keys(await words())).not.toContain('queued');
    for (const service of [api, worker]) {
      expect(() => process.kill(service.pid, 0)).not.toThrow();
      expect(service.strays).toEqual([]);
    }
  },
);
