import createTypedClient from 'openapi-fetch';
import { administrationCalls } from './administration-calls.js';
import { at, once, type Once } from './call-parts.js';
import { checkedApiKey, checkedBaseUrl } from './connection.js';
import { feedMessages, type FeedMessage } from './feed.js';
import { eventsOfReport, liveMessages, type LiveMessage, type StreamRules } from './live-events.js';
import { answerOf, problemOf } from './problems.js';
import { retryingFetch, unreachable, wait, type Fetch, type Wait } from './retrying-fetch.js';
import type * as Shape from './shapes.js';
import { linkCalls } from './link-calls.js';
import { outcomeCalls } from './outcome-calls.js';
import { webhookCalls } from './webhook-calls.js';
import { workListCalls } from './work-list-calls.js';

export interface ClientOptions {
  /** Where the API is, such as `https://uniflag.example`. */
  readonly baseUrl: string;
  /** `uf_…`. Without one, a browser's session cookie goes along. */
  readonly apiKey?: string;
  readonly fetch?: Fetch;
  /** Tries after the first, where a repeat is harmless. 3 unless told. */
  readonly retries?: number;
  /** How long one try may take. 30,000 unless told. */
  readonly timeoutMs?: number;
  /** How long the live stream may be silent; the API sends a heartbeat every 15 s. 45,000 unless told. */
  readonly idleTimeoutMs?: number;
  /** How waiting is done; tests hand in their own. */
  readonly wait?: Wait;
}

export type UniflagClient = ReturnType<typeof createClient>;

/**
 * Calls the API. Every call throws `ApiProblem` where the API refuses and `ApiUnreachable` where it does not answer;
 * neither ever holds the key.
 *
 * @throws TypeError where address or key cannot be ones
 */
