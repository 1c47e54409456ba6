import { Problem } from '../problems/problem.js';

/** @param code `SUBMISSION.NOT_NOW.<state>`, or `REMEDY.NOT_OFFERED.<reason>` */
export function notNow(code: string): Problem {
  const state = code.split('.').at(-1) ?? '';
  if (code.startsWith('REMEDY.'))
    return new Problem(
      409,
      'REMEDY.NOT_OFFERED',
      `This route is not open: ${state}. GET /v1/submissions/{id}/routes says which are, and until when.`,
    );
  return new Problem(
    409,
    'SUBMISSION.NOT_NOW',
    `This cannot be recorded while the submission stands at ${state}. Read the report anew.`,
  );
}
