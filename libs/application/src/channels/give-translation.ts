import {
  changeReport,
  checkElements,
  isDsa,
  isMachineChannel,
  textForChannel,
  translationMissing,
  translationsIn,
  type Category,
  type ChannelManifest,
  type DetailKind,
  type Fact,
  type PhoneReader,
  type ReportSubmission,
  type Translations,
} from '#core';
import type { FieldError } from '../field-error.js';
import { lanes, type PlatformCatalogue } from '../platform-settings.js';
import type { DataKey, ReportCipher } from '../ports/cipher.js';
import type { LockedReport, ReportStore, SealedTarget, SubmissionTiming } from '../ports/report-store.js';
import type { LoadedSubmission, SendStore } from '../ports/send-store.js';
import { confidentialNames, detailsIn, unconfirmedDetails } from '../reports/outgoing-details.js';
import { openTranslations, targetField, type OpenNotice } from '../sending/open-notice.js';

export interface TranslationInput {
  readonly submissionId: string;
  readonly translations: Translations;
  /** Kinds of personal details that may leave all the same: whoever gives the translation says so. */
  readonly confirmedFindings?: readonly DetailKind[];
}

export type TranslationAnswer =
  | { readonly outcome: 'done' | 'repeated' }
  | { readonly outcome: 'notFound' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'invalid'; readonly errors: readonly FieldError[] };

export interface GiveTranslationParts {
  readonly reports: ReportStore;
  readonly sends: SendStore;
  readonly cipher: ReportCipher;
  readonly openNotice: OpenNotice;
  readonly platforms: PlatformCatalogue;
  readonly categories: ReadonlyMap<string, Category>;
  /** The notifier: always the organisation. */
  readonly organisation: { readonly name: string; readonly from: string };
  readonly readPhone: PhoneReader;
}

/**
 * Staff translate the explanation of a report for a channel that does not read its language; every submission of the
 * report that waited for such a translation goes on. What was given once stays: it may have left.
 */
export class GiveTranslation {
  constructor(private readonly parts: GiveTranslationParts) {}

  async run({ submissionId, translations, confirmedFindings }: TranslationInput): Promise<TranslationAnswer> {
    const { reports, sends, cipher } = this.parts;
    const reportId = (await reports.reportsOf([submissionId])).get(submissionId);
    const loaded = reportId === undefined ? undefined : await sends.load(submissionId);
    if (reportId === undefined || !loaded) return { outcome: 'notFound' };
    const key = await cipher.openKey(reportId, loaded.key);
    const kept = openTranslations(loaded.translations ?? null, key);
    const given = translationsIn(translations);
    if (given.length > 0 && given.every(([language, text]) => kept[language] === text))
      return { outcome: 'repeated' };
    const errors = await this.errorsOf(loaded, key, kept, translations, confirmedFindings);
    if (errors.length > 0) return { outcome: 'invalid', errors };
    const all = Object.fromEntries([...translationsIn(kept), ...given]);
    const sealed = key.seal(JSON.stringify(all), 'translations');
    const places = await this.placesOf(reportId, key);
    return reports.change<TranslationAnswer>([reportId], (locked, nowMs) => {
      const report = locked.get(reportId);
      if (!report) return { change: { reports: [] }, result: { outcome: 'notFound' } };
      const moves = report.state.submissions.flatMap((submission) =>
        this.moveOf(submission, report, loaded, all, places),
      );
      const own = report.state.submissions.find(({ id }) => id === submissionId);
      if (!moves.some((move) => move.submissionId === submissionId))
        return {
          change: { reports: [] },
          result: { outcome: 'refused', code: `SUBMISSION.NOT_NOW.${own?.state.delivery ?? ''}` },
        };
      const changed = changeReport(
        report.state,
        moves.map(({ submissionId: id, fact, noticeOf }) => ({
          ...{ submissionId: id, fact, detail: { actor: 'STAFF' as const } },
          // The notice that waited goes on with all that it names.
          ...(moves.some((other) => other.submissionId === noticeOf) ? { isAlso: true as const } : {}),
        })),
        nowMs,
      );
      const timing = moves.map(({ submissionId: id, fact }): SubmissionTiming => ({
        ...{ submissionId: id, resetsTries: true },
        nextTryInMs: fact.kind === 'queued' ? 0 : null,
      }));
      const due = moves.filter(({ fact }) => fact.kind === 'queued');
      return {
        change: {
          reports: [{ state: changed.report, events: changed.events, timing, translations: sealed }],
          lanes: [...new Set(due.map(({ platform }) => lanes.submissions(platform)))],
        },
        result: { outcome: 'done' },
      };
    });
  }

