import { differenceCodes, differingFields, sendModes } from '#application';
import {
  asks,
  channelKinds,
  detailKinds,
  languages,
  noticeElements,
  noticeGaps,
  regimeReasons,
  regimes,
} from '#core';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Flag, NestedList, Text } from '../shared/fields.js';
import { PlanDto } from '../shared/plan.dto.js';
import { platformSchema } from '../shared/platform-schema.js';
import { PreparedDto } from '../shared/prepared.dto.js';
import { FileReportDto, TargetDto } from './file-report.dto.js';
import { TargetViewDto, UsualWaitDto } from './submission.dto.js';

/** A report as far as it is written. */
export class PreviewReportDto extends OmitType(FileReportDto, [
  'explanation',
  'goodFaith',
  'targets',
] as const) {
  @NestedList({
    description: 'Where it stands. Of a report with more, preview some.',
    type: () => TargetDto,
    max: 500,
  })
  targets!: TargetDto[];

  @Text({ description: 'As far as it is written.', optional: true, max: 20_000, mayBeEmpty: true })
  explanation?: string;

  @Flag({ description: 'Not needed to look.', optional: true })
  goodFaith?: boolean;
}

class ElementDto {
  @ApiProperty({
    enum: noticeElements,
    enumName: 'NoticeElement',
    description:
      'Of Article 16(2) DSA. A: the reason why it is illegal. B: the exact place. C: who sends the notice. D: good faith.',
  })
  element!: string;
  @ApiProperty({
    enum: Object.values(noticeGaps),
    enumName: 'NoticeGap',
    nullable: true,
    description: 'What to add; null where it is there.',
  })
  missing!: string | null;
}

/** How what leaves differs from what was written; which fields there are depends on the code. */
class DifferenceDto {
  @ApiProperty({
    enum: differenceCodes,
    enumName: 'DifferenceCode',
    description:
      'CUT: only `kept` characters of `field` leave, `cut` do not. LEFT_OUT: `field` does not leave, `because` of the ' +
      'law or the channel. TRANSLATED: `into` in place of `from`. REASON: the platform’s own reason stands for the ' +
      'category. ASK_LEFT_OUT: `ask` is not asked.',
  })
  code!: string;
  @ApiPropertyOptional({ enum: differingFields, enumName: 'DifferingField' }) field?: string;
  @ApiPropertyOptional({ description: 'Characters, every run of spaces and line ends counted as one.' })
  kept?: number;
  @ApiPropertyOptional() cut?: number;
  @ApiPropertyOptional({ enum: ['LAW', 'CHANNEL'], enumName: 'LeftOutBecause' }) because?: string;
  @ApiPropertyOptional({ enum: languages, enumName: 'Language' }) from?: string;
  @ApiPropertyOptional({ enum: languages, enumName: 'Language' }) into?: string;
  @ApiPropertyOptional({ description: 'In the platform’s words.' }) label?: string;
  @ApiPropertyOptional() primary?: string;
  @ApiPropertyOptional({ type: String, nullable: true }) secondary?: string | null;
  @ApiPropertyOptional({ enum: asks, enumName: 'Ask' }) ask?: string;
}

class ActedOnDto {
  @ApiProperty({ type: 'integer', description: 'Notices that the platform acted on, and stood by.' })
  count!: number;
  @ApiProperty({ type: 'integer', description: 'Notices that it judged; five at least.' }) of!: number;
}

class HistoryDto {
  @ApiProperty({
    type: () => UsualWaitDto,
    nullable: true,
    description:
      'Between when and when half of the decisions about notices like this came, by this channel; what is still open counts ' +
      'as open. Null where fewer than five came.',
  })
  usually!: UsualWaitDto | null;
  @ApiProperty({
    type: () => ActedOnDto,
    nullable: true,
    description: 'By any channel. Null where fewer than five were judged.',
  })
  actedOn!: ActedOnDto | null;
}

export class SubmissionPreviewDto extends PreparedDto {
  @ApiProperty({ type: () => TargetViewDto }) target!: TargetViewDto;
  @ApiProperty({
    type: () => HistoryDto,
    nullable: true,
    description:
      'What was seen here in the last 365 days of notices to this platform about this category under this regime, counted once ' +
      'an hour; null where nothing is known yet.',
  })
  history!: HistoryDto | null;
  @ApiProperty(platformSchema) platform!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null where no channel takes it: nothing would be sent; `reason` says why.',
    example: 'instagram-partner-mail',
  })
  channel!: string | null;
  @ApiProperty({ enum: channelKinds, enumName: 'ChannelKind', nullable: true }) channelKind!: string | null;
  @ApiProperty({ enum: regimes, enumName: 'Regime' }) regime!: string;
  @ApiProperty({
    enum: regimeReasons,
    enumName: 'RegimeReason',
    nullable: true,
    description: 'Why the notice claims no more; null where it claims Article 22.',
  })
  regimeReason!: string | null;
  @ApiProperty({
    type: () => ElementDto,
    isArray: true,
    nullable: true,
    description:
      'Elements of a notice under the DSA; one that is missing blocks it. Null under other regimes.',
  })
  elements!: ElementDto[] | null;
  @ApiProperty({
    enum: sendModes,
    enumName: 'SendMode',
    description: 'rehearsed: it would reach the simulator only.',
  })
  mode!: string;
  @ApiProperty({ description: 'A person has to file it; `steps` say how.' }) byHand!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it is not sent by machine.',
    example: 'HANDOFF.ASSISTED_FORM',
  })
  reason!: string | null;
  @ApiProperty({
    enum: languages,
    enumName: 'Language',
    isArray: true,
    nullable: true,
    description:
      'Languages that the channel reads, where it reads neither the explanation nor a translation: give one in ' +
      '`translations`, or it is blocked. Null where nothing is missing.',
  })
  translateInto!: readonly string[] | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Earlier report of the same content.',
    example: 'UF-2026-000007',
  })
  earlierReport!: string | null;
  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Index in `submissions` of the one whose notice names this target too.',
  })
  noticeOf!: number | null;
  @ApiProperty({ type: () => PlanDto }) plan!: PlanDto;
  @ApiProperty({
    type: () => DifferenceDto,
    isArray: true,
    description: 'How what leaves differs from what was written.',
  })
  differences!: readonly DifferenceDto[];
  @ApiProperty({ enum: asks, enumName: 'Ask', isArray: true }) asks!: readonly string[];
}

class FindingDto {
  @ApiProperty({ description: 'JSON Pointer to the text it stands in.', example: '/explanation' })
  pointer!: string;
  @ApiProperty({ enum: detailKinds, enumName: 'DetailKind' }) kind!: string;
  @ApiProperty({ description: 'First UTF-16 unit of it in that text.' }) start!: number;
  @ApiProperty({ description: 'First UTF-16 unit behind it.' }) end!: number;
}

export class PreviewDto {
  @ApiProperty({
    type: () => SubmissionPreviewDto,
    isArray: true,
    description: 'One row a submission, in the order of filing.',
  })
  data!: SubmissionPreviewDto[];
  @ApiProperty({
    type: () => FindingDto,
    isArray: true,
    description:
      'Personal details in what would leave: refused by filing until confirmedFindings names their kinds.',
  })
  findings!: FindingDto[];
}
