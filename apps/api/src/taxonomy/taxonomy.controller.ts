import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  asks,
  grounds,
  legalBasesOn,
  storageRules,
  transparencyCodesOf,
  urgencies,
  wasInForce,
  type DescribedCategory,
  type LawTable,
} from '#core';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { IsoDate } from '../shared/fields.js';
import { lawToken, taxonomyToken } from '../tokens.js';

class TaxonomyQuery {
  @IsoDate({ description: 'Day of the facts, by which articles are given; absent is today.', optional: true })
  factsOn?: string;
}

class TdbCodeDto {
  @ApiProperty({ example: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS' }) category!: string;
  @ApiProperty({ type: String, isArray: true }) keywords!: readonly string[];
}

class TdbCodesDto extends TdbCodeDto {
  @ApiProperty({
    type: () => TdbCodeDto,
    nullable: true,
    description: 'In place of these where the person is a minor; null where that makes no difference.',
  })
  ifMinor!: TdbCodeDto | null;
}

class CategoryDto {
  @ApiProperty({ example: 'CYBERBULLYING' }) code!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'By language: fr, nl, de, en.',
  })
  labels!: Record<string, string>;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) descriptions!: Record<
    string,
    string
  >;
  @ApiProperty({ enum: urgencies, enumName: 'Urgency' }) urgency!: string;
  @ApiProperty({ enum: grounds, enumName: 'Ground', description: 'ADVICE: nothing is sent to platforms.' })
  ground!: string;
  @ApiProperty({ enum: storageRules, enumName: 'StorageRule' }) storage!: string;
  @ApiProperty({ type: Boolean, nullable: true }) minor!: boolean | null;
  @ApiProperty({ description: 'Only analysts see addresses, texts and replies of its reports.' })
  abuseImages!: boolean;
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) defaultAsks!: readonly string[];
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Subjects of the law table to offer first. Staff pick; nothing is decided here.',
  })
  law!: readonly string[];
  @ApiProperty({ type: String, isArray: true, description: 'Subjects that may also fit.' })
  alsoLaw!: readonly string[];
  @ApiProperty({
    type: () => TdbCodesDto,
    nullable: true,
    description: 'How the DSA Transparency Database would file such content; null where it has no code.',
  })
  tdb!: TdbCodesDto | null;
}

class DatedArticlesDto {
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'First day of the law; null is the oldest.',
  })
  from!: string | null;
  @ApiProperty({ type: String, isArray: true, example: ['237', '238'] }) articles!: readonly string[];
}

class LawSubjectDto {
  @ApiProperty({ example: 'harassment' }) key!: string;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } }) labels!: Record<string, string>;
  @ApiProperty({
    type: () => DatedArticlesDto,
    isArray: true,
    description:
      'Articles on the day of the facts, then those of each law since: with several, the milder rule applies.',
  })
  periods!: readonly DatedArticlesDto[];
}

class TaxonomyDto {
  @ApiProperty({ type: () => CategoryDto, isArray: true }) data!: CategoryDto[];
  @ApiProperty({
    type: () => LawSubjectDto,
    isArray: true,
    description: 'Subjects that the law knew on the day of the facts.',
  })
  law!: LawSubjectDto[];
}

@ApiTags('taxonomy')
@Controller('v1/taxonomy')
export class TaxonomyController {
  constructor(
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>,
    @Inject(lawToken) private readonly law: LawTable,
  ) {}

  @Get()
  @NotAudited('a table')
  @ApiOperation({
    operationId: 'readTaxonomy',
    summary: 'The incident categories, and the law on the day of the facts, in four languages.',
  })
  @ApiResponse({ status: 200, type: TaxonomyDto })
  @Allowed('READ_TABLES')
  read(@Query() { factsOn }: TaxonomyQuery): TaxonomyDto {
    const today = new Date().toISOString().slice(0, 10);
    const day = factsOn ?? today;
    const inForce = [...this.law.subjects.keys()].filter((key) => wasInForce(this.law, key, day));
    return {
      data: [...this.categories.values()].map(presentCategory),
      law: legalBasesOn(this.law, inForce, day, today).map(({ key, labels, periods }) => ({
        ...{ key, periods },
        labels: { ...labels },
      })),
    };
  }
}

function presentCategory(category: DescribedCategory): CategoryDto {
  const { code, labels, descriptions, urgency, ground, storage, minor, abuseImages } = category;
  return {
    ...{ code, urgency, ground, storage, minor, abuseImages },
    labels: { ...labels },
    descriptions: { ...descriptions },
    defaultAsks: category.defaultAsks,
    law: category.law,
    alsoLaw: category.alsoLaw,
    tdb: transparencyCodesOf(category.codes),
  };
}
