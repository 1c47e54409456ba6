import { categoryCodes } from '../taxonomy/category.js';
import { triageFaults, walkTriage, type TriageAnswer, type TriageTree } from './walk-triage.js';

const texts = { en: 'x', fr: 'x', nl: 'x', de: 'x' };

/** Questions with where each answer leads: `?NEXT` is a question, the rest a category. */
function aTree(questions: Readonly<Record<string, Readonly<Record<string, string>>>>): TriageTree {
  const leadsTo = (to: string) =>
    (to.startsWith('?') ? { question: to.slice(1) } : { category: to }) as TriageAnswer['leadsTo'];
  return {
    start: Object.keys(questions)[0] ?? '',
    questions: new Map(
      Object.entries(questions).map(([key, answers]) => [
        key,
        {
          key,
          texts,
          answers: Object.entries(answers).map(([answer, to]) => ({
            key: answer,
            texts,
            leadsTo: leadsTo(to),
          })),
        },
      ]),
    ),
  };
}

const tree = aTree({
  DANGER: { YES: 'SELF_HARM_RISK', NO: '?ADULT' },
  ADULT: { YES: 'GROOMING', NO: 'UNSURE' },
});
const no = { question: 'DANGER', answer: 'NO' };

describe('walking the questions', () => {
  it.each([
    ['begins with the first', [], { outcome: 'asks', question: 'DANGER' }],
    ['goes on with the next', [no], { outcome: 'asks', question: 'ADULT' }],
    [
      'ends in a category',
      [no, { question: 'ADULT', answer: 'YES' }],
      { outcome: 'category', category: 'GROOMING' },
    ],
    [
      'refuses what was not asked',
      [{ question: 'ADULT', answer: 'YES' }],
      { outcome: 'invalid', at: 0, reason: 'NOT_ASKED' },
    ],
    [
      'refuses an answer that is none',
      [no, { question: 'ADULT', answer: 'PERHAPS' }],
      { outcome: 'invalid', at: 1, reason: 'UNKNOWN_ANSWER' },
    ],
    [
      'refuses answers after the end',
      [{ question: 'DANGER', answer: 'YES' }, no],
      { outcome: 'invalid', at: 1, reason: 'NOT_ASKED' },
    ],
  ] as const)('%s', (_what, steps, walk) => {
    expect(walkTriage(tree, steps)).toEqual(walk);
  });
});

describe('the faults of a tree', () => {
  const faults = (questions: Parameters<typeof aTree>[0]) =>
    triageFaults(aTree(questions))
      .filter(({ fault }) => fault !== 'NEVER_REACHED')
      .map(({ question, fault }) => `${question} ${fault}`);

  it.each([
    ['a circle', { A: { YES: '?B' }, B: { YES: '?A' } }, ['A CIRCLE']],
    ['a question that asks itself', { A: { YES: '?A' } }, ['A CIRCLE']],
    ['a question that is nowhere', { A: { YES: '?B' } }, ['B MISSING']],
    ['a question that nobody asks', { A: { YES: 'HATE' }, B: { YES: 'HATE' } }, ['B NEVER_ASKED']],
    ['a question without answers', { A: {} }, ['A NO_ANSWERS']],
    ['nothing where two paths meet again', { A: { X: '?B', Y: '?C' }, B: { X: '?C' }, C: { X: 'HATE' } }, []],
  ])('are found: %s', (_what, questions, found) => {
    expect(faults(questions as never)).toEqual(found);
  });

  it('name every category to which nothing leads', () => {
    const missing = triageFaults(tree).map(({ question }) => question);
    const reached = ['SELF_HARM_RISK', 'GROOMING', 'UNSURE'];
    expect(missing).toEqual(categoryCodes.filter((code) => !reached.includes(code)));
  });
});
