import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { BenchOptions, Figures } from '../case.js';
import { Filing, type Filed } from '../filing.js';
import { openInstallation, type Installation } from '../installation.js';
import { LoadClient, median, rounded, seconds, sideBySide } from '../load.js';
import { durability, processorSeconds, usedMsEach } from '../measured.js';
import { partnerSecret } from '../partners.js';
import { rounds } from './floor.js';

/** Five partners decide about every notice at once, by signed callbacks: how many decisions are applied in a second. */
export async function replies(options: BenchOptions): Promise<Figures> {
  const { backend, reports = 200, concurrency = 64, say } = options;
  const installation = await openInstallation({ backend, workers: 1, platforms: 'partners' });
  const { pool, pids } = installation;
  const filing = new Filing(installation);
  const client = new LoadClient();
  const deciding = async (count: number) => {
    const filed: Filed[] = [];
    await sideBySide(count, 16, async () => {
      filed.push(await filing.file());
    });
    while (await isSome(installation, `delivery <> 'ACKNOWLEDGED'`)) await pause(20);
    const all = filed.flatMap(({ submissions }) => submissions);
    const startedAtMs = performance.now();
    await sideBySide(all.length, concurrency, async (index) => {
      const { reference = '', platform = '' } = all[index] ?? {};
      const { status, text } = await client.post(
        `${installation.apiUrl}/v1/inbound/${platform}`,
        ...signed(reference, index),
      );
      if (status !== 202) throw new Error(`a callback was answered ${status}: ${text}`);
    });
    while (await isSome(installation, `decision <> 'ACTIONED'`)) await pause(20);
    return all.length / seconds(startedAtMs);
  };
  try {
    await installation.startWorkers();
    await deciding(Math.ceil(reports / 5));
    const before = processorSeconds(pids());
    const perS: number[] = [];
    for (let number = 1; number <= rounds; number += 1) {
      perS.push(await deciding(reports));
      say(`${number}: ${rounded(perS.at(-1) ?? 0)} decisions/s`);
    }
    const after = processorSeconds(pids());
    const { simulator: _stub, ...used } = usedMsEach(before, after, reports * rounds);
    return {
      ...{ decisions: reports * 5, concurrency, ...(await durability(pool)) },
      decisions_per_s: rounded(median(perS)),
      // Filing and sending what is decided about included.
      cpu_s_per_1000_reports: rounded(Object.values(used).reduce((sum, ms) => sum + ms, 0)),
    };
  } finally {
    client.close();
    filing.close();
    await installation.stop();
  }
}

/** A callback as the made-up platform sends it, and its headers. */
function signed(reference: string, number: number): [object, Record<string, string>] {
  const at = Date.now();
  const body = {
    ...{ id: `cb-${number}-${at}`, case: `C-${number}`, reference },
    ...{ event: 'clip.removed', at: new Date(at).toISOString() },
  };
  const signature = createHmac('sha256', partnerSecret)
    .update(`${at}.${JSON.stringify(body)}`)
    .digest('hex');
  return [body, { 'dedupe-signature': `t=${at},v1=${signature}` }];
}

async function isSome({ pool }: Installation, condition: string): Promise<boolean> {
  const { rows } = await pool.query<{ is: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM submissions WHERE ${condition}) AS is`,
  );
  return rows[0]?.is === true;
}
