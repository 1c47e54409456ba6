import { followUpStates, standingParts, withdrawReasons } from '#application';
import {
  askAnswers,
  asks,
  decisions,
  deliveries,
  effects,
  escalationSteps,
  expectations,
  refusalReasons,
  regimes,
  remedies,
  roles,
  secondLooks,
  slaStates,
  verifications,
  words,
  type Role,
} from '#core';
import { ApiProperty } from '@nestjs/swagger';
import { PlanDto } from '../shared/plan.dto.js';
import { platformSchema } from '../shared/platform-schema.js';

/** Shapes of answers: they describe, the presenter writes. */
export class TargetViewDto {
  @ApiProperty({ description: 'Kind of target on its platform.', example: 'post' }) kind!: string;
  @ApiProperty({
    description: 'Canonical key: the same for every spelling.',
    example: 'instagram:post:Synthetic01',
  })
  key!: string;
  @ApiProperty({ description: 'As it was given.' }) input!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Canonical address. Never fetched by Uniflag.' })
  url!: string | null;
  @ApiProperty({ type: String, nullable: true }) locator!: string | null;
}

export class InformationAnswerDto {
  @ApiProperty({
    enum: followUpStates,
    enumName: 'FollowUpState',
    description:
      'QUEUED and SENDING: on its way. SENT: the platform has it. FAILED: the platform does not have it; answer again. ' +
      'UNCERTAIN: nobody knows; answer again, marked as a possible repeat, or say that it was given elsewhere.',
  })
  state!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it waits, failed or is uncertain.',
    example: 'INFORMATION.OVERTAKEN',
  })
  code!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When staff gave it.' }) givenAt!: string;
}

/** A message inside an existing case; its text is never shown again. */
export type FollowUpDto = InformationAnswerDto;

export class QuestionDto {
  @ApiProperty({ format: 'date-time', description: 'When the platform asked, by its own clock.' })
  askedAt!: string;
  @ApiProperty({
    type: () => InformationAnswerDto,
    nullable: true,
    description: 'The latest answer sent from here; null where there is none. Its text is never shown again.',
  })
  answer!: InformationAnswerDto | null;
}

export class ClockDto {
  @ApiProperty({
    enum: ['PLATFORM', 'STAFF'],
    enumName: 'ClockOwner',
    description: 'Who is waited for: the platform, or a person here.',
  })
  whose!: string;
  @ApiProperty({ enum: expectations, enumName: 'Expectation', description: 'What is awaited.' })
  expectation!: string;
  @ApiProperty({ format: 'date-time' }) dueAt!: string;
}

export class UsualWaitDto {
  @ApiProperty({ type: 'integer', description: 'Whole hours after it was sent.' }) fromHours!: number;
  @ApiProperty({ type: 'integer' }) toHours!: number;
}

export class RunningWaitDto extends UsualWaitDto {
  @ApiProperty({
    format: 'date-time',
    description:
      'When three quarters of like notices were decided. No deadline: those are `dueAt` and `clock`.',
  })
  usuallyBy!: string;
  @ApiProperty({ description: 'That time is over: the platform takes longer than it usually does.' })
  longerThanUsual!: boolean;
}

export class EscalationMessageDto {
  @ApiProperty({
    enum: ['REMINDER', 'SECOND_CONTACT'],
    enumName: 'EscalationMessage',
  })
  purpose!: string;
  @ApiProperty({ enum: followUpStates, enumName: 'FollowUpState' }) state!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Why it waits, failed or is uncertain.' })
  code!: string | null;
  @ApiProperty({ format: 'date-time', description: 'When it ended; when it was written where it has not.' })
  at!: string;
}

export class EscalationDto {
  @ApiProperty({
    enum: escalationSteps,
    enumName: 'EscalationStep',
    nullable: true,
    description: 'Last step taken about a platform that stays silent; null before the first.',
  })
  step!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the next is taken; null where none is left, or the platform is not waited for.',
  })
  nextStepAt!: string | null;
  @ApiProperty({ type: () => EscalationMessageDto, isArray: true, description: 'Reminders, earliest first.' })
  messages!: EscalationMessageDto[];
}

export class WithdrawalDto {
  @ApiProperty({ enum: withdrawReasons, enumName: 'WithdrawReason' }) reason!: string;
  @ApiProperty({ type: String, nullable: true }) note!: string | null;
  @ApiProperty({ description: 'Who withdrew it.' }) by!: string;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({
    enum: standingParts,
    enumName: 'StandingPart',
    isArray: true,
    description:
      'What cannot be recalled: the notice that the platform has, or may have, what it decided, and what it did.',
  })
  standing!: string[];
  @ApiProperty({
    type: () => InformationAnswerDto,
    nullable: true,
    description: 'How the platform is told; null where it has nothing, or a person has to tell it.',
  })
  message!: InformationAnswerDto | null;
  @ApiProperty({ description: 'A person has to tell the platform, where the notice was filed.' })
  byHand!: boolean;
}

