import { attentionWords, reportStatuses, slaStates, words, type SlaState } from '#core';
import { Choice, IsoTime, Text } from '../shared/fields.js';
import { PageQuery } from '../shared/paging.js';

export class ListSubmissionsQuery extends PageQuery {
  @Text({ description: 'Only submissions to this platform.', optional: true, max: 64 })
  platform?: string;

  @Choice({ description: 'Only submissions at this word.', optional: true, of: words, enumName: 'Word' })
  word?: string;
}

export class ListReportsQuery extends PageQuery {
  @Choice({ description: 'Only this status.', optional: true, of: reportStatuses, enumName: 'ReportStatus' })
  status?: string;

  @Choice({
    description: 'Only reports that need this; any: that need a person for whatever reason.',
    optional: true,
    of: [...attentionWords, 'any'],
    enumName: 'AttentionFilter',
  })
  attention?: string;

  @Text({ description: 'Only reports with a submission to this platform.', optional: true, max: 64 })
  platform?: string;

  @Text({ description: 'Only this category.', optional: true, max: 64 })
  category?: string;

  @Choice({
    description: 'Only reports with a submission at this word.',
    optional: true,
    of: words,
    enumName: 'Word',
  })
  word?: string;

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
