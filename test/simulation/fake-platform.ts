import {
  PlatformFault,
  type InformationAnswer,
  type NoticeRequest,
  type PlatformAdapter,
  type PlatformFaultKind,
  type SendMode,
  type SendAttempt,
  type SubmitResult,
  type VisibilityReading,
} from '#application';
import type { Fact, UnknownOutcomeRule } from '#core';
import { leave } from './network.js';
import type { SimProcess } from './sim-process.js';
import type { World } from './world.js';

/** A notice as the platform took it. */
export interface TakenNotice {
  readonly submissionId: string;
  readonly reference: string;
  readonly key: string;
  readonly messageId: string;
  readonly isMarked: boolean;
  readonly atMs: number;
  /** From when on the platform's own lookup shows it. */
  readonly shownFromMs: number;
  /** Whether it stands in the notice of another. */
  readonly isCompanion: boolean;
  /** Whether it came over the way to the platform itself, or to its simulator. */
  readonly mode: SendMode;
}

/** A message of ours about a notice, as the platform took it. */
export interface TakenFollowUp {
  readonly reference: string;
  readonly isAnswer: boolean;
  readonly key: string;
  readonly mayRepeat: boolean;
}

/** What a call ends as: `taken` before the fault, or not. */
interface Ending {
  readonly isTaken: boolean;
  readonly fault: PlatformFaultKind | 'silence' | 'mistake' | null;
  readonly isSlow?: boolean;
  /** A mail server takes it and sends it back later. */
  readonly bounces?: boolean;
}

const fine: Ending = { isTaken: true, fault: null };
const slow: Ending = { ...fine, isSlow: true };
/** As often as it stands here. */
const endings: readonly Ending[] = [
  ...Array.from({ length: 16 }, () => fine),
  ...[slow, slow, { isTaken: false, fault: null, bounces: true }],
  ...(
    [
      'temporary',
      'temporary',
      'temporary',
      'rateLimited',
      'quotaExhausted',
      'credentials',
      'refused',
    ] as const
  ).map((fault) => ({ isTaken: false, fault })),
  ...[true, true, true, false, false].map((isTaken) => ({ isTaken, fault: 'outcomeUnknown' as const })),
  ...[true, false].map((isTaken) => ({ isTaken, fault: 'silence' as const })),
  { isTaken: true, fault: 'unreadable' },
  { isTaken: true, fault: 'mistake' },
  { isTaken: true, fault: 'silence', isSlow: true },
];

export interface FakePlatformParts {
  readonly world: World;
  readonly key: string;
  readonly rule: UnknownOutcomeRule;
  /** A moment at which a process that dies or stops does most harm. */
  readonly danger: (process: SimProcess, where: string) => void;
  readonly onTaken: (notice: TakenNotice, platform: FakePlatform) => void;
  readonly onFollowUp: (followUp: TakenFollowUp, platform: FakePlatform) => void;
  readonly onBounced: (notice: NoticeRequest, attempt: SendAttempt, platform: FakePlatform) => void;
}

/** What a platform really has, and how it answers. */
export class FakePlatform {
  readonly key: string;
  readonly rule: UnknownOutcomeRule;
  readonly taken: TakenNotice[] = [];
  readonly followUps: TakenFollowUp[] = [];
  /** Reference -> how often a lookup found nothing. */
  readonly absent = new Map<string, number>();

  constructor(private readonly parts: FakePlatformParts) {
    this.key = parts.key;
    this.rule = parts.rule;
  }

  adapterOf(process: SimProcess, mode: SendMode): PlatformAdapter {
    const { danger, world } = this.parts;
    return {
      submit: (notice, attempt) => {
        danger(process, 'before it sends');
        const ending = this.endingOf(attempt);
        if (ending !== fine) for (const reference of referencesOf(notice)) world.hit.add(reference);
        return this.call(process, notice, ending, attempt.mayLeave, () => {
          if (ending.isTaken) this.take(process, notice, attempt, mode);
          if (ending.bounces) this.parts.onBounced(notice, attempt, this);
          danger(process, 'after it sent');
          return { receipt: null, facts: ending.isTaken ? this.firstWords(notice) : [] };
        });
      },
      supplyInformation: (notice, answer) => this.followUp(process, notice, answer, true),
      remind: (notice, reminder) => this.followUp(process, notice, reminder, false),
      prepareHandoff: () => ({ openUrl: null, steps: [], fields: [], numberHint: null }),
      findReceipt: (notice) =>
        this.call(process, notice, this.lookEnding(), atAnyTime, () => this.receiptOf(notice.reference)),
      checkVisibility: () =>
        this.call(process, null, this.lookEnding(), atAnyTime, (): VisibilityReading => {
          const visibility = world.random.pick(['LIVE', 'LIVE', 'GONE', 'LIMITED'] as const);
          return { visibility, effects: visibility === 'LIMITED' ? ['GEO_RESTRICTED'] : [] };
        }),
      readReply: ({ text }) =>
        text.startsWith('[')
          ? { outcome: 'understood', facts: JSON.parse(text) as Fact[] }
          : { outcome: 'unreadable' },
    };
  }

  numberOf(reference: string): string {
    return `SIM-${reference.slice(8, 14)}-${reference.split('-')[3] ?? ''}`;
  }

