import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Config } from '#config';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { configToken } from '../tokens.js';

class WellbeingDto {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Grave reports after which a break is suggested; null: after none.',
  })
  breakAfterReports!: number | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Milliseconds after the first of them; null: no time.',
  })
  breakAfterMs!: number | null;
  @ApiProperty({ type: 'integer', description: 'Milliseconds without one that are a break.' })
  breakMs!: number;
  @ApiProperty({ type: String, isArray: true, example: ['Tele-Onthaal: 106'] })
  helplines!: readonly string[];
}

/** What the console suggests to whoever reads grave reports. What they read, it does not tell anybody. */
@ApiTags('wellbeing')
@Controller('v1/wellbeing')
export class WellbeingController {
  constructor(@Inject(configToken) private readonly config: Pick<Config, 'wellbeing'>) {}

  @Get()
  @NotAudited('settings, the same for everybody')
  @ApiOperation({
    operationId: 'readWellbeing',
    summary: 'When to suggest a break to whoever reads grave reports, and whom they can call.',
  })
  @ApiResponse({ status: 200, type: WellbeingDto })
  @Allowed('READ_TABLES')
  read(): WellbeingDto {
    const { helplines, ...breaks } = this.config.wellbeing;
    return { ...breaks, helplines: helplines ?? [] };
  }
}
