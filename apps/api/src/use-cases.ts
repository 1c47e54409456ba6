import { uuidv7 } from 'uuidv7';
import {
  AcknowledgeAlert,
  AddScreenshot,
  AnswerMemberLink,
  AnswerQuestion,
  BreakGlass,
  ChannelWatch,
  ClockedReports,
  CorrectReport,
  DeadlineClocks,
  DraftRefiling,
  EndCallerCode,
  EndMemberLink,
  EraseReport,
  FileReport,
  HoldReport,
  KeepReport,
  GiveTranslation,
  LookTiming,
  MakeCallerCode,
  MakeMemberLink,
  OpenNotice,
  OpenScreenshot,
  PlanRoutes,
  PreviewReport,
  ReadCallerStatus,
  ReadMemberLink,
  ReceiveReply,
  RecordByStaff,
  RecordLook,
  RecordReferral,
  RefileReport,
  ReleaseReport,
  RemoveScreenshot,
  ResolveTargets,
  SentTiming,
  SwitchChannel,
  ShowReplyOnce,
  SnoozeReport,
  TellStillThere,
  WithdrawMatch,
  WithdrawNotices,
  WriteLetter,
  type IdSource,
  type MailSender,
} from '#application';
import {
  loadGuidance,
  loadTaxonomy,
  channelChangesOf,
  platformSettings,
  workingCalendar,
  type Config,
  type ChannelOverlay,
} from '#config';
import {
  PgAlertQueries,
  PgHoldQueries,
  PgAlertStore,
  PgApiKeys,
  PgAuditQueries,
  PgAuditTrail,
  PgApprovals,
  PgChannelStore,
  PgCalendarLinks,
  PgCalendarQueries,
  PgLedgerQueries,
  PgEventQueries,
  PgExportQueries,
  PgGlassStore,
  PgKeptTexts,
  PgCallerCodes,
  PgMemberLinks,
  PgNoticeHistory,
  PgOutcomeQueries,
  PgPeople,
  PgPlatformStore,
  PgReplyStore,
  PgHandOvers,
  PgListCounts,
  PgPresence,
  PgReportClaims,
  PgReportNotes,
  PgReportQueries,
  PgReportStore,
  PgPictureScans,
  PgRetentionStore,
  PgRowQueries,
  PgSavedViews,
  PgScreenshotStore,
  PgSendStore,
  PgSessions,
  PgSignIn,
  PgDeliveryQueries,
  PgDeliveryStore,
  PgDossierQueries,
  PgWebhookStore,
  PgWorkQueries,
  type Database,
} from '#persistence';
import type { Platform } from '#platform-kit';
import type { Log } from '#telemetry';
import { PlatformConnections, phoneReader, datedSections, platformCatalogue } from '#platforms';
import { contentHmac, keyFrom, newMailToken, reportCipherOf } from '#security';
import { AcceptLink, MyFactors, Organisation, Passkeys, SignIn, TotpSecrets } from '#security/sign-in';
import { ClamdScanner, SharpImageCleaner } from '#security/uploads';
import { AccessWatch } from './access/access-watch.js';
import { KnownKeys } from './access/known-keys.js';
import { organisationPath } from './access/organisation.controller.js';
import { PasskeySites } from './access/passkey-sites.js';
import { Proof } from './access/proof.js';
import { OrganisationCookie, SessionCookie } from './access/session-cookie.js';
import { Sessions } from './access/sessions.js';
import { RefusedSignIns } from './access/refused-sign-ins.js';
import { SignInTries } from './access/sign-in-tries.js';
import { FirstAdministrator } from './people/first-administrator.js';
import { linkMailsOf } from './people/link-mails.js';
import { fullSight } from './access/sight.js';
import { RowRules } from './access/row-rules.js';
import { approvedActs } from './approvals/approved-acts.js';
import { FourEyes } from './approvals/four-eyes.js';
import { DossierReader } from './dossiers/dossier-content.js';
import { ArmingCheck } from './platforms/arming-check.js';
import { annualReportsOf } from './outcomes/annual-reports-of.js';
import { presentReport } from './reports/present-report.js';

