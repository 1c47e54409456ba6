import { acts } from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { toTypeId } from '#core';
import { approvalStates, refusalCauses, type ApprovalTerms, type ApprovalView } from '#persistence';
import { answerableId, type Caller } from '../access/caller.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';

export class ApprovalTermsDto {
  @ApiProperty({ type: String, required: false, description: 'KEEP: why.', example: 'POLICE_REQUEST' })
  reason?: string;
  @ApiProperty({ type: String, format: 'date-time', required: false, description: 'KEEP: until when.' })
  until?: string;
  @ApiProperty({ type: String, required: false, description: 'EXPORT: for whom.', example: 'POLICE' })
  for?: string;
  @ApiProperty({ type: String, required: false, description: 'CONFIRM_CATEGORY: what it is to be.' })
  category?: string;
}

export class ApprovalDto {
  @ApiProperty({ example: 'apr_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ enum: acts, enumName: 'Act' }) act!: string;
  @ApiProperty({ description: 'What it is to be done to.', example: 'youtube' }) subject!: string;
  @ApiProperty({ type: String, nullable: true, example: 'UF-2026-000123' }) reportReference!: string | null;
  @ApiProperty({ type: () => ApprovalTermsDto, description: 'What exactly is to be done.' })
  terms!: ApprovalTermsDto;
  @ApiProperty({ enum: approvalStates, enumName: 'ApprovalState' }) state!: string;
  @ApiProperty() askedBy!: string;
  @ApiProperty({ description: 'You asked for it, or a key of yours: somebody else decides.' })
  isYours!: boolean;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'After it nobody can approve it any more.' })
  expiresAt!: string;
  @ApiProperty({ type: String, nullable: true }) decidedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
  @ApiProperty({ enum: refusalCauses, enumName: 'RefusalCause', nullable: true })
  refusedBecause!: string | null;
}

export function presentApproval(approval: ApprovalView, caller: Caller): ApprovalDto {
  const { act, subject, report, state, askedBy, decidedBy, refusedBecause } = approval;
  return {
    id: toTypeId('apr', approval.id),
    ...{ act, subject, state, askedBy, decidedBy, refusedBecause },
    reportReference: report?.reference ?? null,
    terms: presentTerms(approval.terms),
    isYours: approval.askedById === answerableId(caller),
    askedAt: isoTime(approval.askedAtMs),
    expiresAt: isoTime(approval.expiresAtMs),
    decidedAt: isoTimeOrNull(approval.decidedAtMs),
  };
}

function presentTerms({ untilMs, ...codes }: ApprovalTerms): ApprovalTermsDto {
  return { ...codes, ...(typeof untilMs === 'number' ? { until: isoTime(untilMs) } : {}) };
}
