import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  askAnswers,
  asks,
  attentionWords,
  decisions,
  effects,
  refusalReasons,
  regimes,
  reportStatuses,
  slaStates,
  words,
  type Ask,
  type AskAnswer,
  type Decision,
  type Effect,
  type RefusalReason,
  type Regime,
  type SlaState,
} from '#core';
import {
  countedLists,
  deadlineFilters,
  workLists,
  type CountedList,
  type DeadlineFilter,
  type WorkList,
} from '#persistence';
import { Choice, IsoDate, IsoTime, Text } from '../shared/fields.js';
import { PageQuery } from '../shared/paging.js';

export class ListSubmissionsQuery extends PageQuery {
  @Text({ description: 'Only submissions to this platform.', optional: true, max: 64 })
  platform?: string;

  @Choice({ description: 'Only submissions at this word.', optional: true, of: words, enumName: 'Word' })
  word?: string;
}

const modes = ['armed', 'rehearsed'] as const;

/** What is asked of a notice is asked of one: reports are listed that have one of which all of it is true. */
class NoticeQuery extends PageQuery {
  @Text({
    description:
      'Only reports with a notice to this platform. Whatever is asked of a notice is asked of one and the same.',
    optional: true,
    max: 64,
  })
  platform?: string;

  @Choice({ description: 'Only with a notice at this word.', optional: true, of: words, enumName: 'Word' })
  word?: string;

  @Text({ description: 'Only with a notice by this channel.', optional: true, max: 100 })
  channel?: string;

  @Choice({
    description: 'Only with a notice under this regime.',
    optional: true,
    of: regimes,
    enumName: 'Regime',
  })
  regime?: Regime;

  @Choice({
    description: 'Only with a notice that went to its platform (armed), or was only rehearsed.',
    optional: true,
    of: modes,
    enumName: 'OutcomeMode',
  })
  mode?: (typeof modes)[number];

  @Choice({
    description: "Only with a notice on which this is the platform's last decision.",
    optional: true,
    of: decisions,
    enumName: 'Decision',
  })
  decision?: Decision;

  @Choice({
    description: 'Only with a notice on which the platform acted, and says that it did this.',
    optional: true,
    of: effects,
    enumName: 'Effect',
  })
  effect?: Effect;

  @Choice({
    description: 'Only with a notice that was refused for this.',
    optional: true,
    of: refusalReasons,
    enumName: 'RefusalReason',
  })
  refusalReason?: RefusalReason;

  @Choice({
    description: 'Only with a notice that was sent and asked for this.',
    optional: true,
    of: asks,
    enumName: 'Ask',
  })
  ask?: Ask;

  @Choice({
    description: 'Only with a notice to which the platform answered so, where `ask` is given: about it.',
    optional: true,
    of: askAnswers,
    enumName: 'AskAnswer',
  })
  askAnswer?: AskAnswer;

  @Choice({
    description: "Only with a notice for which the platform's time ended so, or runs.",
    optional: true,
    of: deadlineFilters,
    enumName: 'DeadlineFilter',
  })
  deadline?: DeadlineFilter;

  @Choice({
    description:
      'GONE: its content was said to be removed, or seen gone. CAME_BACK: and seen again afterwards.',
    optional: true,
    of: ['GONE', 'CAME_BACK'],
    enumName: 'ContentFilter',
  })
  content?: 'GONE' | 'CAME_BACK';

  @Choice({ description: 'Only with a notice that was surely sent.', optional: true, of: ['true'] })
  sent?: 'true';

  @Choice({
    description: 'Only with a notice of which nobody knew, after a send, whether it arrived.',
    optional: true,
    of: ['true'],
  })
  uncertain?: 'true';

  @IsoDate({
    description:
      'Only with a notice of this day or later, on the clock of the working calendar: sent then, or filed where it did not surely leave.',
    optional: true,
  })
  noticedFrom?: string;

