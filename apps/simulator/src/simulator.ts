import type { PlatformSimulation } from '#platform-kit/simulation';
import { silentLog, type Log } from '#telemetry';
import { Answers } from './answers.js';
import { HttpDoor } from './http-door.js';
import { Ledger, type LedgerEntry } from './ledger.js';
import { MailDoor } from './mail-door.js';
import { Playing } from './playing.js';
import { stepProblems } from './scenario.js';
import { StaffDesk, type StaffMail } from './staff-desk.js';
import { Timers, systemScheduler, type Scheduler } from './scheduler.js';

export interface SimulatorOptions {
  readonly platforms: readonly PlatformSimulation[];
  readonly host: string;
  /** TCP ports; 0 takes any free one. */
  readonly httpPort: number;
  readonly smtpPort: number;
  /** Uniflag's own mail server, where answers are sent. */
  readonly replyTo: { readonly host: string; readonly port: number };
  /** Address of Uniflag's API, for platforms that call back. Default: nobody is called. */
  readonly callbackUrl?: string;
  /** JSON lines, kept between runs. Default: in memory alone. */
  readonly ledgerFile?: string;
  /** How long the fault `slow` keeps an answer; default 30,000. */
  readonly slowMs?: number;
  /** Waits before an answer that was not taken is sent again. Default: seven, over about five minutes. */
  readonly retryDelaysMs?: readonly number[];
  /** Default: this machine's clock. */
  readonly scheduler?: Scheduler;
  readonly log?: Log;
}

export interface RunningSimulator {
  /** Without a slash at the end. */
  readonly httpUrl: string;
  readonly smtpPort: number;
  /** What `GET /_received` answers, for tests in this process. */
  received(platform?: string): readonly LedgerEntry[];
  /** What `GET /_staff-mail` answers. */
  staffMails(): readonly StaffMail[];
  /** Cancels every step still to come and ends all connections. */
  close(): Promise<void>;
}

/**
 * Runs stand-ins of platforms: their HTTP interfaces and mailboxes, under scenarios.
 *
 * @throws Error where a simulation's default steps cannot be played, or a port cannot be had
 */
export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { platforms, host, log = silentLog } = options;
  const simulations = new Map(platforms.map((simulation) => [simulation.platform, simulation]));
  checkDefaults(platforms);

  const timers = new Timers(options.scheduler ?? systemScheduler);
  const answers = new Answers(timers, {
    replyTo: options.replyTo,
    callbackUrl: options.callbackUrl,
    retryDelaysMs: options.retryDelaysMs ?? [250, 1_000, 3_000, 10_000, 30_000, 60_000, 180_000],
    timeoutMs: 10_000,
  });
  const playing = new Playing(timers, (platform, reply, error) =>
    log.error('simulator.reply_broken', { platform, reply, error }),
  );
  const states = new Map(platforms.map(({ platform }) => [platform, new Map<string, unknown>()]));
  const ledger = new Ledger(options.ledgerFile);
  // Case numbers of an earlier run are known to Uniflag's database: the time keeps them apart.
  let lastNumber = Math.floor(timers.now() / 1_000);
  const staff = new StaffDesk(() => timers.now(), log);
  const door = {
    simulations,
    around: {
      ...{ timers, ledger, playing, answers },
      stateOf: (platform: string) => states.get(platform) ?? new Map<string, unknown>(),
      nextNumber: () => (lastNumber += 1),
    },
    slowMs: options.slowMs ?? 30_000,
    onBroken: (platform: string, error: unknown) => log.error('simulator.broken', { platform, error }),
    staff,
  };
  const mailDoor = new MailDoor(door);
  const httpDoor = new HttpDoor(door);
  const smtpPort = await mailDoor.listen(options.smtpPort, host);
  let httpPort: number;
  try {
    httpPort = await httpDoor.listen(options.httpPort, host);
  } catch (error) {
    await mailDoor.close();
    throw error;
  }
  return {
    httpUrl: `http://${host.includes(':') ? `[${host}]` : host}:${httpPort}`,
    smtpPort,
    received: (platform) => ledger.read(platform),
    staffMails: () => staff.mails,
    async close() {
      timers.close();
      answers.close();
      await Promise.all([httpDoor.close(), mailDoor.close()]);
    },
  };
}

function checkDefaults(platforms: readonly PlatformSimulation[]): void {
  for (const simulation of platforms) {
    if (simulation.defaultSteps.length === 0) continue;
    const [first] = stepProblems(simulation.defaultSteps, simulation);
    if (first) throw new Error(`default steps of ${simulation.platform}: ${first.pointer} ${first.detail}`);
  }
}
