import { uuidv7 } from 'uuidv7';
import { changeReport, createReport, everyEvent, plannedSubmission, type Fact } from '#core';
import type { RawReply } from '../../ports/reply-store.js';
import type {
  FiledReport,
  FiledSubmission,
  IdempotencyRecord,
  LockedReport,
  SendOutcome,
  SubmissionTiming,
} from '../../ports/report-store.js';
import type { ClaimedSubmission } from '../../ports/send-store.js';
import type {
  ClaimedDelivery,
  DeliveryClosing,
  EndpointPace,
  NewEndpoint,
} from '../../ports/webhook-store.js';
import type { Stores } from '../stores.js';

/** Stores under test over tables of their own, that know the platforms `one` and `other`. */
export interface StoreFixture {
  readonly stores: Stores;
  /** Lets time pass for everything that waits. */
  pass(ms: number): Promise<void>;
  /** Waits until the feed may tell every event; absent where it always may. */
  allTold?(): Promise<void>;
  /** Runs `work` once, between what the next change reads and what it writes. */
  beforeNextWrite(work: () => Promise<unknown>): void;
  close(): Promise<void>;
}

export interface FilingOptions {
  readonly urgency?: number;
  readonly turn?: number;
  readonly lanes?: readonly string[];
  readonly idempotency?: IdempotencyRecord;
  readonly contentHash?: Uint8Array;
  /** All of its targets stand in one notice, which the first leads. */
  readonly sharesNotice?: boolean;
  /** Leaves out every event but the report's own. */
  readonly isQuiet?: boolean;
}

/** What tests of stores do again and again, through the ports alone. */
export class StoreBench {
  constructor(private readonly fixture: () => StoreFixture) {}

  get stores(): Stores {
    return this.fixture().stores;
  }

  /** Files a report with one submission a platform named. */
  async file(on: readonly string[], options: FilingOptions = {}): Promise<FiledReport> {
    const report = await this.aReport(on, options);
    const outcome = await this.stores.reports.file(report);
    if (outcome !== 'filed') throw new Error(`not filed: ${outcome}`);
    return report;
  }

  async aReport(on: readonly string[], options: FilingOptions = {}): Promise<FiledReport> {
    const context = await this.stores.reports.filingContext({
      year: 2026,
      contentHashes: [],
      idempotency: null,
    });
    return aFiledReport(on, context, options);
  }

  /** So many reports with one event each. */
  async fileQuietly(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) await this.file(['one'], { isQuiet: true });
  }

  claimDeliveries(limit = 100): Promise<readonly ClaimedDelivery[]> {
    return this.stores.webhooks.claimDue(limit, 30_000);
  }

  closeDeliveries(claimed: readonly ClaimedDelivery[], as: Partial<DeliveryClosing> = {}): Promise<void> {
    return this.stores.webhooks.close(
      claimed.map(({ deliveryId, epoch, attempt }) => ({
        ...{ deliveryId, epoch, attempt, state: 'DELIVERED', nextTryInMs: null, outcome: 'delivered' },
        ...{ status: 200, errorClass: null, durationMs: 1, slowForMs: null, phases: null, answer: null },
        ...as,
      })),
      uuidv7,
    );
  }

  claim(platform = 'one', limit = 10, more: { readonly perMinute?: number } = {}) {
    const claim = { platform, limit, leaseMs: 30_000, messageDomain: 'uniflag.example', ...more };
    return this.stores.sends.claimDue(claim);
  }

  /** Everything due at a platform. */
  async claimAll(platform: string, limit: number): Promise<ClaimedSubmission[]> {
    const all: ClaimedSubmission[] = [];
    for (
      let some = await this.claim(platform, limit);
      some.length > 0;
      some = await this.claim(platform, limit)
    )
      all.push(...some);
    return all;
  }

  /** Closes a claimed send, and lets its submission come round again at once. */
  async closeAs({ sendId, submissionId, reportId }: ClaimedSubmission, outcome: SendOutcome, round?: number) {
    const timing = { nextTryInMs: 0, releasesLease: true, ...(round === undefined ? {} : { round }) };
    await this.change(reportId, submissionId, [{ kind: 'sendDeferred', waitingFor: 'SYNTHETIC' }], timing, [
      { sendId, outcome, code: null, receipt: null },
    ]);
  }

  /** @returns how many events the facts made */
  change(
    reportId: string,
    submissionId: string,
    facts: readonly Fact[],
    timing: Omit<SubmissionTiming, 'submissionId'> = {},
    sends: Parameters<typeof changeOf>[3] = [],
  ): Promise<number> {
    return this.stores.reports.change([reportId], (locked, nowMs) => {
      const told = changeOf(locked, nowMs, [{ submissionId, facts }], sends);
      const reports = told.change.reports.map((write) => ({
        ...write,
        timing: [{ submissionId, ...timing }],
      }));
      return { ...told, change: { ...told.change, reports } };
    });
  }

  /** What is true of a report now. */
  async read(reportId: string): Promise<LockedReport> {
    const found = await this.stores.reports.change([reportId], (locked) => ({
      change: { reports: [] },
      result: locked.get(reportId),
    }));
    if (!found) throw new Error('no such report');
    return found;
  }

  async addEndpoint(more: Partial<NewEndpoint> = {}): Promise<string> {
    const endpoint = anEndpoint(more);
    await this.stores.webhooks.create(endpoint);
    await this.prove(endpoint.id);
    return endpoint.id;
  }

  async setPace(endpointId: string, pace: EndpointPace): Promise<void> {
    const { webhooks, deliveryActs } = this.stores;
    const version = (await webhooks.list()).find(({ id }) => id === endpointId)?.version ?? 0;
    expect(await deliveryActs.setPace(endpointId, pace, version)).toBe(true);
  }

  /** Answers the ping that is due. */
  async prove(endpointId: string): Promise<void> {
    const { webhooks } = this.stores;
    const pings = await webhooks.claimPings(100, 30_000);
    const ping = pings.find((each) => each.endpointId === endpointId);
    if (!ping) throw new Error('no ping is due');
    const { epoch } = ping;
    await webhooks.closePing({ endpointId, epoch, outcome: 'delivered', status: 200, nextPingInMs: null });
  }

  async keep(more: Partial<RawReply> = {}): Promise<string> {
    const reply = aReply(more);
    if (!(await this.stores.replies.keep(reply))) throw new Error('kept already');
    return reply.id;
  }
}

