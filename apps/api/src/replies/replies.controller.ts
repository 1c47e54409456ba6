import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import {
  repliesForPerson,
  replyStates,
  ShowReplyOnce,
  WithdrawMatch,
  type ReplyState,
  type WithdrawMatchAnswer,
} from '#application';
import { roles, toTypeId, type Role } from '#core';
import { PgReplyStore, PgReportStore, PgWorkQueries, textStates, type ReplyView } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { RowRules } from '../access/row-rules.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { isoTime, isoTimeOrNull } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { Choice, Text } from '../shared/fields.js';
import { decodeCursor, encodeCursor, PageQuery, pageOf } from '../shared/paging.js';
import { platformSchema } from '../shared/platform-schema.js';
import { idIn } from '../shared/request-parts.js';

class ListRepliesQuery extends PageQuery {
  @Choice({
    description: 'Only this state; UNMATCHED, UNREADABLE, REFUSED and NAMES_PERSONS wait for a person.',
    optional: true,
    of: replyStates,
    enumName: 'ReplyState',
  })
  state?: string;

  @Choice({
    description: 'true: only what waits for a person, whatever its state. false: only what does not.',
    optional: true,
    of: ['true', 'false'],
  })
  waiting?: 'true' | 'false';

  @Choice({
    description: 'true: only what a person matched. false: only what no person did.',
    optional: true,
    of: ['true', 'false'],
  })
  matched?: 'true' | 'false';

  @Text({ description: 'Only replies about this submission.', optional: true, max: 40 })
  submission?: string;
}

class MatchReplyDto {
  @Text({ description: 'Submission it is about.', max: 40, example: 'sub_01kb0000000000000000000000' })
  submissionId!: string;
}

class AttachmentDto {
  @ApiProperty() name!: string;
  @ApiProperty() contentType!: string;
  @ApiProperty() sizeBytes!: number;
}

export class ReplyDto {
  @ApiProperty({ example: 'rpl_01kb0000000000000000000000' }) id!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ enum: ['EMAIL', 'CALLBACK', 'POLL', 'STAFF'], enumName: 'ReplyVia' }) via!: string;
  @ApiProperty({ enum: replyStates, enumName: 'ReplyState' }) state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it waits for a person, where that is known: REPLY.ORIGIN_UNTRUSTED.',
  })
  code!: string | null;
  @ApiProperty({ type: String, nullable: true }) submissionId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'UF-2026-000123',
    description: 'The report of that submission.',
  })
  reportReference!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When a person said whose it is; null where nobody did.',
  })
  matchedAt!: string | null;
  @ApiProperty({ type: String, isArray: true, description: 'What was understood.' })
  meaning!: readonly string[];
  @ApiProperty({ format: 'date-time' }) receivedAt!: string;
  @ApiProperty({
    enum: textStates,
    enumName: 'ReplyTextState',
    description:
      'SHOWN_ONCE names persons: subject, text and attachments are empty here, and shown once by their own route. DESTROYED was shown. ' +
      'NEEDS_ROLE: shown to other roles only.',
  })
  textState!: string;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description:
      'With NEEDS_ROLE, the roles that subject, text and attachments are shown to; null otherwise.',
  })
  contentFor!: Role[] | null;
  @ApiProperty() subject!: string;
  @ApiProperty() text!: string;
  @ApiProperty({
    type: () => AttachmentDto,
    isArray: true,
    description: 'What was cut off before the message was kept.',
  })
  attachments!: readonly AttachmentDto[];
  @ApiProperty({ description: 'Some of it could not be read, so nothing was read from it.' })
  isIncomplete!: boolean;
}

class ShownReplyDto {
  @ApiProperty() subject!: string;
  @ApiProperty() text!: string;
  @ApiProperty({ type: () => AttachmentDto, isArray: true }) attachments!: readonly AttachmentDto[];
}

