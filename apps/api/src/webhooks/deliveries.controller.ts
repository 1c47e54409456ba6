import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { ReportCipher } from '#application';
import type { Config } from '#config';
import { PgDeliveryQueries, PgDeliveryStore, type DeliveryFilter, type DeliveryView } from '#persistence';
import { Allowed } from '../access/allowed.js';
import { CurrentCaller, type Caller } from '../access/caller.js';
import { NotAudited } from '../audit/audited.js';
import { ProblemDto } from '../problems/problem.dto.js';
import { invalid, notFound, Problem } from '../problems/problem.js';
import { decodeCursor, encodeCursor, pageOf } from '../shared/paging.js';
import { idIn } from '../shared/request-parts.js';
import { cipherToken, configToken } from '../tokens.js';
import {
  DeliveryDetailDto,
  DeliveryDto,
  DeliveryPageDto,
  ListDeliveriesQuery,
  MissedDto,
  NoticeListDto,
  PutBackDto,
  RecoverDto,
  ResendDto,
  type DeliveryFilterDto,
} from './deliveries.dto.js';
import {
  presentAttempt,
  presentDelivery,
  presentMissed,
  presentNotice,
  scheduleOf,
} from './present-delivery.js';

const recoverDays = 90;

/** What became of each event at each endpoint, and what to do about it. */
@ApiTags('webhooks')
@Controller('v1/webhooks')
export class DeliveriesController {
  constructor(
    private readonly queries: PgDeliveryQueries,
    private readonly store: PgDeliveryStore,
    @Inject(cipherToken) private readonly cipher: ReportCipher,
    @Inject(configToken) private readonly config: Pick<Config, 'webhooks'>,
  ) {}

