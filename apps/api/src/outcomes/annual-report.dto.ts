import { ApiProperty } from '@nestjs/swagger';
import { eventTypes, languages, type Language } from '#core';
import { Choice, Whole } from '../shared/fields.js';

export const reportFormats = ['json', 'csv', 'html', 'pdf'] as const;
export type ReportFormat = (typeof reportFormats)[number];

const modes = ['armed', 'rehearsed'] as const;

export class AnnualReportQuery {
  @Whole({
    description: 'The year, on the clock of the organisation; one that is not over is preliminary.',
    ...{ min: 2000, max: 9999, example: 2026 },
  })
  year!: number;

  @Choice({
    description: 'As what file; json unless told, or what `Accept` asks for.',
    ...{ optional: true, of: reportFormats, enumName: 'AnnualReportFormat' },
  })
  format?: ReportFormat;

  @Choice({
    description:
      'In what language csv, html and pdf are; en unless told. JSON holds codes, and is the same in all.',
    ...{ optional: true, of: languages, enumName: 'Language' },
  })
  language?: Language;

  @Choice({
    description: 'What went to platforms (armed, the usual), or a trial of what was rehearsed; never both.',
    ...{ optional: true, of: modes, enumName: 'OutcomeMode' },
  })
  mode?: (typeof modes)[number];
}

export class EventRangeDto {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Place of the first event in the feed; null of none.',
  })
  first!: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) last!: number | null;
  @ApiProperty({ type: 'integer' }) count!: number;
}

export class AnnualReportSealDto {
  @ApiProperty({ type: 'integer', enum: [1] }) v!: 1;
  @ApiProperty({ type: 'integer' }) year!: number;
  @ApiProperty({ description: 'Of `report` in canonical JSON (RFC 8785), in hexadecimal.' }) sha256!: string;
  @ApiProperty({ type: () => EventRangeDto, description: 'From which events it was counted.' })
  events!: EventRangeDto;
  @ApiProperty({ format: 'date-time' }) sealedAt!: string;
  @ApiProperty() keyId!: string;
  @ApiProperty({
    description: 'Ed25519, over the canonical JSON of everything else here but `keyId`, in base64.',
  })
  signature!: string;
}

export class AnnualReportDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description:
      'Figures, codes, and what the organisation says of its independence: docs/annual-report.md has every field. A count ' +
      'that is hidden is null.',
  })
  report!: Record<string, unknown>;

  @ApiProperty({
    type: () => AnnualReportSealDto,
    nullable: true,
    description: 'Null where the year is not sealed: then it is as it stands now.',
  })
  seal!: AnnualReportSealDto | null;
}

export class LaterEventsDto {
  @ApiProperty({ enum: eventTypes, enumName: 'EventType' }) type!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
}

export class AnnualReportChangeDto {
  @ApiProperty({ example: 'figures/providers/youtube/actions/REFUSED' }) where!: string;
  @ApiProperty({
    ...{ type: String, nullable: true, required: false },
    description: 'As text. Null is a hidden count, or no text; absent is what did not stand there.',
  })
  sealed?: string | null;
  @ApiProperty({ type: String, nullable: true, required: false }) now?: string | null;
}

export const sealStates = ['HOLDS', 'SIGNED_ELSEWHERE', 'TEXT_CHANGED', 'FORGED'] as const;
export const comparisonOutcomes = ['SAME', 'CHANGED'] as const;

export class AnnualReportComparisonDto {
  @ApiProperty({
    enum: comparisonOutcomes,
    enumName: 'AnnualReportComparisonOutcome',
    description: 'SAME: the year, counted again, gives the same bytes.',
  })
  outcome!: string;

  @ApiProperty({ type: () => AnnualReportSealDto }) seal!: AnnualReportSealDto;

  @ApiProperty({
    enum: sealStates,
    enumName: 'AnnualReportSealState',
    description:
      'SIGNED_ELSEWHERE: by another key than this installation has now. TEXT_CHANGED: it is of another report. FORGED: this ' +
      'key did not sign it.',
  })
  sealState!: string;

  @ApiProperty({ type: () => AnnualReportChangeDto, isArray: true }) changes!: AnnualReportChangeDto[];

  @ApiProperty({
    type: () => LaterEventsDto,
    isArray: true,
    description: 'What came after it was sealed and may have changed it, counted.',
  })
  laterEvents!: LaterEventsDto[];
}
