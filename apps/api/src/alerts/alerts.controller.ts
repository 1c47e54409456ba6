import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AcknowledgeAlert, alertStates, type AlertState } from '#application';
import { toTypeId, urgencies } from '#core';
import { PgAlertQueries, type AlertView } from '#persistence';
import { NotAudited } from '../audit/audited.js';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { notFound } from '../problems/problem.js';
import { isoTime } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choice, Text } from '../shared/fields.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { platformSchema } from '../shared/platform-schema.js';
import { idIn } from '../shared/request-parts.js';

const filters: Readonly<Record<string, readonly AlertState[]>> = {
  open: ['OPEN'],
  acknowledged: ['ACKNOWLEDGED'],
  standing: ['OPEN', 'ACKNOWLEDGED'],
  done: ['DONE'],
};

class ListAlertsQuery extends PageQuery {
  @Choice({
    description:
      'open: nobody has taken it; acknowledged: somebody has; standing: both; done: its cause is over.',
    optional: true,
    of: Object.keys(filters),
    enumName: 'AlertFilter',
  })
  state?: string;

  @Text({ description: 'Only alerts about this report.', optional: true, max: 40 })
  report?: string;
}

class AlertDto {
  @ApiProperty({ example: 'alt_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'UF-2026-000123' }) reportReference!: string;
  @ApiProperty({ type: String, nullable: true }) submissionId!: string | null;
  @ApiProperty({ ...platformSchema, nullable: true }) platform!: string | null;
  @ApiProperty({
    example: 'INFORMATION_REQUESTED',
    description:
      'INFORMATION_REQUESTED, REFUSED, DUE_SOON, DEADLINE_BREACHED, REAPPEARED, NOT_REALLY_GONE, DELIVERY_UNCERTAIN, FAILED, BOUNCED, CHANNEL_DEAD, MEMBER_ANSWERED, BREAK_GLASS, HOLD_OVERDUE; more may come.',
  })
  kind!: string;
  @ApiProperty({ enum: urgencies, enumName: 'Urgency' }) urgency!: string;
  @ApiProperty({ enum: alertStates, enumName: 'AlertState' }) state!: string;
  @ApiProperty({ description: 'Steps that were taken about it.' }) step!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it is passed on.' })
  nextStepAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Who took it.' }) acknowledgedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) acknowledgedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) doneAt!: string | null;
}

class AlertPageDto {
  @ApiProperty({ type: () => AlertDto, isArray: true }) data!: AlertDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** Alerts to staff: what happened that needs somebody, and who took it. */
@ApiTags('alerts')
@Controller('v1/alerts')
export class AlertsController {
  constructor(
    private readonly queries: PgAlertQueries,
    private readonly acknowledgeAlert: AcknowledgeAlert,
  ) {}

  @Get()
  @NotAudited('references and codes, no content')
  @ApiOperation({ operationId: 'listAlerts', summary: 'Alerts to staff, newest first.' })
  @ApiResponse({ status: 200, type: AlertPageDto })
  @Allowed('READ_WORK')
  async list(@Query() { limit, cursor, state, report }: ListAlertsQuery): Promise<AlertPageDto> {
    const after = decodeCursor(cursor);
    const states = state === undefined ? undefined : filters[state];
    const rows = await this.queries.list({
      limit: limit + 1,
      ...(after ? { after } : {}),
      ...(states ? { states } : {}),
      ...(report === undefined ? {} : { reportId: idIn('rep', 'Report', report) }),
    });
    const { page, nextCursor } = pageOf(rows, limit, ({ createdAtMs, id }) => encodeCursor(createdAtMs, id));
    return { data: page.map(presentAlert), nextCursor };
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'acknowledgeAlert',
    summary:
      'Takes an alert: nobody else is told of it. One that is taken or over stays as it is; the answer says who has it.',
  })
  @ApiResponse({ status: 200, type: AlertDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_REPORT')
  async acknowledge(@Param('id') id: string, @CurrentCaller() caller: Caller): Promise<AlertDto> {
    const alertId = idIn('alt', 'Alert', id);
    await this.acknowledgeAlert.run(alertId, caller.name);
    const [alert] = await this.queries.list({ limit: 1, id: alertId });
    if (alert === undefined) throw notFound('Alert');
    return presentAlert(alert);
  }
}

function presentAlert(alert: AlertView): AlertDto {
  const { reportReference, platform, kind, urgency, state, step, acknowledgedBy, submissionId } = alert;
  const time = (atMs: number | null) => (atMs === null ? null : isoTime(atMs));
  return {
    id: toTypeId('alt', alert.id),
    reportId: toTypeId('rep', alert.reportId),
    submissionId: submissionId === null ? null : toTypeId('sub', submissionId),
    ...{ reportReference, platform, kind, urgency, state, step, acknowledgedBy },
    nextStepAt: time(alert.nextStepAtMs),
    createdAt: isoTime(alert.createdAtMs),
    acknowledgedAt: time(alert.acknowledgedAtMs),
    doneAt: time(alert.doneAtMs),
  };
}
