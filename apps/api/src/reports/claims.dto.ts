import { ApiProperty } from '@nestjs/swagger';
import { roles, type Role } from '#core';
import { Flag, Text } from '../shared/fields.js';

export class ClaimDto {
  @ApiProperty({ example: 'per_01kb0000000000000000000000' }) personId!: string;
  @ApiProperty({ description: 'Who takes care of it.' }) name!: string;
  @ApiProperty({ format: 'date-time' }) since!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Who handed it over to them; null where they took it, or said since that they are on it.',
  })
  handedOverBy!: string | null;
}

export class HandOverViewDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ description: 'Who handed it over.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'What they wrote with it; null where nothing stands, or it is shown to other roles: `contentFor`.',
  })
  note!: string | null;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description: 'The roles that notes of this report are shown to; null where they are shown to you.',
  })
  contentFor!: Role[] | null;
}

export class HandOversDto {
  @ApiProperty({ type: () => HandOverViewDto, isArray: true, description: 'The latest first.' })
  data!: HandOverViewDto[];
}

export class ClaimStateDto {
  @ApiProperty({ type: () => ClaimDto, nullable: true, description: 'Null while nobody takes care of it.' })
  claim!: ClaimDto | null;
}

export class TakeClaimDto {
  @Flag({ description: 'Take it over where a colleague has it.', optional: true })
  takeOver?: boolean;
}

export class HandOverDto extends TakeClaimDto {
  @Text({
    description: 'Who takes care of it from now on; see GET /v1/colleagues.',
    max: 40,
    example: 'per_01kb0000000000000000000000',
  })
  to!: string;
}

class ColleagueDto {
  @ApiProperty({ example: 'per_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: String, nullable: true }) team!: string | null;
}

export class ColleaguesDto {
  @ApiProperty({ type: () => ColleagueDto, isArray: true }) data!: ColleagueDto[];
}
