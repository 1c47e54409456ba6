import type { Language } from '../platform/manifest.js';
import { categoryCodes, type CategoryCode } from '../taxonomy/category.js';

/** Plain questions to a caller who does not know what it is; each answer leads on, or to a category. */
export interface TriageTree {
  readonly start: string;
  readonly questions: ReadonlyMap<string, TriageQuestion>;
}

export interface TriageQuestion {
  readonly key: string;
  readonly texts: Readonly<Record<Language, string>>;
  /** First the one that is asked about; shown in this order. */
  readonly answers: readonly TriageAnswer[];
}

export interface TriageAnswer {
  readonly key: string;
  readonly texts: Readonly<Record<Language, string>>;
  readonly leadsTo: { readonly question: string } | { readonly category: CategoryCode };
}

/** One answered question: codes alone, kept as the reason for the category. */
export interface TriageStep {
  readonly question: string;
  readonly answer: string;
}

export type TriageWalk =
  | { readonly outcome: 'asks'; readonly question: string }
  | { readonly outcome: 'category'; readonly category: CategoryCode }
  /** `at` is the place of the step that leads nowhere. */
  | { readonly outcome: 'invalid'; readonly at: number; readonly reason: 'NOT_ASKED' | 'UNKNOWN_ANSWER' };

/** Where the answers given so far lead. */
export function walkTriage({ start, questions }: TriageTree, steps: readonly TriageStep[]): TriageWalk {
  let at: TriageAnswer['leadsTo'] = { question: start };
  for (const [index, step] of steps.entries()) {
    if (!('question' in at) || at.question !== step.question)
      return { outcome: 'invalid', at: index, reason: 'NOT_ASKED' };
    const answer: TriageAnswer | undefined = questions
      .get(at.question)
      ?.answers.find(({ key }) => key === step.answer);
    if (!answer) return { outcome: 'invalid', at: index, reason: 'UNKNOWN_ANSWER' };
    at = answer.leadsTo;
  }
  return 'question' in at ? { outcome: 'asks', ...at } : { outcome: 'category', ...at };
}

/** Every path from the first question to a category. @throws never ends where the questions go in a circle: check first */
export function triagePaths(
  tree: TriageTree,
): readonly { steps: readonly TriageStep[]; category: CategoryCode }[] {
  const from = (question: string, before: readonly TriageStep[]): ReturnType<typeof triagePaths> =>
    (tree.questions.get(question)?.answers ?? []).flatMap(({ key, leadsTo }) => {
      const steps = [...before, { question, answer: key }];
      return 'category' in leadsTo ? [{ steps, category: leadsTo.category }] : from(leadsTo.question, steps);
    });
  return from(tree.start, []);
}

export interface TriageFault {
  readonly question: string;
  readonly fault: 'MISSING' | 'CIRCLE' | 'NEVER_ASKED' | 'NO_ANSWERS' | 'NEVER_REACHED';
}

/** What would leave a caller without an end: questions that are missing, go in a circle or are never asked. */
export function triageFaults({ start, questions }: TriageTree): readonly TriageFault[] {
  const faults: TriageFault[] = [];
  const done = new Set<string>();
  const reached = new Set<CategoryCode>();
  const visit = (key: string, above: readonly string[]): void => {
    const question = questions.get(key);
    if (above.includes(key)) faults.push({ question: key, fault: 'CIRCLE' });
    else if (!question) faults.push({ question: key, fault: 'MISSING' });
    if (!question || done.has(key) || above.includes(key)) return;
    if (question.answers.length === 0) faults.push({ question: key, fault: 'NO_ANSWERS' });
    for (const { leadsTo } of question.answers)
      if ('question' in leadsTo) visit(leadsTo.question, [...above, key]);
      else reached.add(leadsTo.category);
    done.add(key);
  };
  visit(start, []);
  const unasked = [...questions.keys()].filter((key) => !done.has(key));
  const unreached = categoryCodes.filter((code) => !reached.has(code));
  return [
    ...faults,
    ...unasked.map((question) => ({ question, fault: 'NEVER_ASKED' as const })),
    ...unreached.map((question) => ({ question, fault: 'NEVER_REACHED' as const })),
  ];
}