export function createClient(options: ClientOptions) {
  const { fetch = globalFetch, retries = 3, timeoutMs = 30_000, idleTimeoutMs = 45_000 } = options;
  const baseUrl = checkedBaseUrl(options.baseUrl);
  const pause = options.wait ?? wait;
  const api = createTypedClient<Shape.paths>({
    baseUrl,
    // Followed, a redirect would turn a POST into a GET.
    redirect: 'manual',
    // Never to another origin: there the cookie is no business of ours.
    credentials: 'same-origin',
    headers: options.apiKey === undefined ? {} : { authorization: `Bearer ${checkedApiKey(options.apiKey)}` },
    fetch: retryingFetch({ fetch, retries, timeoutMs, wait: pause }),
  });

  const streamRules = (reportId?: string, reconnects = 10): StreamRules => ({
    ...{ baseUrl, idleTimeoutMs, wait: pause, reconnects },
    open: async (lastEventId, signal) => {
      const query = reportId === undefined ? {} : { report: reportId };
      const header = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
      const answer = await api
        .GET('/v1/stream', { params: { query, header }, parseAs: 'stream', fetch, signal })
        .catch((error: unknown) => {
          throw unreachable(baseUrl, error);
        });
      if (!answer.data) throw problemOf(answer.response.status, answer.error);
      return answer.data;
    },
  });
  const reportPage = (query: Shape.ReportQuery) => answerOf(api.GET('/v1/reports', { params: { query } }));
  const eventPage = (id: string, query: Cursor) =>
    answerOf(api.GET('/v1/reports/{id}/events', { params: { path: { id }, query } }));
  const submissionPage = (id: string, query: Shape.SubmissionQuery) =>
    answerOf(api.GET('/v1/reports/{id}/submissions', { params: { path: { id }, query } }));
  async function* reportSubmissions(
    report: Pick<Shape.Report, 'id' | 'submissions' | 'submissionsCursor'>,
  ): AsyncGenerator<Shape.Submission> {
    yield* report.submissions;
    if (report.submissionsCursor !== null)
      yield* allRows(({ cursor = report.submissionsCursor ?? '' }) =>
        submissionPage(report.id, { cursor, limit: 200 }),
      );
  }
  return {
    /** Every route, typed from the API's description: `answerOf(client.api.GET('/v1/tasks'))`. */
    api,

    /** Opens a session: a browser keeps its cookie, and every call after it needs no key. */
    signIn: (body: Shape.SignIn): Promise<Shape.Session> => answerOf(api.POST('/v1/session', { body })),
    /** Who is signed in. Throws `ApiProblem` 401 where nobody is. */
    session: (): Promise<Shape.Session> => answerOf(api.GET('/v1/session')),
    signOut: async (): Promise<void> => {
      await answerOf(api.DELETE('/v1/session'));
    },
    /** A code that signs somebody in once, within half an hour. Needs a key. */
    createSignInLink: (): Promise<Shape.SignInLink> => answerOf(api.POST('/v1/session/links')),

    /** How one signs in here. */
    signInWays: (): Promise<Shape.SignInWays> => answerOf(api.GET('/v1/session/ways')),
    /** The first of two steps; `signIn` with its `step` is the second. */
    beginWithPassword: (mail: string, password: string): Promise<Shape.SecondStep> =>
      answerOf(api.POST('/v1/session/password', { body: { mail, password } })),
    /** What a browser asks its passkeys; `signIn` or `proveAgain` take the answer. */
    beginWithPasskey: (): Promise<Shape.PasskeyOptions> => answerOf(api.POST('/v1/session/passkey-options')),
    /** Proves anew who is signed in, for what needs it. */
    proveAgain: (body: Shape.SessionProof): Promise<Shape.Session> =>
      answerOf(api.POST('/v1/session/proof', { body })),

    /** Whom a link is for that lets somebody in. */
    readPersonLink: (code: string): Promise<Shape.OpenPersonLink> =>
      answerOf(api.POST('/v1/person-links/read', { body: { code } })),
    beginPasskeyByLink: (body: {
      code: string;
      name?: string;
      mail?: string;
    }): Promise<Shape.PasskeyOptions> => answerOf(api.POST('/v1/person-links/passkey-options', { body })),
    makeTotpSecretByLink: (body: { code: string; mail?: string }): Promise<Shape.TotpSecret> =>
      answerOf(api.POST('/v1/person-links/totp-secret', { body })),
    /** Takes the link, once, and signs in. */
    acceptPersonLink: (body: Shape.AcceptPersonLink): Promise<Shape.Welcome> =>
      answerOf(api.POST('/v1/person-links/accept', { body })),

    readMe: (): Promise<Shape.Me> => answerOf(api.GET('/v1/me')),
    changeMe: (body: Partial<Pick<Shape.Me, 'language' | 'wantsDigests'>>): Promise<Shape.Me> =>
      answerOf(api.PATCH('/v1/me', { body })),
    beginPasskey: (): Promise<Shape.PasskeyOptions> => answerOf(api.POST('/v1/me/passkeys/options')),
    addPasskey: (body: Shape.NewPasskey): Promise<Shape.Me> =>
      answerOf(api.POST('/v1/me/passkeys', { body })),
    removePasskey: (id: string): Promise<Shape.Me> => answerOf(api.DELETE('/v1/me/passkeys/{id}', at(id))),
    makeTotpSecret: (): Promise<Shape.TotpSecret> => answerOf(api.POST('/v1/me/totp-secret')),
    changePassword: (body: Shape.NewPassword): Promise<Shape.RecoveryCodes> =>
      answerOf(api.PUT('/v1/me/password', { body })),
    removePassword: (): Promise<Shape.Me> => answerOf(api.DELETE('/v1/me/password')),
    makeRecoveryCodes: (): Promise<Shape.RecoveryCodes> => answerOf(api.POST('/v1/me/recovery-codes')),
    listMySessions: async (): Promise<readonly Shape.ListedSession[]> =>
      (await answerOf(api.GET('/v1/me/sessions'))).data,
    endMySession: async (id: string): Promise<void> => {
      await answerOf(api.DELETE('/v1/me/sessions/{id}', at(id)));
    },
    endMyOtherSessions: (): Promise<Shape.EndedSessions> => answerOf(api.DELETE('/v1/me/sessions')),

    /** Everybody who may come in, by name. */
    listPeople: (): Promise<Shape.People> => answerOf(api.GET('/v1/people')),
    invitePerson: (body: Shape.NewPerson): Promise<Shape.InvitedPerson> =>
      answerOf(api.POST('/v1/people', { body })),
    /** @param person as it was read: another change meanwhile is not overwritten */
    changePerson: (
      { id, version }: Pick<Shape.Person, 'id' | 'version'>,
      body: Shape.PersonChange,
    ): Promise<Shape.Person> =>
      answerOf(
        api.PATCH('/v1/people/{id}', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body,
        }),
      ),
    inviteAgain: (id: string, body: Shape.NewLink = {}): Promise<Shape.MadePersonLink> =>
      answerOf(api.POST('/v1/people/{id}/invitation', { ...at(id), body })),
    makeRecoveryLink: (id: string, body: Shape.NewLink = {}): Promise<Shape.MadePersonLink> =>
      answerOf(api.POST('/v1/people/{id}/recovery', { ...at(id), body })),
    endSessionsOf: (id: string): Promise<Shape.EndedSessions> =>
      answerOf(api.POST('/v1/people/{id}/end-sessions', at(id))),
    offBoardPerson: (id: string): Promise<Shape.Person> =>
      answerOf(api.POST('/v1/people/{id}/leave', at(id))),

    /** What filing would send, a row a submission. Nothing is stored. */
    previewReport: async (body: Shape.ReportPreview): Promise<readonly Shape.SubmissionPreview[]> =>
      (await answerOf(api.POST('/v1/reports/preview', { body }))).data,
    /** Files a report once, however often it has to be sent. */
    fileReport: (body: Shape.NewReport, options: Once = {}): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/reports', { body, ...once(options) })),
    /** @param idOrReference `rep_…` or `UF-2026-000123` */
    readReport: (idOrReference: string): Promise<Shape.Report> =>
      answerOf(api.GET('/v1/reports/{id}', at(idOrReference))),
    /** All submissions of a report that was read, also those behind its first ones. */
    reportSubmissions,
    /** One page of the submissions of a report, in the order in which they were filed. */
    submissionPage,
    /** One page of reports, newest first. */
    reportPage,
    /** All reports a filter leaves, newest first. */
    listReports: (filter: Shape.ReportFilter = {}): AsyncGenerator<Shape.ReportRow> =>
      allRows((cursor) => reportPage({ ...filter, ...cursor })),
    /** The screenshots of a report, and why no other one is taken. */
    listScreenshots: (id: string): Promise<Shape.ScreenshotList> =>
      answerOf(api.GET('/v1/reports/{id}/screenshots', at(id))),
    /** @param picture a PNG, JPEG or WebP; whoever sends it has looked at it, and it shows nobody naked */
    addScreenshot: (id: string, picture: Blob): Promise<Shape.Screenshot> =>
      answerOf(
        api.POST('/v1/reports/{id}/screenshots', {
          params: { path: { id }, query: { noNudity: 'true' } },
          headers: { 'content-type': picture.type },
          // The description knows bytes as text.
          body: picture as unknown as string,
          bodySerializer: () => picture,
        }),
      ),
    removeScreenshot: async (id: string, screenshot: string): Promise<void> => {
      await answerOf(
        api.DELETE('/v1/reports/{id}/screenshots/{screenshot}', { params: { path: { id, screenshot } } }),
      );
    },
    /** A report's case dossier: signed (ZIP), or to be read (PDF). Made anew each time. */
    readDossier: (
      id: string,
      { kind, language }: { kind: 'zip' | 'pdf'; language?: Shape.Language },
    ): Promise<Blob> =>
      answerOf<unknown>(
        api.GET('/v1/reports/{id}/dossier', {
          params: { path: { id }, query: language === undefined ? {} : { language } },
          headers: { accept: `application/${kind}` },
          parseAs: 'blob',
        }),
      ) as Promise<Blob>,
    /** The stored timeline of a report, oldest first. */
    reportEvents: (id: string): AsyncGenerator<Shape.ReportEvent> =>
      allRows((cursor) => eventPage(id, cursor)),

    /** Events as they happen, from now on or after `lastEventId`; connects again where it must. */
    async *streamEvents({
      reportId,
      ...from
    }: {
      reportId?: string;
      lastEventId?: string;
      signal?: AbortSignal;
    } = {}): AsyncGenerator<Shape.ReportEvent> {
      for await (const message of liveMessages(streamRules(reportId), from))
        if (message.kind === 'event') yield message.event;
    },
    /** Over one connection: word that it is open, then events. Throws when it breaks; for who shows how it stands. */
    streamOnce: (from: {
      lastEventId?: string | undefined;
      signal?: AbortSignal;
    }): AsyncGenerator<LiveMessage> => liveMessages(streamRules(undefined, 0), from),
    /** Every event of one report, each once and in order: what is stored after `afterSequence`, then as it happens. */
    followReport: (
      id: string,
      { afterSequence = 0, signal }: { afterSequence?: number; signal?: AbortSignal } = {},
    ): AsyncGenerator<Shape.ReportEvent> =>
      eventsOfReport(
        liveMessages(streamRules(id), { signal }),
        (cursor) => eventPage(id, cursor),
        afterSequence,
      ),

    /** The feed since a time, as it grows: every event of all reports, in the words of a webhook. */
    followFeed: (from: { since: string; signal: AbortSignal }): AsyncGenerator<FeedMessage> =>
      feedMessages(
        {
          ...{ wait: pause, pollMs: 1_000 },
          readPage: (query) => answerOf(api.GET('/v1/events', { params: { query } })),
        },
        from,
      ),

    /** What addresses, names and numbers are, a row each in their order. Nothing is fetched or stored. */
    resolveTargets: async (inputs: readonly string[]): Promise<readonly Shape.Resolution[]> =>
      (await answerOf(api.POST('/v1/targets/resolve', { body: { inputs: [...inputs] } }))).data,

    listPlatforms: async (): Promise<readonly Shape.Platform[]> =>
      (await answerOf(api.GET('/v1/platforms'))).data,
    /** A person says that a channel leads nowhere, or that it works again. */
    markChannel: (key: string, channel: string, body: Shape.NewChannelMark): Promise<Shape.Platform> =>
      answerOf(
        api.POST('/v1/platforms/{key}/channels/{channel}/mark', { params: { path: { key, channel } }, body }),
      ),
    /**
     * armed: notices really leave. rehearsed: they reach the simulator only. stopped: nothing is sent. Arming may take a
     * second person: then the answer is what waits for them.
     */
    setPlatformMode: (key: string, mode: Shape.PlatformMode): Promise<Shape.Platform | Shape.Approval> =>
      answerOf(api.POST(modeRoutes[mode], { params: { path: { key } } })),
    /** Acts that take a second person, newest first. */
    listApprovals: async (state?: Shape.ApprovalState): Promise<readonly Shape.Approval[]> =>
      (await answerOf(api.GET('/v1/approvals', { params: { query: state === undefined ? {} : { state } } })))
        .data,
    /** Does what somebody else asked for. */
    approve: (id: string): Promise<Shape.Approval> =>
      answerOf(api.POST('/v1/approvals/{id}/approve', at(id))),
    refuse: (id: string, because?: Shape.RefusalCause): Promise<Shape.Approval> => {
      const body = because === undefined ? {} : { because };
      return answerOf(api.POST('/v1/approvals/{id}/refuse', { ...at(id), body }));
    },

    /** API keys that are not revoked, newest first. */
    listKeys: async (): Promise<readonly Shape.ApiKey[]> => (await answerOf(api.GET('/v1/keys'))).data,
    /** The key itself is in this answer alone. */
    makeKey: (body: Shape.NewApiKey): Promise<Shape.MadeApiKey> => answerOf(api.POST('/v1/keys', { body })),
    revokeKey: async (id: string): Promise<void> => {
      await answerOf(api.DELETE('/v1/keys/{id}', at(id)));
    },

    /**
     * Opens one report, by id or reference, to somebody signed in who lacks its role, for an hour; supervisors are alerted.
     */
    breakGlass: (reportId: string, reason: string): Promise<Shape.OpenedReport> =>
      answerOf(api.POST('/v1/break-glass', { body: { reportId, reason } })),
    /** Who opened what so, newest first. */
    listBrokenGlass: async (): Promise<readonly Shape.GlassBreak[]> =>
      (await answerOf(api.GET('/v1/break-glass'))).data,

    readTaxonomy: async (): Promise<readonly Shape.Category[]> =>
      (await answerOf(api.GET('/v1/taxonomy'))).data,

    /** One page of alerts to staff, newest first. */
    alertPage: (query: Shape.AlertQuery = {}): Promise<Shape.AlertPage> =>
      answerOf(api.GET('/v1/alerts', { params: { query } })),
    /** All alerts to staff that a filter leaves, newest first. */
    listAlerts: (filter: Omit<Shape.AlertQuery, 'cursor'> = {}): AsyncGenerator<Shape.Alert> =>
      allRows((cursor) => answerOf(api.GET('/v1/alerts', { params: { query: { ...filter, ...cursor } } }))),
    /** Takes an alert, so that nobody else is told of it. The answer says who has it: perhaps somebody else was faster. */
    acknowledgeAlert: (id: string): Promise<Shape.Alert> =>
      answerOf(api.POST('/v1/alerts/{id}/acknowledge', at(id))),
    /** Subjects of the law, as they were on the day of the facts; today unless told. */
    readLaw: async (query: { factsOn?: string } = {}): Promise<readonly Shape.LawSubject[]> =>
      (await answerOf(api.GET('/v1/taxonomy', { params: { query } }))).law,

    /** Hand-offs that wait for a person, newest first. */
    listTasks: (): AsyncGenerator<Shape.Task> =>
      allRows((query) => answerOf(api.GET('/v1/tasks', { params: { query } }))),
    /** One hand-off with the texts to paste. */
    readTask: (id: string): Promise<Shape.PreparedTask> => answerOf(api.GET('/v1/tasks/{id}', at(id))),

    /** The notice was filed by hand. */
    recordHandoff: (submissionId: string, externalRef?: string): Promise<Shape.Report> => {
      const body = externalRef === undefined ? {} : { externalRef };
      return answerOf(api.POST('/v1/submissions/{id}/handoff', { ...at(submissionId), body }));
    },
    /** Content that a person is to look for now, the longest due first. */
    listLooks: (): AsyncGenerator<Shape.Look> =>
      allRows((query) => answerOf(api.GET('/v1/looks', { params: { query } }))),
    /** Somebody looked whether it is still there; without a time, now. */
    recordVerification: (submissionId: string, body: Shape.NewObservation): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/verification', { ...at(submissionId), body })),
    /** Everything that was seen of the content of a submission, the latest first. */
    listObservations: (submissionId: string): AsyncGenerator<Shape.Observation> =>
      allRows((query) =>
        answerOf(
          api.GET('/v1/submissions/{id}/observations', { params: { path: { id: submissionId }, query } }),
        ),
      ),
    /** The new notices that refiling would send. */
    draftRefiling: async (reportId: string): Promise<readonly Shape.RefilingDraft[]> =>
      (await answerOf(api.GET('/v1/reports/{id}/refile', at(reportId)))).data,
    /**
     * Sends new notices of content that came back, once, however often it has to be sent.
     *
     * @param submissions which to repeat; absent takes every one whose content was seen again
     */
    refileReport: (
      reportId: string,
      submissions?: readonly string[],
      { idempotencyKey = crypto.randomUUID() }: Once = {},
    ): Promise<Shape.Report> => {
      const params = { path: { id: reportId }, header: { 'Idempotency-Key': idempotencyKey } };
      const body = { goodFaith: true as const, ...(submissions ? { submissions: [...submissions] } : {}) };
      return answerOf(api.POST('/v1/reports/{id}/refile', { params, body }));
    },
    /** What a platform would be told about content that is still there. */
    draftStillThere: (submissionId: string): Promise<Shape.StillThereDraft> =>
      answerOf(api.GET('/v1/submissions/{id}/still-there', at(submissionId))),
    /** Tells a platform that content is still there, once, however often it has to be sent. */
    tellStillThere: (
      submissionId: string,
      text: string,
      { idempotencyKey = crypto.randomUUID() }: Once = {},
    ): Promise<Shape.Report> => {
      const params = { path: { id: submissionId }, header: { 'Idempotency-Key': idempotencyKey } };
      return answerOf(api.POST('/v1/submissions/{id}/still-there', { params, body: { text } }));
    },
    /** A decision of the platform that a person read elsewhere. */
    recordDecision: (submissionId: string, body: Shape.DecisionRead): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/reply', { ...at(submissionId), body })),
    /**
     * Answers the platform's question once, however often it has to be sent: with a text that goes to the platform, or
     * as answered elsewhere.
     */
    answerInformation: (
      submissionId: string,
      answer: Shape.InformationAnswer,
      { idempotencyKey = crypto.randomUUID() }: Once = {},
    ): Promise<Shape.Report> => {
      const params = { path: { id: submissionId }, header: { 'Idempotency-Key': idempotencyKey } };
      return answerOf(api.POST('/v1/submissions/{id}/information', { params, body: answer }));
    },
    /** What to do about a notice nobody knows the fate of. */
    decideResend: (submissionId: string, decision: Shape.ResendDecision): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/resend', { ...at(submissionId), body: { decision } })),
    /** What has not left ends; where a platform has it, it is told. */
    withdrawSubmission: (submissionId: string, body: Shape.Withdrawing = {}): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/withdraw', { ...at(submissionId), body })),
    withdrawReport: (reportId: string, body: Shape.Withdrawing = {}): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/reports/{id}/withdraw', { ...at(reportId), body })),
    /** Nothing about the report leaves until somebody else releases it. */
    holdReport: (reportId: string, body: Shape.Holding): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/reports/{id}/hold', { ...at(reportId), body })),
    releaseReport: (reportId: string): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/reports/{id}/release', at(reportId))),
    /** Who held it and who released it, the latest first. */
    listHolds: async (reportId: string): Promise<readonly Shape.PastHold[]> =>
      (await answerOf(api.GET('/v1/reports/{id}/holds', at(reportId)))).data,
    /** Without `until` it comes back now. */
    snoozeReport: (reportId: string, until?: string): Promise<Shape.Report> =>
      answerOf(
        api.POST('/v1/reports/{id}/snooze', { ...at(reportId), body: until === undefined ? {} : { until } }),
      ),
    /** Without `until` it comes back now. */
    snoozeSubmission: (submissionId: string, until?: string): Promise<Shape.Report> => {
      const body = until === undefined ? {} : { until };
      return answerOf(api.POST('/v1/submissions/{id}/snooze', { ...at(submissionId), body }));
    },
    /**
     * Out of a category of abuse images it may take a second person: then the answer is what waits for them.
     *
     * @param etag of the report as it was read
     */
    correctReport: (
      reportId: string,
      etag: string,
      body: Shape.Correcting,
    ): Promise<Shape.Report | Shape.Approval> => {
      const params = { path: { id: reportId }, header: { 'If-Match': etag } };
      return answerOf(api.PATCH('/v1/reports/{id}', { params, body }));
    },
    /** The submission goes on over another channel of its plan. */
    switchChannel: (submissionId: string, channel: string): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/switch', { ...at(submissionId), body: { channel } })),
    /** The explanation in a language that the channel reads. */
    giveTranslation: (submissionId: string, body: Shape.NewTranslation): Promise<Shape.Report> =>
      answerOf(api.PUT('/v1/submissions/{id}/translation', { ...at(submissionId), body })),
    /** What can still be done about a submission, until when, and why the rest is not open. */
    listRoutes: (submissionId: string): Promise<Shape.Routes> =>
      answerOf(api.GET('/v1/submissions/{id}/routes', at(submissionId))),
    /** The letter of a route, filled in as far as it can be. */
    draftRoute: (
      submissionId: string,
      route: Shape.RouteCode,
      query: Shape.LetterQuery = {},
    ): Promise<Shape.RouteLetter> => {
      const params = { path: { id: submissionId, route }, query };
      return answerOf(api.GET('/v1/submissions/{id}/routes/{route}/draft', { params }));
    },
    /** Takes a route that is open, or records a remedy that was opened elsewhere, or how one ended. */
    recordRemedy: (submissionId: string, body: Shape.RemedyAct): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/submissions/{id}/remedy', { ...at(submissionId), body })),

    /** Where this report's caller can be sent, best first, and what was recorded. */
    reportReferrals: async (reportId: string): Promise<readonly Shape.OfferedReferral[]> =>
      (await answerOf(api.GET('/v1/reports/{id}/referrals', at(reportId)))).data,
    recordReferral: (reportId: string, key: string, state: Shape.ReferralState): Promise<Shape.Report> =>
      answerOf(api.POST('/v1/reports/{id}/referrals', { ...at(reportId), body: { key, state } })),
    /** What you can do yourself: one category on one platform. */
    readSheet: (query: Shape.SheetQuery): Promise<Shape.Sheet> =>
      answerOf(api.GET('/v1/sheets', { params: { query } })),
    /** Plain questions for a caller who does not know what it is. */
    readTriage: (): Promise<Shape.Triage> => answerOf(api.GET('/v1/triage')),

    ...linkCalls(api),
    ...outcomeCalls(api),
    ...administrationCalls(api),
    ...webhookCalls(api),
    ...workListCalls(api),
  };
}

/** A browser's fetch must be called as a plain function, and may be replaced after this file was loaded. */
const globalFetch: Fetch = (request) => globalThis.fetch(request);

const modeRoutes = {
  armed: '/v1/platforms/{key}/arm',
  rehearsed: '/v1/platforms/{key}/rehearse',
  stopped: '/v1/platforms/{key}/stop',
} as const satisfies Record<Shape.PlatformMode, keyof Shape.paths>;

interface Cursor {
  readonly cursor?: string;
}

async function* allRows<Row>(
  readPage: (
    cursor: Cursor,
  ) => Promise<{ readonly data: readonly Row[]; readonly nextCursor: string | null }>,
): AsyncGenerator<Row> {
  for (let cursor: Cursor | undefined = {}; cursor;) {
    const page = await readPage(cursor);
    yield* page.data;
    cursor = page.nextCursor === null ? undefined : { cursor: page.nextCursor };
  }
}
