import {
  isTaken,
  type PlatformSimulation,
  type SimulatedFault,
  type SimulatedWorld,
} from '#platform-kit/simulation';
import type { Answers } from './answers.js';
import type { Ledger, LedgerEntry } from './ledger.js';
import type { Playing } from './playing.js';
import type { Timers } from './scheduler.js';
import { listingPlaces } from './several-places.js';

/** What all worlds share. */
export interface Surroundings {
  readonly timers: Timers;
  readonly ledger: Ledger;
  readonly playing: Playing;
  readonly answers: Answers;
  readonly stateOf: (platform: string) => Map<string, unknown>;
  readonly nextNumber: () => number;
}

type Noted = Pick<LedgerEntry, 'kind' | 'text' | 'body'>;

/** The world of one request or one mail: what a simulation does in it, and which fault befell it. */
export class World {
  /** What `start` gave back; undefined where it was not called. */
  fault: SimulatedFault | undefined;
  private readonly waiting: Noted[] = [];
  private isDecided = false;

  /**
   * @param mail ledger entry of the mail this world is about; a mail stands in the ledger once, by itself, and what its
   *   simulation notes beside it is left out
   */
  constructor(
    private readonly around: Surroundings,
    private readonly simulation: PlatformSimulation,
    private readonly mail?: Noted,
  ) {
    if (mail) this.waiting.push(mail);
  }

  /** What the simulation is handed. */
  asSeen(): SimulatedWorld {
    const { timers, playing, answers, stateOf, nextNumber } = this.around;
    const { simulation } = this;
    return {
      now: () => timers.now(),
      received: (entry) => this.note(entry),
      start: (text, play) => {
        this.fault = playing.start(simulation, text, play);
        this.decide();
        return this.fault;
      },
      followedBy: (followUp, text, usual, play) =>
        playing.followedBy(followUp, simulation, text, usual, play),
      sendMail: (mail) =>
        answers.sendMail(simulation.platform, listingPlaces(stateOf(simulation.platform), mail)),
      ...(answers.canCall
        ? { sendCallback: (callback) => answers.callBack(simulation.platform, callback) }
        : {}),
      state: stateOf(simulation.platform),
      nextNumber,
    };
  }

  /** Writes what was noted; whether it was taken is known from `start`, or from the end where that was not called. */
  decide(): void {
    this.isDecided = true;
    for (const entry of this.waiting.splice(0)) this.write(entry);
  }

  private note(entry: Noted): void {
    if (this.mail) return;
    if (this.isDecided) this.write(entry);
    else this.waiting.push(entry);
  }

  private write({ kind, text, body }: Noted): void {
    this.around.ledger.append({
      atMs: this.around.timers.now(),
      platform: this.simulation.platform,
      via: this.mail ? 'mail' : 'http',
      ...{ kind, text, body },
      isTaken: isTaken(this.fault),
      fault: this.fault ?? null,
    });
  }
}
