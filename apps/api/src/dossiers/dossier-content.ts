import type {
  OpenNotice,
  PlatformCatalogue,
  PreparedHandoff,
  ReportView,
  SubmissionView,
} from '#application';
import { toTypeId, translationsIn, type DescribedCategory } from '#core';
import type { DossierContent, DossierNotice, DossierReply, DossierTarget, WithheldPart } from '#outcomes';
import type {
  KeptMessage,
  PgDossierQueries,
  PgEventQueries,
  PgKeptTexts,
  PgReportQueries,
  PgSendStore,
  PgWorkQueries,
  ReplyView,
  SubmissionTrail,
} from '#persistence';
import type { PlatformConnections } from '#platforms';
import { presentEvent } from '#webhooks';
import type { Sight } from '../access/sight.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';

export interface DossierParts {
  readonly reports: PgReportQueries;
  readonly events: PgEventQueries;
  readonly texts: PgKeptTexts;
  readonly work: PgWorkQueries;
  readonly trails: PgDossierQueries;
  readonly sends: PgSendStore;
  readonly openNotice: OpenNotice;
  readonly connections: PlatformConnections;
  readonly catalogue: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, DescribedCategory>;
  readonly organisation: string;
}

/** Gathers what a dossier says of a report, as far as somebody may read it. Opens texts in memory alone. */
export class DossierReader {
  constructor(private readonly parts: DossierParts) {}

  /**
   * @returns `changing` where something happened to the report each time it was read
   * @throws Problem 410 where it was erased
   */
  async read(reportId: string, sight: Sight): Promise<DossierContent | 'notFound' | 'changing'> {
    for (let tries = 0; tries < 3; tries += 1) {
      const report = await this.parts.reports.findWhole(reportId);
      if (!report) return 'notFound';
      const content = await this.contentOf(report, sight);
      // Whatever happens to a report leaves an event: then all parts are of one moment.
      if (content && content.events.at(-1)?.sequence === report.lastSequence) return content;
    }
    return 'changing';
  }

  private async contentOf(report: ReportView, sight: Sight): Promise<DossierContent | undefined> {
    const { texts, work, trails, events, organisation } = this.parts;
    const withheld = withheldFrom(report, sight);
    const shown = sight.shown('READ_REPLY');
    const kept = await texts.ofReport(report.id);
    if (!kept) return undefined;
    const trailOf = new Map((await trails.trailsOf(report.id)).map((each) => [each.submissionId, each]));
    const filed = report.submissions.map((submission) => ({ submission, trail: trailOf.get(submission.id) }));
    const referenceOf = new Map(report.submissions.map(({ id, reference }) => [id, reference]));
    const notices: DossierNotice[] = [];
    for (const { submission, trail } of filed)
      if (trail && wasFiled(submission, trail))
        notices.push(
          await this.notice(submission, trail, { referenceOf, isShown: !withheld.includes('NOTICES') }),
        );
    const replies = await work.replies({ limit: all, reportId: report.id, shown });
    return {
      organisation,
      withheld,
      report: this.presentReport(report, withheld),
      targets: filed.map(({ submission, trail }) => presentTarget(submission, trail, withheld)),
      notices,
      messages: kept.messages.map((each) => presentMessage(each, referenceOf, withheld)),
      replies: replies.toReversed().map((each) => presentReply(each, referenceOf)),
      observations: filed.flatMap(({ submission: { id, reference }, trail }) =>
        (trail?.observations ?? []).map(({ seen, effects, by, observedAtMs, recordedAtMs }) => ({
          ...{ submissionId: toTypeId('sub', id), reference, seen, effects, by },
          ...{ observedAt: isoTime(observedAtMs), recordedAt: isoTime(recordedAtMs) },
        })),
      ),
      events: (await events.ofReport(report.id, 0, all)).map(presentEvent),
    };
  }

  /** As it was kept when it left, of the last try that may have arrived; else made anew, which for what a person files is all there is. */
  private async notice(
    submission: SubmissionView,
    { sends }: SubmissionTrail,
    { referenceOf, isShown }: { referenceOf: ReadonlyMap<string, string>; isShown: boolean },
  ): Promise<DossierNotice> {
    const { id, reference, noticeOf } = submission;
    const isByHand = this.isByHand(submission);
    const copies = isByHand ? [] : sends.filter(({ carried }) => carried !== null);
    const arrived = copies.findLast(({ outcome }) => outcome === 'confirmed' || outcome === 'unknown');
    const kept = (arrived ?? copies.at(-1))?.carried;
    const isHere = isShown && noticeOf === null;
    const fields = isHere ? (kept ?? (await this.fieldsOf(submission, isByHand))) : [];
    return {
      ...{ submissionId: toTypeId('sub', id), reference, isByHand },
      sharedWith: noticeOf === null ? null : (referenceOf.get(noticeOf) ?? null),
      attempts: sends.map(
        ({ number, channel, outcome, code, receipt, messageId, startedAtMs, closedAtMs }) => ({
          ...{ number, channel, outcome, code, receipt, messageId },
          ...{ startedAt: isoTime(startedAtMs), closedAt: isoTimeOrNull(closedAtMs) },
        }),
      ),
      text: fields.length === 0 ? 'NONE' : kept ? 'AS_SENT' : 'COMPOSED_ANEW',
      fields: fields.map(({ label, value }) => ({ label, value })),
    };
  }

