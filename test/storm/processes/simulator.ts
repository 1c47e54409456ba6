import { setTimeout as pause } from 'node:timers/promises';
import { createLogger } from '#telemetry';
import { HttpDoor } from '../../../apps/simulator/src/http-door.js';
import { Ledger } from '../../../apps/simulator/src/ledger.js';
import { MailDoor } from '../../../apps/simulator/src/mail-door.js';
import type { Answers } from '../../../apps/simulator/src/answers.js';
import type { Playing } from '../../../apps/simulator/src/playing.js';
import { Timers, systemScheduler } from '../../../apps/simulator/src/scheduler.js';
import { platforms } from '../../support/platforms/with-examples.js';
import { remembering, remember } from './simulator-memory.js';
import type { SimulatorBrief } from './simulator-brief.js';
import { StormAnswers } from './simulator-answers.js';
import { StormPlaying } from './simulator-playing.js';

/**
 * The simulator with the storm's faults and replies in place of scenarios, and with a memory that outlives it: what a
 * platform accepted it still knows after it was killed, because the ledger is that memory.
 */
export async function run(brief: SimulatorBrief): Promise<void> {
  const log = createLogger({ service: brief.name, level: 'warn' });
  const timers = new Timers(systemScheduler);
  const ledger = new Ledger(brief.ledgerFile);
  const answers = new StormAnswers(brief);
  const playing = new StormPlaying(brief.seed, timers, ledger, answers);
  const states = new Map(platforms.map(({ manifest }) => [manifest.key, new Map<string, unknown>()]));
  const stateOf = (platform: string) => states.get(platform) ?? new Map<string, unknown>();
  const simulations = new Map(
    platforms.map(({ simulation }) => [simulation.platform, remembering(simulation, playing, answers)]),
  );
  await remember({ platforms, ledger, playing, answers, stateOf });
  // What had happened by now has happened again before anybody can ask.
  await pause(30);
  let lastNumber = Math.floor(Date.now() / 1_000);
  const door = {
    simulations,
    around: {
      ...{ timers, ledger, stateOf },
      playing: playing as unknown as Playing,
      answers: answers as unknown as Answers,
      nextNumber: () => (lastNumber += 1),
    },
    slowMs: brief.slowMs,
    onBroken: (platform: string, error: unknown) => log.error('simulator.broken', { platform, error }),
  };
  await new MailDoor(door).listen(brief.smtpPort, '127.0.0.1');
  await new HttpDoor(door).listen(brief.httpPort, '127.0.0.1');
  process.on('message', (message: unknown) => {
    const { kind, platform, forMs } = message as { kind: string; platform: string; forMs: number };
    if (kind === 'platformDown') playing.takeDown(platform, forMs);
  });
}
