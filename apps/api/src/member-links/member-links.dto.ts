import { ApiProperty } from '@nestjs/swagger';
import { memberLinkStates, type MemberInstructions } from '#application';
import { memberAnswers, type MemberAnswer } from '#core';
import { Choice, Text, Whole } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';

/** What the console offers, beside what is usual. */
export const offeredLifetimeDays = [1, 3, 7] as const;

export class NewMemberLinkDto {
  @Whole({
    description: 'Days after which it leads nowhere; absent: what is usual here.',
    optional: true,
    min: 1,
    max: 30,
    example: 7,
  })
  lifetimeDays?: number;
}

export class MemberLinkLifetimesDto {
  @ApiProperty({ type: 'integer', description: 'Where none is chosen.', example: 7 }) usualDays!: number;
  @ApiProperty({ type: 'integer', isArray: true, description: 'To choose from.', example: [1, 3, 7] })
  offeredDays!: number[];
}

export class MadeMemberLinkDto {
  @ApiProperty({ description: 'Shown this once: only its hash is kept.' }) code!: string;
  @ApiProperty({
    description:
      'Where the console answers it. Behind the #, so that no server log or other site learns the code.',
    example: '/member#code=…',
  })
  path!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}

const answerSchema = { enum: memberAnswers, enumName: 'MemberAnswer', nullable: true } as const;

export class MemberLinkDto {
  @ApiProperty({
    enum: memberLinkStates,
    enumName: 'MemberLinkState',
    description: 'ENDED also where the submission was withdrawn.',
  })
  state!: string;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ ...answerSchema, description: 'What the member said; staff confirm it.' }) answer!:
    string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) answeredAt!: string | null;
}

export class MemberCodeDto {
  @Text({ description: 'The code of the link, as it stands behind the # of its address.', max: 200 })
  code!: string;
}

export class NewMemberAnswerDto extends MemberCodeDto {
  @Choice({
    description: 'DONE: reported it. COULD_NOT: could not. GONE: there is nothing left to report.',
    of: memberAnswers,
    enumName: 'MemberAnswer',
  })
  answer!: MemberAnswer;
}

class StepsInEveryLanguageDto {
  @ApiProperty({ type: String, isArray: true }) en!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) fr!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) nl!: readonly string[];
  @ApiProperty({ type: String, isArray: true }) de!: readonly string[];
}

/** Nothing of the report: whoever finds the link learns which app it is about, and no more. */
export class MemberInstructionsDto {
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ example: 'WhatsApp' }) platformName!: string;
  @ApiProperty({ type: () => StepsInEveryLanguageDto, description: 'What to do in the app, in order.' })
  steps!: MemberInstructions['steps'];
  @ApiProperty({ ...answerSchema, description: 'What was answered by this link.' }) answer!: string | null;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
}
