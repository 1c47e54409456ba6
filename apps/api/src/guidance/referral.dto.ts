import { referralStates, type Referral, type ReferralState } from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { Choice, Text } from '../shared/fields.js';
import { Texts, type TextsByLanguage } from '../shared/texts.js';

const certainties = ['verified', 'recalled', 'unclear'] as const;

export class ReferralPhoneDto {
  @ApiProperty({ example: '116 000' }) number!: string;
  @ApiProperty({ enum: certainties, enumName: 'Certainty' }) certainty!: string;
  @ApiProperty({ format: 'date' }) checkedOn!: string;
}

export class ReferralWebsiteDto {
  @ApiProperty({ example: 'https://cyberhelp.be' }) url!: string;
  @ApiProperty({ enum: certainties, enumName: 'Certainty' }) certainty!: string;
  @ApiProperty({ format: 'date' }) checkedOn!: string;
}

export class ReferralDto {
  @ApiProperty({ example: 'TAKE_IT_DOWN' }) key!: string;
  @Texts() labels!: TextsByLanguage;
  @Texts() descriptions!: TextsByLanguage;
  @ApiProperty({ type: () => ReferralPhoneDto, isArray: true }) phones!: ReferralPhoneDto[];
  @ApiProperty({ type: () => ReferralWebsiteDto, isArray: true }) websites!: ReferralWebsiteDto[];
}

export class OfferedReferralDto extends ReferralDto {
  @ApiProperty({ description: "Whether it fits the category and the caller's role." }) fits!: boolean;
  @ApiProperty({ description: 'Whether it serves people in the language of the report.' })
  isInLanguage!: boolean;
  @ApiProperty({
    enum: referralStates,
    enumName: 'ReferralState',
    nullable: true,
    description: 'Null where nobody offered it yet.',
  })
  state!: string | null;
  @ApiProperty({ type: String, nullable: true }) recordedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) recordedAt!: string | null;
}

export class OfferedReferralsDto {
  @ApiProperty({ type: () => OfferedReferralDto, isArray: true }) data!: OfferedReferralDto[];
}

export class ReferralsDto {
  @ApiProperty({ type: () => ReferralDto, isArray: true }) data!: ReferralDto[];
}

export class RecordReferralDto {
  @Text({ description: 'Key of a referral; see GET /v1/referrals.', max: 64, example: 'TAKE_IT_DOWN' })
  key!: string;

  @Choice({
    description: 'OFFERED: the caller was told. ACCEPTED, DECLINED: what the caller said.',
    of: referralStates,
    enumName: 'ReferralState',
  })
  state!: ReferralState;
}

export function presentCatalogued({
  key,
  labels,
  descriptions,
  phones,
  websites,
}: Referral): Omit<ReferralDto, never> {
  return {
    key,
    labels: { ...labels },
    descriptions: { ...descriptions },
    phones: phones.map((each) => ({ ...each })),
    websites: websites.map((each) => ({ ...each })),
  };
}
