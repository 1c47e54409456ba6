import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import {
  AcknowledgeAlert,
  AddScreenshot,
  AnswerMemberLink,
  AnswerQuestion,
  CorrectReport,
  BreakGlass,
  ChannelWatch,
  DraftRefiling,
  EndCallerCode,
  EndMemberLink,
  EraseReport,
  FileReport,
  HoldReport,
  KeepReport,
  MakeCallerCode,
  MakeMemberLink,
  GiveTranslation,
  OpenNotice,
  OpenScreenshot,
  PlanRoutes,
  PreviewReport,
  ReadCallerStatus,
  ReadMemberLink,
  ReceiveReply,
  ShowReplyOnce,
  SnoozeReport,
  RecordByStaff,
  RecordLook,
  RecordReferral,
  RefileReport,
  ReleaseReport,
  RemoveScreenshot,
  ResolveTargets,
  SwitchChannel,
  TellStillThere,
  WithdrawMatch,
  WithdrawNotices,
  WriteLetter,
} from '#application';
import type { Config } from '#config';
import {
  PgAlertQueries,
  PgHoldQueries,
  PgKeptTexts,
  PgAuditQueries,
  PgAuditTrail,
  PgApiKeys,
  PgApprovals,
  PgCalendarLinks,
  PgCalendarQueries,
  PgLedgerQueries,
  PgChannelStore,
  PgEventQueries,
  PgExportQueries,
  PgGlassStore,
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
  PgSavedViews,
  PgScreenshotStore,
  PgSendStore,
  PgDeliveryQueries,
  PgDeliveryStore,
  PgWebhookStore,
  PgWorkQueries,
  type Database,
} from '#persistence';
import { AnnualReports } from '#outcomes';
import { PlatformConnections } from '#platforms';
import { AcceptLink, MyFactors, Passkeys, SignIn } from '#security/sign-in';
import type { Metrics } from '#telemetry';
import { AbilityGuard } from './access/ability.guard.js';
import { AccessGuard } from './access/access.guard.js';
import { AccessWatch } from './access/access-watch.js';
import { KeysController } from './access/keys.controller.js';
import { KnownKeys } from './access/known-keys.js';
import { OrganisationController } from './access/organisation.controller.js';
import { PasskeySites } from './access/passkey-sites.js';
import { Proof } from './access/proof.js';
import { OauthController } from './access/oauth.controller.js';
import { RowRules } from './access/row-rules.js';
import { SessionController } from './access/session.controller.js';
import { OrganisationCookie, SessionCookie } from './access/session-cookie.js';
import { Sessions } from './access/sessions.js';
import { RefusedSignIns } from './access/refused-sign-ins.js';
import { SignInTries } from './access/sign-in-tries.js';
import { AlertsController } from './alerts/alerts.controller.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditInterceptor } from './audit/audit.interceptor.js';
import { ApprovalsController } from './approvals/approvals.controller.js';
import { FourEyes } from './approvals/four-eyes.js';
import { DossierReader } from './dossiers/dossier-content.js';
import { DossierController } from './dossiers/dossier.controller.js';
import { EventHub } from './events/event-hub.js';
import { EventsController } from './events/events.controller.js';
import { LedgerController } from './exchange/ledger.controller.js';
import { CalendarController } from './exchange/calendar.controller.js';
import { TablesController } from './exchange/tables.controller.js';
import { XarfController } from './exchange/xarf.controller.js';
import { GlassController } from './glass/glass.controller.js';
import { ReferralsController } from './guidance/referrals.controller.js';
import { SheetsController } from './guidance/sheets.controller.js';
import { TriageController } from './guidance/triage.controller.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { InboundController } from './inbound/inbound.controller.js';
import { LooksController } from './looks/looks.controller.js';
import { CallerCodeController } from './caller-codes/caller-code.controller.js';
import { CallerStatusController } from './caller-codes/caller-status.controller.js';
import { MemberAnswersController } from './member-links/member-answers.controller.js';
import { MemberLinkController } from './member-links/member-link.controller.js';
import { FirstAdministrator } from './people/first-administrator.js';
import { MeController } from './people/me.controller.js';
import { AnnualReportController } from './outcomes/annual-report.controller.js';
import { OutcomesController } from './outcomes/outcomes.controller.js';
import { PeopleController } from './people/people.controller.js';
import { PersonLinksController } from './people/person-links.controller.js';
import { ArmingCheck } from './platforms/arming-check.js';
import { PlatformsController } from './platforms/platforms.controller.js';
import { QueuesController } from './queues/queues.controller.js';
import { RemediesController } from './remedies/remedies.controller.js';
import { RepliesController } from './replies/replies.controller.js';
import { PreviewController } from './reports/preview.controller.js';
import { ClaimsController } from './reports/claims.controller.js';
import { CorrectController } from './reports/correct.controller.js';
import { PresenceController } from './presence/presence.controller.js';
import { WellbeingController } from './wellbeing/wellbeing.controller.js';
import { HoldController } from './reports/hold.controller.js';
import { NotesController } from './reports/notes.controller.js';
import { RefileController } from './reports/refile.controller.js';
import { BulkController } from './reports/bulk.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { SearchController } from './reports/search.controller.js';
import { ViewsController } from './reports/views.controller.js';
import { SnoozeController } from './reports/snooze.controller.js';
import { WithdrawController } from './reports/withdraw.controller.js';
import { ExportController } from './retention/export.controller.js';
import { RetentionController } from './retention/retention.controller.js';
import { InformationController } from './submissions/information.controller.js';
import { SubmissionLooksController } from './submissions/looks.controller.js';
import { StillThereController } from './submissions/still-there.controller.js';
import { SwitchController } from './submissions/switch.controller.js';
import { SubmissionsController } from './submissions/submissions.controller.js';
import { ScreenshotsController } from './screenshots/screenshots.controller.js';
import { TargetsController } from './targets/targets.controller.js';
import { TranslationController } from './submissions/translation.controller.js';
import { TasksController } from './tasks/tasks.controller.js';
import { TaxonomyController } from './taxonomy/taxonomy.controller.js';
import {
  catalogueToken,
  cipherToken,
  configToken,
  contentHashToken,
  databaseToken,
  lawToken,
  logToken,
  guidanceToken,
  metricsToken,
  linkMailsToken,
  organisationToken,
  referralsToken,
  taxonomyToken,
} from './tokens.js';
import type { apiUseCases } from './use-cases.js';
import { DeliveriesController } from './webhooks/deliveries.controller.js';
import { EventTypesController } from './webhooks/event-types.controller.js';
import { WebhooksController } from './webhooks/webhooks.controller.js';

