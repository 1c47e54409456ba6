import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { asks, grounds, storageRules, urgencies, type DescribedCategory } from '#core';
import { taxonomyToken } from '../tokens.js';

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
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) defaultAsks!: readonly string[];
}

class TaxonomyDto {
  @ApiProperty({ type: () => CategoryDto, isArray: true }) data!: CategoryDto[];
}

@ApiTags('taxonomy')
@Controller('v1/taxonomy')
export class TaxonomyController {
  constructor(@Inject(taxonomyToken) private readonly categories: ReadonlyMap<string, DescribedCategory>) {}

  @Get()
  @ApiOperation({ operationId: 'readTaxonomy', summary: 'The incident categories, in four languages.' })
  @ApiResponse({ status: 200, type: TaxonomyDto })
  read(): TaxonomyDto {
    return { data: [...this.categories.values()].map(presentCategory) };
  }
}

function presentCategory(category: DescribedCategory): CategoryDto {
  const { code, labels, descriptions, urgency, ground, storage, minor } = category;
  return {
    ...{ code, urgency, ground, storage, minor },
    labels: { ...labels },
    descriptions: { ...descriptions },
    defaultAsks: category.defaultAsks,
  };
}
