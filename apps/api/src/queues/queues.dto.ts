import { ApiProperty } from '@nestjs/swagger';
import { platformModes } from '#application';
import { commonQueues, queueWaits } from '#persistence';

class OverdueDto {
  @ApiProperty({ type: 'integer', description: 'Due for more than two minutes, and nobody works on them.' })
  count!: number;
  @ApiProperty({ type: 'integer', description: 'How long the first of them has been due.' })
  oldestSeconds!: number;
}

class CommonWaitDto {
  @ApiProperty({
    enum: commonQueues,
    enumName: 'CommonQueue',
    description:
      'WAKE_UPS: hints that no worker has taken yet; REPLIES: to be understood; WEBHOOKS: deliveries that are due.',
  })
  queue!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) firstAt!: string | null;
}

class PlatformWaitDto {
  @ApiProperty({ example: 'facebook-partner-mail' }) channel!: string;
  @ApiProperty({
    enum: queueWaits,
    enumName: 'QueueWait',
    description:
      'DUE, LATER: notices to be sent; UNDER_WAY: a worker has them; FOLLOW_UPS: answers and reminders that are due; CHECKS: ' +
      'looks by the lookup of the platform that are due; UNKNOWN: nobody knows whether they arrived, a person decides; ' +
      'BY_HAND: to be filed by a person; BLOCKED: something has to be settled first.',
  })
  wait!: string;
  @ApiProperty({ type: 'integer' }) count!: number;
  @ApiProperty({
    format: 'date-time',
    description:
      'Of the first of them: since when it is due (LATER: when it will be); UNDER_WAY: when it must be done; UNKNOWN, BY_HAND, ' +
      'BLOCKED: when it was filed.',
  })
  firstAt!: string;
}

class PlatformQueueDto {
  @ApiProperty() platform!: string;
  @ApiProperty({ enum: platformModes, enumName: 'PlatformMode' }) mode!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Nothing is sent before: the platform asked for a pause, or failed.',
  })
  heldUntil!: string | null;
  @ApiProperty({ type: String, nullable: true }) heldBecause!: string | null;
  @ApiProperty({ type: () => PlatformWaitDto, isArray: true }) waits!: PlatformWaitDto[];
}

export class QueuesDto {
  @ApiProperty({ type: () => OverdueDto }) overdue!: OverdueDto;
  @ApiProperty({ type: () => CommonWaitDto, isArray: true }) common!: CommonWaitDto[];
  @ApiProperty({ type: () => PlatformQueueDto, isArray: true }) platforms!: PlatformQueueDto[];
}
