import { ApiProperty } from '@nestjs/swagger';
import { screenshotTypes, type KeptScreenshot } from '#application';
import { screenshotBars, toTypeId } from '#core';
import { isoTime } from '../reports/present-report.js';

export class ScreenshotDto {
  @ApiProperty({ example: 'scr_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ enum: screenshotTypes, enumName: 'ScreenshotType' }) type!: string;
  @ApiProperty({ type: 'integer', description: 'As it was made anew.' }) sizeBytes!: number;
  @ApiProperty({
    description: 'Whether a virus scanner looked at what was sent. False: none is set up here.',
  })
  isScanned!: boolean;
  @ApiProperty({ description: 'Who added it.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) addedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'From then on it is gone, if not before.' })
  expiresAt!: string;
}

class UploadRefusalDto {
  @ApiProperty({ example: 'UPLOAD.NOT_ALLOWED_FOR_CATEGORY' }) code!: string;
  @ApiProperty({
    enum: screenshotBars,
    enumName: 'ScreenshotBar',
    nullable: true,
    description: 'Why the category may have none; null where it is something else.',
  })
  bar!: string | null;
  @ApiProperty({ description: 'The same in a sentence, with the law.' }) detail!: string;
}

export class ScreenshotListDto {
  @ApiProperty({
    type: () => ScreenshotDto,
    isArray: true,
    description: 'In the order in which they were added.',
  })
  data!: ScreenshotDto[];
  @ApiProperty({
    type: () => UploadRefusalDto,
    nullable: true,
    description: 'Why no other one is taken; null: one is.',
  })
  refusal!: UploadRefusalDto | null;
  @ApiProperty({ description: 'Whether this installation keeps any.' }) isOn!: boolean;
  @ApiProperty({ type: 'integer' }) largestBytes!: number;
  @ApiProperty({ type: 'integer' }) mostPerReport!: number;
  @ApiProperty({ type: 'integer' }) keepDays!: number;
}

export function presentScreenshot(kept: KeptScreenshot): ScreenshotDto {
  const { id, type, sizeBytes, isScanned, by, addedAtMs, expiresAtMs } = kept;
  return {
    ...{ id: toTypeId('scr', id), type, sizeBytes, isScanned, by },
    ...{ addedAt: isoTime(addedAtMs), expiresAt: isoTime(expiresAtMs) },
  };
}
