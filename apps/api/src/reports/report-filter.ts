import type { ReportFilter } from '#persistence';
import type { Caller } from '../access/caller.js';
import { personOf } from '../access/proof.js';
import { periodOf } from '../shared/period.js';
import type { ReportFilterDto } from './list-reports.dto.js';

/**
 * What the fields of a filter mean to the statement.
 *
 * @param timeZone on whose clock a day begins
 * @throws Problem 403 where a key asks for what is a person's, 422 of a period that ends before it begins
 */
export function filterOf(
  query: ReportFilterDto,
  caller: Caller,
  timeZone: string,
): Omit<ReportFilter, 'limit' | 'after'> {
  const { from, to, q, look, wait, escalated, snoozed, sent, uncertain, ...more } = query;
  const { noticedFrom, noticedTo, exceptCategories, ...exact } = more;
  const noticed = periodOf(
    {
      ...(noticedFrom === undefined ? {} : { from: noticedFrom }),
      ...(noticedTo === undefined ? {} : { to: noticedTo }),
    },
    timeZone,
    { from: 'noticedFrom', to: 'noticedTo' },
  );
  return {
    ...exact,
    ...(exceptCategories === undefined ? {} : { exceptCategories: exceptCategories.split(',') }),
    hasLookDue: look === 'due',
    hasLongWait: wait === 'long',
    isSnoozed: snoozed === 'true',
    isSent: sent === 'true',
    isUncertain: uncertain === 'true',
    ...(noticed.from ? { noticedFrom: noticed.from } : {}),
    ...(noticed.to ? { noticedTo: noticed.to } : {}),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
    ...(q === undefined ? {} : { reference: q.toUpperCase() }),
    ...(escalated === undefined ? {} : { isEscalated: escalated === 'true' }),
    ...([query.claim, query.list].includes('mine') ? { personId: personOf(caller) } : {}),
  };
}
