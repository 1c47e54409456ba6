import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiNames, workerNames, type Plan } from '../plan/plan.js';
import type { SimulatorBrief } from '../processes/simulator-brief.js';
import { clockLibrary } from './clock.js';
import { sendTimeoutMs, sharedEnvironment } from './environment.js';
import { NodeProcess, type NodeProcessOptions } from './node-process.js';
import type { StormPostgres } from './postgres.js';
import type { SendWatch } from './send-watch.js';
import { callbackLink, replyLink, type Wires } from './wires.js';

export interface ProductParts {
  readonly plan: Plan;
  readonly folder: string;
  readonly plant: string | undefined;
  readonly wires: Wires;
  readonly postgres: StormPostgres;
  readonly watch: SendWatch;
}

export const ledgerFile = 'ledger.jsonl';
export const repliesFile = 'replies.jsonl';

/** The processes of the product, not started yet: `api-1`, `worker-1`, `simulator`. */
export function productProcesses(parts: ProductParts): ReadonlyMap<string, NodeProcess> {
  const { plan, wires, postgres, folder } = parts;
  const { ports } = wires;
  const shared = sharedEnvironment(plan.backend);
  const redisAt = (port: number) =>
    plan.backend === 'redis' ? { UNIFLAG_QUEUE__REDIS_URL: `redis://127.0.0.1:${port}` } : {};
  const apis = apiNames.map((name, index) =>
    aProcess(parts, name, 'api', {
      ...shared,
      ...redisAt(ports.redis),
      UNIFLAG_DATABASE__URL: postgres.urlAt(wires.port(`${name}>postgres`)),
      UNIFLAG_API__PORT: String(ports.apis[index]),
      UNIFLAG_MAIL__INBOUND__ENABLED: 'false',
    }),
  );
  const workers = workerNames.map((name, index) =>
    aProcess(parts, name, 'worker', {
      ...shared,
      ...redisAt(wires.port(`${name}>redis`)),
      UNIFLAG_DATABASE__URL: postgres.urlAt(wires.port(`${name}>postgres`)),
      UNIFLAG_MAIL__INBOUND__PORT: String(ports.workerMail[index]),
      UNIFLAG_SIMULATOR__HTTP_URL: `http://127.0.0.1:${wires.port(`${name}>simulator`)}`,
      UNIFLAG_SIMULATOR__SMTP_HOST: '127.0.0.1',
      UNIFLAG_SIMULATOR__SMTP_PORT: String(wires.port(`${name}>simulator`, 1)),
    }),
  );
  const brief: Omit<SimulatorBrief, 'name'> = {
    seed: plan.seed,
    ...{ httpPort: ports.simulatorHttp, smtpPort: ports.simulatorSmtp },
    replyPort: wires.port(replyLink),
    callbackUrl: `http://127.0.0.1:${wires.port(callbackLink)}`,
    ledgerFile: path.join(folder, ledgerFile),
    repliesFile: path.join(folder, repliesFile),
    slowMs: sendTimeoutMs * 3,
  };
  const simulator = aProcess(parts, 'simulator', 'simulator', {}, { ...brief });
  return new Map([...apis, ...workers, simulator].map((each) => [each.name, each]));
}

/** What the storm does to the product's code and clock it never does to the simulator, which is its measure. */
function aProcess(
  { folder, plant, watch }: ProductParts,
  name: string,
  role: NodeProcessOptions['role'],
  env: Readonly<Record<string, string>>,
  brief: Readonly<Record<string, unknown>> = {},
): NodeProcess {
  const isProduct = role !== 'simulator';
  const library = isProduct ? clockLibrary() : undefined;
  const clock = library === undefined ? undefined : { library, file: path.join(folder, `${name}.clock`) };
  if (clock) writeFileSync(clock.file, '+0');
  const made: NodeProcess = new NodeProcess({
    ...{ name, role, env, logFile: path.join(folder, `${name}.log`) },
    brief: { ...brief, ...(plant !== undefined && isProduct ? { plant } : {}) },
    ...(clock ? { clock } : {}),
    onMessage: (message, reply) => watch.onMessage(made, message, reply),
  });
  return made;
}
