import type { components, operations } from './generated/api.js';

/** Names for what the API's description calls by the names of its classes. */
type Schemas = components['schemas'];

export type { paths } from './generated/api.js';

export type NewReport = Schemas['FileReportDto'];
export type NewTarget = Schemas['TargetDto'];
export type ReportPreview = Schemas['PreviewReportDto'];
export type SubmissionPreview = Schemas['SubmissionPreviewDto'];
export type SignIn = Schemas['SignInDto'];
export type Session = Schemas['SessionDto'];
export type SignInLink = Schemas['SignInLinkDto'];
export type Report = Schemas['ReportDto'];
export type ReportRow = Schemas['ReportRowDto'];
export type ReportPage = Schemas['ReportPageDto'];
export type Submission = Schemas['SubmissionDto'];
export type Word = Schemas['Word'];
export type ReportEvent = Schemas['EventDto'];
export type ReportEventPage = Schemas['EventPageDto'];
export type Resolution = Schemas['ResolutionDto'];
export type Platform = Schemas['PlatformDto'];
export type Channel = Schemas['ChannelDto'];
export type NewChannelMark = Schemas['MarkChannelDto'];
export type NewTranslation = Schemas['TranslationDto'];
export type PlatformMode = Schemas['PlatformMode'];
export type Category = Schemas['CategoryDto'];
export type Alert = Schemas['AlertDto'];
export type AlertPage = Schemas['AlertPageDto'];
export type AlertQuery = NonNullable<operations['listAlerts']['parameters']['query']>;
export type LawSubject = Schemas['LawSubjectDto'];
export type Task = Schemas['TaskDto'];
export type PreparedTask = Schemas['PreparedTaskDto'];
export type MemberLinkLifetimes = Schemas['MemberLinkLifetimesDto'];
export type MemberLink = Schemas['MemberLinkDto'];
export type MadeMemberLink = Schemas['MadeMemberLinkDto'];
export type MemberInstructions = Schemas['MemberInstructionsDto'];
export type MemberAnswer = Schemas['MemberAnswer'];
export type Visibility = Schemas['Visibility'];
export type Look = Schemas['LookDto'];
export type Observation = Schemas['ObservationDto'];
export type NewObservation = Schemas['VerificationDto'];
export type RefilingDraft = Schemas['RefilingDraftDto'];
export type StillThereDraft = Schemas['StillThereDraftDto'];
export type DetailKind = Schemas['DetailKind'];
export type PastHold = Schemas['PastHoldDto'];
export type Holding = Schemas['HoldDto'];
export type Withdrawing = Schemas['WithdrawDto'];
export type Correcting = Schemas['CorrectReportDto'];
/** What is sent to the platform, or that it was answered elsewhere. */
export type InformationAnswer =
  { readonly text: string; readonly confirmedFindings?: DetailKind[] } | { readonly givenElsewhere: true };
export type DecisionRead = Schemas['StaffReplyDto'];
export type ResendDecision = Schemas['ResendDecision'];
export type Remedy = Schemas['Remedy'];
export type Routes = Schemas['RoutesDto'];
export type Route = Schemas['RouteDto'];
export type RouteCode = Schemas['RouteCode'];
export type RouteLetter = Schemas['LetterDto'];
export type RemedyAct = Schemas['RemedyDto'];
export type OfferedReferral = Schemas['OfferedReferralDto'];
export type ReferralState = Schemas['ReferralState'];
export type Sheet = Schemas['SheetDto'];
export type Triage = Schemas['TriageDto'];
export type Language = Schemas['Language'];
export type NewWebhookEndpoint = Schemas['CreateEndpointDto'];
export type CreatedWebhookEndpoint = Schemas['NewEndpointDto'];
export type FieldError = Schemas['FieldErrorDto'];
export type Problem = Schemas['ProblemDto'];

export type ReportQuery = NonNullable<operations['listReports']['parameters']['query']>;
export type LetterQuery = NonNullable<operations['draftRoute']['parameters']['query']>;
export type SheetQuery = NonNullable<operations['readSheet']['parameters']['query']>;
/** Which reports; without paging. */
export type SubmissionQuery = NonNullable<operations['listReportSubmissions']['parameters']['query']>;
export type ReportFilter = Omit<ReportQuery, 'limit' | 'cursor'>;
