import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { loadConfig } from '#config';
import { startApi, type RunningApi } from '../../../apps/api/src/api.js';
import { startWorker, type RunningWorker } from '../../../apps/worker/src/worker.js';
import { openHouse, type House } from '../../support/house.js';
import { until } from '../../support/services/until.js';
import { platforms } from '../../support/platforms/with-examples.js';

/** Several APIs and workers on one database and one queue, as an installation on several machines has them. */
export interface Fleet {
  readonly house: House;
  /** Files reports side by side, each again under its own key until it is answered 201. */
  file(count: number): Promise<readonly string[]>;
  /** One more worker, in a process of its own. */
  startProcess(): Promise<ChildProcess>;
  /** How many submissions of these reports have left. */
  sent(reportIds: readonly string[]): Promise<number>;
  /** Waits until nothing of these reports waits any more. */
  allSettled(reportIds: readonly string[]): Promise<void>;
  /** How the submissions of these reports stand, counted. */
  deliveries(reportIds: readonly string[]): Promise<Readonly<Record<string, number>>>;
  /** References of submissions whose platform has more than one notice, or none. */
  notNoticedOnce(reportIds: readonly string[]): Promise<{ twice: string[]; never: string[] }>;
  close(): Promise<void>;
}

export interface FleetOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly apis: number;
  readonly workers: number;
}

/** Two that take mails, one that can be looked up, one that drops repeats. */
const addresses: readonly ((number: number) => string)[] = [
  (number) => `https://www.facebook.com/synthetic.example/posts/${1_000_000_000_000_000 + number}`,
  (number) => `https://www.instagram.com/p/Synth${String(number).padStart(6, '0')}/`,
  (number) => `https://lookup.example/p/synthetic${number}`,
  (number) => `https://dedupe.example/clip/Synthetic${number}`,
];
export const submissionsPerReport = addresses.length;
const keys = ['facebook', 'instagram', 'lookup-example', 'dedupe-example'];
const sideBySide = 20;
const settleWaitMs = 60_000;

/** What was lost is taken over within seconds, and yet a machine that is busy with other tests gets its answers in time. */
const quick = {
  UNIFLAG_WORKER__LEASE_MS: '25s',
  UNIFLAG_WORKER__SEND_TIMEOUT_MS: '20s',
  UNIFLAG_WORKER__SETTLE_MS: '500ms',
  UNIFLAG_WORKER__RETRY_SCHEDULE_MS: '500ms,1s,2s,4s',
};

export async function openFleet(options: FleetOptions): Promise<Fleet> {
  const house = await openHouse({ platforms, hasWorker: false, env: { ...quick, ...options.env } });
  const apis: RunningApi[] = [];
  const workers: RunningWorker[] = [];
  const processes: ChildProcess[] = [];
  let filed = 0;
  // One of them takes the platforms' mails; this house needs none.
  const env = { ...house.env, UNIFLAG_MAIL__INBOUND__ENABLED: 'false' };
  const parts = { config: loadConfig({ env }), platforms, log: house.log, schema: house.schema };
  const close = async () => {
    for (const child of processes) child.kill('SIGKILL');
    await Promise.all([...workers, ...apis].map((each) => each.close()));
    await house.close();
  };
  try {
    for (const key of keys) await house.scenario(key, {}, [{ afterMs: 0, fault: 'silence' }]);
    for (let count = 1; count < options.apis; count += 1) apis.push(await startApi(parts));
    for (let count = 0; count < options.workers; count += 1) workers.push(await startWorker(parts));
  } catch (error) {
    await close();
    throw error;
  }
  const urls = [house.apiUrl, ...apis.map(({ url }) => url)];

  const fileOne = async (number: number): Promise<string> => {
    const key = randomUUID();
    for (let turn = number; ; turn += 1) {
      const id = await post(urls[turn % urls.length] ?? house.apiUrl, house.apiKey, key, number);
      if (id !== undefined) return id;
    }
  };
  const rowsOf = async (reportIds: readonly string[]) => {
    const { rows } = await house.database.pool.query<{
      reference: string;
      platform: string;
      delivery: string;
    }>(
      `SELECT s.reference, s.platform, s.delivery FROM submissions s JOIN reports r ON r.id = s.report_id
       WHERE r.reference = ANY($1)`,
      [reportIds],
    );
    return rows;
  };
  const countOf = async (reportIds: readonly string[]) => {
    const counts: Record<string, number> = {};
    for (const { delivery } of await rowsOf(reportIds)) counts[delivery] = (counts[delivery] ?? 0) + 1;
    return counts;
  };
  return {
    house,
    file: async (count) => {
      const numbers = Array.from({ length: count }, () => (filed += 1));
      const references: string[] = [];
      const lanes = Array.from({ length: Math.min(sideBySide, count) }, async () => {
        for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
          references.push(await fileOne(number));
      });
      await Promise.all(lanes);
      return references;
    },
    startProcess: async () => {
      const settings = {
        env,
        schema: house.schema,
        platformsModule: '../support/platforms/with-examples.ts',
      };
      const child = fork('test/support/worker-process.cjs', [JSON.stringify(settings)], {
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      processes.push(child);
      await new Promise<void>((resolve, reject) => {
        child.stdout?.once('data', () => resolve());
        child.once('exit', (code) => reject(new Error(`worker ended with ${code}`)));
      });
      return child;
    },
    sent: async (reportIds) => {
      const { SENT = 0, ACKNOWLEDGED = 0 } = await countOf(reportIds);
      return SENT + ACKNOWLEDGED;
    },
    allSettled: async (reportIds) => {
      let counts: Readonly<Record<string, number>> = {};
      const isSettled = async () => {
        counts = await countOf(reportIds);
        return ['QUEUED', 'SENDING', 'RETRY_WAIT'].every((delivery) => counts[delivery] === undefined);
      };
      await until(() => `nothing waits any more, but ${JSON.stringify(counts)}`, isSettled, settleWaitMs);
    },
    deliveries: countOf,
    notNoticedOnce: async (reportIds) => {
      const rows = await rowsOf(reportIds);
      const countAt = (platform: string, reference: string) =>
        house.simulator.received(platform).filter(({ text }) => text.includes(reference)).length;
      const counted = rows.map(({ platform, reference }) => ({
        reference,
        count: countAt(platform, reference),
      }));
      const of = (isSo: (count: number) => boolean) =>
        counted.filter(({ count }) => isSo(count)).map(({ reference }) => reference);
      return { twice: of((count) => count > 1), never: of((count) => count === 0) };
    },
    close,
  };
}

/** @returns the report's reference; undefined where nobody knows whether it was filed, or it was not now */
async function post(url: string, apiKey: string, idempotencyKey: string, number: number) {
  const body = {
    category: 'CYBERBULLYING',
    targets: addresses.map((address) => ({ input: address(number) })),
    explanation: 'Synthetic explanation.',
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
  const response = await fetch(`${url}/v1/reports`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (response === undefined) return undefined;
  const answer = (await response.json()) as { reference: string };
  if (response.status === 201) return answer.reference;
  if (response.status < 500 && response.status !== 409) throw new Error(`refused: ${JSON.stringify(answer)}`);
  return undefined;
}