/** The change that facts make to locked reports, each submission by its own report. */
export function changeOf(
  locked: ReadonlyMap<string, LockedReport>,
  nowMs: number,
  about: readonly { readonly submissionId: string; readonly facts: readonly Fact[] }[],
  sends: readonly { sendId: string; outcome: SendOutcome; code: null; receipt: null }[] = [],
) {
  const changed = [...locked.values()].map(({ state, submissions }) => {
    const own = about.filter(({ submissionId }) => submissions.has(submissionId));
    return changeReport(
      state,
      own.flatMap(({ submissionId, facts }) => facts.map((fact) => ({ submissionId, fact }))),
      nowMs,
    );
  });
  const reports = changed.map(({ report, events }) => ({ state: report, events, timing: [] }));
  const result = changed.reduce((sum, { events }) => sum + events.length, 0);
  return { change: { reports, sends }, result };
}

export function aReply(more: Partial<RawReply> = {}): RawReply {
  return {
    ...{ id: uuidv7(), platform: 'one', via: 'EMAIL', messageKey: `${uuidv7()}@platform.example` },
    ...{ references: [], inReplyTo: [], submissionId: null },
    ...{ sealed: bytes(1), contentHash: bytes(2), key: aKey() },
    ...more,
  };
}

export function anEndpoint(more: Partial<NewEndpoint> = {}): NewEndpoint {
  return {
    ...{ id: uuidv7(), url: 'https://consumer.example/hook', description: '', secret: bytes(3), key: aKey() },
    idempotency: null,
    ...{ ...everyEvent, format: 'STANDARD' },
    ...more,
  };
}

export function bytes(...values: number[]): Uint8Array {
  return new Uint8Array(values);
}

function aKey() {
  return { wrapped: bytes(9), wrappingKeyId: 'synthetic' };
}

const plan = { because: 'PLAN.USUAL', channels: [{ channel: 'synthetic-mail', role: 'USED' }] } as const;

function aFiledReport(
  on: readonly string[],
  context: Awaited<ReturnType<Stores['reports']['filingContext']>>,
  { urgency = 1, turn = 0, lanes, idempotency, contentHash, sharesNotice, isQuiet }: FilingOptions,
): FiledReport {
  const { nowMs, reference, modes } = context;
  const id = uuidv7();
  const ids = on.map(() => uuidv7());
  const submissions = on.map((platform, index): FiledSubmission => ({
    ...{
      id: ids[index]!,
      ordinal: index + 1,
      reference: `${reference}-${index + 1}-ABC123`,
      platform,
      urgency,
    },
    ...{
      regime: 'USER',
      asks: ['REMOVE_CONTENT'],
      staffDueAtMs: null,
      turn,
      noticeOf: sharesNotice && index > 0 ? ids[0]! : null,
      plan,
      targetKind: 'post',
      namesPerson: false,
      target: bytes(4),
    },
    ...{ contentHash: contentHash ?? null, earlierReference: null },
    isDue: !sharesNotice || index === 0,
    state: { ...plannedSubmission('synthetic-mail'), delivery: 'QUEUED' },
    mode: modes[platform] ?? 'rehearsed',
  }));
  const created = createReport(
    id,
    submissions.map(({ id: submissionId, platform, state, noticeOf }) => ({
      ...{ id: submissionId, platform, state },
      ...(noticeOf === null ? {} : { noticeOf }),
    })),
    nowMs,
  );
  return {
    ...{
      id,
      reference,
      category: 'CYBERBULLYING',
      language: 'en',
      callerRole: 'PARENT',
      asks: ['REMOVE_CONTENT'],
    },
    ...{ explanation: bytes(5), confidential: bytes(6), confirmedFindings: ['PHONE'] },
    ...{ goodFaithAtMs: nowMs, factsOn: '2026-03-01', legalBases: ['harassment'], seenAt: null },
    ...{ triage: [], filedBy: 'test' },
    ...{ createdAtMs: nowMs, state: created.report, key: aKey(), submissions },
    events: created.events.slice(0, isQuiet ? 1 : undefined).map((event) => ({ ...event, id: uuidv7() })),
    lanes: lanes ?? [...new Set(on.map((platform) => `submissions-${platform}`))],
    idempotency: idempotency ?? null,
    hold: null,
  };
}