export class SubmissionDto {
  @ApiProperty({ example: 'sub_01kb0000000000000000000000' }) id!: string;
  @ApiProperty({
    enum: roles,
    enumName: 'Role',
    isArray: true,
    nullable: true,
    description:
      'Null where everything is shown; otherwise addresses, notes and numbers are empty here, and shown to these roles.',
  })
  contentFor!: Role[] | null;
  @ApiProperty({
    description: 'Stands in the subject of every mail about it.',
    example: 'UF-2026-000123-2-K7QM9A',
  })
  reference!: string;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({ example: 'instagram-partner-mail' }) channel!: string;
  @ApiProperty({ enum: regimes, enumName: 'Regime' }) regime!: string;
  @ApiProperty({ type: () => TargetViewDto }) target!: TargetViewDto;
  @ApiProperty({ enum: words, enumName: 'Word', description: 'The one word that says where it stands.' })
  word!: string;
  @ApiProperty({ enum: deliveries, enumName: 'Delivery' }) delivery!: string;
  @ApiProperty({ enum: decisions, enumName: 'Decision' }) decision!: string;
  @ApiProperty({ enum: effects, enumName: 'Effect', isArray: true }) effects!: string[];
  @ApiProperty({
    type: String,
    isArray: true,
    example: ['DECISION_VISIBILITY_CONTENT_REMOVED'],
    description:
      "The DSA Transparency Database's codes of `effects`; those it has none for are left out. Codes of the content: `tdb` in GET /v1/taxonomy.",
  })
  tdbDecisions!: string[];
  @ApiProperty({
    type: String,
    isArray: true,
    description:
      'Where a country restriction holds: ISO 3166-1 codes, and EU; empty where no place was named.',
    example: ['BE'],
  })
  territories!: string[];
  @ApiProperty({ enum: refusalReasons, enumName: 'RefusalReason', nullable: true }) refusalReason!:
    string | null;
  @ApiProperty({ enum: verifications, enumName: 'Verification' }) verification!: string;
  @ApiProperty({ enum: remedies, enumName: 'Remedy' }) remedy!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the platform said what `decision` holds, by its own clock.',
  })
  decidedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: "The platform's own number." }) externalRef!:
    string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: "The platform's own number of the earlier case that this one repeats.",
  })
  duplicateOf!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of what it waits for.',
    example: 'PLATFORM.RATE_LIMITED',
  })
  waitingFor!: string | null;
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) asks!: string[];
  @ApiProperty({
    type: () => PlanDto,
    nullable: true,
    description: 'Null for what was filed before there were plans.',
  })
  plan!: PlanDto | null;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Channels to turn to now: the one before led nowhere.',
  })
  alternatives!: string[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string', enum: [...askAnswers] } })
  askAnswers!: Record<string, string>;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Earlier report of the same content.',
    example: 'UF-2026-000007',
  })
  earlierReport!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Submission of this report whose notice names this target too.',
  })
  noticeOf!: string | null;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Later reports of the same content, the latest first.',
    example: ['UF-2026-000201'],
  })
  laterReports!: string[];
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Submission of this report whose notice it repeats, because its content came back.',
  })
  repeats!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description:
      'Submission of this report that stands in its place; this one no longer counts for the status.',
  })
  repeatedBy!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'When what `verification` says was last seen. All looks: GET /v1/submissions/{id}/observations.',
  })
  verifiedAt!: string | null;
  @ApiProperty({
    enum: secondLooks,
    enumName: 'SecondLook',
    nullable: true,
    description:
      'NEEDED: the platform said that it removed it, and no look since then found it. PENDING: one look since then ' +
      'found it; only a second one disproves the removal.',
  })
  secondLook!: string | null;
  @ApiProperty({
    enum: slaStates,
    enumName: 'SlaState',
    description: 'PAUSED: the platform waits for our answer. BREACHED: what is awaited is overdue.',
  })
  sla!: string;
  @ApiProperty({
    type: () => ClockDto,
    nullable: true,
    description: 'The clock that runs now; null where nobody is waited for.',
  })
  clock!: ClockDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) sentAt!: string | null;
  @ApiProperty({
    type: () => RunningWaitDto,
    nullable: true,
    description:
      'Between when and when half of the decisions about like notices came here in the last 365 days: to this platform by this ' +
      'channel, about this category under this regime. Null unless its first decision is awaited, and of fewer than five.',
  })
  wait!: RunningWaitDto | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Next try to send.' })
  nextTryAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: "Next look whether it is gone, by the platform's own lookup.",
  })
  nextCheckAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Next look whether it is gone, by staff or a member.',
  })
  lookDueAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When looking ends, or ended; null before the platform has the notice.',
  })
  watchEndsAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When a decision is due.' })
  dueAt!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description:
      'When the platform is to have said that it has the notice; null where its channel never does.',
  })
  acknowledgeDueAt!: string | null;
  @ApiProperty({ type: () => EscalationDto }) escalation!: EscalationDto;
  @ApiProperty({
    type: () => QuestionDto,
    nullable: true,
    description: 'What the platform asked last. It waits for an answer while `decision` is INFO_REQUESTED.',
  })
  question!: QuestionDto | null;
  @ApiProperty({
    type: () => WithdrawalDto,
    nullable: true,
    description:
      'Null where it was not withdrawn. What the platform says afterwards is kept, and moves no status.',
  })
  withdrawal!: WithdrawalDto | null;
  @ApiProperty({
    type: () => InformationAnswerDto,
    nullable: true,
    description: 'The last time that the platform was told of a correction; null where it never was.',
  })
  correction!: InformationAnswerDto | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Submission of this report whose wrong address it sets right.',
  })
  corrects!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Submission of this report that has the right address.',
  })
  correctedBy!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Put aside until then, or until the platform says something new.',
  })
  snoozedUntil!: string | null;
  @ApiProperty({
    type: () => InformationAnswerDto,
    nullable: true,
    description:
      'The last time that the platform was told that content is still there; null where it never was.',
  })
  reminder!: InformationAnswerDto | null;
}
