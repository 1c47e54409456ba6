import { resendDecisions, type ResendDecision } from '#application';
import {
  detailKinds,
  effects,
  refusalReasons,
  visibilities,
  type DetailKind,
  type Effect,
  type RefusalReason,
  type Visibility,
} from '#core';
import { TranslationsDto } from '../reports/file-report.dto.js';
import { Choice, Choices, IsoTime, MustBeTrue, Nested, Text } from '../shared/fields.js';

export class HandoffDoneDto {
  @Text({ description: "The platform's own number, where it gave one.", optional: true, max: 100 })
  externalRef?: string;
}

export class VerificationDto {
  @Choice({
    description: 'What a person or member sees now.',
    of: visibilities,
    enumName: 'Visibility',
    example: 'GONE',
  })
  seen!: Visibility;

  @Choice({
    description: 'Who looked: a person at the desk (also where it is absent), or somebody who told them.',
    optional: true,
    of: ['STAFF', 'MEMBER'],
    enumName: 'LookedBy',
  })
  by?: 'STAFF' | 'MEMBER';

  @IsoTime({
    description: 'When it was seen: not before the report was filed, not in the future. Absent is now.',
    optional: true,
    example: '2026-11-23T14:02:00Z',
  })
  observedAt?: string;
}

export class StillThereDto {
  @Text({ description: 'What is written to the platform, in the thread of the notice.', max: 5_000 })
  text!: string;

  @Choices({
    description: 'Kinds of personal details in the text that are to leave all the same.',
    optional: true,
    of: detailKinds,
    enumName: 'DetailKind',
  })
  confirmedFindings?: DetailKind[];
}

export const readableDecisions = [
  'ACTIONED',
  'REFUSED',
  'UNDER_REVIEW',
  'INFO_REQUESTED',
  'NOT_FOUND',
  'DUPLICATE',
  'EXPIRED',
  'REVERSED',
] as const;

export class StaffReplyDto {
  @Choice({
    description: 'What the platform said, read in a portal, a letter or an inbox.',
    of: readableDecisions,
    enumName: 'ReadableDecision',
  })
  decision!: (typeof readableDecisions)[number];

  @Choices({
    description: 'What it did; needed with ACTIONED.',
    optional: true,
    of: effects,
    enumName: 'Effect',
  })
  effects?: Effect[];

  @Choice({
    description: 'Why it refused; needed with REFUSED.',
    optional: true,
    of: refusalReasons,
    enumName: 'RefusalReason',
  })
  refusalReason?: RefusalReason;
}

export class InformationDto {
  @Text({ description: 'The answer; it goes to the platform in its own thread.', optional: true, max: 5_000 })
  text?: string;

  @Choices({
    description:
      'Kinds of personal details in the text that may leave all the same. Without it they are refused.',
    optional: true,
    of: detailKinds,
    enumName: 'DetailKind',
  })
  confirmedFindings?: DetailKind[];

  @MustBeTrue({
    description: 'It was answered elsewhere: in the portal, or by telephone. Nothing is sent.',
    optional: true,
    because: 'leave it out where the answer is to be sent',
  })
  givenElsewhere?: true;
}

export class SwitchDto {
  @Text({
    description: 'A channel of its plan with role NEXT; its own one where that was dead and works again.',
    example: 'snap-support-form',
    max: 100,
  })
  channel!: string;
}

export class TranslationDto {
  @Nested({
    description: 'The explanation in at least one language that the channel reads. Encrypted.',
    type: () => TranslationsDto,
    example: { en: 'Synthetic example' },
  })
  translations!: TranslationsDto;

  @Choices({
    description: 'Kinds of personal details in the text that may leave all the same.',
    optional: true,
    of: detailKinds,
    enumName: 'DetailKind',
  })
  confirmedFindings?: DetailKind[];
}

export class ResendDto {
  @Choice({
    description:
      'ARRIVED: the platform has it. SEND_MARKED: once more, saying that it may repeat the first. GIVE_UP: leave it.',
    of: resendDecisions,
    enumName: 'ResendDecision',
  })
  decision!: ResendDecision;
}
