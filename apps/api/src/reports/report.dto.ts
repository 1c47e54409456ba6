import { holdReasons } from '#application';
import {
  asks,
  attentionWords,
  detailKinds,
  languages,
  referralStates,
  reportStatuses,
  roles,
  slaStates,
  words,
  type Role,
} from '#core';
import { ClaimDto } from './claims.dto.js';
import { ApiProperty } from '@nestjs/swagger';
import { ClockDto, SubmissionDto } from './submission.dto.js';
import { TranslationsDto } from './file-report.dto.js';
import { platformSchema } from '../shared/platform-schema.js';

export class ReportSummaryDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reference!: string;
  @ApiProperty({ example: 'CYBERBULLYING' }) category!: string;
  @ApiProperty({ enum: reportStatuses, enumName: 'ReportStatus', description: 'How far it is.' })
  status!: string;
  @ApiProperty({
    enum: attentionWords,
    enumName: 'AttentionWord',
    isArray: true,
    description: 'What a person must do now.',
  })
  attention!: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Submissions at each word.',
    example: { gone_verified: 1, refused: 1 },
  })
  counts!: Record<string, number>;
  @ApiProperty({ enum: slaStates, enumName: 'SlaState', description: 'The worst of its submissions.' })
  sla!: string;
  @ApiProperty({
    type: () => ClockDto,
    nullable: true,
    description: 'Of the clocks in that state the one that ends first.',
  })
  clock!: ClockDto | null;
  @ApiProperty({ description: 'Whether supervisors are to look at it: a platform stays silent.' })
  escalated!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ format: 'date-time' }) updatedAt!: string;
}

export class StandingDto {
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ enum: words, enumName: 'Word' }) word!: string;
  @ApiProperty({ type: 'integer', description: 'Submissions to this platform at this word.' }) count!: number;
}

export class RowHoldDto {
  @ApiProperty({ enum: holdReasons, enumName: 'HoldReason' }) reason!: string;
  @ApiProperty({ format: 'date-time' }) until!: string;
  @ApiProperty({ description: 'Its day has passed: somebody has to look. Nothing leaves by itself.' })
  overdue!: boolean;
  @ApiProperty({
    description:
      'Its category waits: an analyst who did not give it says that it is right by releasing the report.',
  })
  ungraded!: boolean;
}

export class HoldViewDto extends RowHoldDto {
  @ApiProperty({ description: 'Who holds it; somebody else releases it.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Submissions that had left, or of which nobody knows: what a platform has cannot be held.',
  })
  left!: string[];
}

export class ReportRowDto extends ReportSummaryDto {
  @ApiProperty({ ...platformSchema, isArray: true }) platforms!: string[];
  @ApiProperty({ type: () => StandingDto, isArray: true }) standing!: StandingDto[];
  @ApiProperty({ type: () => RowHoldDto, nullable: true, description: 'Null while nobody holds it.' })
  hold!: RowHoldDto | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Until when all that needs a person is put aside.',
  })
  snoozedUntil!: string | null;
  @ApiProperty({ type: 'integer', description: 'Submissions whose content a person is to look for now.' })
  looksDue!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Notices that wait longer than usual for their decision, unless they are held or put aside.',
  })
  longWaits!: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When its texts, addresses and answers were erased; null while they are there.',
  })
  erasedAt!: string | null;
  @ApiProperty({ type: String, isArray: true, description: 'Earlier reports of the same content.' })
  earlierReports!: string[];
  @ApiProperty({ type: String, isArray: true, description: 'Later reports of the same content.' })
  laterReports!: string[];
  @ApiProperty({ type: () => ClaimDto, nullable: true, description: 'Who takes care of it.' })
  claim!: ClaimDto | null;
}

export class TriageAnswerDto {
  @ApiProperty({ example: 'NUDITY' }) question!: string;
  @ApiProperty({ example: 'NO' }) answer!: string;
}

export class RecordedReferralDto {
  @ApiProperty({ example: 'TAKE_IT_DOWN' }) key!: string;
  @ApiProperty({ enum: referralStates, enumName: 'ReferralState' }) state!: string;
  @ApiProperty({ description: 'Who recorded it last.' }) recordedBy!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
}

export class ReportDto extends ReportSummaryDto {
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description:
      'Null where everything is shown; otherwise the explanation, its translations and notes are empty here, and shown to these roles.',
  })
  contentFor!: Role[] | null;
  @ApiProperty({ enum: languages, enumName: 'Language' }) language!: string;
  @ApiProperty({
    type: 'object',
    properties: { role: { type: 'string' } },
    required: ['role'],
    selfRequired: true,
  })
  caller!: { role: string };
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) asks!: string[];
  @ApiProperty() explanation!: string;
  @ApiProperty({ type: () => TranslationsDto, description: 'Translations of it that staff gave.' })
  translations!: TranslationsDto;
  @ApiProperty({
    enum: detailKinds,
    enumName: 'DetailKind',
    isArray: true,
    description: 'Personal details in it that whoever filed let leave.',
  })
  confirmedFindings!: string[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) factsOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) seenAt!: string | null;
  @ApiProperty({ type: String, isArray: true, description: 'Subjects of the law table that staff picked.' })
  legalBases!: string[];
  @ApiProperty({
    type: () => TriageAnswerDto,
    isArray: true,
    description: 'Answers that led to the category; empty where nobody asked.',
  })
  triage!: TriageAnswerDto[];
  @ApiProperty({ type: () => RecordedReferralDto, isArray: true, description: 'Where the caller was sent.' })
  referrals!: RecordedReferralDto[];
  @ApiProperty({
    type: () => HoldViewDto,
    nullable: true,
    description: 'Nothing leaves until a second person releases it; null while nobody holds it.',
  })
  hold!: HoldViewDto | null;
  @ApiProperty({ type: () => StandingDto, isArray: true }) standing!: StandingDto[];
  @ApiProperty({
    type: () => SubmissionDto,
    isArray: true,
    description: 'The first 500, and the one that the request was about.',
  })
  submissions!: SubmissionDto[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Where there are more: `cursor` of GET /v1/reports/{id}/submissions.',
  })
  submissionsCursor!: string | null;
}

export class SubmissionPageDto {
  @ApiProperty({ type: () => SubmissionDto, isArray: true }) data!: SubmissionDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class CorrectedReportDto extends ReportDto {
  @ApiProperty({
    type: 'integer',
    description: 'How many screenshots were destroyed, because the new category may have none.',
  })
  destroyedScreenshots!: number;
}

export class ReportPageDto {
  @ApiProperty({ type: () => ReportRowDto, isArray: true }) data!: ReportRowDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
