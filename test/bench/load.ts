import { Agent, request } from 'node:http';
import { uuidv7 } from 'uuidv7';
import { loadConfig } from '#config';
import { openDatabase } from '#persistence';
import { platforms } from '#platforms';
import { silentLog } from '#telemetry';
import { apiUseCases } from '../../apps/api/src/use-cases.js';
import type { Installation } from './installation.js';

/** A report with one target at each of the five platforms, as a client files it. All synthetic. */
export function syntheticReport(index: number, category = 'CYBERBULLYING') {
  const id = String(index).padStart(7, '0');
  return {
    category,
    targets: [
      { input: `https://www.facebook.com/synthetic.example/posts/100000000${id}` },
      { input: `https://www.instagram.com/p/Synt${id}/` },
      { input: `https://www.snapchat.com/add/synthetic${id}` },
      { input: `https://chat.whatsapp.com/SyntheticInvite${id}` },
      { input: `https://youtu.be/SYNT${id}` },
    ],
    explanation: 'Synthetic explanation of ordinary length. '.repeat(10),
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
}

/** Files so many reports without the HTTP in between; nothing is claimed while every platform is stopped. */
export async function fileBacklog(
  { env, pool }: Installation,
  reports: number,
  say: (line: string) => void,
): Promise<void> {
  await pool.query(`UPDATE platforms SET stopped_from = 'rehearsed', mode = 'stopped'`);
  const config = loadConfig({ env: { ...env } });
  const database = await openDatabase({ ...config.database, poolSize: 12 });
  const { fileReport } = apiUseCases(config, platforms, database, silentLog);
  const startedAtMs = performance.now();
  await sideBySide(reports, 12, async (index) => {
    const { category, targets, explanation, caller } = syntheticReport(index);
    const answer = await fileReport.run({
      ...{ category, targets, explanation, callerRole: caller.role, language: 'en' },
      ...{ filedBy: uuidv7(), idempotency: null },
    });
    if (answer.outcome !== 'filed') throw new Error(`not filed: ${answer.outcome}`);
    if (index > 0 && index % 20_000 === 0) say(`  ${index} reports filed`);
  });
  await database.close();
  await pool.query('ANALYZE');
  say(`${reports} reports with five targets each filed in ${seconds(startedAtMs).toFixed(0)} s`);
}

/** Lets workers claim. */
export async function openPlatforms({ pool }: Installation): Promise<void> {
  await pool.query(`UPDATE platforms SET mode = 'rehearsed'; SELECT pg_notify('uniflag', '')`);
}

export async function sideBySide(
  total: number,
  places: number,
  work: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < total) await work(next++);
  };
  await Promise.all(Array.from({ length: places }, one));
}

export function seconds(sinceMs: number): number {
  return (performance.now() - sinceMs) / 1_000;
}

/** How long it takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAtMs = performance.now();
  await work();
  return performance.now() - startedAtMs;
}

export function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? 0;
}

/** To one digit behind the point. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

export const platformKeys = ['facebook', 'instagram', 'snapchat', 'whatsapp', 'youtube'] as const;

/** Platforms take every notice and never answer: what is measured is sending. */
export async function silencePlatforms({ scenario }: Installation): Promise<void> {
  for (const platform of platformKeys) await scenario(platform, [{ afterMs: 0, fault: 'silence' }]);
}

/** A client that spends little itself: it shares the processors with what it measures. Connections are kept. */
export class LoadClient {
  private readonly agent = new Agent({ keepAlive: true });

  /** @returns the status and the body, read to its end */
  post(
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly status: number; readonly text: string }> {
    const json = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        url,
        {
          ...{ method: 'POST', agent: this.agent },
          headers: {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(json),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (part: string) => (text += part));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(json);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** The middle one of the rounds. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
