import {
  asks,
  callerRoles,
  detailKinds,
  languages,
  regimes,
  spaces,
  type Ask,
  type CallerRole,
  type DetailKind,
  type Language,
  type Regime,
  type Space,
} from '#core';
import {
  Choice,
  Choices,
  IsoDate,
  IsoTime,
  MustBeTrue,
  Nested,
  NestedList,
  Text,
  TextList,
  TextMap,
} from '../shared/fields.js';
import { HoldDto } from './acts.dto.js';

export class TargetDto {
  @Text({
    description: 'Address, name with its platform, or telephone number, as the caller gave it.',
    max: 4_096,
    example: 'https://www.instagram.com/p/Synthetic01/',
  })
  input!: string;

  @Text({
    description: 'What else helps to find it: group name, user names, time. Encrypted.',
    optional: true,
    max: 2_000,
  })
  locator?: string;

  @Choice({
    description:
      'Where it was seen, where the address does not tell: the name of an account says nothing about a snap that ' +
      'disappeared. Decides who reports first and which law can be named.',
    optional: true,
    of: spaces,
    enumName: 'Space',
  })
  space?: Space;
}

export class CallerDto {
  @Choice({
    description: 'Who called. Nothing that names the person is kept.',
    of: callerRoles,
    enumName: 'CallerRole',
    example: 'PARENT',
  })
  role!: CallerRole;
}

export class TriageStepDto {
  @Text({ description: 'Key of a question; see GET /v1/triage.', max: 40, example: 'NUDITY' })
  question!: string;

  @Text({ description: 'Key of the answer that was given.', max: 40, example: 'NO' })
  answer!: string;
}

/** Translations of an explanation, each given by staff. */
export class TranslationsDto {
  @Text({ description: 'In English.', optional: true, max: 20_000 }) en?: string;
  @Text({ description: 'In French.', optional: true, max: 20_000 }) fr?: string;
  @Text({ description: 'In Dutch.', optional: true, max: 20_000 }) nl?: string;
  @Text({ description: 'In German.', optional: true, max: 20_000 }) de?: string;
}

/** One incident to report to every platform it stands on. */
export class FileReportDto {
  @Text({ description: 'Category code; see GET /v1/taxonomy.', max: 64, example: 'CYBERBULLYING' })
  category!: string;

  @NestedList({
    description: 'Where it stands. One submission is made for each distinct target.',
    type: () => TargetDto,
    max: 5_000,
  })
  targets!: TargetDto[];

  @Choices({
    description: "What the platforms are asked; absent takes the category's usual asks.",
    optional: true,
    of: asks,
    enumName: 'Ask',
  })
  asks?: Ask[];

  @Text({ description: 'Why it is illegal or against the rules, without names. Encrypted.', max: 20_000 })
  explanation!: string;

  @MustBeTrue({
    description: 'The statement of Article 16(2)(d): accurate and complete in good faith.',
    because: 'without the good-faith statement no platform has to act',
  })
  goodFaith!: true;

  @TextList({
    description:
      'Names that must not leave, such as those of a school or a victim, each as it may stand in the texts. Encrypted, ' +
      'never sent.',
    optional: true,
    maxItems: 50,
    maxChars: 200,
  })
  confidential?: string[];

  @Choices({
    description:
      'Kinds of personal details in the texts that may leave all the same. Without it they are refused; the preview ' +
      'shows where they stand.',
    optional: true,
    of: detailKinds,
    enumName: 'DetailKind',
  })
  confirmedFindings?: DetailKind[];

  @Choice({
    description: 'Standing to claim where a channel knows several.',
    optional: true,
    of: regimes,
    enumName: 'Regime',
  })
  regime?: Regime;

  @Nested({ description: 'Who called.', type: () => CallerDto })
  caller!: CallerDto;

  @Choice({ description: 'Language of the explanation.', of: languages, enumName: 'Language', example: 'fr' })
  language!: Language;

  @Nested({
    description:
      'The explanation in other languages, for channels that do not read its own: nothing is translated by a machine. ' +
      'Without one such a submission is blocked (NOTICE.TRANSLATION_MISSING). Encrypted.',
    type: () => TranslationsDto,
    optional: true,
  })
  translations?: TranslationsDto;

  @TextMap({
    description:
      'Platform to channel, where another than the usual channel is wanted; see GET /v1/platforms.',
    optional: true,
    example: { youtube: 'yt-priority-form' },
  })
  channels?: Record<string, string>;

  @TextList({
    description:
      'Subjects of the law table that staff pick, such as harassment; see GET /v1/taxonomy. Notices name their articles ' +
      'by the day of the facts, as the qualification that the notifier suggests.',
    optional: true,
    maxItems: 20,
    maxChars: 64,
  })
  legalBases?: string[];

  @IsoDate({
    description: 'Day of the facts; decides which law applies.',
    optional: true,
    example: '2026-11-20',
  })
  factsOn?: string;

  @IsoTime({ description: 'When the caller saw it.', optional: true, example: '2026-11-22T18:30:00Z' })
  seenAt?: string;

  @Nested({
    description:
      'The police first: nothing leaves until a second person releases it. Held from the first moment on.',
    optional: true,
    type: () => HoldDto,
  })
  hold?: HoldDto;

  @NestedList({
    description:
      'Answers of the caller to the questions of GET /v1/triage, in order; kept as the reason for the category, which ' +
      'staff may choose otherwise.',
    type: () => TriageStepDto,
    optional: true,
    max: 30,
  })
  triage?: TriageStepDto[];
}