  @IsoDate({ description: 'Only with a notice of before this day begins.', optional: true })
  noticedTo?: string;
}

export class ListReportsQuery extends NoticeQuery {
  @Choice({ description: 'Only this status.', optional: true, of: reportStatuses, enumName: 'ReportStatus' })
  status?: string;

  @Choice({
    description: 'Only reports that need this; any: that need a person for whatever reason.',
    optional: true,
    of: [...attentionWords, 'any'],
    enumName: 'AttentionFilter',
  })
  attention?: string;

  @Text({ description: 'Only this category.', optional: true, max: 64 })
  category?: string;

  @Text({
    description: 'None of these categories, with commas between them.',
    optional: true,
    max: 1_000,
    example: 'CSAM,SEXTORTION',
  })
  exceptCategories?: string;

  @Text({
    description: 'Only reports filed by this team, as it was called when they were filed.',
    optional: true,
    max: 100,
  })
  team?: string;

  @Choice({
    description: 'due: only reports with content that a person is to look for now; see GET /v1/looks.',
    optional: true,
    of: ['due'],
    enumName: 'LookFilter',
  })
  look?: 'due';

  @Choice({
    description:
      'long: only reports with a notice that waits longer for its decision than three quarters of like notices took; what is ' +
      'held or put aside is left out.',
    optional: true,
    of: ['long'],
    enumName: 'WaitFilter',
  })
  wait?: 'long';

  @Choice({
    description: 'Only reports that are shown so: the worst of their submissions.',
    optional: true,
    of: slaStates,
    enumName: 'SlaState',
  })
  sla?: SlaState;

  @Choice({
    description: 'Only reports that supervisors are to look at; false: only the others.',
    optional: true,
    of: ['true', 'false'],
  })
  escalated?: 'true' | 'false';

  @Choice({
    description: 'Only reports that are held; ungraded: those whose category waits for a second person.',
    optional: true,
    of: ['true', 'ungraded'],
  })
  held?: 'true' | 'ungraded';

  @Choice({
    description: 'Only reports that are put aside; with `attention` and without it they are left out.',
    optional: true,
    of: ['true'],
  })
  snoozed?: 'true';

  @Choice({
    description:
      'mine: only reports that you take care of; any: that somebody does; none: that nobody does, while there is something to take care of.',
    optional: true,
    of: ['mine', 'none', 'any'],
    enumName: 'ClaimFilter',
  })
  claim?: 'mine' | 'none' | 'any';

  @Choice({
    description:
      'Only reports of one of the lists that staff work by; see GET /v1/reports/lists. with_platform: a platform is to decide; ' +
      'due: a time runs out or has run out; to_look: content is to be looked for; put_aside: all that needs a person is put aside.',
    optional: true,
    of: workLists,
    enumName: 'WorkList',
  })
  list?: WorkList;

  @IsoTime({ description: 'Filed at or after.', optional: true })
  from?: string;

  @IsoTime({ description: 'Filed before.', optional: true })
  to?: string;

  @Text({
    description: 'Start of a reference, such as UF-2026-0001. Nothing else can be searched.',
    optional: true,
    max: 30,
  })
  q?: string;
}

/** A list's filters, wherever one is kept or meant as a whole. */
export class ReportFilterDto extends OmitType(ListReportsQuery, ['limit', 'cursor'] as const) {}

class ListCountDto {
  @ApiProperty({
    enum: countedLists,
    enumName: 'CountedList',
    description: '`all`: every report; `replies`: what platforms sent back and a person has to look at.',
  })
  list!: CountedList;
  @ApiProperty({ type: 'integer', description: 'Up to 99.' }) count!: number;
  @ApiProperty({ description: 'Whether there are more than that.' }) more!: boolean;
}

export class ListCountsDto {
  @ApiProperty({ type: () => ListCountDto, isArray: true }) data!: ListCountDto[];
}
