import { createHash } from 'node:crypto';
import { chosen, drawn, drawnBetween, shuffled } from '../random.js';
import { faultOfTry, scriptOf } from './messages.js';
import { addressOf, platformOf, stormPlatforms } from './targets.js';

export type Backend = 'redis' | 'postgres';

export const apiNames = ['api-1', 'api-2'] as const;
export const workerNames = ['worker-1', 'worker-2', 'worker-3'] as const;

/** Faults of processes and of the servers; each occurs at least three times in a run of 30 faults or more. */
export const processFaults = {
  always: ['killApi', 'killWorker', 'killSimulator', 'killPostgres', 'pauseWorker'],
  redis: ['killRedis', 'flushRedis', 'emptyRedis'],
  postgres: ['emptyQueue'],
} as const;
const otherFaults = ['cut', 'halfOpen', 'latency', 'stepClock', 'platformDown', 'pauseApi'] as const;
/** Faults exactly before a notice leaves and right after its answer came. */
export const sendPointFaults = [
  'pauseBeforeSend',
  'pauseAfterSend',
  'killBeforeSend',
  'killAfterSend',
] as const;

export type ProcessFault =
  (typeof processFaults)['always' | 'redis' | 'postgres'][number] | (typeof otherFaults)[number];
export type SendPointFault = (typeof sendPointFaults)[number];

export interface PlannedFault {
  readonly kind: ProcessFault;
  /** After the beginning of the storm. */
  readonly atMs: number;
  /** Process, link (`worker-1>redis`) or platform it befalls; empty where there is only one. */
  readonly on: string;
  readonly forMs: number;
  /** How far a clock is moved; milliseconds a piece of data is held back. */
  readonly byMs: number;
}

export interface PlannedReport {
  readonly key: string;
  readonly atMs: number;
  readonly targets: readonly { readonly target: number; readonly platform: string }[];
  readonly category: string;
  readonly language: string;
  /** Platform to channel where the report is handed to a person. */
  readonly channels: Readonly<Record<string, string>>;
}

export interface Plan {
  readonly seed: number;
  readonly backend: Backend;
  readonly phaseMs: number;
  readonly faults: readonly PlannedFault[];
  readonly sendPoints: ReadonlyMap<number, SendPointFault>;
  readonly reports: readonly PlannedReport[];
  /** Of everything above and of what befalls each message: two runs with the same one meet the same faults. */
  readonly sha256: string;
}

export interface PlanOptions {
  readonly seed: number;
  readonly backend: Backend;
  readonly reports: number;
  readonly faults: number;
  readonly leaseMs: number;
  /** False where no clock can be moved. */
  readonly hasClockSteps: boolean;
}

const msPerFault = 1_300;
const leastPhaseMs = 15_000;
const targetsPerReport = 8;

export function planOf(options: PlanOptions): Plan {
  const phaseMs = Math.max(leastPhaseMs, options.faults * msPerFault);
  const reports = Array.from({ length: options.reports }, (_, index) => reportOf(options, phaseMs, index));
  const faults = faultsOf(options, phaseMs);
  const sendPoints = sendPointsOf(options, reports);
  const { seed, backend } = options;
  const messages = reports.flatMap(({ targets }) =>
    targets.map(({ platform, target }) => [
      target,
      scriptOf(seed, platform, target),
      [1, 2, 3, 4].map((number) => faultOfTry(seed, platform, target, number) ?? null),
    ]),
  );
  const sha256 = createHash('sha256')
    .update(JSON.stringify([seed, backend, phaseMs, faults, [...sendPoints], reports, messages]))
    .digest('hex');
  return { seed, backend, phaseMs, faults, sendPoints, reports, sha256 };
}

function reportOf({ seed, reports }: PlanOptions, phaseMs: number, index: number): PlannedReport {
  const count = drawnBetween(2, 4, seed, 'targets', index);
  // The two that can be asked again come in twice: each of the seven gets its share, these a little more.
  const usual = stormPlatforms.map(({ key }) => key);
  const platforms = shuffled([...usual, 'lookup-example', 'dedupe-example'], seed, 'platforms', index);
  const targets = [...new Set(platforms)].slice(0, count).map((platform, ordinal) => ({
    target: index * targetsPerReport + ordinal + 1,
    platform,
  }));
  const isHandedOff = drawn(seed, 'hand-off', index) < 0.2;
  return {
    key: `storm-${seed}-${index + 1}`,
    atMs: Math.floor(((index + drawn(seed, 'at', index)) / reports) * phaseMs * 0.92),
    targets,
    category: chosen(['CYBERBULLYING', 'SEXTORTION', 'GROOMING', 'THREAT'], seed, 'category', index),
    language: chosen(['en', 'fr', 'nl', 'de'], seed, 'language', index),
    channels:
      isHandedOff && targets.some(({ platform }) => platform === 'youtube')
        ? { youtube: 'yt-priority-form' }
        : {},
  };
}

export function inputOf({ target, platform }: PlannedReport['targets'][number]): { readonly input: string } {
  return { input: addressOf(platform, target) };
}

