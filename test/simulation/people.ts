import {
  handoffDone,
  resendDecided,
  type EndpointPace,
  type FileReportInput,
  type PlatformMode,
  type StaffAct,
} from '#application';
import { everyEvent, type Delivery, type Visibility } from '#core';
import type { SubmissionRow } from '../../libs/application/src/testing/memory-database.js';
import { MemoryDeliveryActs } from '../../libs/application/src/testing/memory-delivery-acts.js';
import { failing } from '../../libs/application/src/testing/memory-endpoint-health.js';
import { MemoryWebhookStore } from '../../libs/application/src/testing/memory-webhook-store.js';
import type { Cluster, Member } from './cluster.js';
import { addressAt, keys } from './platforms.js';
import { cipher } from './wiring.js';
import { startMs, type World } from './world.js';
import { promised } from './promised.js';

/** What a client was told: the reports that may not be lost. */
export interface AcceptedReport {
  readonly id: string;
  readonly references: readonly string[];
}

/** Clients that file until they are answered, and staff who decide what is left to people. */
export class People {
  readonly accepted: AcceptedReport[] = [];
  /** Submission -> marked repeats that a person may have asked for. */
  readonly allowedMarks = new Map<string, number>();
  private readonly looked = new Set<string>();
  private readonly reopening = new Set<string>();
  private readonly switchedOff = new Set<string>();
  private readonly recovering = new Set<string>();
  private targets = 0;

  constructor(
    private readonly parts: {
      readonly world: World;
      readonly cluster: Cluster;
      /** Submission that a message is really about. */
      readonly ownerOf: (messageKey: string) => string | undefined;
    },
  ) {
    parts.world.onCommit.push((reportIds) => this.lookAt(reportIds));
  }

  plan(): void {
    const { random, scheduler, calmAtMs, nowMs } = this.parts.world;
    for (let report = random.between(1, 3); report > 0; report -= 1)
      scheduler.at(random.between(nowMs, calmAtMs - 60_000), null, () => void this.file(`key-${report}`));
    const atAnyTime = (act: () => void) => scheduler.at(random.between(nowMs, calmAtMs - 1), null, act);
    if (random.chance(0.2)) atAnyTime(() => this.stopPlatform());
    for (const key of keys) {
      if (!random.chance(0.3)) continue;
      atAnyTime(() => void this.setMode(key, () => 'armed'));
      if (random.chance(0.3)) atAnyTime(() => void this.setMode(key, () => 'rehearsed'));
      // What was filed for real would wait for ever at a platform that is left rehearsed.
      scheduler.at(calmAtMs + random.between(60, 300) * 60_000, null, () => {
        void this.setMode(key, () => 'armed');
      });
    }
  }

  /** Before anything is filed: what was there from the start gets everything. */
  async addEndpoint(url: string, pace: EndpointPace): Promise<void> {
    const { database, newId } = this.parts.world;
    const id = newId();
    const { key, row } = await cipher.newKey(id);
    const secret = key.seal('whsec_synthetic', 'secret');
    const endpoint = { id, url, description: '', secret, key: row, idempotency: null };
    await new MemoryWebhookStore(database).create({ ...endpoint, ...everyEvent, format: 'STANDARD' });
    await new MemoryDeliveryActs(database).setPace(id, pace, 1);
  }

  /** Asks again with the same key until an answer comes; where a key was answered twice, both say the same. */
  private async file(key: string): Promise<void> {
    const { world } = this.parts;
    const { random } = world;
    const on = random.chance(0.4) ? [random.pick(keys)] : keys;
    const targets = Array.from({ length: random.between(1, 4) }, () => ({
      input: addressAt(random.pick(on), (this.targets += 1)),
    }));
    const input: FileReportInput = {
      ...{
        category: random.pick(['CYBERBULLYING', 'SEXTORTION']),
        targets,
        callerRole: 'PARENT',
        language: 'en',
      },
      ...{ explanation: 'Synthetic explanation.', filedBy: 'test' },
      idempotency: { client: 'client', key, requestHash: key },
    };
    const answers = new Set<string>();
    for (let wanted = random.chance(0.2) ? 2 : 1; wanted > 0;) {
      const answer = await this.ask('file', (member) => member.cases.fileReport.run(input));
      if (answer?.outcome === 'filed' || answer?.outcome === 'replayed') {
        answers.add(answer.answer);
        wanted -= 1;
      } else await this.wait(random.between(200, 8_000));
    }
    if (answers.size > 1) world.violated(promised.oneAnswer, key);
    const { id, submissions } = JSON.parse([...answers][0] ?? '') as AcceptedReport & {
      submissions: readonly { readonly reference: string }[];
    };
    this.accepted.push({ id, references: submissions.map(({ reference }) => reference) });
    if (random.chance(0.3)) {
      const [least, most] = random.pick(waitsMinutes);
      world.scheduler.after(random.between(least, most) * 60_000, null, () => void this.hold(id));
    }
    world.trace('client', null, () => `is told that ${key} is report ${id}`);
  }

