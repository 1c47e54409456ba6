import {
  Controller,
  Delete,
  Get,
  Header,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AddScreenshot, OpenScreenshot, RemoveScreenshot, screenshotTypes } from '#application';
import type { Config } from '#config';
import { PgScreenshotStore } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, notFound } from '../problems/problem.js';
import { idIn } from '../shared/request-parts.js';
import { configToken } from '../tokens.js';
import { imageTypeIn, readImage } from './read-image.js';
import { presentScreenshot, ScreenshotDto, ScreenshotListDto } from './screenshots.dto.js';
import { uploadProblem } from './upload-problems.js';

/** Screenshots of reports whose category may have any: in as a picture, out as a file that nothing shows. */
@ApiTags('screenshots')
@Controller('v1/reports/:id/screenshots')
export class ScreenshotsController {
  constructor(
    @Inject(configToken) private readonly config: Pick<Config, 'uploads'>,
    private readonly screenshots: PgScreenshotStore,
    private readonly addScreenshot: AddScreenshot,
    private readonly removeScreenshot: RemoveScreenshot,
    private readonly openScreenshot: OpenScreenshot,
  ) {}

  @Get()
  @ApiOperation({
    operationId: 'listScreenshots',
    summary: 'The screenshots of a report, without themselves, and why no other one is taken.',
  })
  @ApiResponse({ status: 200, type: ScreenshotListDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('READ_SCREENSHOT')
  async list(@Param('id') id: string): Promise<ScreenshotListDto> {
    const reportId = idIn('rep', 'Report', id);
    const refusal = await this.addScreenshot.check(reportId);
    if (refusal?.outcome === 'notFound') throw notFound('Report');
    const { enabled: isOn, largestBytes, mostPerReport, keepDays } = this.config.uploads;
    const { code, detail } = (refusal && uploadProblem(refusal)) ?? {};
    return {
      data: (await this.screenshots.list(reportId)).map(presentScreenshot),
      refusal:
        code === undefined || detail === undefined
          ? null
          : { code, detail, bar: refusal && 'bar' in refusal ? refusal.bar : null },
      ...{ isOn, largestBytes, mostPerReport, keepDays },
    };
  }

  @Post()
  @ApiOperation({
    operationId: 'addScreenshot',
    summary:
      'Keep a screenshot for a while. It is made anew from its pixels, without any metadata, and encrypted.',
    description:
      'The body is the picture itself. Off unless `uploads.enabled` is set, and refused with the legal reason where the ' +
      'category of the report may have none. Sent twice it is kept twice: read the list where no answer came.',
  })
  @ApiConsumes(...screenshotTypes)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiQuery({
    name: 'noNudity',
    enum: ['true'],
    description: 'Whoever sends it has looked at it, and it shows nobody naked and nothing sexual.',
  })
  @ApiResponse({ status: 201, type: ScreenshotDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({
    status: 409,
    type: ProblemDto,
    description:
      'UPLOAD.NOT_ALLOWED_FOR_CATEGORY: the law, in `detail`. UPLOAD.OFF, UPLOAD.TOO_MANY: of this installation.',
  })
  @ApiResponse({ status: 413, type: ProblemDto, description: 'UPLOAD.TOO_LARGE, UPLOAD.TOO_MANY_PIXELS.' })
  @ApiResponse({ status: 415, type: ProblemDto, description: 'UPLOAD.TYPE, UPLOAD.OTHER_TYPE.' })
  @ApiResponse({
    status: 422,
    type: ProblemDto,
    description: 'UPLOAD.NUDITY_UNSAID, UPLOAD.UNREADABLE, UPLOAD.ANIMATED, UPLOAD.INFECTED.',
  })
  @ApiResponse({
    status: 503,
    type: ProblemDto,
    description: 'UPLOAD.UNSCANNED: the virus scanner does not answer.',
  })
  @Allowed('ACT_ON_SCREENSHOT')
  async add(
    @Param('id') id: string,
    @Query('noNudity') noNudity: unknown,
    @Headers('content-type') contentType: string | undefined,
    @Req() request: FastifyRequest,
    @CurrentCaller() caller: Caller,
  ): Promise<ScreenshotDto> {
    const reportId = idIn('rep', 'Report', id);
    const read = async () => {
      const type = imageTypeIn(contentType);
      if (noNudity !== 'true') throw nudityUnsaid();
      return { type, bytes: await readImage(request.raw, this.config.uploads.largestBytes) };
    };
    const by = { id: caller.id, name: caller.name };
    const answer = await this.addScreenshot.run({ reportId, by, read });
    if (answer.outcome === 'notFound') throw notFound('Report');
    if (answer.outcome === 'refused') throw uploadProblem(answer);
    return presentScreenshot(answer.screenshot);
  }

  @Get(':screenshot/content')
  @Header('content-type', 'application/octet-stream')
  @ApiOperation({
    operationId: 'readScreenshot',
    summary:
      'One screenshot, as a file: whoever opens it does so on purpose. Each read stands in the record.',
  })
  @ApiProduces('application/octet-stream')
  @ApiResponse({ status: 200, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 404, type: ProblemDto, description: 'There is none, or none any more.' })
  @Allowed('READ_SCREENSHOT')
  async content(
    @Param('id') id: string,
    @Param('screenshot') screenshot: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const [reportId, screenshotId] = [idIn('rep', 'Report', id), idIn('scr', 'Screenshot', screenshot)];
    const opened = await this.openScreenshot.run(reportId, screenshotId);
    if (!opened) throw notFound('Screenshot');
    const name = `${opened.reportReference}-${screenshot.slice(-6)}.${opened.type.replace('image/', '')}`;
    void reply.header('content-disposition', `attachment; filename="${name}"`);
    return new StreamableFile(opened.bytes);
  }

  @Delete(':screenshot')
  @HttpCode(204)
  @ApiOperation({
    operationId: 'removeScreenshot',
    summary: 'Destroy a screenshot and its key before its time. Nothing brings it back.',
  })
  @ApiResponse({ status: 204 })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('ACT_ON_SCREENSHOT')
  async remove(@Param('id') id: string, @Param('screenshot') screenshot: string): Promise<void> {
    const [reportId, screenshotId] = [idIn('rep', 'Report', id), idIn('scr', 'Screenshot', screenshot)];
    if ((await this.removeScreenshot.run(reportId, screenshotId)) === 'notFound')
      throw notFound('Screenshot');
  }
}

function nudityUnsaid() {
  return invalid([
    {
      pointer: '/noNudity',
      code: 'UPLOAD.NUDITY_UNSAID',
      detail:
        'Look at the picture first. Where it shows nobody naked and nothing sexual, send it with ?noNudity=true; otherwise ' +
        'correct the category of the report, and send none.',
    },
  ]);
}