  private call<Answer>(
    process: SimProcess,
    notice: NoticeRequest | null,
    ending: Ending,
    mayLeave: () => boolean,
    serve: () => Answer,
  ): Promise<Answer> {
    const { world, key } = this.parts;
    const { random, scheduler } = world;
    const about = notice?.reference ?? null;
    return new Promise((resolve, reject) => {
      const fail = (kind: PlatformFaultKind, code: string) => {
        const retryAfterMs =
          kind === 'rateLimited' && random.chance(0.5) ? random.between(1, 600) * 1_000 : undefined;
        world.trace(process.name, about, () => `hears ${code} from ${key}`);
        reject(new PlatformFault(key, kind, code, retryAfterMs));
      };
      leave(process, () => {
        if (!mayLeave()) {
          world.took('notice that was too late to leave');
          fail('temporary', 'SEND.TOO_LATE');
          return;
        }
        // Some adapters mind their own time; the use case minds it for all.
        const stopWaiting = random.chance(0.5)
          ? scheduler.after(httpTimeoutMs, process, () => fail('outcomeUnknown', 'SIM.TIMEOUT'))
          : undefined;
        const wayMs = ending.isSlow ? random.between(10_000, 45_000) : random.between(20, 2_000);
        const isSentThoughDead = random.chance(0.5);
        scheduler.after(wayMs, null, () => {
          if (!process.isAlive && !isSentThoughDead) return;
          const answer = serve();
          const { fault } = ending;
          if (fault === 'silence') return;
          scheduler.after(random.between(20, 500), process, () => {
            stopWaiting?.();
            if (fault === null) resolve(answer);
            else if (fault === 'mistake') reject(new TypeError('synthetic mistake'));
            else fail(fault, `SIM.${fault}`);
          });
        });
      });
    });
  }

  private followUp(
    process: SimProcess,
    { reference }: NoticeRequest,
    { attempt, mayRepeat }: Pick<InformationAnswer, 'attempt' | 'mayRepeat'>,
    isAnswer: boolean,
  ): Promise<SubmitResult> {
    const { world, danger, onFollowUp } = this.parts;
    danger(process, 'before it follows up');
    const ending = world.isCalm ? fine : world.random.pick(endings);
    return this.call(process, null, { ...ending, bounces: false }, attempt.mayLeave, () => {
      if (ending.isTaken) {
        const followUp = { reference, isAnswer, mayRepeat, key: attempt.idempotencyKey };
        this.followUps.push(followUp);
        world.took(isAnswer ? 'answer to a question' : 'reminder');
        world.trace(this.key, reference, () => `takes ${isAnswer ? 'an answer' : 'a reminder'}`);
        onFollowUp(followUp, this);
      }
      danger(process, 'after it followed up');
      return { receipt: null, facts: [] };
    });
  }

  private endingOf({ idempotencyKey }: SendAttempt): Ending {
    const { world } = this.parts;
    const ending = world.isCalm ? fine : world.random.pick(endings);
    // Who drops repeats answers as it did the first time.
    const isRepeat = this.rule === 'replay' && this.taken.some(({ key }) => key === idempotencyKey);
    const isImpossible = (isRepeat && ending.fault === 'refused') || (ending.bounces && !this.isMail);
    return isImpossible ? fine : ending;
  }

  private get isMail(): boolean {
    return this.rule === 'askPerson' || this.rule === 'resendMarked';
  }

  private lookEnding(): Ending {
    const { world } = this.parts;
    if (!world.strikes(0.25)) return fine;
    const fault = world.random.pick([
      'temporary',
      'rateLimited',
      'refused',
      'outcomeUnknown',
      'silence',
    ] as const);
    return { isTaken: false, fault };
  }

  private take(
    process: SimProcess,
    notice: NoticeRequest,
    { idempotencyKey, messageId }: SendAttempt,
    mode: SendMode,
  ): void {
    const { world, onTaken } = this.parts;
    const { reference, repeatOf } = notice;
    if (this.rule === 'replay' && this.taken.some(({ key }) => key === idempotencyKey)) {
      world.took('repeat dropped by its key');
      return;
    }
    const isMarked = repeatOf !== null;
    const atMs = world.nowMs;
    const shownFromMs = atMs + (world.isCalm ? 0 : world.random.between(0, longestIndexLagMs));
    const taken = referencesOf(notice).map((each): TakenNotice => ({
      ...{ reference: each, submissionId: world.submissionOf(each), isCompanion: each !== reference },
      ...{ key: idempotencyKey, messageId, isMarked, mode, atMs, shownFromMs },
    }));
    this.taken.push(...taken);
    if (taken.length > 1) world.took('notice that names several targets');
    world.trace(
      this.key,
      reference,
      () => `takes a ${isMarked ? 'marked' : 'first'} notice from ${process.name}`,
    );
    if (isMarked) world.took('marked resend');
    for (const each of taken) onTaken(each, this);
  }

  private receiptOf(reference: string): SubmitResult | undefined {
    const { world } = this.parts;
    const found = this.taken.some((each) => each.reference === reference && each.shownFromMs <= world.nowMs);
    world.took(found ? 'lookup found' : 'lookup absent');
    if (!found) this.absent.set(reference, (this.absent.get(reference) ?? 0) + 1);
    world.trace(this.key, reference, () => (found ? 'has the notice' : 'has no such notice'));
    return found ? { receipt: this.numberOf(reference), facts: [] } : undefined;
  }

  private firstWords({ reference }: NoticeRequest): readonly Fact[] {
    const { random, nowMs } = this.parts.world;
    return random.chance(0.3)
      ? [{ kind: 'acknowledged', atMs: nowMs, externalRef: this.numberOf(reference) }]
      : [];
  }
}

function referencesOf({ reference, companions = [] }: NoticeRequest): string[] {
  return [reference, ...companions.map((each) => each.reference)];
}

const httpTimeoutMs = 20_000;
/** Longer than one settling time: one look that finds nothing proves nothing. */
const longestIndexLagMs = 70_000;

/** Nothing is wrong with a late question. */
const atAnyTime = () => true;
