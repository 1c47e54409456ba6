import {
  AnswerQuestion,
  ApplyReplies,
  CheckVisibility,
  ClockedReports,
  DeadlineClocks,
  DeliverWebhooks,
  PingEndpoints,
  EscalateOverdue,
  FileReport,
  HoldReport,
  LookTiming,
  OpenNotice,
  ReceiveReply,
  RecordByStaff,
  RecordLook,
  ReleaseReport,
  ResolveStaleSends,
  ResolveTargets,
  SendFollowUps,
  SendSubmissions,
  SentTiming,
  WatchEndpoints,
  WithdrawMatch,
  WithdrawNotices,
  type IdSource,
  type PlatformAdapter,
  type ReportCipher,
  type SendMode,
  type WebhookTransport,
  type WorkLog,
} from '#application';
import { loadTaxonomy } from '#config';
import type { DeadlineRules } from '#core';
import type { Stores } from '../../libs/application/src/testing/stores.js';
import { deadlineRules, workingCalendar } from '../support/deadlines.js';
import { catalogue } from './platforms.js';
import { SimCircuit } from './sim-circuit.js';
import type { SimProcess } from './sim-process.js';

/** The settings of config/default.yaml. */
export const settings = {
  leaseMs: 30_000,
  sweepEveryMs: 1_000,
  retryScheduleMs: [10_000, 60_000, 300_000, 1_800_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000],
  rateLimitedDefaultMs: 60_000,
  settleMs: 60_000,
  credentialsRecheckMs: 900_000,
  overtakenRetryMs: [2_000, 10_000, 60_000, 600_000, 3_600_000],
  messageDomain: 'uniflag.example',
};
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const lookScheduleMs = [1, 3, 7, 14, 30].map((days) => days * dayMs);
const webhookScheduleMs = [
  5_000,
  300_000,
  1_800_000,
  ...[2, 5, 10, 14, 20, 24].map((hours) => hours * hourMs),
];

export interface WiringParts {
  readonly process: SimProcess;
  readonly stores: Stores;
  readonly adapterFor: (platform: string, mode: SendMode) => PlatformAdapter;
  readonly transport: WebhookTransport;
  readonly ids: IdSource;
  readonly log: WorkLog;
}

/** Everything an API or a worker does, wired as apps/worker and apps/api wire it. */
export function useCases({ process, stores, adapterFor, transport, ids, log }: WiringParts) {
  const { clock, sleep } = process;
  const circuit = new SimCircuit(process.world);
  const { sends, followUps, deadlines, replies, platforms: platformStore, webhooks } = stores;
  const reports = new ClockedReports(stores.reports, clocks);
  const shared = { reports, sends, platformStore, platforms: catalogue, adapterFor, openNotice, clock };
  return {
    fileReport: new FileReport({
      ...{ store: reports, cipher, ids, platforms: catalogue, categories, law, resolver, clocks },
      organisation: { name: 'Synthetic helpline', from: 'notices@uniflag.example' },
      contentHash: (key) => utf8.encode(key),
      currentYear: () => 2026,
      triage: { start: '', questions: new Map() },
      present: (report) => JSON.stringify(report),
    }),
    sendSubmissions: new SendSubmissions({ ...shared, circuit, sentTiming, ids, log, sleep, settings }),
    sendFollowUps: new SendFollowUps({ ...shared, followUps, cipher, circuit, ids, log, sleep, settings }),
    escalateOverdue: new EscalateOverdue({
      ...{ deadlines, reports, platforms: catalogue, clocks, ids, log, settings },
    }),
    answerQuestion: new AnswerQuestion({
      ...{ reports, sends, cipher, ids, platforms: catalogue, openNotice },
      readPhone: () => undefined,
    }),
    resolveStaleSends: new ResolveStaleSends({ ...shared, ids, log, settings }),
    checkVisibility: new CheckVisibility({ ...shared, ids, looks, log, settings }),
    receiveReply: new ReceiveReply({ replies, cipher, ids, log }),
    applyReplies: new ApplyReplies({
      ...{ replies, reports, platforms: catalogue, cipher, sentTiming, log, settings },
      readerFor: (platform) => adapterFor(platform, 'rehearsed'),
    }),
    recordByStaff: new RecordByStaff(reports, sentTiming),
    recordLook: new RecordLook({ reports, looks, ids }),
    holdReport: new HoldReport({ reports, cipher, ids }),
    releaseReport: new ReleaseReport({ reports }),
    withdrawMatch: new WithdrawMatch({ replies, reports, log }),
    withdrawNotices: new WithdrawNotices({ reports, cipher, ids, platforms: catalogue }),
    pingEndpoints: new PingEndpoints({
      ...{ store: webhooks, transport, cipher, ids, log },
      settings: { leaseMs: settings.leaseMs, maxConcurrent: 8, pingScheduleMs: webhookScheduleMs },
    }),
    watchEndpoints: new WatchEndpoints({ health: stores.endpointHealth, log }),
    deliverWebhooks: new DeliverWebhooks({
      ...{ store: webhooks, transport, cipher, ids, log },
      settings: { leaseMs: settings.leaseMs, maxConcurrent: 8, retryScheduleMs: webhookScheduleMs },
    }),
  };
}

export type UseCases = ReturnType<typeof useCases>;

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();

/** Seals nothing, and opens only for the owner and field it was sealed for, as the real one does. */
export const cipher: ReportCipher = {
  newKey: async (ownerId) => ({
    key: keyOf(ownerId),
    row: { wrapped: utf8.encode(ownerId), wrappingKeyId: 'synthetic' },
  }),
  openKey: async (ownerId, { wrapped }) => {
    if (fromUtf8.decode(wrapped) !== ownerId) throw new Error('the key belongs to another owner');
    return keyOf(ownerId);
  },
};

function keyOf(ownerId: string): Awaited<ReturnType<ReportCipher['openKey']>> {
  const headOf = (field: string) => `${ownerId} ${field}\n`;
  return {
    seal: (text, field) =>
      utf8.encode(headOf(field) + (typeof text === 'string' ? text : fromUtf8.decode(text))),
    openBytes: () => {
      throw new Error('nothing here is sealed as bytes');
    },
    open: (sealed, field) => {
      const text = fromUtf8.decode(sealed);
      if (!text.startsWith(headOf(field))) throw new Error('sealed for another owner or field');
      return text.slice(headOf(field).length);
    },
  };
}

const { categories, law } = loadTaxonomy();
const openNotice = new OpenNotice(cipher, { platforms: catalogue, categories, law });
const looks = new LookTiming(catalogue, {
  ...{ firstCheckAfterMs: 900_000, scheduleMs: lookScheduleMs },
  ...{ secondLookAfterMs: hourMs, watchForMs: 730 * dayMs },
});
const sentTiming = new SentTiming(looks);
const minutes = (count: number) => ({ elapsedMs: count * 60_000 });
/** Critical reports are reminded of while the storm lasts. */
const hurriedRules: DeadlineRules = {
  ...deadlineRules,
  critical: {
    ...deadlineRules.critical,
    ...{ acknowledgement: minutes(2), decision: minutes(4) },
    ...{ secondContact: minutes(6), supervisor: minutes(9), regulatorDraft: minutes(12) },
  },
};
const clocks = new DeadlineClocks({
  ...{ platforms: catalogue, categories, rules: hurriedRules, calendar: workingCalendar },
});
const resolver = new ResolveTargets(
  [...catalogue.values()].map(({ targets }) => targets),
  () => undefined,
);
