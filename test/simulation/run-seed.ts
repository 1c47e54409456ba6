import { Chaos } from './chaos.js';
import { Cluster, type Replacements } from './cluster.js';
import { Consumers } from './consumers.js';
import { Correspondence } from './correspondence.js';
import { FakePlatform } from './fake-platform.js';
import { SimHints } from './hints.js';
import { People } from './people.js';
import { keys, ruleOf } from './platforms.js';
import { checkFollowUp, checkNotice, checkReport, checkRest, type Witnesses } from './promises.js';
import { World, startMs, type TraceLine, type Violation } from './world.js';
import { promised } from './promised.js';

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** How often each dangerous path was taken. */
  readonly paths: ReadonlyMap<string, number>;
  readonly submissions: number;
  readonly steps: number;
  /** Days of the simulated clock. */
  readonly days: number;
  /** Empty unless it was traced. */
  readonly lines: readonly TraceLine[];
}

export interface RunOptions {
  readonly replace?: Replacements;
  readonly isTraced?: boolean;
}

const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;
/** A run that goes on for longer never comes to rest. */
const mostSteps = 100_000;

/** One run, from an empty installation through a storm of faults to rest; the seed alone decides all of it. */
export async function runSeed(
  seed: number,
  { replace = {}, isTraced = false }: RunOptions = {},
): Promise<RunResult> {
  const world = new World(seed, isTraced);
  const { random, scheduler, database } = world;
  world.calmAtMs = startMs + random.between(5, 40) * minuteMs;
  const looksUntilMs = world.calmAtMs + 45 * dayMs;
  const installation = install(world, replace);
  const { cluster, people, chaos } = installation;
  world.onCommit.push((reportIds) => reportIds.forEach((id) => checkReport({ world }, id)));
  for (let api = random.between(1, 2); api > 0; api -= 1) cluster.startApi();
  for (let worker = random.between(2, 3); worker > 0; worker -= 1) cluster.startWorker();
  for (let endpoint = random.between(0, 2); endpoint > 0; endpoint -= 1)
    await addEndpoint(`https://consumer-${endpoint}.example/hook`, installation);
  people.plan();
  chaos.plan();
  const isOver = await scheduler.run(() => {
    cluster.planSweeps(looksUntilMs);
    return world.violations.length === 0 && scheduler.stepsDone < mostSteps;
  });
  if (isOver) checkRest(installation);
  else if (world.violations.length === 0) world.violated(promised.rest, '');
  return {
    ...{ seed, violations: world.violations, paths: world.paths, lines: world.lines },
    submissions: database.submissions.size,
    steps: scheduler.stepsDone,
    days: (world.nowMs - startMs) / dayMs,
  };
}

/** Some want no order or so many a minute, some are away for so long that they are switched off meanwhile. */
async function addEndpoint(url: string, { world, people, consumers }: Installation): Promise<void> {
  const { random } = world;
  const isOrdered = !random.chance(0.2);
  if (!isOrdered) consumers.unordered.add(url);
  if (random.chance(0.1)) consumers.awayUntilMs.set(url, startMs + random.between(1, 8 * 24) * 60 * minuteMs);
  await people.addEndpoint(url, {
    isOrdered,
    ratePerMinute: random.chance(0.2) ? random.between(6, 60) : null,
  });
}

interface Installation extends Witnesses {
  readonly cluster: Cluster;
  readonly chaos: Chaos;
}

function install(world: World, replace: Replacements): Installation {
  const hints = new SimHints(world);
  const consumers = new Consumers(world);
  const cluster: Cluster = new Cluster({
    ...{ world, hints, replace },
    adapterFor: (process) => {
      const adapters = new Map(
        platforms.flatMap((platform) =>
          (['rehearsed', 'armed'] as const).map((mode) => [
            `${platform.key} ${mode}`,
            platform.adapterOf(process, mode),
          ]),
        ),
      );
      return (key, mode) => {
        const adapter = adapters.get(`${key} ${mode}`);
        if (!adapter) throw new Error(`no platform ${key}`);
        return adapter;
      };
    },
    transportFor: (process) => consumers.transportOf(process),
  });
  const correspondence = new Correspondence({ world, cluster });
  const people = new People({ world, cluster, ownerOf: (key) => correspondence.ownerOf(key) });
  const chaos = new Chaos({ world, cluster, hints });
  const platforms: readonly FakePlatform[] = keys.map(
    (key) =>
      new FakePlatform({
        ...{ world, key, rule: ruleOf[key] },
        danger: (process, where) => chaos.danger(process, where),
        onTaken: (notice, platform) => {
          checkNotice(witnesses, notice, platform);
          correspondence.answer(notice, platform);
        },
        onFollowUp: (followUp, platform) => {
          checkFollowUp(witnesses, followUp, platform);
          correspondence.answerFollowUp(followUp, platform);
        },
        onBounced: (notice, attempt, platform) => correspondence.bounce(notice, attempt, platform),
      }),
  );
  const witnesses: Witnesses = { world, people, platforms, correspondence, consumers };
  return { ...witnesses, cluster, chaos };
}
