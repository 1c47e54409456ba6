import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { loadConfig } from '#config';
import { grantRoles, migrate, openDatabase, PgApiKeys, type Database } from '#persistence';
import { freePort } from '#persistence/embedded';
import { platforms } from '#platforms';
import { newApiKey } from '#security';
import { startSimulator, type RunningSimulator } from '../../../apps/simulator/src/simulator.js';
import { readCompose } from '../../support/compose.js';
import { killServices, startService, type ServiceProcess } from '../../support/service-process.js';
import { startDebianPostgres } from '../../support/services/debian-postgres.js';
import { startNginx, type TestNginx } from '../../support/services/nginx.js';
import { startTestRedis } from '../../support/services/redis.js';

/** What docker/compose.yaml runs, as processes of this machine: settings, secrets and numbers are those of the file. */
export interface ProductionShape {
  readonly nginx: TestNginx;
  readonly apiKey: string;
  readonly apiPorts: readonly number[];
  readonly simulator: RunningSimulator;
  readonly database: Database;
  /** APIs, then workers; each is replaced in its place. */
  readonly services: readonly ServiceProcess[];
  /** Stops one of them and starts it anew, as docs/operations.md says. */
  restart(place: number): Promise<{ readonly exitCode: number | null; readonly stopMs: number }>;
  close(): Promise<void>;
}

const compose = readCompose();
const apiNames = ['api-1', 'api-2'];

export async function startProductionShape(): Promise<ProductionShape> {
  const folder = mkdtempSync(path.join(tmpdir(), 'uniflag-test-secrets-'));
  const [postgres, redis] = await Promise.all([
    startDebianPostgres(),
    startTestRedis(compose.services['redis']?.command?.slice(1)),
  ]);
  if (!redis) throw new Error('no redis-server');
  const apiPorts = [await freePort(), await freePort()] as const;
  const workerPorts = await Promise.all(
    Array.from({ length: compose.services['worker']?.deploy?.replicas ?? 1 }, freePort),
  );
  const nginx = await startNginx(apiPorts);
  const simulator = await startSimulator({
    platforms: platforms.map(({ simulation }) => simulation),
    ...{ host: '127.0.0.1', httpPort: 0, smtpPort: 0 },
    replyTo: { host: '127.0.0.1', port: workerPorts[0] ?? 0 },
  });
  for (const [name, { file }] of Object.entries(compose.secrets)) {
    const content = name === 'database.url' ? postgres.url : randomBytes(32).toString('base64');
    if (file.startsWith('secrets/')) writeFileSync(path.join(folder, name), content);
  }

  /** Where this differs from the file: everything stands on one machine. */
  const places: Readonly<Record<string, string>> = {
    'redis://redis:6379': redis.url,
    'http://simulator:3900': simulator.httpUrl,
    '172.30.83.10/32': '127.0.0.1/32',
    '172.30.84.0/24': '127.0.0.0/8',
    simulator: '127.0.0.1',
    '0.0.0.0': '127.0.0.1',
    '${UNIFLAG_PUBLIC_URL:-https://localhost}': nginx.url,
  };
  const settingsOf = (name: string): Record<string, string> => {
    const { environment = {} } = compose.services[name] ?? {};
    const entries = Object.entries(environment).map(([key, value]) => [
      key,
      places[value] ?? value.replace('/run/secrets/', `${folder}/`),
    ]);
    return Object.fromEntries(entries) as Record<string, string>;
  };
  const starts = [
    ...apiNames.map((name, index) => () => {
      const port = { UNIFLAG_API__PORT: String(apiPorts[index]) };
      return begun('api', startService('api', { ...settingsOf(name), ...port }));
    }),
    ...workerPorts.map((port) => () => {
      const ports = {
        UNIFLAG_MAIL__INBOUND__PORT: String(port),
        UNIFLAG_WORKER__METRICS_PORT: '0',
        UNIFLAG_SIMULATOR__SMTP_PORT: String(simulator.smtpPort),
      };
      return begun('worker', startService('worker', { ...settingsOf('worker'), ...ports }));
    }),
  ];

  const config = loadConfig({ env: settingsOf('bootstrap') }, ['database']);
  const database = await openDatabase({ ...config.database, poolSize: 2 });
  await migrate(database);
  await grantRoles(config.database);
  const { key, prefix, hash } = newApiKey();
  await new PgApiKeys(database.pool).add({ id: uuidv7(), name: 'first key', prefix, hash });
  const services = await Promise.all(starts.map((start) => start()));

  return {
    ...{ nginx, apiPorts, simulator, database, services, apiKey: key },
    restart: async (place) => {
      const [service, start] = [services[place], starts[place]];
      if (!service || !start) throw new Error(`there is no service ${place}`);
      const isApi = place < apiNames.length;
      if (isApi) nginx.leaveOut(place + 1);
      const beganMs = performance.now();
      service.signal('SIGTERM');
      const { code } = await service.ended;
      const stopMs = performance.now() - beganMs;
      services[place] = await start();
      if (isApi) nginx.askAgain(place + 1);
      return { exitCode: code, stopMs };
    },
    close: async () => {
      await killServices();
      await Promise.all([database.close(), simulator.close(), nginx.stop()]);
      await Promise.all([postgres.stop(), redis.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

async function begun(name: string, service: ServiceProcess): Promise<ServiceProcess> {
  await service.said(`${name}.started`);
  return service;
}
