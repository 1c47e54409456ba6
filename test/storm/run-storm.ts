import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { check } from './checker/check.js';
import { readDatabase } from './checker/read-database.js';
import { readLedger } from './checker/read-ledger.js';
import { readReplies } from './checker/read-replies.js';
import { readViews } from './checker/read-views.js';
import type { Records } from './checker/records.js';
import { startCluster, type Cluster } from './cluster/cluster.js';
import { leaseMs } from './cluster/environment.js';
import { clockLibrary } from './cluster/clock.js';
import { Injector } from './cluster/inject.js';
import { freePorts } from './cluster/ports.js';
import { keptFolder, newRunFolder } from './cluster/run-folder.js';
import { watchForStalls } from './cluster/stall-watch.js';
import { Clients } from './people/clients.js';
import { Consumers } from './people/consumers.js';
import { Person } from './people/person.js';
import { pathsTaken } from './paths.js';
import { planOf, type Backend, type Plan } from './plan/plan.js';
import { stormPlatforms } from './plan/targets.js';
import { resultOf, type StormResult } from './result.js';
import { untilRest } from './rest.js';

export interface StormOptions {
  readonly seed: number;
  readonly backend: Backend;
  readonly reports: number;
  readonly faults: number;
  readonly plant?: string;
  /** Leaves the run's folder with every log. */
  readonly keepsFolder?: boolean;
  /** Takes one line for the person at the screen. */
  readonly say: (line: string) => void;
}

const consumerCount = 2;
/** Replies held back or tried again come in for so long after the last fault. */
const patienceMs = 10_000;

const running = new Set<() => Promise<void>>();

/** Ends every storm under way, with all its processes: for whoever breaks off. */
export async function endStorms(): Promise<void> {
  await Promise.all([...running].map((end) => end()));
}

/** One storm: the plan's faults over the running product, then calm, then the three records side by side. */
export async function runStorm(options: StormOptions): Promise<StormResult> {
  const plan = planOf({ ...options, leaseMs, hasClockSteps: clockLibrary() !== undefined });
  const folder = await newRunFolder();
  const { say } = options;
  say(
    `seed ${plan.seed} on ${plan.backend}: plan ${plan.sha256.slice(0, 12)}, ${plan.reports.length} reports`,
  );
  let cluster: Cluster | undefined;
  const end = async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  running.add(end);
  try {
    const startMs = performance.now();
    cluster = await startCluster({ plan, folder, ...(options.plant ? { plant: options.plant } : {}) });
    say(`up in ${seconds(startMs)}; ${plan.faults.length} faults over ${plan.phaseMs / 1_000} s`);
    return await storm(cluster, plan, say);
  } finally {
    await cluster?.stop();
    running.delete(end);
    if (options.keepsFolder) say(`kept: ${keptFolder(folder)}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

async function storm(cluster: Cluster, plan: Plan, say: (line: string) => void): Promise<StormResult> {
  const { apiUrls, apiKey, files } = cluster;
  const consumers = new Consumers(plan.seed, await freePorts(consumerCount));
  const clients = new Clients(plan, apiUrls, apiKey);
  const injector = new Injector(cluster);
  const person = new Person({
    ...{ seed: plan.seed, apiUrls, apiKey },
    mostLeft: Math.floor(plan.reports.length / 40),
    hasArrived: (reference) => isInLedger(files.ledger, reference),
  });
  const endWatch = watchForStalls(cluster.record);
  try {
    await consumers.start(apiUrls[0] ?? '', apiKey);
    person.start();
    const filing = clients.run();
    await injector.run(plan);
    const endMs = performance.now();
    consumers.calm();
    await filing;
    await Promise.all([...cluster.processes.values()].map((each) => each.start()));
    const { recoveredInMs, open } = await settle(cluster, person, endMs, say);
    for (const each of open) say(`still open: ${each}`);
    const records = await readRecords(cluster, clients, consumers, person);
    return resultOf({
      ...{ plan, records, verdict: check(records), recoveredInMs },
      paths: pathsTaken(records, files.logs),
      consumerFaults: consumers.faultsByKind,
    });
  } finally {
    endWatch();
    await person.stop();
    await consumers.stop();
  }
}

/** What did not come to rest in time stays as it is, to be judged. */
async function settle(cluster: Cluster, person: Person, endMs: number, say: (line: string) => void) {
  const { url } = cluster.postgres;
  const sinceEndMs = performance.now() - endMs;
  const first = await untilRest(url, say);
  const recoveredInMs = Math.round(sinceEndMs + first.restedInMs);
  if (first.open.length > 0) return { recoveredInMs, open: first.open };
  // The platforms' last replies may come in after a first rest.
  await pause(Math.max(0, endMs + patienceMs - performance.now()));
  await untilRest(url, say);
  await person.stop();
  // What the person asked for last has to come to rest too.
  return { recoveredInMs, open: (await untilRest(url, say)).open };
}

async function readRecords(
  cluster: Cluster,
  clients: Clients,
  consumers: Consumers,
  person: Person,
): Promise<Records> {
  const { files, apiUrls, apiKey, record, watch } = cluster;
  const tables = await readDatabase(cluster.postgres.url);
  return {
    ...tables,
    told: clients.told,
    unanswered: clients.givenUp,
    notices: readLedger(files.ledger),
    takenReplies: readReplies(files.replies),
    deliveries: consumers.deliveries,
    consumers: consumerCount,
    views: await readViews(
      apiUrls,
      apiKey,
      clients.told.flatMap(({ ids }) => ids),
    ),
    rules: new Map(stormPlatforms.map(({ key, rule }) => [key, rule])),
    resends: person.resends,
    faults: record.faults,
    calls: watch.sends,
  };
}

function isInLedger(file: string, reference: string): boolean {
  return readFileSync(file, 'utf8')
    .split('\n')
    .some((line) => line.includes(reference) && line.includes('"isTaken":true'));
}

function seconds(sinceMs: number): string {
  return `${((performance.now() - sinceMs) / 1_000).toFixed(1)} s`;
}
