import type { SimulatedAnswer, SimulatedMail } from './simulation/mails.js';

export type { SimulatedAnswer, SimulatedMail } from './simulation/mails.js';
export { isAmendment, isReminder, strayMail, strayReplies } from './simulation/stray-mails.js';

/**
 * A behaving stand-in of one platform, run by apps/simulator. Written from the platform's own description; never
 * imports the platform's mapper, client or adapter.
 */
export interface PlatformSimulation {
  readonly platform: string;
  /** What the rehearsed adapter is handed in place of configured credentials. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Mailboxes it answers: channel id -> local part; the simulator adds its domain. */
  readonly mailboxes: Readonly<Record<string, string>>;
  /** Names of the steps a scenario may use, beside the faults every platform knows. */
  readonly replies: readonly string[];
  /** Steps played where no scenario matches. */
  readonly defaultSteps: readonly SimulationStep[];
  onHttp?(request: SimulatedRequest, world: SimulatedWorld): Promise<SimulatedResponse>;
  /** A mail arrived (already in the ledger). */
  onMail?(mail: SimulatedMail, world: SimulatedWorld): Promise<void>;
}

/**
 * What can go wrong at the connection, and what then became of the notice.
 *
 * Not taken by the platform:
 *   down           away: HTTP 503, SMTP 421
 *   server_error   HTTP 500, SMTP 451
 *   rate_limit     its own "slower": worded by the simulation over HTTP, SMTP 450
 *   quota          its own "nothing more today": worded by the simulation over HTTP, SMTP 452
 * Taken, and its answer spoiled:
 *   slow           the answer stays out until the caller has given up
 *   rubbish        HTTP 200 or an SMTP line with something unreadable in it
 *   close          the connection ends in the middle of the answer
 *   lost_response  the connection ends without an answer
 * Taken and answered:
 *   silence        nothing follows
 */
export const simulatedFaults = [
  'down',
  'slow',
  'rubbish',
  'close',
  'lost_response',
  'rate_limit',
  'quota',
  'server_error',
  'silence',
] as const;
export type SimulatedFault = (typeof simulatedFaults)[number];

/** Whether the platform has the notice, whatever the caller gets to hear. */
export function isTaken(fault: SimulatedFault | undefined): boolean {
  return fault !== 'down' && fault !== 'server_error' && fault !== 'rate_limit' && fault !== 'quota';
}

/**
 * The mailbox a desk has on file, for what it writes outside of the thread: without what a mail put behind the
 * platform's name to know its answer by.
 */
export function addressOnFile(replyTo: string): string {
  return replyTo.replace(/(\+[a-z0-9-]+)\.[^@]*@/, '$1@');
}

/** Mails of ours about a notice that a step can wait for. */
export const simulatedFollowUps = ['answer', 'reminder'] as const;
export type SimulatedFollowUp = (typeof simulatedFollowUps)[number];

export interface SimulationStep {
  /** Wait after the step before, or after the notice for the first one; with `until`, after what it waits for. */
  readonly afterMs: number;
  /** The step waits for our next answer, or reminder, however long that takes. */
  readonly until?: SimulatedFollowUp;
  readonly reply?: string;
  readonly fault?: SimulatedFault;
}

export interface SimulatedRequest {
  readonly method: string;
  /** Path below the platform's own prefix, without query, no leading slash. */
  readonly path: string;
  /** A parameter that stands several times has its values joined by commas. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SimulatedResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /**
   * What `start` gave back, handed on: the simulator acts on it at the connection (all but `rate_limit`, `quota` and
   * `silence`, which the answer itself words). Absent is a sound connection.
   */
  readonly fault?: SimulatedFault;
}

/** What a simulation may do in its world. */
export interface SimulatedWorld {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /**
   * Notes something that reached the platform as a notice, whatever becomes of it: what `start` gives back says
   * whether it was taken. A repeat that the platform drops is no notice.
   */
  received(entry: { readonly kind: string; readonly text: string; readonly body: unknown }): void;
  /**
   * Plays the scenario of this notice: the first step's fault (if any) is given back for the caller to act on now,
   * every later step and every reply runs at its time through `play`.
   *
   * @param text what the notice said; a scenario matches where every id of its key, or its reference, stands in it
   */
  start(text: string, play: (reply: string) => Promise<void>): SimulatedFault | undefined;
  /**
   * Plays on after our answer to a question, or our reminder, about a notice: what its scenario still has to say where
   * there is such, nothing after a silence, otherwise `usual`.
   *
   * @param text holds the reference of the notice
   */
  followedBy(
    followUp: SimulatedFollowUp,
    text: string,
    usual: readonly SimulationStep[],
    play: (reply: string) => Promise<void>,
  ): void;
  /** Answers by e-mail to the address the notice named. */
  sendMail(mail: SimulatedAnswer): Promise<void>;
  /**
   * Calls Uniflag back at `POST /v1/inbound/<platform>`, for platforms that answer that way; absent where the
   * simulator was not told where Uniflag listens.
   */
  sendCallback?(callback: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  }): Promise<void>;
  /** State of this platform's stand-in, such as which videos are blocked; lives as long as the process. */
  readonly state: Map<string, unknown>;
  /** A number unique in this run, for case numbers. */
  nextNumber(): number;
}
