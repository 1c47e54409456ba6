import { publicReference, type Language } from '#core';
import type { InformationAnswer, NoticeRequest, Reminder } from '#application';
import { askSentences } from './ask-sentences.js';
import {
  explanationLanguage,
  labelled,
  languageNames,
  noticeLanguage,
  type InEveryLanguage,
} from './notice-language.js';
import { noticeWords, type NoticeWords } from './notice-words.js';
import { qualification } from './qualification.js';
import { cutWithMark, indented, minuteInUtc, oneLine, plainText } from './plain-text.js';

/** A mail ready to be sent to a platform's mailbox. */
export interface MailLetter {
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
}

/** What a platform's mapper adds to a report. */
export interface MailNoticeParts {
  readonly platformName: string;
  /** The notifier: always the organisation, never a member of staff. */
  readonly notifier: { readonly name: string; readonly email: string };
  /** The platform's own reason family, in its words; absent where it has none for this category. */
  readonly platformReason?: string;
  /** More lines about a place, such as a telephone number, in the platform's order; absent is none. */
  readonly details?: (notice: NoticeRequest) => readonly NoticeDetail[];
}

export interface NoticeDetail {
  readonly label: InEveryLanguage;
  readonly value: string;
}

/** `[UF-2026-000123-2-K7QM9A]`: what keeps a thread together, whatever the platform does with headers. */
export function subjectToken(reference: string): string {
  return `[${reference}]`;
}

/** Subject shared by a notice and everything later in its thread. */
export function noticeSubject(notice: NoticeRequest, platformName: string, language: Language): string {
  return oneLine(`${subjectToken(notice.reference)} ${noticeWords[language].subject(platformName)}`);
}

/**
 * Writes a notice with the elements of Article 16(2) of the Digital Services Act: explanation, exact location, notifier
 * (left out where the law lets it) and good faith. Pure.
 *
 * Source: Regulation (EU) 2022/2065, Article 16(2), read on 2026-11-23.
 */
export function composeMailNotice(notice: NoticeRequest, parts: MailNoticeParts): MailLetter {
  const language = noticeLanguage(notice);
  const words = noticeWords[language];
  const line = (label: string, value: string) => labelled(language, label, oneLine(value));
  const suggested = qualification(notice, language);
  const sections = [
    notice.repeatOf ? words.repeatLine(minuteInUtc(notice.repeatOf.firstSentAtMs)) : '',
    `${words.addressee(parts.platformName)}\n\n${words.standing[notice.regime]}`,
    removedBeforeLine(notice, language) ?? '',
    section(words.whereHeading, place(notice, parts, language)),
    section(words.whatHeading, [
      line(words.category, notice.category.labels[language]),
      ...(parts.platformReason === undefined ? [] : [line(words.platformReason, parts.platformReason)]),
    ]),
    suggested === '' ? '' : section(`${words.legalBasis}${language === 'fr' ? '\u00a0:' : ':'}`, [suggested]),
    section(
      `${words.whyHeading} (${words.writtenIn(languageNames[language][explanationLanguage(notice)])})`,
      [indented(noticeExplanation(notice, language))],
    ),
    notice.asks.length === 0 ? '' : section(words.asksHeading, asked(notice, words, language)),
    notice.category.notifierNameOptional
      ? ''
      : section(words.whoHeading, [
          line(words.name, parts.notifier.name),
          line(words.email, parts.notifier.email),
        ]),
    section(words.goodFaithHeading, [
      `${words.goodFaith} ${words.goodFaithAt(minuteInUtc(notice.goodFaithAtMs))}`,
    ]),
    words.keepReference(subjectToken(notice.reference)),
    footer(notice),
  ];
  const repeat = notice.repeatOf ? ` (${words.repeatSubject})` : '';
  return {
    subject: `${noticeSubject(notice, parts.platformName, language)}${repeat}`,
    text: `${sections.filter((each) => each !== '').join('\n\n')}\n`,
    language,
  };
}

/**
 * That the content was gone before and came back; undefined on every other notice. The earlier reference stands without its
 * end, so that an answer that quotes this notice names one submission only.
 */
export function removedBeforeLine({ removedBefore }: NoticeRequest, language: Language): string | undefined {
  if (removedBefore === null) return undefined;
  const { reference, externalRef, removedAtMs, seenAgainAtMs } = removedBefore;
  return noticeWords[language].removedBefore({
    reference: publicReference(reference),
    number: externalRef === null ? null : oneLine(externalRef),
    removedAt: removedAtMs === null ? null : minuteInUtc(removedAtMs),
    seenAgainAt: seenAgainAtMs === null ? null : minuteInUtc(seenAgainAtMs),
  });
}

/** Writes in the thread of a notice: the answer to a question, or that content is still there. */
export function composeInformation(
  notice: NoticeRequest,
  platformName: string,
  { purpose = 'INFORMATION', text, mayRepeat }: Pick<InformationAnswer, 'purpose' | 'text' | 'mayRepeat'>,
): MailLetter {
  const language = noticeLanguage(notice);
  const words = noticeWords[language];
  const token = subjectToken(notice.reference);
  const said = words.followUps[purpose];
  const sections = [
    ...(mayRepeat ? [said.repeatLine] : []),
    said.intro(token),
    indented(plainText(text)),
    words.keepReference(token),
    footer(notice),
  ];
  return {
    subject: `Re: ${noticeSubject(notice, platformName, language)} (${said.subject})`,
    text: `${sections.join('\n\n')}\n`,
    language,
  };
}