class ReplyPageDto {
  @ApiProperty({ type: () => ReplyDto, isArray: true }) data!: ReplyDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

@ApiTags('replies')
@Controller('v1/replies')
export class RepliesController {
  constructor(
    private readonly queries: PgWorkQueries,
    private readonly replies: PgReplyStore,
    private readonly reports: PgReportStore,
    private readonly showReplyOnce: ShowReplyOnce,
    private readonly withdrawMatch: WithdrawMatch,
    private readonly rules: RowRules,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listReplies',
    summary: 'What platforms sent back, newest first; ?state=UNMATCHED is what nobody could place.',
  })
  @ApiResponse({ status: 200, type: ReplyPageDto })
  @Allowed('READ_WORK')
  async list(
    @Query() { limit, cursor, state, waiting, matched, submission }: ListRepliesQuery,
    @CurrentSight() sight: Sight,
  ): Promise<ReplyPageDto> {
    const states = replyStates.filter(
      (each) =>
        (state === undefined || each === state) &&
        (waiting === undefined || isForPerson(each) === (waiting === 'true')),
    );
    const after = decodeCursor(cursor);
    const rows = await this.queries.replies({
      limit: limit + 1,
      ...(after ? { after } : {}),
      states,
      ...(matched === undefined ? {} : { isMatched: matched === 'true' }),
      shown: sight.shown('READ_REPLY'),
      ...(submission === undefined ? {} : { submissionId: idIn('sub', 'Submission', submission) }),
    });
    const { page, nextCursor } = pageOf(rows, limit, ({ receivedAtMs, id }) =>
      encodeCursor(receivedAtMs, id),
    );
    return { data: page.map((reply) => presentReply(reply, sight)), nextCursor };
  }

  @Get(':id')
  @ApiOperation({ operationId: 'readReply', summary: 'One reply, with its text where that may be read.' })
  @ApiResponse({ status: 200, type: ReplyDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_WORK')
  async read(@Param('id') id: string, @CurrentSight() sight: Sight): Promise<ReplyDto> {
    const shown = sight.shown('READ_REPLY');
    const [reply] = await this.queries.replies({ limit: 1, id: idIn('rpl', 'Reply', id), shown });
    if (reply === undefined) throw notFound('Reply');
    return presentReply(reply, sight);
  }

  @Post(':id/show-once')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    operationId: 'showReplyOnce',
    summary:
      'Shows a reply that names persons, for the police referral, and destroys its text: nobody is shown it again.',
  })
  @ApiResponse({ status: 200, type: ShownReplyDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto })
  @Allowed('ACT_ON_REPLY')
  async showOnce(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ShownReplyDto> {
    const replyId = idIn('rpl', 'Reply', id);
    const shown = await this.showReplyOnce.run(replyId, caller.name);
    if (shown !== undefined) return shown;
    const [reply] = await this.queries.replies({
      ...{ limit: 1, id: replyId, shown: sight.shown('READ_REPLY') },
    });
    if (reply === undefined) throw notFound('Reply');
    throw new Problem(
      409,
      'REPLY.NOTHING_TO_SHOW_ONCE',
      reply.textState === 'DESTROYED'
        ? 'The text of this reply was shown before, and destroyed. Ask whoever was shown it, or the platform.'
        : 'This reply names nobody; its text stands in the reply itself.',
    );
  }

  @Post(':id/match')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'matchReply',
    summary: 'Says which submission a reply is about; it is then read anew.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, type: ProblemDto })
  @Allowed('ACT_ON_REPLY')
  async match(
    @Param('id') id: string,
    @Body() body: MatchReplyDto,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    const submissionId = idIn('sub', 'Submission', body.submissionId);
    const known = await this.reports.reportsOf([submissionId]);
    if (!known.has(submissionId))
      throw invalid([
        {
          pointer: '/submissionId',
          code: 'SUBMISSION.NOT_FOUND',
          detail: 'There is no such submission. Copy its id from the report.',
        },
      ]);
    await this.rules.demand(caller, 'ACT_ON_SUBMISSION', body.submissionId);
    check(await this.replies.assign(idIn('rpl', 'Reply', id), submissionId));
  }

  @Post(':id/unmatch')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'unmatchReply',
    summary: 'Takes back that a reply was matched: it waits again, and what it did is undone.',
    description:
      'The event reply.match_withdrawn names the events that no longer hold. Looks that were taken since stay. Refused where ' +
      'something rests on it (REPLY.MATCH_BUILT_ON), where no person matched it, and where its text is not to be shown again.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'REPLY.NOT_MATCHED, REPLY.MATCHED_BY_MACHINE, REPLY.MATCH_BUILT_ON, REPLY.NAMES_PERSONS or REPLY.TEXT_DESTROYED',
  })
  @Allowed('ACT_ON_REPLY')
  async unmatch(@Param('id') id: string): Promise<void> {
    const answer = await this.withdrawMatch.run(idIn('rpl', 'Reply', id));
    if (answer.outcome === 'notFound') throw notFound('Reply');
    if (answer.outcome === 'builtOn' || answer.outcome === 'refused') throw notTakenBack(answer);
  }

  @Post(':id/dismiss')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'dismissReply',
    summary: 'Nothing to do with this reply. Matching it later undoes that.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 409, type: ProblemDto })
  @Allowed('ACT_ON_REPLY')
  async dismiss(@Param('id') id: string): Promise<void> {
    check(await this.replies.dismiss(idIn('rpl', 'Reply', id)));
  }
}