  /** Holds a report, and has somebody else release it some time later: both until they are answered. */
  private async hold(reportId: string): Promise<void> {
    const { world } = this.parts;
    const { random } = world;
    const untilMs = world.nowMs + random.between(1, 600) * 60_000;
    const input = { reason: 'POLICE_FIRST', untilMs, note: null, by: { id: 'one', name: 'one' } } as const;
    const held = await this.ask('hold', ({ cases }) => cases.holdReport.run(reportId, input));
    world.trace('staff', reportId, () => `holds: ${held?.outcome ?? 'no answer'}`);
    await this.wait(random.between(1, 900) * 60_000);
    const by = { id: 'other', name: 'other' };
    while (!(await this.ask('release', ({ cases }) => cases.releaseReport.run(reportId, by))))
      await this.wait(10_000);
    world.took('report held and released');
  }

  /** Sees what was left to people, once each time it is. */
  private lookAt(reportIds: readonly string[]): void {
    const { random, scheduler, database } = this.parts.world;
    this.placeReplies();
    this.lookAtUsedUp();
    for (const row of database.endpoints.values()) {
      const { id, isEnabled, disabledBecause, version, isProven, pingDueAtMs, pingEpoch } = row;
      const asking = `${id} ping ${pingEpoch}`;
      if (!isProven && pingDueAtMs === null && !this.reopening.has(asking)) {
        this.reopening.add(asking);
        scheduler.after(random.between(1, 60) * 60_000, null, () => void this.askPing(id));
      }
      const reopening = `${id} ${version}`;
      if (disabledBecause === failing) this.switchedOff.add(id);
      else if (isEnabled && this.switchedOff.delete(id))
        this.parts.world.took('failing endpoint switched on by a try');
      // What was switched off for failing comes back by itself.
      if (isEnabled || disabledBecause === failing || this.reopening.has(reopening)) continue;
      this.reopening.add(reopening);
      scheduler.after(random.between(1, 60) * 60_000, null, () => void this.enable(id));
    }
    for (const reportId of reportIds)
      for (const submissionId of database.reports.get(reportId)?.submissionIds ?? []) {
        const row = database.submissions.get(submissionId);
        if (!row) continue;
        this.seeQuestion(row);
        this.seeLookDue(row);
        const look = `${submissionId} ${row.state.delivery} ${row.epoch}`;
        if (this.looked.has(look)) continue;
        this.looked.add(look);
        const act = this.actOn(row);
        const [least, most] = random.pick(waitsMinutes);
        if (act)
          scheduler.after(random.between(least, most) * 60_000, null, () => void this.decide(row, act));
      }
  }

  /** A question is answered, sooner or later, by a text or elsewhere; once each time it is asked. */
  private seeQuestion({ id, filed, state }: SubmissionRow): void {
    const { world } = this.parts;
    const { random, scheduler } = world;
    const question = `${id} question ${state.decidedAtMs}`;
    if (state.decision !== 'INFO_REQUESTED' || this.looked.has(question)) return;
    this.looked.add(question);
    if (random.chance(0.2)) return;
    const [least, most] = random.pick(waitsMinutes);
    const text = random.chance(0.8) ? 'Synthetic answer.' : null;
    scheduler.after(random.between(least, most) * 60_000, null, () => {
      world.trace('staff', filed.reference, () => 'answers what was asked');
      const answer = { submissionId: id, text, by: 'test', idempotency: null };
      void this.ask('answer', ({ cases }) => cases.answerQuestion.run(answer));
    });
  }

