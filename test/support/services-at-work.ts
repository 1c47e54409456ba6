import { uuidv7 } from 'uuidv7';
import { openDatabase, PgApiKeys } from '#persistence';
import { freePort } from '#persistence/embedded';
import { platforms } from '#platforms';
import { newApiKey } from '#security';
import { startSimulator, type RunningSimulator } from '../../apps/simulator/src/simulator.js';
import { startService, serviceSettings, type ServiceProcess } from './service-process.js';

/** API and worker as processes, and a simulator in this one. */
export interface ServicesAtWork {
  readonly api: ServiceProcess;
  readonly worker: ServiceProcess;
  readonly apiUrl: string;
  readonly authorization: { readonly authorization: string };
  readonly simulator: RunningSimulator;
  readonly env: Readonly<Record<string, string>>;
  /** What befalls notices to Facebook from now on. */
  scenario(fault: string): Promise<void>;
  /** Files a report with one target on Facebook; `number` makes it another post. */
  file(number: number): Promise<Response>;
  /** The delivery of each submission, by the list of reports' words. */
  words(): Promise<Record<string, number>>;
}

/** @param databaseUrl as the processes reach it; `directUrl` as this one does, where that differs */
export async function startServices(options: {
  readonly databaseUrl: string;
  readonly directUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly slowMs?: number;
}): Promise<ServicesAtWork> {
  const mailPort = await freePort();
  const simulator = await startSimulator({
    platforms: platforms.map(({ simulation }) => simulation),
    ...{ host: '127.0.0.1', httpPort: 0, smtpPort: 0, slowMs: options.slowMs ?? 5_000 },
    replyTo: { host: '127.0.0.1', port: mailPort },
  });
  const env = serviceSettings({
    databaseUrl: options.databaseUrl,
    env: {
      UNIFLAG_MAIL__INBOUND__PORT: String(mailPort),
      UNIFLAG_SIMULATOR__HTTP_URL: simulator.httpUrl,
      UNIFLAG_SIMULATOR__SMTP_HOST: '127.0.0.1',
      UNIFLAG_SIMULATOR__SMTP_PORT: String(simulator.smtpPort),
      ...options.env,
    },
  });
  const api = startService('api', env);
  const worker = startService('worker', env);
  const [{ port }] = await Promise.all([api.said('api.started'), worker.said('worker.started')]);
  const { key, prefix, hash } = newApiKey();
  const database = await openDatabase({
    url: options.directUrl ?? options.databaseUrl,
    ...{ poolSize: 1, statementTimeoutMs: 10_000, lockTimeoutMs: 3_000 },
  });
  await new PgApiKeys(database.pool).add({ id: uuidv7(), name: 'test', prefix, hash });
  await database.close();
  const apiUrl = `http://127.0.0.1:${String(port)}`;
  const authorization = { authorization: `Bearer ${key}` };
  return {
    ...{ api, worker, apiUrl, authorization, simulator, env },
    scenario: async (fault) => {
      const { ok } = await fetch(`${simulator.httpUrl}/_scenario`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ platform: 'facebook', match: {}, steps: [{ afterMs: 0, fault }] }),
      });
      if (!ok) throw new Error(`the simulator refused ${fault}`);
    },
    file: (number) =>
      fetch(`${apiUrl}/v1/reports`, {
        method: 'POST',
        headers: { ...authorization, 'content-type': 'application/json' },
        body: JSON.stringify({
          category: 'CYBERBULLYING',
          targets: [{ input: `https://www.facebook.com/synthetic.example/posts/${1_000_000_000 + number}` }],
          explanation: 'Synthetic explanation.',
          goodFaith: true,
          caller: { role: 'PARENT' },
          language: 'en',
        }),
      }),
    words: async () => {
      const sum: Record<string, number> = {};
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Response = await fetch(`${apiUrl}/v1/reports?limit=100${cursor && `&cursor=${cursor}`}`, {
          headers: authorization,
        });
        const { data, nextCursor } = (await page.json()) as ReportPage;
        for (const { counts } of data)
          for (const [word, n] of Object.entries(counts)) sum[word] = (sum[word] ?? 0) + n;
        cursor = nextCursor;
      }
      return sum;
    },
  };
}

interface ReportPage {
  readonly data: readonly { readonly counts: Readonly<Record<string, number>> }[];
  readonly nextCursor: string | null;
}
