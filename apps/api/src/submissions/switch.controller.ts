import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { SwitchChannel } from '#application';
import { PgReportQueries } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { CurrentSight, type Sight } from '../access/sight.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { presentReport } from '../reports/present-report.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { ReportDto } from '../reports/report.dto.js';
import { idIn } from '../shared/request-parts.js';
import { notNow } from './not-now.js';
import { SwitchDto } from './submission-acts.dto.js';

/** A submission goes on over another channel. */
@ApiTags('submissions')
@Controller('v1/submissions/:id/switch')
export class SwitchController {
  constructor(
    private readonly switchChannel: SwitchChannel,
    private readonly reports: PgReportQueries,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'switchChannel',
    summary:
      'Go on over another channel: where the notice failed, is blocked, or has not left. Saying it twice changes nothing.',
  })
  @ApiResponse({ status: 200, type: ReportDto, description: 'The report afterwards.' })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'SUBMISSION.NOT_NOW: it was sent, or is being sent. CHANNEL.DEAD, CHANNEL.OFF: that channel leads nowhere. ' +
      'NOTICE.…: what a notice over that channel must hold is missing.',
  })
  @ApiResponse({ status: 422, type: ProblemDto, description: 'SWITCH.NOT_OFFERED: names those that are.' })
  @Allowed('ACT_ON_SUBMISSION')
  async run(
    @Param('id') id: string,
    @Body() { channel }: SwitchDto,
    @CurrentCaller() caller: Caller,
    @CurrentSight() sight: Sight,
  ): Promise<ReportDto> {
    const submissionId = idIn('sub', 'Submission', id);
    const answer = await this.switchChannel.run({ submissionId, channel, by: caller.name });
    if (answer.outcome === 'notFound') throw notFound('Submission');
    if (answer.outcome === 'invalid') throw invalid(answer.errors);
    if (answer.outcome === 'refused') throw hindrance(answer.code);
    const report = await this.reports.findBySubmission(submissionId);
    if (!report) throw notFound('Submission');
    return presentReport(report, sight);
  }
}

const hindrances: Readonly<Record<string, string>> = {
  'CHANNEL.DEAD':
    'Notices to this channel came back, or it was marked so. Choose another one, or mark it usable where it works again.',
  'CHANNEL.OFF': 'This channel is not to be used now; GET /v1/platforms says why. Choose another one.',
  'SWITCH.NO_CREDENTIALS': 'This channel needs credentials that are not configured. Choose another one.',
  'EXPLANATION.TOO_LONG_FOR_CHANNEL':
    'The explanation is longer than this channel takes. Choose another one, or file this platform anew with a shorter text.',
  'NOTICE.EXPLANATION_TOO_SHORT':
    'This channel takes notices under the Digital Services Act, which need a reason that somebody can weigh. File anew with a longer explanation.',
  'NOTICE.EXACT_PLACE_MISSING':
    'This channel needs the exact place. File anew with an address, or with a locator that tells it.',
  'NOTICE.NOTIFIER_MISSING': 'Set organisation.name and organisation.from in the configuration.',
  'NOTICE.TRANSLATION_MISSING':
    'This channel does not read the language of the explanation. Give a translation first: PUT /v1/submissions/{id}/translation.',
};

function hindrance(code: string): Problem {
  const detail = hindrances[code];
  return detail === undefined ? notNow(code) : new Problem(409, code, detail);
}