  /** The first looks are taken when they are due, or not at all. */
  private seeLookDue({ id, filed, lookDueAtMs, checks }: SubmissionRow): void {
    const { world } = this.parts;
    const look = `${id} look ${lookDueAtMs}`;
    if (lookDueAtMs === null || checks > 2 || this.looked.has(look)) return;
    this.looked.add(look);
    if (world.random.chance(0.6)) return;
    world.scheduler.at(Math.max(lookDueAtMs, world.nowMs), null, () => {
      const seen = world.random.pick<Visibility>(['GONE', 'GONE', 'LIVE', 'LIMITED']);
      world.took('look taken when it was due');
      world.trace('staff', filed.reference, () => `looks, and sees ${seen}`);
      const taken = { submissionId: id, seen, by: 'STAFF', observedAtMs: null } as const;
      void this.ask('look', ({ cases }) => cases.recordLook.run(taken));
    });
  }

  private actOn({ filed, state }: SubmissionRow): Act | undefined {
    const { random } = this.parts.world;
    switch (state.delivery) {
      case 'UNCERTAIN':
        return random.pick([
          ...[resendDecided('SEND_MARKED'), resendDecided('SEND_MARKED'), resendDecided('ARRIVED')],
          ...[resendDecided('GIVE_UP'), undefined],
        ]);
      case 'FAILED':
        return random.chance(0.4) ? resendDecided('SEND_MARKED') : undefined;
      case 'HANDOFF_PENDING':
        return random.chance(0.8) ? handoffDone(`HAND-${filed.ordinal}000`) : undefined;
      case 'SENT':
        return random.chance(0.1) ? random.pick<Act>(['GONE', 'LIVE', 'WITHDRAW']) : undefined;
      case 'QUEUED':
        return random.chance(0.05) ? 'WITHDRAW' : undefined;
      default:
        return undefined;
    }
  }

  private async decide({ id, filed }: SubmissionRow, act: Act): Promise<void> {
    const { world } = this.parts;
    if (act === 'WITHDRAW') {
      world.trace('staff', filed.reference, () => 'withdraws');
      // Where it leads a notice that may have left, the next one goes out once more, with a mark.
      this.allowMarks(id);
      const input = { reason: 'OTHER', note: null, by: 'test' } as const;
      await this.ask('withdraw', ({ cases }) => cases.withdrawNotices.submission(id, input));
      return;
    }
    if (typeof act === 'string') {
      world.trace('staff', filed.reference, () => `sees ${act}`);
      const look = { submissionId: id, seen: act, by: 'STAFF', observedAtMs: null } as const;
      await this.ask('look', ({ cases }) => cases.recordLook.run(look));
      return;
    }
    if (act.wakesSender) {
      // Asked for is allowed, whether or not the answer ever comes.
      this.allowMarks(id);
      world.took('marked repeat decided by a person');
    }
    world.trace('staff', filed.reference, () => `acts${act.wakesSender ? ': send marked' : ''}`);
    await this.ask('act', ({ cases }) => cases.recordByStaff.run(id, act));
  }

  /** Of all that its notice names. */
  private allowMarks(submissionId: string): void {
    const { submissions } = this.parts.world.database;
    const notice = submissions.get(submissionId)?.noticeOf ?? submissionId;
    for (const { id, noticeOf, filed } of submissions.values())
      if (id === notice || noticeOf === notice)
        this.allowedMarks.set(filed.reference, (this.allowedMarks.get(filed.reference) ?? 0) + 1);
  }

  /** Has what is used up put back, some time later with all that is by then. */
  private lookAtUsedUp(): void {
    const { random, scheduler, database } = this.parts.world;
    for (const { endpointId, state } of database.deliveries) {
      const isOn = database.endpoints.get(endpointId)?.isEnabled ?? false;
      if (state !== 'EXHAUSTED' || !isOn || this.recovering.has(endpointId)) continue;
      this.recovering.add(endpointId);
      scheduler.after(random.between(1, 2_880) * 60_000, null, () => void this.recover(endpointId));
    }
  }

  private async recover(endpointId: string): Promise<void> {
    const { world } = this.parts;
    const recovered = () =>
      this.ask('recover', ({ stores }) => stores.deliveryActs.recover(endpointId, startMs));
    let count = await recovered();
    for (; count === undefined; count = await recovered()) await this.wait(60_000);
    if (count > 0) world.took('used-up webhooks recovered');
    this.recovering.delete(endpointId);
    this.lookAtUsedUp();
  }

