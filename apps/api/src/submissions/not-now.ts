import { Problem } from '../problems/problem.js';

/** @param code `SUBMISSION.NOT_NOW.<state>` */
export function notNow(code: string): Problem {
  const state = code.split('.').at(-1) ?? '';
  return new Problem(
    409,
    'SUBMISSION.NOT_NOW',
    `This cannot be recorded while the submission stands at ${state}. Read the report anew.`,
  );
}