export interface ApiModuleParts {
  readonly config: Config;
  readonly database: Database;
  readonly useCases: ReturnType<typeof apiUseCases>;
  readonly hub: EventHub;
  readonly metrics: Metrics;
}

@Module({})
export class ApiModule {
  static with({ config, database, useCases, hub, metrics }: ApiModuleParts): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        AlertsController,
        AuditController,
        ApprovalsController,
        BulkController,
        CalendarController,
        CallerCodeController,
        CallerStatusController,
        ClaimsController,
        CorrectController,
        EventsController,
        GlassController,
        HealthController,
        PresenceController,
        WellbeingController,
        HoldController,
        NotesController,
        InboundController,
        InformationController,
        KeysController,
        LedgerController,
        LooksController,
        MemberAnswersController,
        MemberLinkController,
        MeController,
        MetricsController,
        OrganisationController,
        AnnualReportController,
        OutcomesController,
        PeopleController,
        PersonLinksController,
        OauthController,
        PlatformsController,
        PreviewController,
        QueuesController,
        RefileController,
        ReferralsController,
        RemediesController,
        RepliesController,
        ReportsController,
        ScreenshotsController,
        SearchController,
        SessionController,
        SheetsController,
        SnoozeController,
        StillThereController,
        SubmissionLooksController,
        SubmissionsController,
        SwitchController,
        TargetsController,
        TasksController,
        TaxonomyController,
        TranslationController,
        TriageController,
        DeliveriesController,
        DossierController,
        EventTypesController,
        WebhooksController,
        ViewsController,
        ExportController,
        TablesController,
        RetentionController,
        WithdrawController,
        XarfController,
      ],
      providers: [
        { provide: configToken, useValue: config },
        { provide: contentHashToken, useValue: useCases.contentHash },
        { provide: databaseToken, useValue: database },
        { provide: metricsToken, useValue: metrics },
        { provide: catalogueToken, useValue: useCases.catalogue },
        { provide: taxonomyToken, useValue: useCases.categories },
        { provide: logToken, useValue: useCases.log },
        { provide: lawToken, useValue: useCases.law },
        { provide: guidanceToken, useValue: useCases.guidance },
        { provide: referralsToken, useValue: useCases.referrals },
        { provide: cipherToken, useValue: useCases.cipher },
        { provide: organisationToken, useValue: useCases.organisation },
        { provide: linkMailsToken, useValue: useCases.linkMails },
        { provide: AcceptLink, useValue: useCases.acceptLink },
        { provide: AccessWatch, useValue: useCases.access.watch },
        { provide: EventHub, useValue: hub },
        { provide: AcknowledgeAlert, useValue: useCases.acknowledgeAlert },
        { provide: AnswerMemberLink, useValue: useCases.answerMemberLink },
        { provide: AnswerQuestion, useValue: useCases.answerQuestion },
        { provide: ArmingCheck, useValue: useCases.access.armingCheck },
        { provide: BreakGlass, useValue: useCases.breakGlass },
        { provide: ChannelWatch, useValue: useCases.channelWatch },
        { provide: DossierReader, useValue: useCases.dossiers },
        { provide: DraftRefiling, useValue: useCases.draftRefiling },
        { provide: EndCallerCode, useValue: useCases.endCallerCode },
        { provide: EndMemberLink, useValue: useCases.endMemberLink },
        { provide: FileReport, useValue: useCases.fileReport },
        { provide: CorrectReport, useValue: useCases.correctReport },
        { provide: HoldReport, useValue: useCases.holdReport },
        { provide: EraseReport, useValue: useCases.eraseReport },
        { provide: KeepReport, useValue: useCases.keepReport },
        { provide: PgRetentionStore, useValue: useCases.retention },
        { provide: PgPictureScans, useValue: useCases.pictureScans },
        { provide: ReleaseReport, useValue: useCases.releaseReport },
        { provide: SnoozeReport, useValue: useCases.snoozeReport },
        { provide: WithdrawNotices, useValue: useCases.withdrawNotices },
        { provide: GiveTranslation, useValue: useCases.giveTranslation },
        { provide: KnownKeys, useValue: useCases.access.keys },
        { provide: MakeCallerCode, useValue: useCases.makeCallerCode },
        { provide: MakeMemberLink, useValue: useCases.makeMemberLink },
        { provide: OpenNotice, useValue: useCases.openNotice },
        { provide: PgAlertQueries, useValue: useCases.alertQueries },
        { provide: PgKeptTexts, useValue: useCases.keptTexts },
        { provide: PgHoldQueries, useValue: useCases.holdQueries },
        { provide: PgAuditQueries, useValue: useCases.auditQueries },
        { provide: PgAuditTrail, useValue: useCases.auditTrail },
        { provide: PgApiKeys, useValue: useCases.access.apiKeys },
        { provide: PgLedgerQueries, useValue: useCases.ledgerQueries },
        { provide: PgCalendarLinks, useValue: useCases.calendarLinks },
        { provide: PgCalendarQueries, useValue: useCases.calendarQueries },
        { provide: PgChannelStore, useValue: useCases.channelStore },
        { provide: FourEyes, useValue: useCases.access.fourEyes },
        { provide: PgApprovals, useValue: useCases.access.approvals },
        { provide: PgGlassStore, useValue: useCases.access.glass },
        { provide: PgExportQueries, useValue: useCases.exportQueries },
        { provide: PgEventQueries, useValue: useCases.eventQueries },
        { provide: AnnualReports, useValue: useCases.annualReports },
        { provide: PgOutcomeQueries, useValue: useCases.outcomeQueries },
        { provide: PgNoticeHistory, useValue: useCases.noticeHistory },
        { provide: PgCallerCodes, useValue: useCases.callerCodes },
        { provide: PgMemberLinks, useValue: useCases.memberLinks },
        { provide: PgPlatformStore, useValue: useCases.platformStore },
        { provide: PgReplyStore, useValue: useCases.replyStore },
        { provide: PgListCounts, useValue: useCases.listCounts },
        { provide: PgHandOvers, useValue: useCases.handOvers },
        { provide: PgPresence, useValue: useCases.presence },
        { provide: PgReportClaims, useValue: useCases.reportClaims },
        { provide: PgReportNotes, useValue: useCases.reportNotes },
        { provide: PgReportQueries, useValue: useCases.reportQueries },
        { provide: PgReportStore, useValue: useCases.reportStore },
        { provide: PgSendStore, useValue: useCases.sendStore },
        { provide: PgDeliveryQueries, useValue: useCases.deliveryQueries },
        { provide: PgDeliveryStore, useValue: useCases.deliveryStore },
        { provide: PgWebhookStore, useValue: useCases.webhookStore },
        { provide: PgWorkQueries, useValue: useCases.workQueries },
        { provide: PlatformConnections, useValue: useCases.connections },
        { provide: PlanRoutes, useValue: useCases.planRoutes },
        { provide: PreviewReport, useValue: useCases.previewReport },
        { provide: ReadCallerStatus, useValue: useCases.readCallerStatus },
        { provide: ReadMemberLink, useValue: useCases.readMemberLink },
        { provide: ReceiveReply, useValue: useCases.receiveReply },
        { provide: ShowReplyOnce, useValue: useCases.showReplyOnce },
        { provide: WithdrawMatch, useValue: useCases.withdrawMatch },
        { provide: RecordByStaff, useValue: useCases.recordByStaff },
        { provide: RecordLook, useValue: useCases.recordLook },
        { provide: RefileReport, useValue: useCases.refileReport },
        { provide: RecordReferral, useValue: useCases.recordReferral },
        { provide: ResolveTargets, useValue: useCases.resolver },
        { provide: FirstAdministrator, useValue: useCases.firstAdministrator },
        { provide: MyFactors, useValue: useCases.myFactors },
        { provide: OrganisationCookie, useValue: useCases.access.organisationCookie },
        { provide: PasskeySites, useValue: useCases.access.sites },
        { provide: Passkeys, useValue: useCases.passkeys },
        { provide: PgPeople, useValue: useCases.people },
        { provide: Proof, useValue: useCases.access.proof },
        { provide: SignIn, useValue: useCases.signIn },
        { provide: SessionCookie, useValue: useCases.access.cookie },
        { provide: Sessions, useValue: useCases.access.sessions },
        { provide: SignInTries, useValue: useCases.access.tries },
        { provide: RefusedSignIns, useValue: useCases.access.refusals },
        { provide: SwitchChannel, useValue: useCases.switchChannel },
        { provide: TellStillThere, useValue: useCases.tellStillThere },
        { provide: WriteLetter, useValue: useCases.writeLetter },
        { provide: RowRules, useValue: useCases.access.rules },
        { provide: AddScreenshot, useValue: useCases.addScreenshot },
        { provide: OpenScreenshot, useValue: useCases.openScreenshot },
        { provide: PgSavedViews, useValue: useCases.savedViews },
        { provide: PgScreenshotStore, useValue: useCases.screenshots },
        { provide: RemoveScreenshot, useValue: useCases.removeScreenshot },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: AbilityGuard },
        { provide: APP_INTERCEPTOR, useClass: AuditInterceptor },
      ],
    };
  }
}