/** In rounds, each of which has every fault of a process once: three of the same kind never fall together. */
function faultsOf(options: PlanOptions, phaseMs: number): readonly PlannedFault[] {
  const { seed, backend, faults } = options;
  const needed = [...processFaults.always, ...processFaults[backend]];
  const others = otherFaults.filter((kind) => kind !== 'stepClock' || options.hasClockSteps);
  const perRound = Math.ceil(faults / leastOfEach);
  const list: ProcessFault[] = [];
  for (let round = 0; round < leastOfEach; round += 1) {
    const size = Math.min(perRound, faults - list.length);
    const kinds: ProcessFault[] = needed.slice(0, size);
    for (let index = 0; kinds.length < size; index += 1)
      // What is not a process fault fills the rest, so that each comes early once.
      kinds.push(
        others[round * (perRound - needed.length) + index] ??
          chosen([...needed, ...others, ...others], seed, 'kind', round, index),
      );
    list.push(...shuffled(kinds, seed, 'order', round));
  }
  return list.map((kind, index) =>
    faultOf(options, kind, index, Math.floor(((index + drawn(seed, 'when', index)) / faults) * phaseMs)),
  );
}

/** Where a plan has room for it, each fault of a process occurs at least so often. */
export const leastOfEach = 3;

function faultOf({ seed, backend, leaseMs }: PlanOptions, kind: ProcessFault, index: number, atMs: number) {
  const between = (least: number, most: number, name: string) => drawnBetween(least, most, seed, name, index);
  const one = <T>(list: readonly T[]) => chosen(list, seed, 'on', index);
  const fault = (on: string, forMs = 0, byMs = 0): PlannedFault => ({ kind, atMs, on, forMs, byMs });
  switch (kind) {
    case 'killApi':
      return fault(one(apiNames), between(100, 1_500, 'down'));
    case 'killWorker':
      return fault(one(workerNames), between(100, 1_500, 'down'));
    case 'pauseWorker':
      return fault(one(workerNames), leaseMs + between(500, 2_000, 'pause'));
    case 'pauseApi':
      return fault(one(apiNames), between(1_000, 4_000, 'pause'));
    case 'killSimulator':
    case 'killRedis':
      return fault('', between(200, 2_500, 'down'));
    case 'killPostgres':
      return fault('', between(0, 1_500, 'down'));
    case 'emptyRedis':
      return fault('', between(0, 800, 'down'));
    case 'flushRedis':
    case 'emptyQueue':
      return fault('');
    case 'cut':
      return fault(one(links(backend)), between(500, 4_000, 'cut'));
    case 'halfOpen':
      return fault(one(links(backend)), between(1_500, 5_000, 'half-open'));
    case 'latency':
      return fault(one(links(backend)), between(2_000, 6_000, 'slow'), between(20, 150, 'by'));
    case 'stepClock': {
      const stepMs = between(20_000, 200_000, 'step') * (one([true, false]) ? 1 : -1);
      return fault(chosen([...apiNames, ...workerNames], seed, 'clock', index), 0, stepMs);
    }
    case 'platformDown':
      return fault(one(stormPlatforms.map(({ key }) => key)), between(2_000, 4_000, 'outage'));
  }
}

/** Every connection of the product that goes through a proxy of the storm. */
export function links(backend: Backend): readonly string[] {
  return [
    ...apiNames.map((name) => `${name}>postgres`),
    ...workerNames.map((name) => `${name}>postgres`),
    ...(backend === 'redis' ? workerNames.map((name) => `${name}>redis`) : []),
    ...workerNames.map((name) => `${name}>simulator`),
  ];
}

/** How often each fault exactly before or after a send is to occur. */
export function strikesOfEach(faults: number): number {
  return faults >= 30 ? leastOfEach : Math.min(faults, 1);
}

/** One that another fault was quicker to hit is made up for by the next. */
const candidatesPerStrike = 3;

/** First tries that go well otherwise, of reports filed while there is time for what follows. */
function sendPointsOf({ seed, faults }: PlanOptions, reports: readonly PlannedReport[]) {
  const each = strikesOfEach(faults) * candidatesPerStrike;
  const usable = reports
    .slice(Math.floor(reports.length * 0.05), Math.ceil(reports.length * 0.5))
    .flatMap(({ targets, channels }) => targets.filter(({ platform }) => !(platform in channels)))
    .filter(({ platform, target }) => faultOfTry(seed, platform, target, 1) === undefined);
  const ofRule = (rules: readonly string[], name: string) =>
    shuffled(
      usable.filter(({ platform }) => rules.includes(platformOf(platform).rule)),
      seed,
      name,
    );
  // Each kind at one platform that can be looked up, one that is sent a marked repeat, and one that drops repeats.
  const pools = [
    ofRule(['lookup'], 'points of lookup'),
    ofRule(['resendMarked'], 'points of resend'),
    ofRule(['replay'], 'points of replay'),
  ];
  const points = new Map<number, SendPointFault>();
  for (let round = 0; round < each; round += 1)
    for (const kind of sendPointFaults) {
      const found = pools[(round + sendPointFaults.indexOf(kind)) % pools.length]?.pop();
      if (found) points.set(found.target, kind);
    }
  return points;
}
