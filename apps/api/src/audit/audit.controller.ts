import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { fromTypeId, toTypeId } from '#core';
import { PgAuditQueries, type AuditRow } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { invalid } from '../problems/problem.js';
import { IsoTime, Text } from '../shared/fields.js';
import { badCursor, PageQuery, pageOf } from '../shared/paging.js';

class AuditQuery extends PageQuery {
  @Text({ description: 'Only what is about this report.', optional: true, max: 40 })
  report?: string;

  @Text({
    description: 'Only what this caller did: id of the person or API key, a UUID.',
    optional: true,
    max: 40,
  })
  caller?: string;

  @IsoTime({ description: 'From this time on.', optional: true })
  from?: string;

  @IsoTime({ description: 'Before this time.', optional: true })
  to?: string;
}

class AuditCallerDto {
  @ApiProperty({
    example: 'PERSON',
    description: 'PERSON, KEY, or NOBODY: who was refused when they tried to sign in.',
  })
  kind!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
}

class AuditEntryDto {
  @ApiProperty({ description: 'Place in the chain.' }) sequence!: number;
  @ApiProperty({ description: 'SHA-256 of this place and all before it, in base64.' }) hash!: string;
  @ApiProperty({ example: 'aud_01kb0000000000000000000000', description: 'aud_… or evt_….' }) id!: string;
  @ApiProperty({ enum: ['READ', 'CHANGE', 'EVENT'], enumName: 'AuditAct' }) act!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'readReport',
    description: 'What was asked for; null where the machine did it.',
  })
  operation!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'report.filed', description: 'Of an event.' })
  event!: string | null;
  @ApiProperty({ type: () => AuditCallerDto, nullable: true, description: 'Null is the machine.' })
  caller!: AuditCallerDto | null;
  @ApiProperty({ type: String, nullable: true, example: 'rep_01kb0000000000000000000000' })
  reportId!: string | null;
  @ApiProperty({ type: [String], description: 'What the request named.' }) subject!: string[];
  @ApiProperty({ type: String, nullable: true, description: 'Why, where a reason had to be given.' })
  reasonId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '192.0.2.0/24' }) origin!: string | null;
  @ApiProperty({ format: 'date-time' }) at!: string;
}

class AuditPageDto {
  @ApiProperty({ type: () => AuditEntryDto, isArray: true }) data!: AuditEntryDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

/** The record of who read and changed what. Codes and ids only. */
@ApiTags('audit')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly queries: PgAuditQueries) {}

  @Get()
  @ApiOperation({
    operationId: 'listAudit',
    summary: 'Who read and changed what, newest first. Needs the role AUDITOR.',
  })
  @ApiResponse({ status: 200, type: AuditPageDto })
  @Allowed('READ_AUDIT')
  async list(@Query() { limit, cursor, report, caller, from, to }: AuditQuery): Promise<AuditPageDto> {
    const after = placeIn(cursor);
    const rows = await this.queries.list({
      limit: limit + 1,
      ...(after ? { after } : {}),
      ...(report === undefined ? {} : { reportId: reportIn(report) }),
      ...(caller === undefined ? {} : { callerId: callerIn(caller) }),
      ...(from === undefined ? {} : { from: new Date(from) }),
      ...(to === undefined ? {} : { to: new Date(to) }),
    });
    const { page, nextCursor } = pageOf(rows, limit, ({ at, sequence }) =>
      Buffer.from(`${sequence} ${at}`).toString('base64url'),
    );
    return { data: page.map(presentAuditRow), nextCursor };
  }
}

function presentAuditRow({ sequence, hash, kind, id, at, reportId, row }: AuditRow): AuditEntryDto {
  const { caller, callerKind, callerId, operation, act, type, subject, reasonId, origin } = (row ??
    {}) as Partial<RecordedColumns>;
  return {
    ...{ sequence, hash: hash.toString('base64'), at: new Date(at).toISOString() },
    id: toTypeId(kind === 'EVENT' ? 'evt' : 'aud', id),
    act: act ?? 'EVENT',
    operation: operation ?? caller?.operation ?? null,
    event: type ?? null,
    caller: caller
      ? { kind: caller.kind, id: caller.id }
      : callerKind !== undefined && callerId !== undefined
        ? { kind: callerKind, id: callerId }
        : null,
    reportId: reportId === null ? null : toTypeId('rep', reportId),
    subject: [...(subject ?? [])],
    reasonId: reasonId ?? caller?.reasonId ?? null,
    origin: origin ?? caller?.origin ?? null,
  };
}

/** What an event and an entry hold, one beside the other. */
interface RecordedColumns {
  readonly caller: {
    kind: string;
    id: string;
    operation: string;
    origin: string | null;
    reasonId: string | null;
  } | null;
  readonly type: string;
  readonly act: string;
  readonly operation: string;
  readonly callerKind: string;
  readonly callerId: string;
  readonly subject: readonly string[];
  readonly reasonId: string | null;
  readonly origin: string | null;
}

function placeIn(cursor: string | undefined): { at: string; sequence: number } | undefined {
  if (cursor === undefined) return undefined;
  const match = /^(\d{1,15}) (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d(?::\d\d)?)$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  );
  if (!match?.[2] || Number.isNaN(Date.parse(match[2]))) throw badCursor();
  return { at: match[2], sequence: Number(match[1]) };
}

function reportIn(text: string): string {
  return (
    fromTypeId('rep', text) ??
    wrong('/report', 'FIELD.REPORT', 'A report is named by its id, such as rep_01kb0000000000000000000000.')
  );
}

function callerIn(text: string): string {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    ? text
    : wrong('/caller', 'FIELD.CALLER', 'A caller is named by its id, a UUID.');
}

function wrong(pointer: string, code: string, detail: string): never {
  throw invalid([{ pointer, code, detail }]);
}
