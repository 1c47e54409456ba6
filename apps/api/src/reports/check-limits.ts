import type { Config } from '#config';
import { invalid } from '../problems/problem.js';

/** @throws Problem 422 where a report is larger than this installation takes */
export function checkLimits(
  { targets, explanation }: { readonly targets: readonly unknown[]; readonly explanation: string },
  {
    maxTargetsPerReport,
    maxExplanationChars,
  }: Pick<Config['api'], 'maxTargetsPerReport' | 'maxExplanationChars'>,
): void {
  if (targets.length > maxTargetsPerReport)
    throw invalid([
      {
        pointer: '/targets',
        code: 'FIELD.ARRAY_MAX_SIZE',
        detail: `A report takes at most ${maxTargetsPerReport} targets; split it.`,
      },
    ]);
  if (explanation.length > maxExplanationChars)
    throw invalid([
      {
        pointer: '/explanation',
        code: 'FIELD.MAX_LENGTH',
        detail: `An explanation takes at most ${maxExplanationChars} characters; shorten it.`,
      },
    ]);
}
