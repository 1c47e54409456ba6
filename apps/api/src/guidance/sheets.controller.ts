import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { PlatformCatalogue } from '#application';
import type { Guidance } from '#config';
import {
  callerRoles,
  categoryCodes,
  languages,
  referralsFor,
  sheetFor,
  type CallerRole,
  type CategoryCode,
  type DescribedCategory,
  type Language,
  type Referral,
} from '#core';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { invalid } from '../problems/problem.js';
import { TrustDto } from '../remedies/remedies.dto.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choice, Text } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';
import { catalogueToken, guidanceToken, referralsToken, taxonomyToken } from '../tokens.js';
import { presentCatalogued, ReferralDto } from './referral.dto.js';

class SheetQuery {
  @Choice({ description: 'Category code.', of: categoryCodes, example: 'CYBERBULLYING' })
  category!: CategoryCode;

  @Text({ description: 'Platform key; see GET /v1/platforms.', max: 64, example: 'instagram' })
  platform!: string;

  @Choice({ description: 'Language of the reader.', of: languages, enumName: 'Language', example: 'fr' })
  language!: Language;

  @Choice({
    description: 'Who reads it; decides which services it names. VICTIM unless told.',
    optional: true,
    of: callerRoles,
    enumName: 'CallerRole',
  })
  role?: CallerRole;
}

class SheetLineDto {
  @ApiProperty({ example: 'KEEP_PROOF' }) key!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: () => TrustDto, isArray: true }) sources!: TrustDto[];
}

class SheetDto {
  @ApiProperty({ example: 'CYBERBULLYING' }) category!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ enum: languages, enumName: 'Language' }) language!: string;
  @ApiProperty() title!: string;
  @ApiProperty({ type: () => SheetLineDto, isArray: true }) lines!: SheetLineDto[];
  @ApiProperty({ description: 'Stands over the services that can help.' }) referralsTitle!: string;
  @ApiProperty({
    type: () => ReferralDto,
    isArray: true,
    description: 'Services that speak the language first.',
  })
  referrals!: ReferralDto[];
}

@ApiTags('guidance')
@Controller('v1/sheets')
export class SheetsController {
  constructor(
    @Inject(guidanceToken) private readonly guidance: Pick<Guidance, 'sheets'>,
    @Inject(catalogueToken) private readonly platforms: PlatformCatalogue,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
    @Inject(referralsToken) private readonly catalogue: ReadonlyMap<string, Referral>,
  ) {}

  @Get()
  @NotAudited('a table')
  @ApiOperation({
    operationId: 'readSheet',
    summary: 'What you can do yourself: one category on one platform, to read out, print or send.',
  })
  @ApiResponse({ status: 200, type: SheetDto })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('READ_TABLES')
  read(@Query() { category, platform, language, role = 'VICTIM' }: SheetQuery): SheetDto {
    const manifest = this.platforms.get(platform)?.manifest;
    if (!manifest)
      throw invalid([
        {
          pointer: '/platform',
          code: 'PLATFORM.UNKNOWN',
          detail: `Known platforms: ${[...this.platforms.keys()].join(', ')}.`,
        },
      ]);
    const keys = this.categories.get(category)?.referrals ?? [];
    return {
      ...{ category, platform, language },
      title: this.guidance.sheets.title[language],
      referralsTitle: this.guidance.sheets.referralsTitle[language],
      lines: sheetFor(this.guidance.sheets, category, manifest, language).map(({ key, text, sources }) => ({
        ...{ key, text },
        sources: sources.map((each) => ({ ...each })),
      })),
      referrals: referralsFor(keys, role, language, this.catalogue).map(({ referral }) =>
        presentCatalogued(referral),
      ),
    };
  }
}
