import {
  deadlineEnds,
  platformExpectations,
  type Ask,
  type AskAnswer,
  type DeadlineEnd,
  type Decision,
  type Effect,
  type Expectation,
  type RefusalReason,
  type Regime,
} from '#core';
import type { PlatformMode } from '#application';
import { cameBack, deadlineEnd, noticeAt, wasGone } from '../outcomes/notice-figures.js';
import { isOfMode } from '../outcomes/picked-notices.js';

/** How the time of a platform ended, such as `DECISION_BREACHED`. */
export type DeadlineFilter = `${Expectation}_${DeadlineEnd}`;
export const deadlineFilters = platformExpectations.flatMap((expectation) =>
  deadlineEnds.map((end) => `${expectation}_${end}` as const),
);

/** What is asked of one notice of a report: all of it is true of the same one. Counted as figures of outcomes are. */
export interface NoticeFilter {
  readonly platform?: string;
  readonly channel?: string;
  readonly regime?: Regime;
  readonly mode?: PlatformMode;
  readonly word?: string;
  readonly decision?: Decision;
  /** Of what a platform says it did. */
  readonly effect?: Effect;
  readonly refusalReason?: RefusalReason;
  /** Sent with this request. */
  readonly ask?: Ask;
  readonly askAnswer?: AskAnswer;
  readonly deadline?: DeadlineFilter;
  /** GONE: said to be removed, or seen gone. CAME_BACK: of those, seen again. */
  readonly content?: 'GONE' | 'CAME_BACK';
  readonly isSent?: boolean;
  /** Whether nobody knew after a send if it arrived. */
  readonly isUncertain?: boolean;
  /** When it was sent; of one that did not surely leave: when it was filed. */
  readonly noticedFrom?: Date;
  readonly noticedTo?: Date;
}

/**
 * A condition over `reports r`, which an index of submissions can answer.
 *
 * @param values parameters of the statement; those of the filter are added
 */
export function hasNotice(filter: NoticeFilter, values: unknown[]): string {
  const about = (table: 's' | 'n') => {
    const conditions: string[] = [];
    const where = (value: unknown, condition: (parameter: string) => string) => {
      if (value !== undefined) conditions.push(condition(`$${values.push(value)}`));
    };
    const is = (column: string, value: unknown, type = 'text') =>
      where(value, (parameter) => `${table}.${column} = ${parameter}::${type}`);
    return { conditions, where, is };
  };
  const placed = about('s');
  placed.where(filter.noticedFrom, (from) => `${noticeAt('s')} >= ${from}::timestamptz`);
  placed.where(filter.noticedTo, (to) => `${noticeAt('s')} < ${to}::timestamptz`);
  placed.where(filter.mode, (mode) => isOfMode(`${mode}::text`));
  placed.is('platform', filter.platform);
  placed.is('channel', filter.channel);
  placed.is('regime', filter.regime);
  placed.is('word', filter.word);

  const stands = about('n');
  let askedFor = 'a.key = ANY (n.asks)';
  stands.is('decision', filter.decision);
  stands.where(filter.effect, (effect) => `n.decision = 'ACTIONED' AND n.effects @> ARRAY[${effect}::text]`);
  stands.where(
    filter.refusalReason,
    (reason) => `n.decision = 'REFUSED' AND n.refusal_reason = ${reason}::text`,
  );
  stands.where(filter.ask, (ask) => {
    askedFor = `a.key = ${ask}::text`;
    return `n.sent_at IS NOT NULL AND n.asks @> ARRAY[${ask}::text]`;
  });
  stands.where(
    filter.askAnswer,
    (answer) => `n.sent_at IS NOT NULL AND EXISTS (SELECT 1 FROM jsonb_each_text(n.ask_answers) a
        WHERE ${askedFor} AND a.value = ${answer}::text)`,
  );
  for (const expectation of platformExpectations)
    if (filter.deadline?.startsWith(`${expectation}_`))
      stands.where(
        filter.deadline.slice(expectation.length + 1),
        (end) => `${deadlineEnd(expectation)} = ${end}::text`,
      );
  if (filter.content) stands.conditions.push(`(${filter.content === 'GONE' ? wasGone : cameBack})`);
  if (filter.isSent) stands.conditions.push('n.sent_at IS NOT NULL');
  if (filter.isUncertain)
    stands.conditions.push(
      `EXISTS (SELECT 1 FROM sends u WHERE u.submission_id = n.id AND u.outcome = 'unknown')`,
    );

  const both = [...placed.conditions, ...stands.conditions];
  if (both.length === 0) return 'true';
  return `EXISTS (SELECT 1 FROM (${['SELECT s.* FROM submissions s WHERE s.report_id = r.id', ...placed.conditions].join(' AND ')}) n
           WHERE ${['true', ...stands.conditions].join(' AND ')})`;
}