function check(outcome: 'assigned' | 'dismissed' | 'notFound' | 'alreadyApplied'): void {
  if (outcome === 'notFound') throw notFound('Reply');
  if (outcome === 'alreadyApplied')
    throw new Problem(
      409,
      'REPLY.ALREADY_APPLIED',
      'This reply was understood and applied already. Where a person matched it to the wrong submission, take that back first ' +
        '(POST /v1/replies/{id}/unmatch); otherwise record what is different on the submission.',
    );
}

type BuiltOnAnswer = Extract<WithdrawMatchAnswer, { outcome: 'builtOn' }>;
type RefusedAnswer = Extract<WithdrawMatchAnswer, { outcome: 'refused' }>;
type NotTakenBack = BuiltOnAnswer | RefusedAnswer;

function notTakenBack(answer: NotTakenBack): Problem {
  if (answer.outcome === 'builtOn')
    return new Problem(409, 'REPLY.MATCH_BUILT_ON', `${builtOnTexts[answer.what]} ${recordInstead}`);
  const [code, detail] = refusals[answer.why];
  return new Problem(409, code, detail);
}

const recordInstead =
  'So its match stays. Record on the submission what is true of it (POST /v1/submissions/{id}/reply), and on the other one ' +
  'what this reply says.';

const builtOnTexts: Readonly<Record<BuiltOnAnswer['what'], string>> = {
  DELIVERY: 'Since this reply was applied, its submission was sent otherwise, or its number became known.',
  DECISION: 'Since this reply was applied, more was decided, asked or answered about its submission.',
  REMEDY: 'Since this reply was applied, a complaint or another remedy was begun or moved.',
  WITHDRAWN: 'Since this reply was applied, its submission was withdrawn.',
  MESSAGE: 'Because of this reply the platform was written to, and has that message or may have it.',
  UNKNOWN: 'What this reply did cannot be told apart from what else happened to its submission.',
};

const refusals: Readonly<Record<RefusedAnswer['why'], readonly [string, string]>> = {
  NOT_MATCHED: ['REPLY.NOT_MATCHED', 'This reply belongs to no submission: there is no match to take back.'],
  BY_MACHINE: [
    'REPLY.MATCHED_BY_MACHINE',
    'No person is known to have matched this reply: its reference, its thread or its number says what it is about. Record on ' +
      'the submission what is true of it.',
  ],
  NAMES_PERSONS: [
    'REPLY.NAMES_PERSONS',
    'This reply names persons, so it is not shown among those that wait again. Record on its submission what is true of it, ' +
      'and on the other one what this reply says.',
  ],
  TEXT_DESTROYED: [
    'REPLY.TEXT_DESTROYED',
    'The text of this reply was destroyed: there is nothing left to match. Record on its submission what is true of it.',
  ],
};

function isForPerson(state: ReplyState): boolean {
  return repliesForPerson.some((each) => each === state);
}

export function presentReply(reply: ReplyView, sight: Sight): ReplyDto {
  const { platform, via, state, code, meaning, textState, subject, text, attachments, isIncomplete } = reply;
  const { reportReference } = reply;
  return {
    id: toTypeId('rpl', reply.id),
    ...{
      platform,
      via,
      state,
      code,
      meaning,
      reportReference,
      textState,
      subject,
      text,
      attachments,
      isIncomplete,
    },
    contentFor: textState === 'NEEDS_ROLE' ? sight.rolesFor('READ_REPLY', reply.category) : null,
    submissionId: reply.submissionId === null ? null : toTypeId('sub', reply.submissionId),
    receivedAt: isoTime(reply.receivedAtMs),
    matchedAt: isoTimeOrNull(reply.matchedAtMs),
  };
}