  private async askPing(endpointId: string): Promise<void> {
    const done = await this.ask('ask for a ping', ({ stores }) => stores.webhooks.askPing(endpointId));
    if (done === undefined) {
      await this.wait(10_000);
      await this.askPing(endpointId);
    }
  }

  private async enable(endpointId: string): Promise<void> {
    const done = await this.ask('enable', ({ stores }) => stores.webhooks.setEnabled(endpointId, true, null));
    if (done === undefined) {
      await this.wait(60_000);
      await this.enable(endpointId);
    }
  }

  /** Stops a platform, and lets it go on as it stood before, before the storm is over or soon after. */
  private stopPlatform(): void {
    const { random, scheduler, database } = this.parts.world;
    const platform = random.pick(keys);
    void this.setMode(platform, () => 'stopped');
    const goOn = () =>
      this.setMode(platform, () => {
        // Somebody else may have armed it meanwhile.
        const { mode, stoppedFrom } = database.platform(platform);
        return mode === 'stopped' ? stoppedFrom : mode;
      });
    scheduler.after(random.between(5, 90) * 60_000, null, () => void goOn());
  }

  /** Until it is answered. */
  private async setMode(platform: string, mode: () => PlatformMode): Promise<void> {
    const work = async ({ stores }: Member): Promise<true> => {
      await stores.platforms.setMode(platform, mode(), 'test');
      return true;
    };
    while (!(await this.ask('mode', work))) await this.wait(10_000);
  }

  /** Says whose the replies are that nobody could place, once each. */
  private placeReplies(): void {
    const { random, scheduler, database } = this.parts.world;
    for (const { raw, state } of database.replies.values()) {
      if (state !== 'UNMATCHED' || this.looked.has(raw.id)) continue;
      this.looked.add(raw.id);
      const id = this.parts.ownerOf(raw.messageKey);
      if (id === undefined || random.chance(0.3)) continue;
      scheduler.after(random.between(1, 600) * 60_000, null, () => {
        void this.ask('assign', ({ stores }) => stores.replies.assign(raw.id, id));
      });
      if (random.chance(0.3)) this.doubtMatch(raw.id, id);
    }
  }

  /** Takes back a match that was right after all, and says once more whose the reply is. */
  private doubtMatch(replyId: string, submissionId: string): void {
    const { world } = this.parts;
    const { random, scheduler, database } = world;
    scheduler.after(random.between(600, 1_800) * 60_000, null, () => {
      if (database.replies.get(replyId)?.state !== 'APPLIED') return;
      const reference = database.submissions.get(submissionId)?.filed.reference ?? null;
      world.trace('staff', reference, () => 'doubts a match');
      void this.ask('unmatch', ({ cases }) => cases.withdrawMatch.run(replyId));
    });
    scheduler.after(random.between(1_800, 2_400) * 60_000, null, () => {
      if (database.replies.get(replyId)?.state !== 'UNMATCHED') return;
      void this.ask('assign', ({ stores }) => stores.replies.assign(replyId, submissionId));
    });
  }

  /** @returns undefined where nobody answered */
  private async ask<T>(what: string, work: (member: Member) => Promise<T>): Promise<T | undefined> {
    const { world } = this.parts;
    try {
      const member = this.member();
      return await member.process.request(() => work(member));
    } catch (error) {
      world.trace('caller', null, () => `is not answered (${what}): ${String(error)}`);
      return undefined;
    }
  }

  private member(): Member {
    const { cluster, world } = this.parts;
    const [first, ...others] = cluster.apis.filter(({ process }) => process.isAlive);
    if (!first) throw new Error('no API is running');
    return world.random.pick([first, ...others]);
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.parts.world.scheduler.after(ms, null, resolve));
  }
}

type Act = StaffAct | Visibility | 'WITHDRAW';

/** Some look at once, some tomorrow. */
const waitsMinutes = [
  [0, 3],
  [3, 60],
  [60, 2_000],
] as const;

/** What ends a submission, or leaves it to a person who is shown it. */
export const restingPlaces: readonly Delivery[] = [
  ...(['SENT', 'ACKNOWLEDGED', 'HANDOFF_PENDING', 'FAILED', 'UNCERTAIN', 'BLOCKED', 'CANCELLED'] as const),
];
