import { attentionWords, escalationSteps, isEscalated, platformTurnWords } from '#core';
import { isClaimable } from '../stores/pg-report-claims.js';
import { hasUnsnoozed } from './acts-of.js';
import { clockEnd, quoted } from './sla-sql.js';
import { isLookDue } from './watch-parts.js';

/** The lists that staff work by. A report may stand in several. */
export const workLists = [
  'needs_me',
  'mine',
  'unclaimed',
  'with_platform',
  'due',
  'refused',
  'to_look',
  'put_aside',
  'escalated',
] as const;
export type WorkList = (typeof workLists)[number];

/** Parameters of the statement. */
interface Given {
  /** Whose list it is. */
  readonly person: string;
  /** How long before its end a time counts as running out. */
  readonly dueSoonMs: string;
}

/** What a report `r` in a list is like. Each is found by an index of its own (migrations, `WorkLists`). */
export function isInList(list: WorkList, { person, dueSoonMs }: Given): string {
  switch (list) {
    case 'needs_me':
      return `r.attention <> '{}' AND ${hasOpenAttention}`;
    case 'mine':
      return `r.id IN (SELECT m.report_id FROM report_claims m WHERE m.person_id = ${person}::uuid)`;
    case 'unclaimed':
      return `${isClaimable} AND NOT EXISTS (SELECT 1 FROM report_claims m WHERE m.report_id = r.id)`;
    case 'with_platform':
      return withSubmission(`x.word IN (${quoted(platformTurnWords)})`);
    case 'due':
      return withSubmission(`${clockEnd} <= now() + ${dueSoonMs} * interval '1 millisecond'`);
    case 'refused':
      return withSubmission(`x.word = 'refused'`);
    case 'to_look':
      return withSubmission(isLookDue('x'));
    case 'put_aside':
      return `${withSubmission('x.snoozed_until > now()')} AND NOT ${hasOpenAttention}`;
    case 'escalated':
      return withSubmission(`x.escalation_step IN (${quoted(escalationSteps.filter(isEscalated))})`);
  }
}

const hasOpenAttention = hasUnsnoozed(`ARRAY[${quoted(attentionWords)}]`);

function withSubmission(condition: string): string {
  return `r.id IN (SELECT x.report_id FROM submissions x WHERE ${condition})`;
}
