import { ApiProblem, type DetailKind } from '#client';

/** Kinds of personal details that the API refused to let leave without a word. */
export function detailsIn(error: unknown): DetailKind[] {
  if (!(error instanceof ApiProblem)) return [];
  return error.errors
    .filter(({ code }) => code.startsWith('OUTGOING.'))
    .map(({ code }) => code.slice('OUTGOING.'.length) as DetailKind);
}
