import { createHash, createSecretKey, randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import {
  AnswerQuestion,
  ChannelWatch,
  ApplyReplies,
  CheckVisibility,
  ClockedReports,
  CorrectReport,
  DeadlineClocks,
  DeliverWebhooks,
  PingEndpoints,
  DraftRefiling,
  EscalateOverdue,
  FileReport,
  HoldReport,
  GiveTranslation,
  LookTiming,
  OpenNotice,
  ReceiveReply,
  ShowReplyOnce,
  RecordByStaff,
  RecordLook,
  RefileReport,
  ReleaseReport,
  ResolveStaleSends,
  ResolveTargets,
  SendFollowUps,
  SendSubmissions,
  SentTiming,
  SnoozeReport,
  SwitchChannel,
  TellStillThere,
  WithdrawMatch,
  WithdrawNotices,
  type FileReportAnswer,
  type FileReportInput,
  type IdSource,
  type InformationAnswer,
  type NoticeRequest,
  type PlatformAdapter,
  type Reminder,
  type ReportView,
  type SendAttempt,
  type SubmitResult,
  type WebhookMessage,
  type WebhookTransport,
} from '#application';
import { loadTaxonomy } from '#config';
import {
  everyEvent,
  unprovenOrigin,
  type ChannelManifest,
  type DeadlineTable,
  type Fact,
  type UnknownOutcomeRule,
} from '#core';
import {
  PgChannelStore,
  PgDeadlineStore,
  PgFollowUpStore,
  PgPlatformStore,
  PgReplyStore,
  PgReportQueries,
  PgReportStore,
  PgSendStore,
  PgWebhookStore,
} from '#persistence';
import type { Platform } from '#platform-kit';
import { Circuits, phoneReader, platformCatalogue, type PlatformSection } from '#platforms';
import { AesReportCipher, LocalKeyService, contentHmac, newMailToken, wrappingKeyFrom } from '#security';
import { MemoryLog } from '#telemetry';
import { deadlineRules, workingCalendar } from './deadlines.js';
import { dedupeExample, lookupExample } from './platforms/index.js';
import { sixthExample } from './platforms/sixth-example/index.js';
import { openSchema, type Schema } from './schema.js';

/** The three example platforms: mail, one with a lookup, one that drops repeats. */
export type Key = 'sixth-example' | 'lookup-example' | 'dedupe-example';
const platforms = [sixthExample, lookupExample, dedupeExample];
export const keys: readonly Key[] = ['sixth-example', 'lookup-example', 'dedupe-example'];

/** A notice as a platform got it. */
export interface Received {
  readonly platform: string;
  readonly notice: NoticeRequest;
  readonly attempt: SendAttempt;
}

/**
 * Every use case on real tables, with platforms and consumers that do what the test says. Nothing runs by itself.
 */
export interface Workshop {
  readonly schema: Schema;
  readonly log: MemoryLog;
  readonly cipher: AesReportCipher;
  readonly received: Received[];
  /** Answers as a platform got them. */
  readonly answered: InformationAnswer[];
  /** Reminders as a platform got them. */
  readonly reminded: Reminder[];
  readonly delivered: WebhookMessage[];
  /** What a platform does next; what is not set is taken without a word. */
  readonly behave: Record<Key, Partial<PlatformAdapter>>;
  /** What consumers answer. */
  consumer: (message: WebhookMessage) => Awaited<ReturnType<WebhookTransport['deliver']>>;
  readonly stores: {
    readonly channels: PgChannelStore;
    readonly reports: PgReportStore;
    readonly sends: PgSendStore;
    readonly followUps: PgFollowUpStore;
    readonly deadlines: PgDeadlineStore;
    readonly replies: PgReplyStore;
    readonly platforms: PgPlatformStore;
    readonly webhooks: PgWebhookStore;
  };
  readonly queries: PgReportQueries;
  readonly cases: ReturnType<typeof useCases>;
  /** The same use cases again, as a second process has them. */
  anotherWorker(): ReturnType<typeof useCases>;
  /** Files a report with one target a platform named, all different from any before. */
  file(on: readonly Key[], more?: Partial<FileReportInput>): Promise<ReportView>;
  fileAnswer(input: Partial<FileReportInput>): Promise<FileReportAnswer>;
  /** Sends what is due at every platform and waits for the results. */
  sendDue(): Promise<void>;
  /** The same with answers to questions. */
  answerDue(): Promise<void>;
  view(reportId: string): Promise<ReportView>;
  /** A reply that says these facts, or that nobody can read. */
  reply(
    submission: { reference?: string; platform: Key },
    says: readonly Fact[] | 'nonsense',
    more?: object,
  ): Promise<string>;
  addEndpoint(): Promise<string>;
  close(): Promise<void>;
}

export const settings = {
  leaseMs: 30_000,
  retryScheduleMs: [10_000, 60_000, 300_000],
  rateLimitedDefaultMs: 60_000,
  settleMs: 60_000,
  credentialsRecheckMs: 900_000,
  overtakenRetryMs: [2_000, 10_000],
  messageDomain: 'uniflag.example',
};
export const watchRules = {
  firstCheckAfterMs: 900_000,
  scheduleMs: [3_600_000, 21_600_000],
  secondLookAfterMs: 1_800_000,
  watchForMs: 604_800_000,
};
const contentKey = createSecretKey(randomBytes(32));

export async function openWorkshop(
  options: {
    readonly onUnknown?: Readonly<Record<string, UnknownOutcomeRule>>;
    readonly maxConcurrent?: number;
    readonly circuitFailures?: number;
    /** What differs from the deadlines of tests. */
    readonly deadlines?: Partial<DeadlineTable>;
    readonly escalationAddress?: string;
    /** Targets that one notice to the platform `sixth-example` names; absent is one. */
    readonly targetsPerNotice?: number;
    /** More ways into the platform `sixth-example`. */
    readonly moreChannels?: readonly ChannelManifest[];
  } = {},
): Promise<Workshop> {
  const schema = await openSchema();
  const log = new MemoryLog();
  const received: Received[] = [];
  const answered: InformationAnswer[] = [];
  const reminded: Reminder[] = [];
  const delivered: WebhookMessage[] = [];
  const behave: Workshop['behave'] = { 'sixth-example': {}, 'lookup-example': {}, 'dedupe-example': {} };
  const stores = {
    channels: new PgChannelStore(schema.pool),
    reports: new PgReportStore(schema.pool, uuidv7),
    sends: new PgSendStore(schema.pool, uuidv7),
    followUps: new PgFollowUpStore(schema.pool),
    deadlines: new PgDeadlineStore(schema.pool, uuidv7),
    replies: new PgReplyStore(schema.pool),
    platforms: new PgPlatformStore(schema.pool),
    webhooks: new PgWebhookStore(schema.pool),
  };
  await stores.platforms.ensure(keys);
  const cipher = new AesReportCipher(
    new LocalKeyService([wrappingKeyFrom(randomBytes(32).toString('base64'))]),
  );
  let consumer: Workshop['consumer'] = () => ({ outcome: 'delivered', status: 200, durationMs: 1 });
  const workers: ReturnType<typeof useCases>[] = [];
  const anotherWorker = () => {
    const worker = useCases({
      ...{ stores, log, cipher, options },
      adapterFor: (platform) => adapterOf(platform as Key, behave, received, answered, reminded),
      transport: {
        deliver: async (message) => {
          delivered.push(message);
          return consumer(message);
        },
        ping: () => Promise.resolve({ outcome: 'delivered', status: 200, durationMs: 1 }),
      },
    });
    workers.push(worker);
    return worker;
  };
  const cases = anotherWorker();
  const queries = new PgReportQueries(schema.pool, cipher, deadlineRules);
  const fileAnswer = (input: Partial<FileReportInput>) =>
    cases.fileReport.run({ ...usualReport, targets: [], ...input });
  const view = async (reportId: string) => {
    const found = await queries.find(reportId);
    if (!found) throw new Error('no such report');
    return found;
  };
  let count = 0;
  return {
    ...{
      schema,
      log,
      cipher,
      received,
      answered,
      reminded,
      delivered,
      behave,
      stores,
      cases,
      anotherWorker,
      queries,
      fileAnswer,
      view,
    },
    get consumer() {
      return consumer;
    },
    set consumer(next) {
      consumer = next;
    },
    file: async (on, more = {}) => {
      const targets = on.map((key) => ({ input: addressAt(key, (count += 1)) }));
      const answer = await fileAnswer({ targets, ...more });
      if (answer.outcome !== 'filed') throw new Error(`not filed: ${JSON.stringify(answer)}`);
      return JSON.parse(answer.answer) as ReportView;
    },
    answerDue: async () => {
      for (const key of keys) await cases.sendFollowUps.run(key);
      await cases.sendFollowUps.settled();
    },
    sendDue: async () => {
      for (const key of keys) await cases.sendSubmissions.run(key);
      await cases.sendSubmissions.settled();
    },
    reply: async ({ reference, platform }, says, more = {}) => {
      const text = says === 'nonsense' ? 'Synthetic words nobody understands.' : JSON.stringify(says);
      const id = await cases.receiveReply.run({
        ...{ platform, via: 'EMAIL', messageKey: `${uuidv7()}@platform.example` },
        ...{ references: reference === undefined ? [] : [reference], inReplyTo: [] },
        ...{ writtenAtMs: null, subject: '', text, from: 'desk@platform.example' },
        origin: { ...unprovenOrigin, isSimulated: true },
        ...{ bounce: null, attachments: [], contentHash: createHash('sha256').update(text).digest() },
        ...more,
      });
      if (id === undefined) throw new Error('kept already');
      return id;
    },
    addEndpoint: async () => {
      const id = uuidv7();
      const { key, row } = await cipher.newKey(id);
      const url = 'https://consumer.example/hook';
      const secret = key.seal('whsec_synthetic', 'secret');
      const endpoint = { id, url, description: '', secret, key: row, idempotency: null };
      await stores.webhooks.create({ ...endpoint, ...everyEvent, format: 'STANDARD' });
      await cases.pingEndpoints.run();
      await cases.pingEndpoints.settled();
      return id;
    },
    close: async () => {
      // What a test left under way would try for ever to store its result.
      for (const { sendSubmissions, sendFollowUps } of workers)
        for (const sender of [sendSubmissions, sendFollowUps]) sender.giveUp();
      await schema.drop();
    },
  };
}

export function addressAt(key: Key, number: number): string {
  const digits = String(number).padStart(12, '0');
  if (key === 'sixth-example') return `https://sixth.example/~/${digits}`;
  return key === 'lookup-example'
    ? `https://lookup.example/p/${digits}`
    : `https://dedupe.example/clip/${digits}`;
}

export const usualReport: FileReportInput = {
  category: 'CYBERBULLYING',
  targets: [],
  explanation: 'Synthetic explanation for a test.',
  callerRole: 'PARENT',
  language: 'en',
  filedBy: 'test',
  idempotency: null,
};

function sixthWith(
  platform: Platform,
  { targetsPerNotice = 1, moreChannels = [] }: NonNullable<Parameters<typeof openWorkshop>[0]>,
): Platform {
  const { manifest } = platform;
  const channels = manifest.channels.map((channel) => ({ ...channel, targetsPerNotice }));
  return { ...platform, manifest: { ...manifest, channels: [...channels, ...moreChannels] } };
}

const section: PlatformSection = {
  defaultChannel: null,
  onUnknown: {},
  credentials: {},
  httpBaseUrl: null,
  mailboxes: {},
  formUrls: {},
  mailDomains: [],
  mailTrust: {},
  flaggerStatus: 'NONE',
  quotaUnitsPerDay: null,
  noticesPerMinute: null,
  escalationAddress: null,
};

function adapterOf(
  platform: Key,
  behave: Workshop['behave'],
  received: Received[],
  answered: InformationAnswer[],
  reminded: Reminder[],
): PlatformAdapter {
  const does = behave[platform];
  const silent: SubmitResult = { receipt: null, facts: [] };
  return {
    readReply: ({ text }) =>
      text.startsWith('[')
        ? { outcome: 'understood', facts: JSON.parse(text) as Fact[] }
        : { outcome: 'unreadable' },
    prepareHandoff: () => ({ openUrl: null, steps: [], fields: [], numberHint: null }),
    ...does,
    submit: async (notice, attempt) => {
      received.push({ platform, notice, attempt });
      return (await does.submit?.(notice, attempt)) ?? silent;
    },
    supplyInformation: async (notice, answer) => {
      answered.push(answer);
      return (await does.supplyInformation?.(notice, answer)) ?? silent;
    },
    remind: async (notice, reminder) => {
      reminded.push(reminder);
      return (await does.remind?.(notice, reminder)) ?? silent;
    },
  };
}

interface CaseParts {
  readonly stores: Workshop['stores'];
  readonly log: MemoryLog;
  readonly cipher: AesReportCipher;
  readonly options: Parameters<typeof openWorkshop>[0];
  readonly adapterFor: (platform: string) => PlatformAdapter;
  readonly transport: WebhookTransport;
}

const { categories, law } = loadTaxonomy();

function useCases({ stores, log, cipher, options = {}, adapterFor, transport }: CaseParts) {
  const ids: IdSource = { uuid: uuidv7, mailToken: () => newMailToken(), jitter: () => 0.5 };
  const known = platforms.map((platform) =>
    platform === sixthExample ? sixthWith(platform, options) : platform,
  );
  const catalogue = platformCatalogue(known, () => ({
    ...section,
    onUnknown: options.onUnknown ?? {},
    escalationAddress: options.escalationAddress ?? null,
  }));
  const openNotice = new OpenNotice(cipher, { platforms: catalogue, categories, law });
  const looks = new LookTiming(catalogue, watchRules);
  const sentTiming = new SentTiming(looks);
  const { critical, other } = deadlineRules;
  const clocks = new DeadlineClocks({
    ...{ platforms: catalogue, categories, calendar: workingCalendar },
    rules: {
      ...deadlineRules,
      critical: { ...critical, ...options.deadlines },
      other: { ...other, ...options.deadlines },
    },
  });
  const resolver = new ResolveTargets(
    platforms.map(({ targets }) => targets),
    phoneReader,
  );
  const { sends, followUps, replies } = stores;
  const reports = new ClockedReports(stores.reports, clocks);
  const shared = {
    reports,
    sends,
    platformStore: stores.platforms,
    platforms: catalogue,
    adapterFor,
    openNotice,
  };
  const sending = {
    ...{ ...shared, sentTiming, ids, log, settings },
    circuit: new Circuits({
      failures: options.circuitFailures ?? 1_000,
      openMs: 30_000,
      maxOpenMs: 600_000,
    }),
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  return {
    sentTiming,
    fileReport: new FileReport({
      ...{ store: reports, cipher, ids, platforms: catalogue, categories, law, resolver, clocks },
      organisation: { name: 'Synthetic helpline', from: 'notices@uniflag.example' },
      contentHash: (key) => contentHmac(contentKey, key),
      currentYear: () => 2026,
      triage: { start: '', questions: new Map() },
      present: (report) => JSON.stringify(report),
    }),
    channelWatch: new ChannelWatch({
      ...{ channels: stores.channels, reports, platforms: catalogue, log },
      settings: { deadAfterFailures: 3, healthEveryMs: 0 },
    }),
    giveTranslation: new GiveTranslation({
      ...{ reports, sends, cipher, openNotice, platforms: catalogue, categories, readPhone: phoneReader },
      organisation: { name: 'Synthetic helpline', from: 'notices@uniflag.example' },
    }),
    switchChannel: new SwitchChannel({
      ...{ reports, sends, channels: stores.channels, openNotice, platforms: catalogue, categories },
      organisation: { name: 'Synthetic helpline', from: 'notices@uniflag.example' },
    }),
    sendSubmissions: new SendSubmissions(sending),
    sendFollowUps: new SendFollowUps({ ...sending, followUps, cipher }),
    escalateOverdue: new EscalateOverdue({
      ...{ deadlines: stores.deadlines, reports, platforms: catalogue, clocks, ids, log, settings },
    }),
    answerQuestion: new AnswerQuestion({
      ...{ reports, sends, cipher, ids, platforms: catalogue, openNotice },
      readPhone: phoneReader,
    }),
    resolveStaleSends: new ResolveStaleSends({ ...shared, ids, log, settings }),
    checkVisibility: new CheckVisibility({ ...shared, ids, looks, log, settings }),
    receiveReply: new ReceiveReply({ replies, cipher, ids, log }),
    showReplyOnce: new ShowReplyOnce({ replies, cipher, log }),
    applyReplies: new ApplyReplies({
      replies,
      reports,
      platforms: catalogue,
      cipher,
      readerFor: adapterFor,
      sentTiming,
      log,
      settings,
    }),
    recordByStaff: new RecordByStaff(reports, sentTiming),
    recordLook: new RecordLook({ reports, looks, ids }),
    correctReport: new CorrectReport({
      ...{ reports, sends, cipher, ids, platforms: catalogue, categories, law, resolver, clocks },
      organisation: { name: 'Synthetic helpline', from: 'notices@uniflag.example' },
      contentHash: (key) => contentHmac(contentKey, key),
      lookUp: (contentHashes) => stores.reports.planContext(contentHashes),
    }),
    holdReport: new HoldReport({ reports, cipher, ids }),
    releaseReport: new ReleaseReport({ reports }),
    snoozeReport: new SnoozeReport(reports),
    withdrawMatch: new WithdrawMatch({ replies, reports, log }),
    withdrawNotices: new WithdrawNotices({ reports, cipher, ids, platforms: catalogue }),
    refileReport: new RefileReport({ reports, cipher, ids, platforms: catalogue, clocks }),
    draftRefiling: new DraftRefiling({ reports, sends, openNotice, platforms: catalogue, adapterFor }),
    tellStillThere: new TellStillThere({
      ...{ reports, sends, cipher, ids, platforms: catalogue, openNotice, readPhone: phoneReader },
    }),
    pingEndpoints: new PingEndpoints({
      ...{ store: stores.webhooks, transport, cipher, ids, log },
      settings: { ...settings, maxConcurrent: 8, pingScheduleMs: settings.retryScheduleMs },
    }),
    deliverWebhooks: new DeliverWebhooks({
      ...{ store: stores.webhooks, transport, cipher, ids, log },
      settings: { ...settings, maxConcurrent: options.maxConcurrent ?? 8 },
    }),
  };
}