  private async errorsOf(
    loaded: LoadedSubmission,
    key: DataKey,
    kept: Translations,
    translations: Translations,
    confirmed: readonly DetailKind[] | undefined,
  ): Promise<FieldError[]> {
    const { openNotice, readPhone } = this.parts;
    const channel = this.channelOf(loaded);
    const given = translationsIn(translations);
    if (channel && !given.some(([language]) => channel.languages.includes(language)))
      return [
        {
          pointer: '/translations',
          code: 'TRANSLATION.LANGUAGE_NOT_READ',
          detail: `${channel.id} reads ${channel.languages.join(', ')}. Give the explanation in one of them.`,
        },
      ];
    const changed = given.find(([language, text]) => kept[language] !== undefined && kept[language] !== text);
    if (changed)
      return [
        {
          pointer: `/translations/${changed[0]}`,
          code: 'TRANSLATION.GIVEN_BEFORE',
          detail: 'This translation was given before, and may have left. Leave it out.',
        },
      ];
    const tooLong = given.find(
      ([language, text]) =>
        channel?.languages.includes(language) && text.length > channel.maxExplanationChars,
    );
    if (channel && tooLong)
      return [
        {
          pointer: `/translations/${tooLong[0]}`,
          code: 'EXPLANATION.TOO_LONG_FOR_CHANNEL',
          detail: `${channel.id} takes at most ${channel.maxExplanationChars} characters. Shorten it.`,
        },
      ];
    const details = detailsIn(
      given.map(([language, text]) => ({ pointer: `/translations/${language}`, text })),
      {
        confidential: confidentialNames(loaded, key),
        targetIds: (await openNotice.target(loaded)).ids,
        readPhone,
      },
    );
    return unconfirmedDetails(details, confirmed);
  }

  /** What becomes of a submission of the report that waited for this translation. */
  private moveOf(
    { id, platform, state, noticeOf }: ReportSubmission,
    report: LockedReport,
    { language, category }: LoadedSubmission,
    all: Translations,
    places: ReadonlyMap<string, Place>,
  ): Move[] {
    const channel = this.channelOf({ platform, channel: state.channel });
    const waits = state.delivery === 'BLOCKED' || state.delivery === 'FAILED';
    if (!channel || !waits || state.waitingFor !== translationMissing) return [];
    const written = textForChannel(channel, { text: '', language }, all);
    if (!written || written.text.length > channel.maxExplanationChars) return [];
    const regime = report.submissions.get(id)?.regime ?? 'USER';
    const { organisation, categories } = this.parts;
    const elements = isDsa(regime)
      ? checkElements({
          explanation: written.text,
          target: places.get(id) ?? { url: null, locator: null },
          notifier: { name: organisation.name, email: organisation.from },
          notifierNameOptional: categories.get(category)?.notifierNameOptional ?? false,
          isInGoodFaith: true,
        })
      : [];
    const gap = elements.find(({ missing }) => missing !== null)?.missing;
    const fact: Fact = gap
      ? { kind: 'blocked', reason: gap }
      : isMachineChannel(channel)
        ? { kind: 'queued' }
        : { kind: 'handedOff', channel: channel.id, reason: `HANDOFF.${channel.kind}` };
    return [{ submissionId: id, platform, fact, noticeOf }];
  }

  /** Where each submission of a report stands; what was erased has no place. */
  private async placesOf(reportId: string, key: DataKey): Promise<ReadonlyMap<string, Place>> {
    const sealed = await this.parts.reports.sealedTargets(reportId);
    return new Map(
      (sealed?.targets ?? []).flatMap(({ submissionId, reference, target }) =>
        target ? [[submissionId, JSON.parse(key.open(target, targetField(reference))) as Place]] : [],
      ),
    );
  }

  private channelOf({
    platform,
    channel,
  }: Pick<LoadedSubmission, 'platform' | 'channel'>): ChannelManifest | undefined {
    return this.parts.platforms.get(platform)?.manifest.channels.find(({ id }) => id === channel);
  }
}

type Place = Pick<SealedTarget, 'url' | 'locator'>;

interface Move {
  readonly submissionId: string;
  readonly platform: string;
  readonly fact: Fact;
  readonly noticeOf: string | undefined;
}