  private async fieldsOf(
    { id, platform, channel }: SubmissionView,
    isByHand: boolean,
  ): Promise<PreparedHandoff['fields']> {
    const { sends, openNotice, connections } = this.parts;
    const loaded = this.channelOf(platform, channel) && (await sends.load(id));
    if (!loaded) return [];
    // Preparing is pure: the rehearsal's connection is never used.
    const adapter = connections.adapterFor(platform, 'rehearsed');
    const notice = await openNotice.run(loaded);
    const prepared = () => adapter.prepareHandoff(notice).fields;
    const fields = isByHand ? prepared() : (adapter.describeSending?.(notice) ?? prepared());
    return fields;
  }

  private isByHand({ platform, channel }: SubmissionView): boolean {
    const kind = this.channelOf(platform, channel)?.kind;
    return kind !== undefined && kind !== 'API' && kind !== 'EMAIL';
  }

  private channelOf(platform: string, channel: string) {
    return this.parts.catalogue.get(platform)?.manifest.channels.find(({ id }) => id === channel);
  }

  private presentReport(report: ReportView, withheld: readonly WithheldPart[]): DossierContent['report'] {
    const { reference, category, status, language, callerRole, asks, factsOn, seenAt, legalBases } = report;
    const { labels } = this.parts.categories.get(category) ?? {};
    const isShown = !withheld.includes('EXPLANATION');
    return {
      id: toTypeId('rep', report.id),
      ...{ reference, category, status, language, callerRole, asks, factsOn, seenAt, legalBases },
      categoryLabels: labels ?? { en: category, fr: category, nl: category, de: category },
      explanation: isShown ? report.explanation : null,
      translations: isShown ? Object.fromEntries(translationsIn(report.translations)) : {},
      referrals: report.referrals.map(({ key, state, atMs }) => ({ key, state, recordedAt: isoTime(atMs) })),
      filedAt: isoTime(report.createdAtMs),
    };
  }
}

const all = 2_000_000_000;

const partsByAct = [
  ['READ_EXPLANATION', 'EXPLANATION'],
  ['READ_ADDRESS', 'ADDRESSES'],
  ['READ_NOTICE', 'NOTICES'],
  ['READ_REPLY', 'REPLIES'],
] as const;

/** What whoever makes it may not read. */
export function withheldFrom(
  report: Pick<ReportView, 'id' | 'category'>,
  sight: Sight,
): readonly WithheldPart[] {
  return partsByAct.flatMap(([act, part]) => (sight.hiddenFor(act, report) ? [part] : []));
}

/** Something left for the platform, or may have. */
function wasFiled({ delivery }: SubmissionView, { sends }: SubmissionTrail): boolean {
  return sends.length > 0 || delivery === 'SENT' || delivery === 'ACKNOWLEDGED';
}

function presentTarget(
  submission: SubmissionView,
  trail: SubmissionTrail | undefined,
  withheld: readonly WithheldPart[],
): DossierTarget {
  const { reference, platform, channel, regime, word, decision, effects, territories, refusalReason } =
    submission;
  const { verification, askAnswers, externalRef, target, decidedAtMs, seenAtMs, sentAtMs } = submission;
  const isShown = !withheld.includes('ADDRESSES');
  return {
    submissionId: toTypeId('sub', submission.id),
    ...{ reference, platform, channel, regime, word, decision, effects, territories, refusalReason },
    isRehearsed: trail?.mode !== 'armed',
    kind: target.kind,
    address: isShown ? (target.url ?? target.input) : null,
    locator: isShown ? target.locator : null,
    ...{ verification, askAnswers },
    // Numbers may have been typed in by hand.
    externalRef: withheld.includes('EXPLANATION') ? null : externalRef,
    decidedAt: isoTimeOrNull(decidedAtMs),
    verifiedAt: isoTimeOrNull(seenAtMs),
    sentAt: isoTimeOrNull(sentAtMs),
  };
}

function presentMessage(
  { submissionId, purpose, state, at, text }: KeptMessage,
  referenceOf: ReadonlyMap<string, string>,
  withheld: readonly WithheldPart[],
): DossierContent['messages'][number] {
  return {
    submissionId: toTypeId('sub', submissionId),
    reference: referenceOf.get(submissionId) ?? '',
    ...{ purpose, state, at, text: withheld.includes('NOTICES') ? null : text },
  };
}

function presentReply(reply: ReplyView, referenceOf: ReadonlyMap<string, string>): DossierReply {
  const { submissionId, platform, via, meaning, textState, subject, text, attachments, isIncomplete } = reply;
  const about = submissionId ?? '';
  return {
    submissionId: submissionId === null ? '' : toTypeId('sub', submissionId),
    reference: referenceOf.get(about) ?? '',
    ...{ platform, via, meaning, textState, subject, text, attachments, isIncomplete },
    receivedAt: isoTime(reply.receivedAtMs),
  };
}
