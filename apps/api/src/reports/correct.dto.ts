import { asks, detailKinds, type Ask, type DetailKind } from '#core';
import { Choices, NestedList, Text } from '../shared/fields.js';
import { TargetDto } from './file-report.dto.js';

export class CorrectedTargetDto extends TargetDto {
  @Text({
    description: 'Submission that has the wrong address.',
    max: 40,
    example: 'sub_01kb0000000000000000000000',
  })
  submission!: string;
}

/** What differs; what is left out stays. */
export class CorrectReportDto {
  @Text({ description: 'Category code; see GET /v1/taxonomy.', optional: true, max: 64 })
  category?: string;

  @Choices({
    description: 'What the platforms are asked; only while no platform has it.',
    optional: true,
    of: asks,
    enumName: 'Ask',
  })
  asks?: Ask[];

  @Text({ description: 'Only while no platform has it. Encrypted.', optional: true, max: 20_000 })
  explanation?: string;

  @NestedList({
    description:
      'Right addresses. The submission with the wrong one is withdrawn, and another one of this report has the right one.',
    optional: true,
    type: () => CorrectedTargetDto,
    max: 500,
  })
  targets?: CorrectedTargetDto[];

  @Choices({
    description: 'Kinds of personal details in the texts that may leave all the same.',
    optional: true,
    of: detailKinds,
    enumName: 'DetailKind',
  })
  confirmedFindings?: DetailKind[];
}