/** Everything the controllers need, wired to PostgreSQL. Nothing here can reach a platform. */
export function apiUseCases(
  config: Config,
  platforms: readonly Platform[],
  { pool }: Database,
  log: Log,
  channelChanges: () => ChannelOverlay = channelChangesOf(config, platforms),
) {
  const ids: IdSource = { uuid: uuidv7, mailToken: () => newMailToken(), jitter: Math.random };
  const configured = (key: string) => platformSettings(config.platforms, key);
  const sectionOf = datedSections(platforms, configured, channelChanges, Date.now);
  const catalogue = platformCatalogue(platforms, sectionOf, channelChanges);
  const { categories, law, referrals } = loadTaxonomy();
  const guidance = loadGuidance();
  const ways = { platforms: catalogue, categories, remedies: guidance.remedies };
  const cipher = reportCipherOf(config.security);
  const contentKey = keyFrom(config.security.contentKey, 'security.contentKey');
  const looks = new LookTiming(catalogue, config.verification);
  const sentTiming = new SentTiming(looks);
  const replyStore = new PgReplyStore(pool);
  const reportStore = new PgReportStore(pool, uuidv7);
  const clocks = new DeadlineClocks({
    ...{ platforms: catalogue, categories, rules: config.deadlines },
    calendar: workingCalendar(config.deadlines),
  });
  const clockedReports = new ClockedReports(reportStore, clocks);
  const channelStore = new PgChannelStore(pool);
  const sendStore = new PgSendStore(pool, uuidv7);
  const apiKeys = new PgApiKeys(pool);
  const sessionStore = new PgSessions(pool);
  const sessions = new Sessions(sessionStore, config.api);
  const cookie = new SessionCookie(config.api.publicUrl);
  const people = new PgPeople(pool);
  const signIns = new PgSignIn(pool);
  const passkeys = new Passkeys(people, signIns);
  const totpSecrets = new TotpSecrets(cipher);
  const contextWords = [config.organisation.name, new URL(config.api.publicUrl).hostname];
  const factors = { people, passkeys, totpSecrets, contextWords, now: Date.now };
  const memberLinks = new PgMemberLinks(pool);
  const callerCodes = new PgCallerCodes(pool);
  const auditTrail = new PgAuditTrail(pool);
  const retention = new PgRetentionStore(pool);
  const resolver = new ResolveTargets(
    platforms.map(({ targets }) => targets),
    phoneReader,
  );
  const screenshots = new PgScreenshotStore(pool);
  const { enabled, keepDays, mostPerReport, clamav } = config.uploads;
  const currentYear = () => new Date().getUTCFullYear();
  const planner = {
    ...{ categories, law, resolver, platforms: catalogue, organisation: config.organisation },
    contentHash: (key: string) => contentHmac(contentKey, key),
  };
  const connections = new PlatformConnections({
    ...{ platforms, sectionOf },
    simulator: { httpUrl: config.simulator.httpUrl, mail: sendsNothing },
    mail: sendsNothing,
    organisation: config.organisation,
    replyDomain: config.mail.inbound.domain,
    useQuota: () => Promise.resolve(false),
    now: Date.now,
    timeoutMs: config.worker.sendTimeoutMs,
  });
  const glass = new PgGlassStore(pool);
  const approvals = new PgApprovals(pool);
  const armingCheck = new ArmingCheck(catalogue, config);
  const eraseReport = new EraseReport({ reports: clockedReports, retention, ids });
  const keepReport = new KeepReport({ reports: clockedReports, retention, cipher, ids });
  const correctReport = new CorrectReport({
    ...planner,
    ...{ reports: clockedReports, sends: sendStore, cipher, ids, clocks },
    lookUp: (contentHashes) => reportStore.planContext(contentHashes),
  });
  const reportQueries = new PgReportQueries(pool, cipher, config.deadlines);
  const rules = new RowRules(new PgRowQueries(pool), glass, categories);
  const fourEyes = new FourEyes(
    approvals,
    rules,
    approvedActs({ armingCheck, eraseReport, keepReport, correctReport, reports: reportQueries }),
    config.access.fourEyes ?? [],
  );
  const openNotice = new OpenNotice(cipher, { platforms: catalogue, categories, law });
  const eventQueries = new PgEventQueries(pool);
  const keptTexts = new PgKeptTexts(pool, cipher);
  const workQueries = new PgWorkQueries(pool, cipher);
  const outcomeQueries = new PgOutcomeQueries(pool);
  return {
    catalogue,
    categories,
    law,
    referrals,
    guidance,
    cipher,
    resolver,
    contentHash: planner.contentHash,
    reportStore,
    fileReport: new FileReport({
      ...planner,
      ...{ store: reportStore, cipher, ids, clocks, currentYear, triage: guidance.triage },
      present: (report) => JSON.stringify(presentReport(report, fullSight)),
    }),
    breakGlass: new BreakGlass({ reports: clockedReports, glass, cipher, ids }),
    previewReport: new PreviewReport({
      ...planner,
      currentYear,
      lookUp: (contentHashes) => reportStore.planContext(contentHashes),
      adapterFor: (platform, mode) => connections.adapterFor(platform, mode),
    }),
    receiveReply: new ReceiveReply({ replies: replyStore, cipher, ids, log }),
    showReplyOnce: new ShowReplyOnce({ replies: replyStore, cipher, log }),
    withdrawMatch: new WithdrawMatch({ replies: replyStore, reports: clockedReports, log }),
    recordByStaff: new RecordByStaff(clockedReports, sentTiming),
    recordLook: new RecordLook({ reports: clockedReports, looks, ids }),
    correctReport,
    holdReport: new HoldReport({ reports: clockedReports, cipher, ids }),
    releaseReport: new ReleaseReport({ reports: clockedReports }),
    retention,
    keepReport,
    pictureScans: new PgPictureScans(pool),
    eraseReport,
    screenshots,
    addScreenshot: new AddScreenshot({
      ...{ reports: clockedReports, screenshots, cipher, ids, categories },
      images: new SharpImageCleaner(log),
      scanner: new ClamdScanner({ address: clamav, timeoutMs: scanWithinMs, log }),
      rules: { isOn: enabled, keepForMs: keepDays * 86_400_000, mostPerReport },
    }),
    openScreenshot: new OpenScreenshot({ screenshots, cipher }),
    removeScreenshot: new RemoveScreenshot(clockedReports),
    snoozeReport: new SnoozeReport(clockedReports),
    withdrawNotices: new WithdrawNotices({ reports: clockedReports, cipher, ids, platforms: catalogue }),
    recordReferral: new RecordReferral({ reports: reportStore, catalogue: referrals }),
    memberLinks,
    makeMemberLink: new MakeMemberLink({ links: memberLinks, reports: reportStore, platforms: catalogue }),
    endMemberLink: new EndMemberLink({ links: memberLinks, reports: reportStore }),
    readMemberLink: new ReadMemberLink({
      ...{ links: memberLinks, platforms: catalogue },
      adapterFor: (platform) => connections.adapterFor(platform, 'rehearsed'),
    }),
    answerMemberLink: new AnswerMemberLink({ links: memberLinks, reports: reportStore }),
    callerCodes,
    makeCallerCode: new MakeCallerCode({ codes: callerCodes, reports: reportStore }),
    endCallerCode: new EndCallerCode({ codes: callerCodes, reports: reportStore }),
    readCallerStatus: new ReadCallerStatus({
      ...{ codes: callerCodes, platforms: catalogue, sheets: guidance.sheets },
      timeZone: config.deadlines.workingHours.timeZone,
    }),
    planRoutes: new PlanRoutes(ways),
    writeLetter: new WriteLetter({ ...ways, organisation: config.organisation.name }),
    acknowledgeAlert: new AcknowledgeAlert({ alerts: new PgAlertStore(pool), ids, log }),
    alertQueries: new PgAlertQueries(pool),
    outcomeQueries,
    noticeHistory: new PgNoticeHistory(pool),
    annualReports: annualReportsOf(pool, config, categories),
    keptTexts,
    dossiers: new DossierReader({
      ...{ reports: reportQueries, events: eventQueries, texts: keptTexts, work: workQueries },
      ...{
        trails: new PgDossierQueries(pool, cipher),
        sends: sendStore,
        openNotice,
        connections,
        catalogue,
        categories,
      },
      organisation: config.organisation.name,
    }),
    holdQueries: new PgHoldQueries(pool),
    auditTrail,
    auditQueries: new PgAuditQueries(pool),
    log,
    exportQueries: new PgExportQueries(pool),
    ledgerQueries: new PgLedgerQueries(pool),
    calendarLinks: new PgCalendarLinks(pool),
    calendarQueries: new PgCalendarQueries(pool),
    answerQuestion: new AnswerQuestion({
      ...{ reports: clockedReports, sends: sendStore, cipher, ids, platforms: catalogue },
      ...{ openNotice, readPhone: phoneReader },
    }),
    tellStillThere: new TellStillThere({
      ...{ reports: clockedReports, sends: sendStore, cipher, ids, platforms: catalogue, openNotice },
      readPhone: phoneReader,
    }),
    refileReport: new RefileReport({ reports: clockedReports, cipher, ids, platforms: catalogue, clocks }),
    draftRefiling: new DraftRefiling({
      ...{ reports: reportStore, sends: sendStore, openNotice, platforms: catalogue },
      adapterFor: (platform, mode) => connections.adapterFor(platform, mode),
    }),
    channelStore,
    channelWatch: new ChannelWatch({
      ...{ channels: channelStore, reports: clockedReports, platforms: catalogue, log },
      settings: config.channels,
    }),
    giveTranslation: new GiveTranslation({
      ...{ reports: clockedReports, sends: sendStore, cipher, openNotice, readPhone: phoneReader },
      ...{ platforms: catalogue, categories, organisation: config.organisation },
    }),
    switchChannel: new SwitchChannel({
      ...{ reports: clockedReports, sends: sendStore, channels: channelStore, openNotice },
      ...{ platforms: catalogue, categories, organisation: config.organisation },
    }),
    openNotice,
    connections,
    access: {
      keys: new KnownKeys(apiKeys),
      sessions,
      cookie,
      organisationCookie: new OrganisationCookie(config.api.publicUrl),
      proof: new Proof(sessions, cookie),
      sites: new PasskeySites(config.api.publicUrl),
      apiKeys,
      tries: new SignInTries(),
      refusals: new RefusedSignIns(auditTrail),
      watch: new AccessWatch(sessionStore, log),
      ...{ rules, glass, approvals, armingCheck, fourEyes },
    },
    people,
    passkeys,
    signIn: new SignIn({ ...factors, signIns }),
    acceptLink: new AcceptLink({ ...factors, newId: uuidv7 }),
    myFactors: new MyFactors(factors),
    firstAdministrator: new FirstAdministrator(people),
    linkMails: linkMailsOf(config),
    organisation: organisationOf(config, people, signIns, log),
    platformStore: new PgPlatformStore(pool),
    replyStore,
    sendStore,
    webhookStore: new PgWebhookStore(pool),
    deliveryStore: new PgDeliveryStore(pool),
    deliveryQueries: new PgDeliveryQueries(pool),
    savedViews: new PgSavedViews(pool),
    listCounts: new PgListCounts(pool, config.deadlines),
    handOvers: new PgHandOvers(pool, cipher),
    reportClaims: new PgReportClaims(pool),
    presence: new PgPresence(pool),
    reportNotes: new PgReportNotes(pool, cipher),
    reportQueries,
    eventQueries,
    workQueries,
  };
}

/** clamd has to load its signatures anew now and then, and lets everybody wait meanwhile. */
const scanWithinMs = 60_000;

function organisationOf(config: Config, people: PgPeople, signIns: PgSignIn, log: Log): Organisation | null {
  const { issuer, clientId, ...settings } = config.access.oidc;
  if (issuer === null || clientId === null) return null;
  return new Organisation({
    settings: { issuer, clientId, ...settings },
    redirectUrl: `${config.api.publicUrl}/${organisationPath}/callback`,
    ...{ people, signIns, newId: uuidv7 },
    onLastAdministrator: (personId) => log.warn('people.last_administrator_kept', { personId }),
  });
}

/** The API prepares texts with the adapters; it never sends. */
const sendsNothing: MailSender = {
  send: () => Promise.reject(new Error('the API sends nothing')),
};
