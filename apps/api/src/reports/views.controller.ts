import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { uuidv7 } from 'uuidv7';
import { mayOn, toTypeId } from '#core';
import { PgSavedViews, viewsAtMost, type SavedView } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { roleNeeded } from '../access/row-rules.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { notFound, Problem } from '../problems/problem.js';
import { Flag, Nested, Text } from '../shared/fields.js';
import { idIn } from '../shared/request-parts.js';
import { ReportFilterDto } from './list-reports.dto.js';

class NewViewDto {
  @Text({ description: 'What it is called. Name no person.', max: 60, example: 'Overdue at YouTube' })
  name!: string;

  @Nested({ description: 'Filters of GET /v1/reports.', type: () => ReportFilterDto })
  filter!: ReportFilterDto;

  @Flag({ description: 'For everybody; takes the act SHARE_VIEW.', optional: true })
  shared?: boolean;
}

class ViewDto {
  @ApiProperty({ example: 'vew_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: () => ReportFilterDto }) filter!: ReportFilterDto;
  @ApiProperty({ description: 'Whether everybody has it.' }) shared!: boolean;
}

class ViewsDto {
  @ApiProperty({ type: () => ViewDto, isArray: true, description: 'Own ones first, by name.' })
  data!: ViewDto[];
}

/** Filters of the list that people keep under a name. */
@ApiTags('reports')
@Controller('v1/views')
export class ViewsController {
  constructor(private readonly views: PgSavedViews) {}

  @Get()
  @NotAudited('names and filters of lists, nothing of a report')
  @ApiOperation({ operationId: 'listViews', summary: 'Own saved views, and those for everybody.' })
  @ApiResponse({ status: 200, type: ViewsDto })
  @Allowed('READ_REPORT')
  async list(@CurrentCaller() caller: Caller): Promise<ViewsDto> {
    return { data: (await this.views.listFor(personOf(caller))).map(presentView) };
  }

  @Post()
  @ApiOperation({ operationId: 'saveView', summary: 'Keep a filter of the list under a name.' })
  @ApiResponse({ status: 201, type: ViewDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'VIEW.TOO_MANY' })
  @Allowed('READ_REPORT')
  async save(
    @Body() { name, filter, shared = false }: NewViewDto,
    @CurrentCaller() caller: Caller,
  ): Promise<ViewDto> {
    if (shared && !mayShare(caller)) throw roleNeeded('SHARE_VIEW', 'ORDINARY');
    const given = Object.entries(filter).filter((field): field is [string, string] => field[1] !== undefined);
    const view: SavedView = {
      ...{ id: uuidv7(), personId: personOf(caller), name: name.trim() },
      ...{ filter: Object.fromEntries(given), isShared: shared },
    };
    if (await this.views.add(view)) return presentView(view);
    const detail = `You keep ${viewsAtMost} views, and that is as many as one may. Take one away first.`;
    throw new Problem(409, 'VIEW.TOO_MANY', detail);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeView',
    summary: 'Take away an own view, or with the act SHARE_VIEW one for everybody.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_REPORT')
  async remove(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<void> {
    const viewId = idIn('vew', 'View', id);
    if (!(await this.views.remove(viewId, personOf(caller), mayShare(caller)))) throw notFound('View');
  }
}

function mayShare({ roles }: Caller): boolean {
  return mayOn(roles, 'SHARE_VIEW', 'ORDINARY');
}

function presentView({ id, name, filter, isShared }: SavedView): ViewDto {
  return { id: toTypeId('vew', id), name, filter, shared: isShared };
}
