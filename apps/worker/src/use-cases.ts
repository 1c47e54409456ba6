import {
  AlertStaff,
  ApplyReplies,
  ChannelWatch,
  CheckVisibility,
  ClockedReports,
  CountNoticeHistory,
  DeadlineClocks,
  DeliverWebhooks,
  PingEndpoints,
  EraseDue,
  EscalateOverdue,
  ExpireDeliveries,
  ExpireScreenshots,
  KeepOutcomeCells,
  LookTiming,
  MailEndpointNotices,
  OpenNotice,
  ReceiveReply,
  ResolveStaleSends,
  ClearKeys,
  RewrapKeys,
  SealAudit,
  SendDigests,
  SendFollowUps,
  SendSubmissions,
  SentTiming,
  WarnStaff,
  WatchEndpoints,
  WriteAlertMail,
  WriteDigest,
  WriteEndpointMail,
  type IdSource,
  type MailSender,
  type SealAuditParts,
} from '#application';
import {
  alertRules,
  loadAlertTexts,
  loadDigestTexts,
  loadTaxonomy,
  platformSettings,
  workingCalendar,
  type ChannelOverlay,
  type Config,
} from '#config';
import {
  PgAlertStore,
  PgAuditChain,
  PgChannelStore,
  PgDeadlineStore,
  PgDeliveryRecord,
  PgEndpointHealth,
  PgDigests,
  PgEndpointMails,
  PgFollowUpStore,
  PgKeyClearing,
  PgKeyStore,
  PgMailboxStore,
  PgNoticeHistory,
  PgOutcomeCells,
  PgOutcomeQueries,
  PgPlatformStore,
  PgReplyStore,
  PgReportStore,
  PgRetentionStore,
  PgScreenshotStore,
  PgSendStore,
  PgWebhookStore,
  headText,
  type Database,
} from '#persistence';
import type { Platform } from '#platform-kit';
import { Circuits, PlatformConnections, datedSections, platformCatalogue } from '#platforms';
import { warnLeads } from '#core';
import { newMailToken, reportCipherOf, signingKeyFrom } from '#security';
import type { Log } from '#telemetry';
import { SignedWebhookTransport, WebhookSender } from '#webhooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { auditAnchors } from './audit-anchors.js';
import { nightlyScan } from './nightly-scan.js';

export interface UseCaseParts {
  readonly config: Config;
  readonly platforms: readonly Platform[];
  /** What the installation says of its channels; another object where it was read anew. */
  readonly channelChanges: () => ChannelOverlay;
  readonly database: Database;
  readonly log: Log;
  readonly simulatorMail: MailSender;
  readonly outboundMail: MailSender;
}

