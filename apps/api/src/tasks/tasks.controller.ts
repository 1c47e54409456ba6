import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { OpenNotice } from '#application';
import { toTypeId } from '#core';
import { PgSendStore, PgWorkQueries, type TaskView } from '#persistence';
import { PlatformConnections } from '#platforms';
import { notFound } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { PreparedDto } from '../shared/prepared.dto.js';
import { platformSchema } from '../shared/platform-schema.js';
import { idIn } from '../shared/request-parts.js';

class TaskDto {
  @ApiProperty({ example: 'tsk_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ enum: ['HANDOFF'], enumName: 'TaskKind' }) kind!: string;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) submissionId!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty() channel!: string;
  @ApiProperty({ type: String, nullable: true, example: 'PLATFORM.MEMBER_REPORT_FIRST' }) reason!:
    string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

class PreparedTaskDto extends IntersectionType(TaskDto, PreparedDto) {}

class TaskPageDto {
  @ApiProperty({ type: () => TaskDto, isArray: true }) data!: TaskDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Hand-offs: what a person has to do, with everything prepared. Done by `POST /v1/submissions/{id}/handoff`. */
@ApiTags('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(
    private readonly queries: PgWorkQueries,
    private readonly sends: PgSendStore,
    private readonly openNotice: OpenNotice,
    private readonly connections: PlatformConnections,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listTasks', summary: 'What waits for a person, newest first.' })
  @ApiResponse({ status: 200, type: TaskPageDto })
  async list(@Query() { limit, cursor }: PageQuery): Promise<TaskPageDto> {
    const after = decodeCursor(cursor);
    const rows = await this.queries.tasks({ limit: limit + 1, ...(after ? { after } : {}) });
    const { page, nextCursor } = pageOf(rows, limit, ({ createdAtMs, submissionId }) =>
      encodeCursor(createdAtMs, submissionId),
    );
    return { data: page.map(presentTask), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readTask', summary: 'One hand-off with the texts to paste.' })
  @ApiResponse({ status: 200, type: PreparedTaskDto })
  async read(@Param('id') id: string): Promise<PreparedTaskDto> {
    const submissionId = idIn('tsk', 'Task', id);
    const [task] = await this.queries.tasks({ limit: 1, submissionId });
    const loaded = task && (await this.sends.load(submissionId));
    if (!task || !loaded) throw notFound('Task');
    // Preparing is pure: the rehearsal's connection is never used.
    const prepared = this.connections
      .adapterFor(task.platform, 'rehearsed')
      .prepareHandoff(this.openNotice.run(loaded));
    const { openUrl, steps, fields, numberHint } = prepared;
    return { ...presentTask(task), openUrl, steps, fields, numberHint };
  }
}

function presentTask(task: TaskView): Pick<TaskDto, keyof TaskDto> {
  const { reportReference, platform, channel, reason } = task;
  return {
    id: toTypeId('tsk', task.submissionId),
    kind: 'HANDOFF',
    reportId: toTypeId('rep', task.reportId),
    submissionId: toTypeId('sub', task.submissionId),
    ...{ reportReference, platform, channel, reason },
    createdAt: isoTime(task.createdAtMs),
  };
}
