import type { NewReport, Triage } from '#client';

export type TriageStep = NonNullable<NewReport['triage']>[number];
export type TriageQuestion = Triage['questions'][number];

/** Where the answers lead: the question that follows, or the category. */
export function standing(
  { start, questions }: Triage,
  steps: readonly TriageStep[],
): { readonly question: TriageQuestion | null; readonly category: string | null } {
  const last = steps.at(-1);
  const asked = questions.find(({ key }) => key === last?.question);
  const answer = asked?.answers.find(({ key }) => key === last?.answer);
  const next = last === undefined ? start : (answer?.question ?? null);
  return {
    question: questions.find(({ key }) => key === next) ?? null,
    category: answer?.category ?? null,
  };
}