/** Everything a worker does, wired to PostgreSQL and the platforms. */
export function workerUseCases({
  config,
  platforms,
  channelChanges,
  database,
  log,
  simulatorMail,
  outboundMail,
}: UseCaseParts) {
  const { pool } = database;
  const ids: IdSource = { uuid: uuidv7, mailToken: () => newMailToken(), jitter: Math.random };
  const configured = (key: string) => platformSettings(config.platforms, key);
  const sectionOf = datedSections(platforms, configured, channelChanges, Date.now);
  const catalogue = platformCatalogue(platforms, sectionOf, channelChanges);
  const { categories, law } = loadTaxonomy();
  const cipher = reportCipherOf(config.security);
  const calendar = workingCalendar(config.deadlines);
  const clocks = new DeadlineClocks({
    ...{ platforms: catalogue, categories, rules: config.deadlines, calendar },
  });
  const reports = new ClockedReports(new PgReportStore(pool, uuidv7), clocks);
  const sends = new PgSendStore(pool, uuidv7);
  const deadlines = new PgDeadlineStore(pool, uuidv7);
  const replies = new PgReplyStore(pool);
  const platformStore = new PgPlatformStore(pool);
  const connections = new PlatformConnections({
    platforms,
    sectionOf,
    simulator: { httpUrl: config.simulator.httpUrl, mail: simulatorMail },
    mail: outboundMail,
    organisation: config.organisation,
    replyDomain: config.mail.inbound.domain,
    useQuota: (...question) => platformStore.useQuota(...question),
    now: Date.now,
    timeoutMs: config.worker.sendTimeoutMs,
  });
  const openNotice = new OpenNotice(cipher, { platforms: catalogue, categories, law });
  const adapterFor = connections.adapterFor.bind(connections);
  const looks = new LookTiming(catalogue, config.verification);
  const sentTiming = new SentTiming(looks);
  const { leaseMs, circuitFailures, circuitOpenMs, circuitMaxOpenMs } = config.worker;
  const shared = {
    reports,
    sends,
    platformStore,
    platforms: catalogue,
    sentTiming,
    adapterFor,
    openNotice,
    ids,
    log,
  };
  const sending = {
    ...shared,
    circuit: new Circuits({
      ...{ failures: circuitFailures, openMs: circuitOpenMs, maxOpenMs: circuitMaxOpenMs },
    }),
    sleep: (ms: number) => sleep(ms),
    settings: { ...config.worker, messageDomain: config.mail.inbound.domain },
  };
  const digests = new PgDigests(pool);
  const outcomes = new PgOutcomeQueries(pool);
  const webhookSender = new WebhookSender(webhookOptions(config));
  // While nothing leaves for real, mails to staff do not either.
  const mailToStaff = config.mail.outbound.host === null ? simulatorMail : outboundMail;
  const webhooks = {
    store: new PgWebhookStore(pool),
    transport: new SignedWebhookTransport(
      webhookSender,
      config.api.publicUrl,
      Date.now,
      webhookSigner(config.webhooks.signingKey),
    ),
    ...{ cipher, ids, log },
  };
  return {
    catalogue,
    cipher,
    platformStore,
    webhookSender,
    mailboxes: new PgMailboxStore(pool),
    channelWatch: new ChannelWatch({
      ...{ channels: new PgChannelStore(pool), reports, platforms: catalogue, log },
      settings: config.channels,
    }),
    rewrapKeys: new RewrapKeys({ keys: new PgKeyStore(pool), wrapper: cipher, log }),
    clearKeys: new ClearKeys({
      ...{ clearing: new PgKeyClearing(pool), log },
      settings: { atMinute: config.security.clearKeysAt, timeZone: config.deadlines.workingHours.timeZone },
    }),
    eraseDue: new EraseDue({
      reports,
      retention: new PgRetentionStore(pool),
      ids,
      log,
      rules: config.retention,
    }),
    expireScreenshots: new ExpireScreenshots({
      ...{ screenshots: new PgScreenshotStore(pool), checkEveryMs: config.retention.checkEveryMs, log },
    }),
    expireDeliveries: new ExpireDeliveries({
      ...{ record: new PgDeliveryRecord(pool), log },
      rules: {
        ...{ isOn: config.retention.isOn, checkEveryMs: config.retention.checkEveryMs },
        attemptsForMs: config.retention.webhookAttemptsForMs,
        deliveriesForMs: config.retention.webhookDeliveriesForMs,
      },
    }),
    sendSubmissions: new SendSubmissions(sending),
    sendFollowUps: new SendFollowUps({ ...sending, followUps: new PgFollowUpStore(pool), cipher }),
    escalateOverdue: new EscalateOverdue({
      ...{ deadlines, reports, platforms: catalogue, clocks, ids, log },
      settings: config.worker,
    }),
    warnStaff: new WarnStaff({ deadlines, leads: warnLeads(config.deadlines, calendar), log }),
    resolveStaleSends: new ResolveStaleSends({ ...shared, settings: config.worker }),
    checkVisibility: new CheckVisibility({
      ...{ ...shared, looks },
      settings: config.worker,
    }),
    receiveReply: new ReceiveReply({ replies, cipher, ids, log }),
    applyReplies: new ApplyReplies({
      ...{ replies, reports, platforms: catalogue, cipher, sentTiming, log },
      // Reading is pure: it needs no connection that could send.
      readerFor: (key) => connections.adapterFor(key, 'rehearsed'),
      settings: { leaseMs, overtakenRetryMs: config.worker.overtakenRetryMs },
    }),
    alertStaff: new AlertStaff({
      ...{ alerts: new PgAlertStore(pool), categories, calendar, ids, log },
      rules: alertRules(config.alerts),
      addresses: config.alerts.addresses,
      mail: mailToStaff,
      write: new WriteAlertMail({
        texts: loadAlertTexts(),
        languages: config.alerts.languages,
        platformName: (key) => catalogue.get(key)?.manifest.name ?? key,
        from: config.alerts.from ?? config.organisation.from,
        consoleUrl: config.alerts.consoleUrl ?? config.api.publicUrl,
        timeZone: calendar.timeZone,
      }),
      settings: {
        leaseMs,
        retryScheduleMs: config.alerts.retryScheduleMs,
        messageDomain: config.mail.inbound.domain,
      },
    }),
    keepOutcomeCells: new KeepOutcomeCells({
      ...{ cells: new PgOutcomeCells(pool), timeZone: calendar.timeZone },
    }),
    sendDigests: new SendDigests({
      ...{ digests, calendar, log, mail: mailToStaff, now: Date.now },
      write: new WriteDigest({
        ...{ digests, categories, texts: loadDigestTexts() },
        platformName: (key) => catalogue.get(key)?.manifest.name ?? key,
        from: config.alerts.from ?? config.organisation.from,
        consoleUrl: config.alerts.consoleUrl ?? config.api.publicUrl,
        timeZone: calendar.timeZone,
        messageDomain: config.mail.inbound.domain,
      }),
      settings: {
        ...{ leaseMs, retryScheduleMs: config.alerts.retryScheduleMs },
        dailyAtMinute: config.digests.dailyAt,
        weeklyAtMinute: config.digests.weeklyAt,
      },
    }),
    countNoticeHistory: new CountNoticeHistory({
      history: new PgNoticeHistory(pool),
      count: (mode, from) => outcomes.experience({ from, mode, timeZone: calendar.timeZone }),
      ...{ log, now: Date.now },
    }),
    sealAudit: new SealAudit({
      chain: new PgAuditChain(pool),
      anchors: auditAnchors(config, mailToStaff),
      sign: headSigner(config.audit.signingKey),
      settings: config.audit,
      log,
    }),
    nightlyScan: nightlyScan(config, pool, mailToStaff, log),
    webhookStore: webhooks.store,
    pingEndpoints: new PingEndpoints({
      ...webhooks,
      settings: {
        leaseMs,
        maxConcurrent: config.webhooks.maxConcurrent,
        pingScheduleMs: config.webhooks.pingScheduleMs,
      },
    }),
    watchEndpoints: new WatchEndpoints({ health: new PgEndpointHealth(pool), log }),
    mailEndpointNotices: new MailEndpointNotices({
      ...{ mails: new PgEndpointMails(pool), mail: mailToStaff, log },
      write: new WriteEndpointMail({
        from: config.alerts.from ?? config.organisation.from,
        ...{ publicUrl: config.api.publicUrl, timeZone: calendar.timeZone },
        messageDomain: config.mail.inbound.domain,
      }),
      settings: {
        ...{ leaseMs, alertTo: config.webhooks.alertTo ?? [] },
        retryScheduleMs: config.alerts.retryScheduleMs,
      },
    }),
    deliverWebhooks: new DeliverWebhooks({
      ...webhooks,
      settings: {
        leaseMs,
        maxConcurrent: config.webhooks.maxConcurrent,
        retryScheduleMs: config.webhooks.retryScheduleMs,
      },
    }),
  };
}

/** Null where there is no key: heads are then kept and anchored unsigned. */
function headSigner(key: string | null): SealAuditParts['sign'] {
  const signing = key === null ? null : signingKeyFrom(key, 'audit.signingKey');
  return (place) => signing && { keyId: signing.id, signature: signing.sign(headText(place)) };
}

function webhookSigner(key: string | null) {
  if (key === null) return undefined;
  const signing = signingKeyFrom(key, 'webhooks.signingKey');
  return (text: Uint8Array) => signing.sign(text);
}

function webhookOptions({ webhooks }: Config) {
  const { allowPrivateAddresses: allowed } = webhooks;
  const everywhere = ['0.0.0.0/0', '::/0'];
  return {
    deadlineMs: webhooks.timeoutMs,
    ...(allowed === false ? {} : { allowAddresses: allowed === true ? everywhere : allowed }),
  };
}

export type WorkerUseCases = ReturnType<typeof workerUseCases>;
