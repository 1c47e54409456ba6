import { planReasons, planRoles } from '#core';
import { ApiProperty } from '@nestjs/swagger';

class PlanChannelDto {
  @ApiProperty({ example: 'wa-partner' }) channel!: string;
  @ApiProperty({
    enum: planRoles,
    enumName: 'PlanRole',
    description:
      'USED takes the notice. BESIDE: a person uses it as well. NEXT: only once the one before led nowhere, never both. ' +
      'REFERRAL: for the police, about who is behind it.',
  })
  role!: string;
}

/** Every way in for one target, in order, and why so. */
export class PlanDto {
  @ApiProperty({ enum: planReasons, enumName: 'PlanReason' }) because!: string;
  @ApiProperty({ type: () => PlanChannelDto, isArray: true }) channels!: PlanChannelDto[];
}
