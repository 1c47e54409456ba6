import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  hasThread,
  TellStillThere,
  type PlatformCatalogue,
  type ReportView,
  type SubmissionView,
} from '#application';
import { languages, textForChannel, type ChannelManifest, type Language } from '#core';
import { PgReportQueries, PgWorkQueries } from '#persistence';
import { minuteInUtc, noticeLanguage, noticeWords } from '#platform-kit';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { wasAnswered } from '../shared/answered-before.js';
import { idempotencyOf, idIn, keyReused } from '../shared/request-parts.js';
import { catalogueToken } from '../tokens.js';
import { notNow } from './not-now.js';
import { StillThereDto } from './submission-acts.dto.js';

class StillThereDraftDto {
  @ApiProperty({ description: 'To be changed, or sent as it is.' }) text!: string;
  @ApiProperty({ enum: languages, enumName: 'Language', description: 'Language that the platform reads.' })
  language!: string;
  @ApiProperty({ description: 'The platform must be told by a person, where it is reached otherwise.' })
  byHand!: boolean;
}

/** A platform is told that what it said to be removed can still be seen. */
@ApiTags('submissions')
@Controller('v1/submissions/:id/still-there')
export class StillThereController {
  constructor(
    private readonly tellStillThere: TellStillThere,
    private readonly reports: PgReportQueries,
    private readonly work: PgWorkQueries,
    @Inject(catalogueToken) private readonly catalogue: PlatformCatalogue,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'draftStillThere',
    summary:
      'What the platform would be told: their reference, what they said, and that it can still be seen.',
  })
  @ApiResponse({ status: 200, type: StillThereDraftDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_NOTICE')
  async draft(@Param('id') id: string): Promise<StillThereDraftDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const report = await this.reports.findBySubmission(submissionId);
    const submission = report?.submissions.find((each) => each.id === submissionId);
    if (!report || !submission) throw notFound('Submission');
    const { platform, channel: channelId } = submission;
    const channels = this.catalogue.get(platform)?.manifest.channels;
    const channel = channels?.find((each) => each.id === channelId);
    const language = channel ? languageIn(channel, report) : report.language;
    const byHand = !hasThread(this.catalogue, platform, channelId);
    return { text: draftOf(submission, language), language, byHand };
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'tellStillThere',
    summary: 'Tell the platform in its own thread that the content can still be seen.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Same key and body: told once, and the report as it stands by then.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'SUBMISSION.NOT_NOW: no second look disproved a removal. STILL_THERE.ON_ITS_WAY: a message is being sent. ' +
      'STILL_THERE.BY_HAND: this platform is told by a person only.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'Names each wrong field and the way out.' })
  @Allowed('ACT_ON_SUBMISSION')
  async tell(
    @Param('id') id: string,
    @Body() body: StillThereDto,
    @CurrentCaller() caller: Caller,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const { text, confirmedFindings } = body;
    if (text.trim() === '')
      throw invalid([{ pointer: '/text', code: 'FIELD.IS_NOT_EMPTY', detail: 'text must not be empty' }]);
    const idempotency = idempotencyOf(idempotencyKey, caller, 'POST /v1/submissions/still-there', {
      id,
      body,
    });
    let isReplayed = await wasAnswered(this.work, idempotency);
    if (!isReplayed) {
      const answer = await this.tellStillThere.run({
        ...{ submissionId, text, by: caller.name, idempotency },
        ...(confirmedFindings ? { confirmedFindings } : {}),
      });
      if (answer.outcome === 'notFound') throw notFound('Submission');
      if (answer.outcome === 'invalid') throw invalid(answer.errors);
      if (answer.outcome !== 'done') {
        isReplayed = await wasAnswered(this.work, idempotency);
        if (!isReplayed) throw answer.outcome === 'keyTaken' ? keyReused() : hindrance(answer.code);
      }
    }
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    void reply.header('idempotent-replayed', String(isReplayed));
    return presentReport(report, sight);
  }
}

/** Language of the notice, which the thread is in. */
function languageIn(channel: ChannelManifest, { language, translations }: ReportView): Language {
  const written = textForChannel(channel, { text: '', language }, translations);
  return noticeLanguage({ channel, language: written?.language ?? language });
}

function draftOf({ externalRef, decidedAtMs, seenAtMs }: SubmissionView, language: Language): string {
  return noticeWords[language].stillThere({
    number: externalRef,
    saidAt: decidedAtMs === null ? null : minuteInUtc(decidedAtMs),
    seenAt: seenAtMs === null ? null : minuteInUtc(seenAtMs),
  });
}

const hindrances: Readonly<Record<string, string>> = {
  'STILL_THERE.ON_ITS_WAY':
    'A message is on its way to the platform. Read the report anew: it says what becomes of it.',
  'STILL_THERE.BY_HAND':
    'Uniflag cannot write to this platform for this submission. Tell it where you filed the notice.',
};

function hindrance(code: string): Problem {
  const detail = hindrances[code];
  return detail === undefined ? notNow(code) : new Problem(409, code, detail);
}
