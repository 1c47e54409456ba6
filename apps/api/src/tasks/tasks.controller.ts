import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { OpenNotice, type PlatformCatalogue } from '#application';
import { languages, roles, toTypeId, type Role } from '#core';
import { PgSendStore, PgWorkQueries, type TaskView } from '#persistence';
import { PlatformConnections } from '#platforms';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { notFound } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { PreparedDto } from '../shared/prepared.dto.js';
import { platformSchema } from '../shared/platform-schema.js';
import { idIn } from '../shared/request-parts.js';
import { catalogueToken } from '../tokens.js';

class TaskDto {
  @ApiProperty({ example: 'tsk_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({
    enum: ['HANDOFF', 'TRANSLATION'],
    enumName: 'TaskKind',
    description:
      'HANDOFF: to be filed by hand. TRANSLATION: the explanation is to be put into one of `languages`, by ' +
      'PUT /v1/submissions/{id}/translation.',
  })
  kind!: string;
  @ApiProperty({
    enum: languages,
    enumName: 'Language',
    isArray: true,
    nullable: true,
    description: 'Languages that the channel reads; null for hand-offs.',
  })
  languages!: readonly string[] | null;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) submissionId!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty() channel!: string;
  @ApiProperty({ type: String, nullable: true, example: 'PLATFORM.MEMBER_REPORT_FIRST' }) reason!:
    string | null;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description: 'Null where the caller may do it; otherwise the roles that may.',
  })
  contentFor!: Role[] | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

class PreparedTaskDto extends IntersectionType(TaskDto, PreparedDto) {}

class TaskPageDto {
  @ApiProperty({ type: () => TaskDto, isArray: true }) data!: TaskDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/**
 * What a person has to do: hand-offs with everything prepared, done by `POST /v1/submissions/{id}/handoff`, and
 * translations.
 */
@ApiTags('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(
    private readonly queries: PgWorkQueries,
    private readonly sends: PgSendStore,
    private readonly openNotice: OpenNotice,
    private readonly connections: PlatformConnections,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
  ) {}

  @Get()
  @NotAudited('references and states, no content')
  @ApiOperation({ operationId: 'listTasks', summary: 'What waits for a person, newest first.' })
  @ApiResponse({ status: 200, type: TaskPageDto })
  @Allowed('READ_WORK')
  async list(@Query() { limit, cursor }: PageQuery, @CurrentSight() sight: Sight): Promise<TaskPageDto> {
    const after = decodeCursor(cursor);
    const rows = await this.queries.tasks({ limit: limit + 1, ...(after ? { after } : {}) });
    const { page, nextCursor } = pageOf(rows, limit, ({ createdAtMs, submissionId }) =>
      encodeCursor(createdAtMs, submissionId),
    );
    return { data: page.map((task) => this.present(task, sight)), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readTask', summary: 'One hand-off with the texts to paste.' })
  @ApiResponse({ status: 200, type: PreparedTaskDto })
  @Allowed('READ_NOTICE')
  async read(@Param('id') id: string, @CurrentSight() sight: Sight): Promise<PreparedTaskDto> {
    const submissionId = idIn('tsk', 'Task', id);
    const [task] = await this.queries.tasks({ limit: 1, submissionId });
    const loaded = task && (await this.sends.load(submissionId));
    if (!task || !loaded) throw notFound('Task');
    if (task.kind === 'TRANSLATION')
      return { ...this.present(task, sight), openUrl: null, steps: [], fields: [], numberHint: null };
    // Preparing is pure: the rehearsal's connection is never used.
    const prepared = this.connections
      .adapterFor(task.platform, 'rehearsed')
      .prepareHandoff(await this.openNotice.run(loaded));
    const { openUrl, steps, fields, numberHint } = prepared;
    return { ...this.present(task, sight), openUrl, steps, fields, numberHint };
  }

  private present(task: TaskView, sight: Sight): Pick<TaskDto, keyof TaskDto> {
    const { kind, reportReference, platform, channel, reason } = task;
    const manifest = this.catalogue.get(platform)?.manifest;
    const read = manifest?.channels.find(({ id }) => id === channel)?.languages ?? [];
    return {
      id: toTypeId('tsk', task.submissionId),
      kind,
      languages: kind === 'TRANSLATION' ? read : null,
      reportId: toTypeId('rep', task.reportId),
      submissionId: toTypeId('sub', task.submissionId),
      ...{ reportReference, platform, channel, reason },
      contentFor: sight.hiddenFor('READ_NOTICE', { id: task.reportId, category: task.category }),
      createdAt: isoTime(task.createdAtMs),
    };
  }
}
