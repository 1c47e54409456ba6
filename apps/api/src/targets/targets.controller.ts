import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ResolveTargets, resolveHints } from '#application';
import { resolveReasons, type InputResolution } from '#core';
import type { Config } from '#config';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { invalid } from '../problems/problem.js';
import { TextList } from '../shared/fields.js';
import { platformSchema } from '../shared/platform-schema.js';
import { configToken } from '../tokens.js';

class ResolveTargetsDto {
  @TextList({
    description: 'Addresses, names, numbers or pasted text.',
    maxItems: 500,
    maxChars: 1_048_576,
    example: ['https://youtu.be/Synthetic_1'],
  })
  inputs!: string[];
}

class ResolutionDto {
  @ApiProperty() input!: string;
  @ApiProperty({ enum: ['resolved', 'opaque', 'unsupported', 'invalid'], enumName: 'ResolutionOutcome' })
  outcome!: string;
  @ApiPropertyOptional({ enum: resolveReasons, enumName: 'ResolveReason' }) reason?: string;
  @ApiPropertyOptional({ description: 'What to do about it.' }) hint?: string;
  @ApiPropertyOptional(platformSchema) platform?: string;
  @ApiPropertyOptional() kind?: string;
  @ApiPropertyOptional() key?: string;
  @ApiPropertyOptional({ type: String, nullable: true }) url?: string | null;
  @ApiPropertyOptional({ description: 'Names a person or account: known inside its report only.' })
  namesPerson?: boolean;
  @ApiPropertyOptional({
    type: () => ResolutionDto,
    isArray: true,
    description: 'Everything found in a pasted text, without the words around it.',
  })
  finds?: ResolutionDto[];
}

class ResolutionsDto {
  @ApiProperty({ type: () => ResolutionDto, isArray: true, description: 'One row an input, in order.' })
  data!: ResolutionDto[];
}

@ApiTags('targets')
@Controller('v1/targets')
export class TargetsController {
  constructor(
    private readonly resolver: ResolveTargets,
    @Inject(configToken) private readonly config: Pick<Config, 'api'>,
  ) {}

  @Post('resolve')
  @HttpCode(200)
  @NotAudited('what an address is; nothing is stored or looked up')
  @ApiOperation({
    operationId: 'resolveTargets',
    summary: 'Says what addresses, names and numbers are. Nothing is fetched or stored.',
  })
  @ApiResponse({ status: 200, type: ResolutionsDto })
  @Allowed('FILE')
  resolve(@Body() { inputs }: ResolveTargetsDto): ResolutionsDto {
    const { maxInputChars, maxInputsPerRequest } = this.config.api;
    if (inputs.length > maxInputsPerRequest)
      throw invalid([
        {
          pointer: '/inputs',
          code: 'FIELD.ARRAY_MAX_SIZE',
          detail: `At most ${maxInputsPerRequest} inputs at once; split them.`,
        },
      ]);
    const tooLong = inputs.findIndex((input) => input.length > maxInputChars);
    if (tooLong >= 0)
      throw invalid([
        {
          pointer: `/inputs/${tooLong}`,
          code: 'FIELD.MAX_LENGTH',
          detail: `An input takes at most ${maxInputChars} characters; paste less.`,
        },
      ]);
    return { data: this.resolver.run(inputs).map(presentResolution) };
  }
}

function presentResolution(resolution: InputResolution): ResolutionDto {
  const { input, outcome, reason, finds } = resolution;
  const found =
    outcome === 'resolved'
      ? pickResolved(resolution)
      : resolution.platform === undefined
        ? {}
        : { platform: resolution.platform };
  return {
    input,
    outcome,
    ...found,
    ...(reason === undefined ? {} : { reason, hint: resolveHints[reason] }),
    ...(finds ? { finds: finds.map(presentResolution) } : {}),
  };
}

function pickResolved({
  platform,
  kind,
  key,
  url,
  namesPerson,
}: Extract<InputResolution, { outcome: 'resolved' }>) {
  return { platform, kind, key, url, namesPerson };
}
