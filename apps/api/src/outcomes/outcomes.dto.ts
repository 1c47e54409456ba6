import { ApiProperty } from '@nestjs/swagger';
import {
  askAnswers,
  asks,
  categoryCodes,
  expectations,
  fewestCases,
  regimes,
  resendDeciders,
  roles,
  type CategoryCode,
  type Regime,
} from '#core';
import { Choice, IsoDate, Text } from '../shared/fields.js';

/** How notices left: for real, or only to a stand-in. */
const outcomeModes = ['armed', 'rehearsed'] as const;

export class OutcomesQuery {
  @Text({
    description:
      'What figures are grouped by, with commas between: platform, channel, regime, category, team, month. Regimes are always apart.',
    optional: true,
    max: 100,
    example: 'platform,month',
  })
  by?: string;

  @IsoDate({
    description: 'Only notices sent on this day or later, on the clock of `timeZone` in the answer.',
    optional: true,
  })
  from?: string;

  @IsoDate({ description: 'Only notices sent before this day begins.', optional: true })
  to?: string;

  @Text({
    description: 'Only this platform, which may have left the registry since.',
    optional: true,
    max: 64,
  })
  platform?: string;

  @Text({ description: 'Only this channel.', optional: true, max: 100 })
  channel?: string;

  @Choice({ description: 'Only this regime.', optional: true, of: regimes, enumName: 'Regime' })
  regime?: Regime;

  @Choice({
    description: 'Only this category.',
    optional: true,
    of: categoryCodes,
    enumName: 'CategoryCode',
  })
  category?: CategoryCode;

  @Text({
    description: 'Only reports filed by this team, as it was called when they were filed.',
    optional: true,
    max: 100,
  })
  team?: string;

  @Choice({
    description: 'What went to platforms (armed, the usual), or what was rehearsed; never both.',
    optional: true,
    of: outcomeModes,
    enumName: 'OutcomeMode',
  })
  mode?: (typeof outcomeModes)[number];
}

const tally = (description: string) => ({
  type: 'object' as const,
  additionalProperties: { type: 'integer' as const },
  description: `${description} What there is none of is left out.`,
});
const orNull = (description?: string) => ({
  type: String,
  nullable: true,
  description: description ?? 'Null where it is not grouped by.',
});

export class AskOutcomeDto {
  @ApiProperty({ enum: asks, enumName: 'Ask' }) ask!: string;
  @ApiProperty({ description: 'Notices that asked for it.' }) asked!: number;
  @ApiProperty({ description: 'Of those: answers other than NOT_ANSWERED.' }) answered!: number;
  @ApiProperty(tally(`By answer: ${askAnswers.join(', ')}.`)) answers!: Record<string, number>;
}

export class PlatformDeadlineDto {
  @ApiProperty({ enum: expectations, enumName: 'Expectation' }) expectation!: string;
  @ApiProperty() kept!: number;
  @ApiProperty({ description: 'Answered late, or not yet and overdue.' }) breached!: number;
  @ApiProperty({ description: 'Its time runs, or stands still while it waits for our answer.' })
  open!: number;
  @ApiProperty({ description: 'Withdrawn, gone, or back with us before it answered.' }) ended!: number;
}

export class OwnDeadlineDto {
  @ApiProperty({ enum: expectations, enumName: 'Expectation' }) expectation!: string;
  @ApiProperty({ description: 'Ended in time: somebody did it, or nothing was awaited any more.' })
  kept!: number;
  @ApiProperty({ description: 'Ended late.' }) breached!: number;
  @ApiProperty({ description: 'Runs now.' }) open!: number;
  @ApiProperty({ description: 'Runs now, and is overdue.' }) overdue!: number;
}

export class WaitDto {
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'From an hour on in whole hours, from two days on in whole days. Null where fewer than half have ended as far as anybody can say.',
  })
  medianMinutes!: number | null;
  @ApiProperty({ type: 'integer', nullable: true, description: 'The same for nine in ten.' })
  ninetiethMinutes!: number | null;
  @ApiProperty() ended!: number;
  @ApiProperty({ description: 'Went on at `countedAt`, or when they were withdrawn.' }) stillOpen!: number;
}

export class WaitsDto {
  @ApiProperty({
    type: () => WaitDto,
    description: 'Until the platform showed that it has the notice; of channels that acknowledge.',
  })
  acknowledgement!: WaitDto;
  @ApiProperty({ type: () => WaitDto, description: 'Until its first decision.' }) decision!: WaitDto;
  @ApiProperty({
    type: () => WaitDto,
    description: 'Until it was known that what the platform acted on is gone.',
  })
  verifiedGone!: WaitDto;
}

