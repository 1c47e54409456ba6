import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { ResolveTargets, resolveHints } from '#application';
import type { InputResolution } from '#core';
import { PgReportQueries } from '#persistence';
import { AuditedAsRead } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, type Problem } from '../problems/problem.js';
import { Text } from '../shared/fields.js';
import { contentHashToken } from '../tokens.js';
import { presentRow } from './present-report.js';
import { ReportRowDto } from './report.dto.js';

/** Content of more reports than this is told by its latest ones. */
const foundAtMost = 200;

class SearchDto {
  @Text({
    description: 'Address of a post, video or whatever else was reported. It is not fetched, kept or logged.',
    max: 8_192,
    example: 'https://youtu.be/Synthetic_1',
  })
  input!: string;
}

class FoundReportsDto {
  @ApiProperty({ type: () => ReportRowDto, isArray: true, description: 'Newest first, 200 at most.' })
  data!: ReportRowDto[];
}

/** Reports of content, by its address as it was pasted. In a body: addresses of pages and of the API are kept by others. */
@ApiTags('reports')
@Controller('v1/reports')
export class SearchController {
  constructor(
    private readonly resolver: ResolveTargets,
    private readonly reports: PgReportQueries,
    @Inject(contentHashToken) private readonly contentHash: (key: string) => Uint8Array,
  ) {}

  @Post('search')
  @HttpCode(200)
  @AuditedAsRead()
  @ApiOperation({
    operationId: 'searchReports',
    summary: 'Reports of the same content as a pasted address. Persons and accounts cannot be searched.',
  })
  @ApiResponse({ status: 200, type: FoundReportsDto })
  @ApiResponse({
    status: 422,
    type: ProblemDto,
    description:
      'SEARCH.NAMES_PERSON, or why it names no content: TARGET.…, as POST /v1/targets/resolve says.',
  })
  @Allowed('FILE')
  async search(@Body() { input }: SearchDto): Promise<FoundReportsDto> {
    const [resolution] = this.resolver.run([input]);
    const contentHashes = keysIn(resolution).map(this.contentHash);
    const rows = await this.reports.list({ contentHashes, limit: foundAtMost });
    return { data: rows.map(presentRow) };
  }
}

/** @throws Problem 422 where it names no content */
function keysIn(resolution: InputResolution | undefined): string[] {
  const found = [resolution, ...(resolution?.finds ?? [])].flatMap((each) =>
    each?.outcome === 'resolved' ? [each] : [],
  );
  const keys = found.filter(({ namesPerson }) => !namesPerson).map(({ key }) => key);
  if (keys.length > 0) return keys;
  if (found.length > 0)
    throw refusal(
      'SEARCH.NAMES_PERSON',
      'This names a person or an account, which is known inside its own report only and cannot be searched. Paste the ' +
        'address of a post or video, or a reference.',
    );
  const reason = resolution?.reason ?? 'NOT_AN_ADDRESS';
  throw refusal(`TARGET.${reason}`, resolveHints[reason]);
}

function refusal(code: string, detail: string): Problem {
  return invalid([{ pointer: '/input', code, detail }]);
}
