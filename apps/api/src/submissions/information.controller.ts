import { Body, Controller, Headers, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswerQuestion } from '#application';
import { PgReportQueries, PgWorkQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { wasAnswered } from '../shared/answered-before.js';
import { idempotencyOf, idIn, keyReused, type IdempotencyRequest } from '../shared/request-parts.js';
import { InformationDto } from './submission-acts.dto.js';
import { notNow } from './not-now.js';

/** Answers to what a platform asked. */
@ApiTags('submissions')
@Controller('v1/submissions/:id')
export class InformationController {
  constructor(
    private readonly answerQuestion: AnswerQuestion,
    private readonly reports: PgReportQueries,
    private readonly work: PgWorkQueries,
  ) {}

  @Post('information')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'answerInformation',
    summary: "Answer the platform's question: with a text that is sent to it, or as answered elsewhere.",
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body: answered once, and the report as it stands by then.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'SUBMISSION.NOT_NOW: nothing is asked. INFORMATION.ON_ITS_WAY: an answer is being sent. INFORMATION.BY_HAND: ' +
      'this platform takes answers from a person only.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async information(
    @Param('id') id: string,
    @Body() body: InformationDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const text = textIn(body);
    const route = 'POST /v1/submissions/information';
    const idempotency = idempotencyOf(idempotencyKey, caller, route, { id, body });
    const isReplayed =
      (await wasAnswered(this.work, idempotency)) ||
      (await this.answer({
        ...{ submissionId, text, by: caller.name, idempotency },
        ...(body.confirmedFindings ? { confirmedFindings: body.confirmedFindings } : {}),
      }));
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    void reply.header('idempotent-replayed', String(isReplayed));
    return presentReport(report, sight);
  }

  /** @returns whether the same request came in between, and did it */
  private async answer(
    input: Parameters<AnswerQuestion['run']>[0] & { readonly idempotency: IdempotencyRequest | null },
  ): Promise<boolean> {
    const answer = await this.answerQuestion.run(input);
    if (answer.outcome === 'done') return false;
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'invalid') throw invalid(answer.errors);
    if (await wasAnswered(this.work, input.idempotency)) return true;
    throw answer.outcome === 'keyTaken' ? keyReused() : hindrance(answer.code);
  }
}

function textIn({ text, givenElsewhere }: InformationDto): string | null {
  const isText = typeof text === 'string';
  if (isText === (givenElsewhere === true)) {
    const detail =
      'Give one of the two: text, which is sent to the platform, or givenElsewhere where it was answered already.';
    throw invalid([{ pointer: '/text', code: 'FIELD.ONE_OF', detail }]);
  }
  if (isText && text.trim() === '')
    throw invalid([{ pointer: '/text', code: 'FIELD.IS_NOT_EMPTY', detail: 'text must not be empty' }]);
  return isText ? text : null;
}

const hindrances: Readonly<Record<string, string>> = {
  'INFORMATION.ON_ITS_WAY':
    'An answer is on its way to the platform. Read the report anew: it says what becomes of it.',
  'INFORMATION.BY_HAND':
    'This platform takes no answer from Uniflag for this submission. Answer it there, then record that with givenElsewhere.',
};

function hindrance(code: string): Problem {
  const detail = hindrances[code];
  return detail === undefined ? notNow(code) : new Problem(409, code, detail);
}