  @Get('endpoints/:id/deliveries')
  @NotAudited('ids and times, nothing of reports')
  @ApiOperation({ operationId: 'listDeliveries', summary: 'Deliveries to one endpoint, newest event first.' })
  @ApiResponse({ status: 200, type: DeliveryPageDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async list(
    @Param('id') id: string,
    @Query() { limit, cursor, ...filter }: ListDeliveriesQuery,
  ): Promise<DeliveryPageDto> {
    const endpointId = await this.endpoint(id);
    const after = decodeCursor(cursor);
    const rows = await this.queries.list(endpointId, filterOf(filter), {
      limit: limit + 1,
      ...(after ? { afterEventId: after.id } : {}),
    });
    const { page, nextCursor } = pageOf(rows, limit, ({ createdAtMs, eventId }) =>
      encodeCursor(createdAtMs, eventId),
    );
    return { data: page.map(presentDelivery), nextCursor };
  }

  @Get('endpoints/:id/missed')
  @NotAudited('counts and ids, nothing of reports')
  @ApiOperation({
    operationId: 'readMissed',
    summary: 'What an endpoint has not had, since when, and which reports are held.',
  })
  @ApiResponse({ status: 200, type: MissedDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async missed(@Param('id') id: string): Promise<MissedDto> {
    return presentMissed(await this.queries.missed(await this.endpoint(id)));
  }

  @Get('endpoints/:id/notices')
  @NotAudited('ids and times, nothing of reports')
  @ApiOperation({
    operationId: 'listEndpointNotices',
    summary:
      'That an endpoint fails, was switched off or on again, or a delivery is used up: the newest 100.',
  })
  @ApiResponse({ status: 200, type: NoticeListDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async notices(@Param('id') id: string): Promise<NoticeListDto> {
    return { data: (await this.queries.notices(await this.endpoint(id))).map(presentNotice) };
  }

  @Post('endpoints/:id/resend')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resendDeliveries',
    summary:
      'Sends deliveries again: those that are named, or all that fit. Each starts its schedule anew, and goes before later events of its report that wait.',
  })
  @ApiResponse({ status: 200, type: PutBackDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async resendSome(@Param('id') id: string, @Body() body: ResendDto): Promise<PutBackDto> {
    const { deliveries, filter } = body;
    if ((deliveries === undefined) === (filter === undefined))
      throw invalid([
        {
          pointer: '/deliveries',
          code: 'DELIVERIES.ONE_OF',
          detail: 'Name either deliveries or a filter; an empty filter ({}) is all of them.',
        },
      ]);
    const endpointId = await this.endpoint(id);
    const which = deliveries
      ? { ids: deliveries.map((each) => idIn('dlv', 'Delivery', each)) }
      : filterOf(filter ?? {});
    return { putBack: await this.store.resend(endpointId, which) };
  }

  @Post('endpoints/:id/recover')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'recoverEndpoint',
    summary:
      'Puts back, in order, every event since a time that the endpoint has not had: used up, refused by the consumer, or from before it was made. What waits for a later try is sent at once; what was delivered or skipped by a person stays as it is; asking twice does no harm.',
  })
  @ApiResponse({ status: 200, type: PutBackDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 422, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async recover(@Param('id') id: string, @Body() { since }: RecoverDto): Promise<PutBackDto> {
    const endpointId = await this.endpoint(id);
    const sinceMs = Date.parse(since);
    if (sinceMs < Date.now() - recoverDays * 86_400_000 || sinceMs > Date.now())
      throw invalid([
        {
          pointer: '/since',
          code: 'SINCE.OUT_OF_RANGE',
          detail: `must lie within the last ${recoverDays} days; older events are read from GET /v1/reports/{id}/events`,
        },
      ]);
    return { putBack: await this.store.recover(endpointId, sinceMs) };
  }

  @Get('deliveries/:id')
  @ApiOperation({
    operationId: 'readDelivery',
    summary: 'One delivery with its attempts, what the consumer answered, and the times of its schedule.',
  })
  @ApiResponse({ status: 200, type: DeliveryDetailDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @Allowed('MANAGE_WEBHOOKS')
  async read(@Param('id') id: string): Promise<DeliveryDetailDto> {
    const delivery = await this.delivery(id);
    const { key, attempts } = await this.queries.attempts(delivery);
    const opened = key && (await this.cipher.openKey(delivery.endpointId, key));
    return {
      ...presentDelivery(delivery),
      attemptLog: attempts.map((attempt) =>
        presentAttempt(attempt, attempt.answer && opened ? opened.open(attempt.answer, 'answer') : null),
      ),
      schedule: scheduleOf(delivery, this.config.webhooks.retryScheduleMs),
    };
  }

  @Post('deliveries/:id/resend')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'resendDelivery',
    summary: 'Sends it again at once, whatever became of it, and starts its schedule anew.',
  })
  @ApiResponse({ status: 200, type: DeliveryDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'An attempt is under way.' })
  @Allowed('MANAGE_WEBHOOKS')
  async resend(@Param('id') id: string): Promise<DeliveryDto> {
    const delivery = await this.delivery(id);
    if ((await this.store.resend(delivery.endpointId, { ids: [delivery.id] })) === 0) throw underWay();
    return presentDelivery(await this.delivery(id));
  }

  @Post('deliveries/:id/skip')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'skipDelivery',
    summary: 'Gives it up: the later events of its report go on. One that is delivered or skipped stays so.',
  })
  @ApiResponse({ status: 200, type: DeliveryDto })
  @ApiResponse({ status: 404, type: ProblemDto })
  @ApiResponse({ status: 409, type: ProblemDto, description: 'An attempt is under way.' })
  @Allowed('MANAGE_WEBHOOKS')
  async skip(@Param('id') id: string, @CurrentCaller() { name }: Caller): Promise<DeliveryDto> {
    const before = await this.delivery(id);
    const isSkipped = await this.store.skip(before.id, name);
    const delivery = await this.delivery(id);
    const isOpen = delivery.state === 'WAITING' || delivery.state === 'EXHAUSTED';
    if (!isSkipped && isOpen) throw underWay();
    return presentDelivery(delivery);
  }

  private async endpoint(id: string): Promise<string> {
    const uuid = idIn('wep', 'Endpoint', id);
    if (!(await this.queries.hasEndpoint(uuid))) throw notFound('Endpoint');
    return uuid;
  }

  private async delivery(id: string): Promise<DeliveryView> {
    const found = await this.queries.find(idIn('dlv', 'Delivery', id));
    if (!found) throw notFound('Delivery');
    return found;
  }
}

function filterOf({ state, type, report, since }: DeliveryFilterDto): DeliveryFilter {
  return {
    ...(state === undefined ? {} : { states: [state] }),
    ...(type === undefined ? {} : { type }),
    ...(report === undefined ? {} : { reportId: idIn('rep', 'Report', report) }),
    ...(since === undefined ? {} : { sinceMs: Date.parse(since) }),
  };
}

function underWay(): Problem {
  return new Problem(
    409,
    'DELIVERY.UNDER_WAY',
    'An attempt is under way. Look again in a moment: it may be delivered by then.',
  );
}
