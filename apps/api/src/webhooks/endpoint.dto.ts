import { ApiProperty } from '@nestjs/swagger';
import type { WebhookEndpointView } from '#application';
import {
  categoryCodes,
  chosenEndpointStates,
  endpointState,
  endpointStates,
  eventTypes,
  toTypeId,
  unknownEvents,
  webhookFormats,
  webhookSlas,
  type ChosenEndpointState,
  type EndpointState,
  type EventType,
  type WebhookFormat,
  type WebhookSla,
} from '#core';
import { isoTime } from '../reports/present-report.js';
import { Choice, Choices, Flag, Text, TextList, Whole } from '../shared/fields.js';

const urlField = {
  description: 'https address that takes the events.',
  max: 2_000,
  example: 'https://consumer.example/uniflag',
};
const descriptionField = { description: 'What it is for.', optional: true, max: 200, mayBeEmpty: true };

/** What an endpoint gets: events that pass every list; absent or null is everything. And how. */
class DeliveryTermsDto {
  @TextList({
    description: 'Event types, or groups of them such as `submission.*`.',
    optional: true,
    nullable: true,
    maxItems: 100,
    maxChars: 64,
    example: ['report.created', 'submission.*'],
  })
  events?: string[] | null;

  @TextList({
    description: 'Only events of submissions on these platforms; events of a whole report do not pass.',
    optional: true,
    nullable: true,
    maxItems: 100,
    maxChars: 64,
    example: ['youtube'],
  })
  platforms?: string[] | null;

  @Choices({
    description:
      'Only events of reports of these categories, also of the one a report had before it was corrected.',
    optional: true,
    nullable: true,
    of: categoryCodes,
    enumName: 'CategoryCode',
  })
  categories?: string[] | null;

  @Choices({
    description:
      'Only events that tell of a time that is nearly up (DUE_SOON: `submission.due_soon`) or over (BREACHED: `submission.sla_breached`, `submission.escalated`).',
    optional: true,
    nullable: true,
    of: webhookSlas,
    enumName: 'WebhookSla',
  })
  sla?: WebhookSla[] | null;

  @Choice({
    description:
      'How deliveries are written: STANDARD (Standard Webhooks, default), or CloudEvents 1.0 with everything in the body or its attributes in headers. All are signed as Standard Webhooks are.',
    optional: true,
    of: webhookFormats,
    enumName: 'WebhookFormat',
  })
  format?: WebhookFormat;
}

export class CreateEndpointDto extends DeliveryTermsDto {
  @Text(urlField) url!: string;
  @Text(descriptionField) description?: string;
}

export class ChangeEndpointDto extends DeliveryTermsDto {
  @Text({ ...urlField, optional: true, description: 'Another address has to answer a ping first.' })
  url?: string;

  @Text(descriptionField) description?: string;

  @Choice({
    description: 'PAUSED keeps events and delivers them when it is ACTIVE again; DISABLED keeps none.',
    optional: true,
    of: chosenEndpointStates,
    enumName: 'ChosenEndpointState',
  })
  state?: ChosenEndpointState;
}

export class AskPingDto {
  @Choice({
    description:
      'Sends a synthetic event of this type (`data.isSynthetic`) in place of a ping, to try a consumer out.',
    optional: true,
    of: eventTypes,
    enumName: 'EventType',
  })
  type?: EventType;
}

export class RotateSecretDto {
  @Whole({
    description: 'How long the secret before signs too, in hours. 0 ends it at once. Default 24.',
    optional: true,
    min: 0,
    max: 168,
  })
  overlapHours?: number;
}

export class PaceDto {
  @Flag({
    description:
      'Whether events of one report wait for each other. false: each is sent as soon as it can be.',
  })
  isOrdered!: boolean;

  @Whole({
    description: 'Most deliveries a minute; absent or null is as many as it takes.',
    optional: true,
    nullable: true,
    min: 1,
    max: 10_000,
  })
  ratePerMinute?: number | null;
}

class PingDto {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ description: '`delivered`, or why not.', example: 'delivered' }) outcome!: string;
  @ApiProperty({ type: 'integer', nullable: true, description: 'HTTP status of the answer, if one came.' })
  status!: number | null;
}

export class EndpointDto {
  @ApiProperty({ example: 'wep_01kb0000000000000000000000' }) id!: string;
  @ApiProperty() url!: string;
  @ApiProperty() description!: string;
  @ApiProperty({
    enum: [...endpointStates],
    enumName: 'EndpointState',
    description:
      'UNPROVEN: no ping was answered at its address yet. FAILING: switched off, as it took nothing for too long; one delivery is tried now and then. GONE: its consumer answered 410. Events are kept meanwhile, but not of a DISABLED one.',
  })
  state!: EndpointState;
  @ApiProperty({ type: String, isArray: true, nullable: true }) events!: readonly string[] | null;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Entries of `events` that no event has (any longer): take them out.',
  })
  unknownEvents!: readonly string[];
  @ApiProperty({ type: String, isArray: true, nullable: true }) platforms!: readonly string[] | null;
  @ApiProperty({ enum: [...categoryCodes], enumName: 'CategoryCode', isArray: true, nullable: true })
  categories!: readonly string[] | null;
  @ApiProperty({ enum: [...webhookSlas], enumName: 'WebhookSla', isArray: true, nullable: true })
  sla!: readonly WebhookSla[] | null;
  @ApiProperty({ enum: [...webhookFormats], enumName: 'WebhookFormat' }) format!: WebhookFormat;
  @ApiProperty({ description: 'Whether events of one report wait for each other.' }) isOrdered!: boolean;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Most deliveries a minute; null is as many as it takes.',
  })
  ratePerMinute!: number | null;
  @ApiProperty({
    format: 'date-time',
    description:
      'Since when it has every event that its filter lets through; earlier ones are in `GET /v1/events`.',
  })
  hearsSince!: string;
  @ApiProperty({ type: () => PingDto, nullable: true }) lastPing!: PingDto | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'While the secret is rotated: until when the one before signs too.',
  })
  earlierSecretUntil!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class NewEndpointDto extends EndpointDto {
  @ApiProperty({
    description: 'Shown once. Verify deliveries with it; see Standard Webhooks.',
    example: 'whsec_…',
  })
  secret!: string;
}

export class NewSecretDto {
  @ApiProperty({ description: 'Shown once; signs from now on.', example: 'whsec_…' }) secret!: string;
  @ApiProperty({ format: 'date-time', description: 'Until when the secret before signs too.' })
  earlierSecretUntil!: string;
}

export class EndpointListDto {
  @ApiProperty({ type: () => EndpointDto, isArray: true }) data!: EndpointDto[];
}

export function presentEndpoint(endpoint: WebhookEndpointView): EndpointDto {
  const { url, description, events, platforms, categories, sla, format } = endpoint;
  const { isOrdered, ratePerMinute, lastPing, secretEndsAtMs } = endpoint;
  return {
    id: toTypeId('wep', endpoint.id),
    ...{ url, description, state: endpointState(endpoint) },
    ...{ events, unknownEvents: unknownEvents(events ?? []), platforms, categories, sla, format },
    ...{ isOrdered, ratePerMinute },
    hearsSince: isoTime(endpoint.hearsSinceMs),
    lastPing: lastPing && { at: isoTime(lastPing.atMs), outcome: lastPing.outcome, status: lastPing.status },
    earlierSecretUntil: secretEndsAtMs === null ? null : isoTime(secretEndsAtMs),
    createdAt: isoTime(endpoint.createdAtMs),
  };
}
