import {
  cutFrom,
  noticeLanguage,
  noticeWords,
  qualification,
  type NoticeRequest,
  type PlatformConnection,
  type PreparedHandoff,
} from '#platform-kit';
import { handoffWords } from './handoff-words.js';
import { manifest } from './manifest.js';
import { abuseReportOf, noticeText } from './mapper.js';
import { numberHints } from './number-hints.js';

type Field = PreparedHandoff['fields'][number];

/**
 * One of YouTube's forms, ready to be filled in by hand: nothing there may be automated. Labels and steps are in the
 * report's language. Pure.
 */
export function prepareYoutubeHandoff(
  notice: NoticeRequest,
  connection: PlatformConnection,
): PreparedHandoff {
  const { channel } = notice;
  const words = handoffWords[notice.language];
  const openUrl = connection.formUrls[channel.id] ?? null;
  const numberHint = numberHints[channel.id]?.[notice.language] ?? null;
  if (channel.kind === 'LAW_ENFORCEMENT_ONLY')
    return {
      openUrl: null,
      steps: words.policeSteps,
      fields: [...placeFields(notice), referenceField(notice)],
      numberHint,
    };
  const steps = channel.kind === 'API' ? words.apiSteps : (words.formSteps[channel.id] ?? []);
  return {
    openUrl,
    steps: [...steps, words.keepReference(notice.reference), words.recordAnswer],
    fields: [...placeFields(notice), ...fieldsOf(notice, connection), referenceField(notice)],
    numberHint,
  };
}

/** One flag, as `submit` sends it: the reason by its label, because ids are looked up when it leaves. Pure. */
export function describeFlag(notice: NoticeRequest, organisation: string): Field[] {
  const words = handoffWords[notice.language];
  const reason = manifest.reasons[notice.category.code];
  const { comments, language } = abuseReportOf(notice, { reasonId: '' }, organisation);
  return [
    ...placeFields(notice),
    ...(reason === undefined ? [] : [field(words.policyReason, reason.label)]),
    field(words.explanation, comments),
    field(words.language, language),
  ];
}

function fieldsOf(notice: NoticeRequest, { sender }: PlatformConnection): Field[] {
  const { channel, language, category } = notice;
  const words = handoffWords[language];
  const { maxExplanationChars: maxChars } = channel;
  const text = noticeText(notice, sender.organisation, maxChars);
  const explanation: Field = {
    ...{ label: words.explanation, value: text, maxChars },
    ...cutFrom(notice.explanation, text),
  };
  if (channel.id !== 'yt-legal-form') {
    const reason = manifest.reasons[category.code];
    return reason === undefined ? [explanation] : [field(words.policyReason, reason.label), explanation];
  }
  const name = category.notifierNameOptional ? words.nameOptional : words.name;
  const written = noticeLanguage(notice);
  const { goodFaith, legalBasis } = noticeWords[written];
  const suggested = qualification(notice, written);
  return [
    field(words.country, words.belgium),
    field(name, sender.organisation),
    field(words.email, sender.replyTo),
    field(words.legalIssue, category.labels[language]),
    ...(suggested === '' ? [] : [field(legalBasis, suggested)]),
    explanation,
    field(words.goodFaith, goodFaith),
  ];
}

/** Where the content is: its address, or what else identifies it. */
function placeFields({ target, language }: NoticeRequest): Field[] {
  return [field(handoffWords[language].address, target.url ?? target.ids.join(' '))];
}

function referenceField({ reference, language }: NoticeRequest): Field {
  return field(handoffWords[language].reference, reference);
}

function field(label: string, value: string): Field {
  return { label, value, maxChars: null };
}