export class DecidedByDto {
  @ApiProperty({ enum: resendDeciders, enumName: 'ResendDecider' }) by!: string;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    description: 'That whoever decided has now; none of a rule.',
  })
  roles!: string[];
  @ApiProperty() count!: number;
}

export class ResendDecisionOutcomeDto extends DecidedByDto {
  @ApiProperty({ description: 'ARRIVED, SEND_MARKED or GIVE_UP.' }) decision!: string;
}

export class UncertainSendsDto {
  @ApiProperty({ description: 'Sends after which nobody knew whether the notice arrived.' }) sends!: number;
  @ApiProperty({
    type: () => ResendDecisionOutcomeDto,
    isArray: true,
    description: 'What was decided about such notices and failed ones.',
  })
  decisions!: ResendDecisionOutcomeDto[];
  @ApiProperty({
    type: () => DecidedByDto,
    isArray: true,
    description: 'Notices that left once more, marked as a possible repeat.',
  })
  markedResends!: DecidedByDto[];
}

export class ReappearancesDto {
  @ApiProperty({ description: 'Said by the platform to be removed, or seen gone.' }) gone!: number;
  @ApiProperty({ description: 'Of those: seen again afterwards.' }) reappeared!: number;
}

export class OutcomeGroupDto {
  @ApiProperty({ ...orNull(), example: 'youtube' }) platform!: string | null;
  @ApiProperty(orNull()) channel!: string | null;
  @ApiProperty({ enum: regimes, enumName: 'Regime' }) regime!: string;
  @ApiProperty({ ...orNull(), example: 'CYBERBULLYING' }) category!: string | null;
  @ApiProperty(
    orNull('Of the person who filed. Null where it is not grouped by, or no person of a team filed.'),
  )
  team!: string | null;
  @ApiProperty({ ...orNull(), example: '2026-03' }) month!: string | null;
  @ApiProperty() submissions!: number;
  @ApiProperty({ description: 'Of those: surely sent.' }) sent!: number;
  @ApiProperty(tally('By word. `gone_unexplained` vanished without a decision: no success of the notice.'))
  words!: Record<string, number>;
  @ApiProperty(tally("By the platform's last decision.")) decisions!: Record<string, number>;
  @ApiProperty(tally('What platforms say they did; one submission may have several.'))
  effects!: Record<string, number>;
  @ApiProperty(tally('Why platforms refused.')) refusalReasons!: Record<string, number>;
  @ApiProperty({ type: () => AskOutcomeDto, isArray: true }) asks!: AskOutcomeDto[];
  @ApiProperty({ type: () => PlatformDeadlineDto, isArray: true }) platformDeadlines!: PlatformDeadlineDto[];
  @ApiProperty({ type: () => OwnDeadlineDto, isArray: true }) ownDeadlines!: OwnDeadlineDto[];
  @ApiProperty({ type: () => WaitsDto }) waits!: WaitsDto;
  @ApiProperty({ type: () => UncertainSendsDto }) uncertain!: UncertainSendsDto;
  @ApiProperty({ type: () => ReappearancesDto }) reappearances!: ReappearancesDto;
}

export class PrecisionDto {
  @ApiProperty({ enum: regimes, enumName: 'Regime' }) regime!: string;
  @ApiProperty() category!: string;
  @ApiProperty() platform!: string;
  @ApiProperty({ description: 'Acted on, refused, or acted on and reversed.' }) judged!: number;
  @ApiProperty({ description: 'Of those: acted on and not reversed.' }) actedOn!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: `From 0 to 1; null of fewer than ${fewestCases} cases.`,
  })
  share!: number | null;
  @ApiProperty({ description: 'The share is below `precisionLine`.' }) warning!: boolean;
}

export class OutcomesDto {
  @ApiProperty({ enum: outcomeModes, enumName: 'OutcomeMode' }) mode!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) from!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) to!: string | null;
  @ApiProperty({ description: 'On whose clock days and months begin.', example: 'Europe/Brussels' })
  timeZone!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'The moment of all figures.',
  })
  countedAt!: string;
  @ApiProperty({ type: () => OutcomeGroupDto, isArray: true, description: 'Empty where nothing was sent.' })
  groups!: OutcomeGroupDto[];
  @ApiProperty({
    type: () => PrecisionDto,
    isArray: true,
    description: 'How right our notices were, by regime, category and platform.',
  })
  precision!: PrecisionDto[];
  @ApiProperty({ description: '`outcomes.precisionLine` of the configuration.', example: 0.8 })
  precisionLine!: number;
}
