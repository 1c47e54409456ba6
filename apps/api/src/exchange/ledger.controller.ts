import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Config } from '#config';
import { localDay, type CategoryCode, type DescribedCategory } from '#core';
import { ledgerOf } from '#outcomes';
import { PgLedgerQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { NotAudited } from '../audit/audited.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid } from '../problems/problem.js';
import { Text } from '../shared/fields.js';
import { configToken, taxonomyToken } from '../tokens.js';

class LedgerQuery {
  @Text({
    description: 'First month, such as 2026-01; the usual is the twelfth before the current one.',
    optional: true,
    max: 7,
    example: '2026-01',
  })
  from?: string;

  @Text({
    description: 'First month that is left out; the usual is the one after the current one.',
    optional: true,
    max: 7,
    example: '2027-01',
  })
  to?: string;
}

class LedgerCategoryDto {
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'STATEMENT_CATEGORY_PROTECTION_OF_MINORS',
    description: 'Of the DSA Transparency Database; null is what has none there.',
  })
  category!: string | null;
  @ApiProperty() ours!: number;
  @ApiProperty() theirs!: number;
}

class LedgerEntryDto {
  @ApiProperty({ example: 'facebook' }) platform!: string;
  @ApiProperty({ example: '2026-03' }) month!: string;
  @ApiProperty({
    description: 'Our notices under Article 22 that the platform says it acted on, by when it decided.',
  })
  ours!: number;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Its statements of reasons about notices of trusted flaggers, of all of them, by when the decision was applied; null where no day of the month was imported.',
  })
  theirs!: number | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'ours - theirs: above 0, so many of ours at least are not in its statements as what they are. Null while days are missing.',
  })
  gap!: number | null;
  @ApiProperty({ description: 'Days of the month whose file was imported.' }) importedDays!: number;
  @ApiProperty() daysOfMonth!: number;
  @ApiProperty({ description: 'All statements on those days, whatever led to them.' }) statements!: number;
  @ApiProperty({ type: () => LedgerCategoryDto, isArray: true }) categories!: LedgerCategoryDto[];
}

class LedgerDto {
  @ApiProperty({ type: () => LedgerEntryDto, isArray: true, description: 'The oldest month first.' })
  data!: LedgerEntryDto[];
}

/** What platforms told us beside what they tell the public. */
@ApiTags('outcomes')
@Controller('v1/outcomes/ledger')
export class LedgerController {
  constructor(
    private readonly queries: PgLedgerQueries,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<CategoryCode, DescribedCategory>,
    @Inject(configToken) private readonly config: Pick<Config, 'deadlines'>,
  ) {}

  @Get()
  @NotAudited('counts, no report and no person')
  @ApiOperation({
    operationId: 'readLedger',
    summary:
      'Our notices that platforms say they acted on, beside their statements in the DSA Transparency Database.',
    description:
      'Their side comes from daily files that the operator imports (uniflag outcomes import-transparency). Voluntary notices and ' +
      'rehearsed ones are not counted. What the two sides count differs in places: see docs/exports.md.',
  })
  @ApiResponse({ status: 200, type: LedgerDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('READ_OUTCOMES')
  async read(@Query() query: LedgerQuery): Promise<LedgerDto> {
    const { timeZone } = this.config.deadlines.workingHours;
    const thisMonth = localDay(Date.now(), timeZone).slice(0, 7);
    const from = monthIn('/from', query.from ?? monthsAfter(thisMonth, -12));
    const to = monthIn('/to', query.to ?? monthsAfter(thisMonth, 1));
    if (from >= to) {
      const detail =
        'The period has to be a month at least: `to` is the first month after it, later than `from`.';
      throw invalid([{ pointer: '/to', code: 'PERIOD.EMPTY', detail }]);
    }
    const data = ledgerOf(await this.queries.read({ from, to, timeZone }), this.categories);
    return { data: data.map((entry) => ({ ...entry, categories: [...entry.categories] })) };
  }
}

function monthIn(pointer: string, text: string): string {
  if (/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw invalid([{ pointer, code: 'FIELD.INVALID', detail: 'must be a month such as 2026-03' }]);
}

function monthsAfter(month: string, count: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + count, 1)).toISOString().slice(0, 7);
}
