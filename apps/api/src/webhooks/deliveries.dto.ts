import { ApiProperty } from '@nestjs/swagger';
import { deliveryStates } from '#persistence';
import { Choice, IsoTime, Nested, Text, TextList } from '../shared/fields.js';
import { PageQuery } from '../shared/paging.js';

const stateText =
  'WAITING: to be sent, or sent again; DELIVERED; EXHAUSTED: its schedule is used up, later events of its report wait for it; SKIPPED: by a person, or the consumer never wants it.';
const aTime = { type: String, format: 'date-time', nullable: true } as const;
const aSpan = { type: 'integer', nullable: true } as const;

export class ListDeliveriesQuery extends PageQuery {
  @Choice({ description: stateText, optional: true, of: deliveryStates, enumName: 'DeliveryState' })
  state?: (typeof deliveryStates)[number];

  @Text({ description: 'Only events of this type.', optional: true, max: 60, example: 'submission.decided' })
  type?: string;

  @Text({ description: 'Only events of this report.', optional: true, max: 40 })
  report?: string;

  @IsoTime({ description: 'Only deliveries made since then.', optional: true })
  since?: string;
}

export class DeliveryFilterDto {
  @Choice({ description: stateText, optional: true, of: deliveryStates, enumName: 'DeliveryState' })
  state?: (typeof deliveryStates)[number];

  @Text({ description: 'Only events of this type.', optional: true, max: 60, example: 'submission.decided' })
  type?: string;

  @Text({ description: 'Only events of this report.', optional: true, max: 40 })
  report?: string;

  @IsoTime({ description: 'Only deliveries made since then.', optional: true })
  since?: string;
}

export class ResendDto {
  @TextList({
    description: 'These deliveries.',
    optional: true,
    maxItems: 1_000,
    maxChars: 40,
    example: ['dlv_01kb0000000000000000000000'],
  })
  deliveries?: string[];

  @Nested({
    description: 'All deliveries that fit; in place of `deliveries`.',
    optional: true,
    type: () => DeliveryFilterDto,
  })
  filter?: DeliveryFilterDto;
}

export class RecoverDto {
  @IsoTime({ description: 'Events that happened since then; at most 90 days ago.' })
  since!: string;
}

export class NoticeDto {
  @ApiProperty({
    example: 'endpoint.failing',
    description: 'endpoint.failing, endpoint.disabled, endpoint.enabled, delivery.exhausted; more may come.',
  })
  kind!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: String, nullable: true, description: 'The delivery it is about.' })
  deliveryId!: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'How much of the time has passed after which a failing endpoint is switched off.',
  })
  percent!: number | null;
}

export class NoticeListDto {
  @ApiProperty({ type: () => NoticeDto, isArray: true }) data!: NoticeDto[];
}

export class PutBackDto {
  @ApiProperty({ type: 'integer', description: 'Deliveries that were put back.' }) putBack!: number;
}

export class DeliveryDto {
  @ApiProperty({ example: 'dlv_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({ example: 'wep_01kb0000000000000000000000' }) endpointId!: string;
  @ApiProperty({
    example: 'evt_01kb0000000000000000000000',
    description: 'The `webhook-id` it is sent with.',
  })
  eventId!: string;
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ type: 'integer' }) sequence!: number;
  @ApiProperty({ example: 'submission.decided' }) type!: string;
  @ApiProperty({ enum: deliveryStates, enumName: 'DeliveryState', description: stateText }) state!: string;
  @ApiProperty({ type: 'integer' }) attempts!: number;
  @ApiProperty() isUnderWay!: boolean;
  @ApiProperty(aTime) nextAttemptAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty(aTime) closedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who skipped it; null where the consumer did.' })
  skippedBy!: string | null;
}

export class DeliveryPageDto {
  @ApiProperty({ type: () => DeliveryDto, isArray: true }) data!: DeliveryDto[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class AttemptDto {
  @ApiProperty({ type: 'integer' }) number!: number;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    example: 'rejected',
    description: 'delivered, rejected, gone, aborted, unreachable, blocked, timedOut; more may come.',
  })
  outcome!: string;
  @ApiProperty({ type: String, nullable: true, example: 'tls', description: 'Where it failed.' })
  errorClass!: string | null;
  @ApiProperty({ type: 'integer', nullable: true }) status!: number | null;
  @ApiProperty({ type: 'integer' }) durationMs!: number;
  @ApiProperty({ ...aSpan, description: 'Looking up the name; null where a kept connection was used.' })
  dnsMs!: number | null;
  @ApiProperty(aSpan) connectMs!: number | null;
  @ApiProperty(aSpan) tlsMs!: number | null;
  @ApiProperty({ ...aSpan, description: 'From the request until the head of the answer.' })
  firstByteMs!: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'The first 8 kB of the body of the answer.' })
  answer!: string | null;
}

export class DeliveryDetailDto extends DeliveryDto {
  @ApiProperty({
    type: () => AttemptDto,
    isArray: true,
    description:
      'The last 100, the first of them first. Each is destroyed after its time (retention.webhookAttemptsForMs); `attempts` counts on.',
  })
  attemptLog!: AttemptDto[];
  @ApiProperty({
    type: String,
    format: 'date-time',
    isArray: true,
    description:
      'When it is tried again, should every attempt fail; each wait is spread by a fifth either way.',
  })
  schedule!: string[];
}

export class HeldStreamDto {
  @ApiProperty({ example: 'rep_01kb0000000000000000000000' }) reportId!: string;
  @ApiProperty({ example: 'dlv_01kb0000000000000000000000', description: 'The delivery that is used up.' })
  deliveryId!: string;
  @ApiProperty({ format: 'date-time' }) since!: string;
  @ApiProperty({ type: 'integer', description: 'Later events of the report that wait behind it.' })
  behind!: number;
}

export class MissedDto {
  @ApiProperty({ type: 'integer' }) waiting!: number;
  @ApiProperty({ type: 'integer' }) exhausted!: number;
  @ApiProperty({ type: 'integer' }) skipped!: number;
  @ApiProperty({ ...aTime, description: 'When the oldest of what waits or is used up happened.' })
  oldestAt!: string | null;
  @ApiProperty({
    type: () => HeldStreamDto,
    isArray: true,
    description: 'Reports whose events are held, the longest held first; at most 100.',
  })
  held!: HeldStreamDto[];
}
