import { ApiProperty } from '@nestjs/swagger';
import { Choice, Flag, IsoTime, Nested, Text, TextList } from '../shared/fields.js';
import { ReportFilterDto } from './list-reports.dto.js';

export const bulkActs = ['CLAIM', 'RELEASE', 'HAND_OVER', 'SNOOZE'] as const;
/** Reports of one request. */
export const bulkAtMost = 500;

export class BulkDto {
  @Choice({ description: 'What is done to each.', of: bulkActs, enumName: 'BulkAct' })
  act!: (typeof bulkActs)[number];

  @TextList({
    description: 'The reports, by id. Give these or a filter.',
    optional: true,
    maxItems: bulkAtMost,
    maxChars: 40,
  })
  reports?: string[];

  @Nested({
    description: `Every report that GET /v1/reports would list by it, ${bulkAtMost} at most.`,
    optional: true,
    type: () => ReportFilterDto,
  })
  filter?: ReportFilterDto;

  @Text({
    description: 'HAND_OVER: who takes care of them; see GET /v1/colleagues.',
    optional: true,
    max: 40,
  })
  to?: string;

  @Text({
    description:
      'HAND_OVER, RELEASE: kept as a note with each, for whoever takes care next, where you may write notes about it.',
    optional: true,
    max: 4_000,
  })
  note?: string;

  @IsoTime({ description: 'SNOOZE: when they come back, at the latest.', optional: true })
  until?: string;

  @Flag({ description: 'CLAIM, HAND_OVER: also those that a colleague has.', optional: true })
  takeOver?: boolean;
}

export class BulkAnswerDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null where there is no such report.' })
  reference!: string | null;
  @ApiProperty() done!: boolean;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Whether the note is kept with it; null where none was given, or nothing was done.',
  })
  noted!: boolean | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused.', example: 'CLAIM.TAKEN' })
  code!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The same for people, with the way out.' })
  detail!: string | null;
}

export class BulkAnswersDto {
  @ApiProperty({ type: 'integer' }) done!: number;
  @ApiProperty({ type: () => BulkAnswerDto, isArray: true, description: 'One a report, in order.' })
  data!: BulkAnswerDto[];
}

export class ReportCountDto {
  @ApiProperty({ type: 'integer', description: `Up to ${bulkAtMost}.` }) count!: number;
  @ApiProperty({ description: 'Whether there are more than that.' }) more!: boolean;
}
