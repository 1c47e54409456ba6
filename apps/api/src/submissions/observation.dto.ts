import { effects, observers, visibilities } from '#core';
import { ApiProperty } from '@nestjs/swagger';

export class ObservationDto {
  @ApiProperty({ enum: visibilities, enumName: 'Visibility' }) seen!: string;
  @ApiProperty({ enum: effects, enumName: 'Effect', isArray: true, description: 'Limits that were found.' })
  effects!: string[];
  @ApiProperty({
    enum: observers,
    enumName: 'Observer',
    description: "PLATFORM_LOOKUP: the platform's own lookup. MEMBER: somebody who told staff.",
  })
  by!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was seen.' }) observedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'When that was recorded.' }) recordedAt!: string;
}

export class ObservationPageDto {
  @ApiProperty({ type: () => ObservationDto, isArray: true }) data!: ObservationDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
