import type { Language } from '#core';
import type { NoticeRequest, PreparedHandoff } from '#application';
import { askSentences } from '../ask-sentences.js';
import {
  composeMailNotice,
  removedBeforeLine,
  subjectToken,
  type MailNoticeParts,
} from '../compose-notice.js';
import { explanationLanguage, labelled, languageNames, noticeLanguage } from '../notice-language.js';
import { noticeWords } from '../notice-words.js';
import { qualification } from '../qualification.js';
import { cutWithMark, minuteInUtc, oneLine, plainText } from '../plain-text.js';
import { belgium, handoffWords, type HandoffField } from './handoff-words.js';

/** What a platform's mapper adds for a task of a person. */
export interface HandoffParts extends MailNoticeParts {
  /** Address of the form or portal; null where none is configured or the task happens in an app. */
  readonly openUrl: string | null;
  /** Mailbox of an e-mail channel, for the case that a person must send the notice. */
  readonly mailbox?: string;
  /** What a member does in this platform's app, in the order of its screens. */
  readonly memberSteps: Readonly<Record<Language, readonly string[]>>;
  /** Where the platform's own number is found, by channel id; none where it gives nobody one. */
  readonly numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}

type Field = PreparedHandoff['fields'][number];

/**
 * Everything a person needs to file by hand. Steps and labels are in the report's language; what the platform will
 * read is in a language of the channel, the explanation as it was written. Pure.
 */
export function prepareHandoff(notice: NoticeRequest, parts: HandoffParts): PreparedHandoff {
  const numberHint = parts.numberHints[notice.channel.id]?.[notice.language] ?? null;
  return { ...prepared(notice, parts), numberHint };
}

function prepared(notice: NoticeRequest, parts: HandoffParts): Omit<PreparedHandoff, 'numberHint'> {
  const { channel } = notice;
  const words = handoffWords[notice.language];
  const keepReference = words.keepReference(subjectToken(notice.reference));
  switch (channel.kind) {
    case 'ASSISTED_FORM':
    case 'PORTAL': {
      const isForm = channel.kind === 'ASSISTED_FORM';
      const steps = isForm ? words.formSteps(parts.platformName) : words.portalSteps(parts.platformName);
      const isPicked = notice.legalBases.length > 0;
      const choice = channel.needs.includes('legalBases') && !isPicked ? [words.legalBasisStep] : [];
      return {
        openUrl: parts.openUrl,
        steps: [...steps, ...choice, words.noMedia, keepReference, words.recordAnswer],
        fields: formFields(notice, parts),
      };
    }
    case 'EMAIL':
    case 'API':
      return {
        openUrl: null,
        steps: [...words.mailSteps(parts.platformName), words.noMedia, keepReference, words.recordAnswer],
        fields: mailFields(notice, parts),
      };
    case 'IN_APP_BY_MEMBER':
      return {
        openUrl: null,
        steps: [...words.memberFirst, ...parts.memberSteps[notice.language], ...words.memberLast],
        fields: placeFields(notice, parts),
      };
    case 'LAW_ENFORCEMENT_ONLY':
      return {
        openUrl: null,
        steps: words.policeSteps(parts.platformName),
        fields: [...placeFields(notice, parts), field(notice, 'reference', notice.reference)],
      };
  }
}

function formFields(notice: NoticeRequest, parts: HandoffParts): Field[] {
  const { channel, category, target } = notice;
  const written = noticeLanguage(notice);
  const goodFaith = noticeWords[written];
  const values: Partial<Record<HandoffField, string>> = {
    targets: whereabouts(notice, parts, written),
    ...(target.locator === null ? {} : { locator: oneLine(target.locator) }),
    policyCategory: parts.platformReason ?? oneLine(category.labels[written]),
    explanation: formExplanation(notice, written),
    legalBases: qualification(notice, written),
    // The organisation, never a member of staff; for some offences the law lets a notifier stay unnamed.
    ...(category.notifierNameOptional ? {} : { notifierName: oneLine(parts.notifier.name) }),
    notifierEmail: parts.notifier.email,
    goodFaith: `${goodFaith.goodFaith} ${goodFaith.goodFaithAt(minuteInUtc(notice.goodFaithAtMs))}`,
    country: belgium[written],
    legalIssue: oneLine(category.labels[written]),
    reference: notice.reference,
  };
  const wanted: readonly string[] = [...channel.needs, 'locator', 'reference'];
  return (Object.entries(values) as [HandoffField, string][])
    .filter(([name]) => wanted.includes(name))
    .map(([name, value]) =>
      name === 'explanation'
        ? {
            ...field(notice, name, value, channel.maxExplanationChars),
            ...cutFrom(notice.explanation, value),
          }
        : field(notice, name, value),
    );
}

/** Says of a field whether all of a person's text is in it. */
export function cutFrom(text: string, value: string): Pick<Field, 'isCut'> {
  return value.includes(plainText(text)) ? {} : { isCut: true };
}

/** What goes into the form's free text: asks and reference have no field of their own there. */
function formExplanation(notice: NoticeRequest, written: Language): string {
  const { maxExplanationChars } = notice.channel;
  const words = noticeWords[written];
  const asked = notice.asks.map((ask, index) => `${index + 1}. ${askSentences[written][ask]}`);
  const head = [
    notice.repeatOf ? words.repeatLine(minuteInUtc(notice.repeatOf.firstSentAtMs)) : undefined,
    removedBeforeLine(notice, written),
  ]
    .filter((line) => line !== undefined)
    .map((line) => `${line}\n\n`)
    .join('');
  const own = explanationLanguage(notice);
  const language = written === own ? '' : `(${words.writtenIn(languageNames[written][own])})\n`;
  const tail = `\n\n${[...asked, subjectToken(notice.reference)].join('\n')}`;
  const room = maxExplanationChars - head.length - language.length - tail.length;
  const explanation = cutWithMark(plainText(notice.explanation), room, words.cutMark(room));
  return `${head}${language}${explanation}${tail}`;
}

function mailFields(notice: NoticeRequest, parts: HandoffParts): Field[] {
  const letter = composeMailNotice(notice, parts);
  return [
    ...(parts.mailbox === undefined ? [] : [field(notice, 'mailbox', parts.mailbox)]),
    field(notice, 'subject', letter.subject),
    field(notice, 'text', letter.text),
  ];
}

function placeFields(notice: NoticeRequest, parts: HandoffParts): Field[] {
  const { locator } = notice.target;
  return [
    field(notice, 'targets', whereabouts(notice, parts, notice.language)),
    ...(locator === null ? [] : [field(notice, 'locator', oneLine(locator))]),
  ];
}

function whereabouts(notice: NoticeRequest, { details }: HandoffParts, language: Language): string {
  const { target } = notice;
  const lines = [
    ...(target.url === null ? [] : [oneLine(target.url)]),
    ...(details?.(notice) ?? []).map(({ label, value }) =>
      labelled(language, label[language], oneLine(value)),
    ),
  ];
  return lines.length > 0 ? lines.join('\n') : oneLine(target.ids.join(' '));
}

function field(
  notice: NoticeRequest,
  name: HandoffField,
  value: string,
  maxChars: number | null = null,
): Field {
  return { label: handoffWords[notice.language].labels[name], value, maxChars };
}
