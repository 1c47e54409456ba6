import { removingEffects } from '#core';
import type { CorpusMail, Said, SaidFacts } from './expected.js';

/**
 * How a reading stands against the truth.
 *
 * right       says what a careful person would say
 * incomplete  everything it says is true, something is missing
 * cautious    leaves to staff what could have been read
 * wrong       says something that is not so
 */
export type Verdict = 'right' | 'incomplete' | 'cautious' | 'wrong';

export function judge(read: Said, { expected }: Pick<CorpusMail, 'expected'>): Verdict {
  const { also } = expected;
  if (read.kind === 'facts' && also !== undefined) return judgeFacts(read, also);
  if (read.kind === 'facts' && expected.kind === 'facts') return judgeFacts(read, expected);
  if (read.kind === 'bounce' && expected.kind === 'bounce')
    return read.isPermanent === expected.isPermanent ? 'right' : 'wrong';
  if (read.kind === expected.kind) return 'right';
  return read.kind === 'staff' ? 'cautious' : 'wrong';
}

function judgeFacts(read: SaidFacts, expected: SaidFacts): Verdict {
  const [is, should] = [statementsOf(read), statementsOf(expected)];
  // That it was received goes without saying in whatever else is said; that somebody looks, in a receipt.
  const goesWithoutSaying = new Set(['acknowledged', ...(expected.acknowledged ? ['reviewStarted'] : [])]);
  if ([...is].some((statement) => !should.has(statement) && !goesWithoutSaying.has(statement)))
    return 'wrong';
  return [...should].every((statement) => is.has(statement)) ? 'right' : 'incomplete';
}

/** Every single thing that is said, as one line each. */
function statementsOf(said: SaidFacts): Set<string> {
  const { effects = [], territories = [], answers = {} } = said;
  return new Set([
    ...(['acknowledged', 'reviewStarted', 'informationRequested', 'memberReportRequired'] as const).filter(
      (kind) => said[kind],
    ),
    ...(['notFound', 'reversed', 'namesPersons'] as const).filter((kind) => said[kind]),
    ...(said.externalRef === undefined ? [] : [`number ${said.externalRef}`]),
    ...(said.refused === undefined ? [] : ['refused', `refused: ${said.refused}`]),
    ...(said.duplicate === undefined ? [] : ['duplicate', `duplicate: ${said.duplicate}`]),
    ...effects.map((effect) => `effect ${effect}`),
    ...territories.map((place) => `in ${place}`),
    ...Object.entries(answers).map(([ask, answer]) => `${ask}: ${answer}`),
  ]);
}

/** Rows and columns of the table, the ones that change most first. */
export const classes = [
  'removed',
  'restricted',
  'refused',
  'reversed',
  'not found',
  'duplicate',
  'information',
  'member first',
  'answers only',
  'received',
  'bounce for good',
  'bounce for now',
  'automatic',
  'staff',
] as const;
export type SaidClass = (typeof classes)[number];

export function classOf(said: Said): SaidClass {
  if (said.kind === 'bounce') return said.isPermanent ? 'bounce for good' : 'bounce for now';
  if (said.kind !== 'facts') return said.kind;
  const { effects = [] } = said;
  if (effects.some((effect) => removingEffects.includes(effect))) return 'removed';
  if (effects.length > 0) return 'restricted';
  if (said.refused !== undefined) return 'refused';
  if (said.reversed) return 'reversed';
  if (said.notFound) return 'not found';
  if (said.duplicate !== undefined) return 'duplicate';
  if (said.informationRequested) return 'information';
  if (said.memberReportRequired) return 'member first';
  return said.answers === undefined ? 'received' : 'answers only';
}