/** Reminds a platform of a notice, in its thread: our reference, its number, and nothing of what was reported. */
export function composeReminder(
  notice: NoticeRequest,
  platformName: string,
  reminder: Pick<Reminder, 'about' | 'to' | 'sentAtMs' | 'externalRef' | 'mayRepeat'>,
): MailLetter {
  const { about = 'REMINDER', to, sentAtMs, externalRef, mayRepeat } = reminder;
  const language = noticeLanguage(notice);
  const words = noticeWords[language];
  const token = subjectToken(notice.reference);
  const sent = minuteInUtc(sentAtMs);
  const { subject, line, isNoNotice, ask, repeatLine } = {
    REMINDER: {
      ...{ subject: words.reminderSubject, line: words.reminderLine(token, sent), ask: words.reminderAsk },
      ...{ isNoNotice: [words.reminderIsNoNotice], repeatLine: words.reminderRepeatLine },
    },
    WITHDRAWAL: {
      ...{ subject: words.withdrawalSubject, line: words.withdrawalLine(token, sent) },
      ...{ isNoNotice: [], ask: words.withdrawalAsk, repeatLine: words.messageRepeatLine },
    },
    CORRECTION: {
      subject: words.correctionSubject,
      line: words.correctionLine(token, sent, notice.category.labels[language]),
      ...{ isNoNotice: [], ask: words.correctionAsk, repeatLine: words.messageRepeatLine },
    },
  }[about];
  const sections = [
    ...(mayRepeat ? [repeatLine] : []),
    [line, ...(externalRef === null ? [] : [words.reminderNumber(oneLine(externalRef))]), ...isNoNotice].join(
      ' ',
    ),
    ...(about === 'REMINDER' ? stillWaiting(notice, words) : []),
    ...(to === 'SECOND_CONTACT' ? [words.secondContactLine] : []),
    ask,
    words.keepReference(token),
    `${footerLine}\nReference: ${notice.reference}`,
  ];
  return {
    subject: `Re: ${noticeSubject(notice, platformName, language)} (${subject})`,
    text: `${sections.join('\n\n')}\n`,
    language,
  };
}

/** Which targets of a notice that names several still wait for a decision. */
function stillWaiting({ reference, companions = [] }: NoticeRequest, words: NoticeWords): string[] {
  if (companions.length === 0) return [];
  const waiting = companions.filter(({ isUndecided }) => isUndecided).map((each) => each.reference);
  return [words.stillWaiting([reference, ...waiting].map(publicReference).join(', '))];
}

/** The explanation as it was written; cut with a mark where it is longer than the channel takes. */
export function noticeExplanation(notice: NoticeRequest, language: Language): string {
  const { maxExplanationChars } = notice.channel;
  return cutWithMark(
    plainText(notice.explanation),
    maxExplanationChars,
    noticeWords[language].cutMark(maxExplanationChars),
  );
}

function place(notice: NoticeRequest, parts: MailNoticeParts, language: Language): string[] {
  const { target, seenAt, companions = [] } = notice;
  const words = noticeWords[language];
  const line = ([label, value]: Line) => labelled(language, label, oneLine(value));
  const seen = seenAt === null ? [] : [line([words.seen, seenAt])];
  if (companions.length === 0) return [...placeLines(notice, parts, language).map(line), ...seen];
  const all = [{ reference: notice.reference, target }, ...companions];
  const numbered = all.flatMap((each, index) => {
    const own: Line[] = [
      ...placeLines({ ...notice, ...each }, parts, language),
      [words.ownReference, publicReference(each.reference)],
    ];
    return own.map((each, at) => `${at === 0 ? `${index + 1}.` : '  '} ${line(each)}`);
  });
  return [...numbered, ...seen, words.decideEach(all.length)];
}

type Line = readonly [label: string, value: string];

function placeLines(notice: NoticeRequest, { details }: MailNoticeParts, language: Language): Line[] {
  const { url, ids, locator } = notice.target;
  const words = noticeWords[language];
  const lines: Line[] = [
    ...(url === null ? [] : [[words.address, url] as const]),
    ...(details?.(notice) ?? []).map(({ label, value }): Line => [label[language], value]),
  ];
  if (lines.length === 0) lines.push([words.identifier, ids.join(' ')]);
  if (locator !== null) lines.push([words.locator, locator]);
  return lines;
}

function asked(notice: NoticeRequest, words: NoticeWords, language: Language): string[] {
  const sentences = notice.asks.map((ask, index) => `${index + 1}. ${askSentences[language][ask]}`);
  return sentences.length > 1 ? [...sentences, words.answerEach] : sentences;
}

function section(heading: string, lines: readonly string[]): string {
  return [heading, ...lines].join('\n');
}

const footerLine = '----------------------------------------';

/** Read by machines: names never translated, each at the start of a line. */
function footer(notice: NoticeRequest): string {
  return [
    footerLine,
    `Reference: ${notice.reference}`,
    ...[notice, ...(notice.companions ?? [])].map(({ target }) => `Target-Key: ${oneLine(target.key)}`),
    `Category: ${notice.category.code}`,
  ].join('\n');
}
