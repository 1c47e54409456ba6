import { acts } from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { toTypeId } from '#core';
import { approvalStates, type ApprovalView } from '#persistence';
import { answerableId, type Caller } from '../access/caller.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';

export class ApprovalDto {
  @ApiProperty({ example: 'apr_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ enum: acts, enumName: 'Act' }) act!: string;
  @ApiProperty({ description: 'What it is to be done to.', example: 'youtube' }) subject!: string;
  @ApiProperty({ enum: approvalStates, enumName: 'ApprovalState' }) state!: string;
  @ApiProperty() askedBy!: string;
  @ApiProperty({ description: 'You asked for it, or a key of yours: somebody else decides.' })
  isYours!: boolean;
  @ApiProperty({ format: 'date-time' }) askedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'After it nobody can approve it any more.' })
  expiresAt!: string;
  @ApiProperty({ type: String, nullable: true }) decidedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) decidedAt!: string | null;
}

export function presentApproval(approval: ApprovalView, caller: Caller): ApprovalDto {
  const { act, subject, state, askedBy, decidedBy } = approval;
  return {
    id: toTypeId('apr', approval.id),
    ...{ act, subject, state, askedBy, decidedBy },
    isYours: approval.askedById === answerableId(caller),
    askedAt: isoTime(approval.askedAtMs),
    expiresAt: isoTime(approval.expiresAtMs),
    decidedAt: isoTimeOrNull(approval.decidedAtMs),
  };
}
