import { givenHoldReasons, holdReasons, withdrawReasons, type WithdrawReason } from '#application';
import { ApiProperty } from '@nestjs/swagger';
import { Choice, IsoTime, Text } from '../shared/fields.js';

/** Nothing leaves until a second person releases it. */
export class HoldDto {
  @Choice({
    description:
      'POLICE_FIRST: the police are told before any platform, whose notice would warn the offender. ' +
      'UNDER_INVESTIGATION: an investigation would be disturbed.',
    of: givenHoldReasons,
    enumName: 'GivenHoldReason',
  })
  reason!: (typeof givenHoldReasons)[number];

  @IsoTime({
    description:
      'When somebody is to look again, at the latest. Nothing leaves by itself then: the hold is overdue, and stays.',
    example: '2026-12-01T12:00:00Z',
  })
  until!: string;

  @Text({
    description: 'For colleagues, such as a case number. Encrypted, never sent.',
    optional: true,
    max: 2_000,
  })
  note?: string;
}

class PastHoldDto {
  @ApiProperty({ enum: holdReasons, enumName: 'HoldReason' }) reason!: string;
  @ApiProperty({ format: 'date-time', description: 'When somebody was to look again.' }) until!: string;
  @ApiProperty() heldBy!: string;
  @ApiProperty({ format: 'date-time' }) heldAt!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null while it is held.' }) releasedBy!:
    string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) releasedAt!: string | null;
}

export class PastHoldsDto {
  @ApiProperty({ type: () => PastHoldDto, isArray: true }) data!: PastHoldDto[];
}

export class WithdrawDto {
  @Choice({
    description: 'Why. Absent is OTHER. No platform is told why.',
    optional: true,
    of: withdrawReasons,
    enumName: 'WithdrawReason',
  })
  reason?: WithdrawReason;

  @Text({ description: 'For colleagues. Encrypted, never sent.', optional: true, max: 2_000 })
  note?: string;
}

export class SnoozeDto {
  @IsoTime({
    description: 'When it comes back, at the latest. Absent brings it back now.',
    optional: true,
    example: '2026-12-01T08:00:00Z',
  })
  until?: string;
}
