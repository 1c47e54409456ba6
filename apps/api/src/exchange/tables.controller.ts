import { Readable } from 'node:stream';
import { Controller, Get, Header, Inject, Query, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Config } from '#config';
import type { CategoryCode, DescribedCategory } from '#core';
import { csvOf, reportTable, submissionTable, xlsxOf, xlsxRows, type Pages, type Table } from '#outcomes';
import { PgExportQueries, type ExportPeriod } from '#persistence';
import type { Log } from '#telemetry';
import { Allowed } from '../access/allowed.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Problem } from '../problems/problem.js';
import { Choice } from '../shared/fields.js';
import { PeriodQuery, periodOf } from '../shared/period.js';
import { configToken, logToken, taxonomyToken } from '../tokens.js';

const tableFormats = ['csv', 'xlsx'] as const;
const mediaTypes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

class TableQuery extends PeriodQuery {
  @Choice({
    description: 'csv: UTF-8, one line a row. xlsx: a workbook.',
    optional: true,
    of: tableFormats,
    enumName: 'TableFormat',
  })
  format: (typeof tableFormats)[number] = 'csv';
}

const how =
  'Read as it is sent, a page at a time; the connection is cut where it cannot be finished, so that half a table is never ' +
  'taken for a whole one. Columns are described in docs/exports.md.';
const tooMany =
  'EXPORT.TOO_MANY_ROWS: more rows than a sheet of a workbook has. PERIOD.EMPTY: `to` is not after `from`.';

/** Everything filed in a period, for a spreadsheet: codes, words, times and counts. */
@ApiTags('exports')
@Controller('v1/exports')
export class TablesController {
  constructor(
    private readonly exports: PgExportQueries,
    @Inject(taxonomyToken) private readonly categories: ReadonlyMap<CategoryCode, DescribedCategory>,
    @Inject(configToken) private readonly config: Pick<Config, 'deadlines'>,
    @Inject(logToken) private readonly log: Log,
  ) {}

  @Get('reports')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'exportReports',
    summary: 'Reports filed in a period, a row each, oldest first. No address, name or text.',
    description: how,
  })
  @ApiProduces(...Object.values(mediaTypes))
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 422, type: ProblemDto, description: tooMany })
  @Allowed('EXPORT_TABLES')
  async reports(@Query() query: TableQuery): Promise<StreamableFile> {
    const period = this.periodIn(query);
    if (query.format === 'xlsx') refuseOver(await this.exports.countReports(period));
    return this.fileOf('reports', query, reportTable(this.categories), this.exports.reports(period));
  }

  @Get('submissions')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'exportSubmissions',
    summary:
      'Submissions of the reports filed in a period, a row each, oldest first. No address, name or text.',
    description: how,
  })
  @ApiProduces(...Object.values(mediaTypes))
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 422, type: ProblemDto, description: tooMany })
  @Allowed('EXPORT_TABLES')
  async submissions(@Query() query: TableQuery): Promise<StreamableFile> {
    const period = this.periodIn(query);
    if (query.format === 'xlsx') refuseOver(await this.exports.countSubmissions(period));
    const pages = this.exports.submissions(period);
    return this.fileOf('submissions', query, submissionTable(this.categories), pages);
  }

  private async fileOf<Row>(
    name: string,
    { format, from, to }: TableQuery,
    table: Table<Row>,
    pages: AsyncGenerator<readonly Row[]>,
  ): Promise<StreamableFile> {
    const period = [from, to].filter((day) => day !== undefined).map((day) => `-${day}`);
    const rows = await begun(pages);
    const stream =
      format === 'csv'
        ? Readable.from(csvOf(table, rows), { objectMode: false, highWaterMark: 1 })
        : xlsxOf(table, rows);
    // The server cuts the connection, and says nothing of why.
    stream.on('error', (error) => this.log.error('export.broken', { error }));
    return new StreamableFile(stream, {
      type: mediaTypes[format],
      disposition: `attachment; filename="uniflag-${name}${period.join('')}.${format}"`,
    });
  }

  private periodIn(query: PeriodQuery): ExportPeriod {
    return periodOf(query, this.config.deadlines.workingHours.timeZone);
  }
}

/** The same pages, the first of which was read: what fails at once is an answer of its own. */
async function begun<Row>(pages: AsyncGenerator<readonly Row[]>): Promise<Pages<Row>> {
  const first = await pages.next();
  return (async function* () {
    if (first.done) return;
    yield first.value;
    yield* pages;
  })();
}

/** One row is the titles. */
function refuseOver(rows: number): void {
  if (rows < xlsxRows) return;
  throw new Problem(
    422,
    'EXPORT.TOO_MANY_ROWS',
    `A sheet has ${xlsxRows} rows at most, and this period has ${rows}. Choose a shorter one, or format=csv.`,
  );
}
