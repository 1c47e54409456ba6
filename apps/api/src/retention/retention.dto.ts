import { ApiProperty } from '@nestjs/swagger';
import { erasureCauses, keepReasons, type KeepReason } from '#application';
import { Choice, IsoTime, Text } from '../shared/fields.js';

export class KeepDto {
  @Choice({
    description:
      'PROCEEDINGS: a court or prosecutor has the case. POLICE_REQUEST: the police asked for it. COMPLAINT: a complaint about ' +
      'a platform runs.',
    of: keepReasons,
    enumName: 'KeepReason',
  })
  reason!: KeepReason;

  @IsoTime({
    description: 'Until when, at the latest. Absent: until somebody lifts it.',
    optional: true,
    example: '2027-12-01T00:00:00Z',
  })
  until?: string;

  @Text({ description: 'For colleagues, such as a case number. Encrypted.', optional: true, max: 2_000 })
  note?: string;
}

export class KeptDto {
  @ApiProperty({ enum: keepReasons, enumName: 'KeepReason' }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) until!: string | null;
  @ApiProperty({ description: 'Who said so.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

export class EraseDto {
  @Text({
    description: 'The reference of the report, once more: nothing brings back what is erased.',
    max: 40,
    example: 'UF-2026-000123',
  })
  reference!: string;
}

class RetentionRulesDto {
  @ApiProperty({ description: 'Whether workers erase what is due.' }) isOn!: boolean;
  @ApiProperty({ type: 'integer', description: 'Milliseconds after the last thing that happened.' })
  reportsForMs!: number;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  byCategoryMs!: Record<string, number>;
  @ApiProperty({ type: 'integer' }) unmatchedRepliesForMs!: number;
  @ApiProperty({ type: 'integer', description: 'Each attempt to deliver a webhook, and what was answered.' })
  webhookAttemptsForMs!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Deliveries that are done with, and notices about endpoints.',
  })
  webhookDeliveriesForMs!: number;
}

class DueErasureDto {
  @ApiProperty({ example: 'UF-2026-000123' }) reference!: string;
  @ApiProperty() category!: string;
  @ApiProperty({ format: 'date-time' }) lastActivityAt!: string;
}

class KeptReportDto extends KeptDto {
  @ApiProperty({ example: 'UF-2026-000123' }) reference!: string;
}

class ErasureDto {
  @ApiProperty({ example: 'UF-2026-000123' }) reference!: string;
  @ApiProperty({ enum: erasureCauses, enumName: 'ErasureCause' }) because!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null: its time was over.' }) by!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: 'integer' }) keysDestroyed!: number;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'SHA-256 of each wrapped key, by which a backup can be searched for it.',
  })
  keyFingerprints!: string[];
}

export class RetentionDto {
  @ApiProperty({ type: () => RetentionRulesDto }) rules!: RetentionRulesDto;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Reports whose time is over, by category: what the next run erases.',
  })
  due!: Record<string, number>;
  @ApiProperty({ type: () => DueErasureDto, isArray: true, description: 'The first hundred of them.' })
  next!: DueErasureDto[];
  @ApiProperty({
    type: () => KeptReportDto,
    isArray: true,
    description: 'Reports that are kept longer than their time: the hundred that somebody said so of last.',
  })
  kept!: KeptReportDto[];
  @ApiProperty({ type: () => ErasureDto, isArray: true, description: 'The last hundred that were erased.' })
  erased!: ErasureDto[];
}

class PictureScanDto {
  @ApiProperty({ format: 'date', description: 'On the clock of the organisation.' }) day!: string;
  @ApiProperty({ format: 'date-time' }) beganAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: it has not ended.' })
  endedAt!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'As `uniflag privacy scan` prints it: places, each with what was looked at, where something lies and which tables could ' +
      'not be read; signed (Ed25519 over the canonical JSON, RFC 8785, of everything but `signed`).',
  })
  scan!: object | null;
}

export class PictureScansDto {
  @ApiProperty({ type: () => PictureScanDto, isArray: true }) data!: PictureScanDto[];
}
