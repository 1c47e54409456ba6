import type { Triage } from '#client';
import { standing } from './triage-walk.js';

const texts = { en: 'x', fr: 'x', nl: 'x', de: 'x' };
const triage: Triage = {
  start: 'DANGER',
  questions: [
    {
      ...{ key: 'DANGER', texts },
      answers: [
        { key: 'YES', texts, question: null, category: 'SELF_HARM_RISK' },
        { key: 'NO', texts, question: 'ADULT', category: null },
      ],
    },
    { key: 'ADULT', texts, answers: [{ key: 'YES', texts, question: null, category: 'GROOMING' }] },
  ],
};

describe('where the answers lead', () => {
  it.each([
    [[], 'DANGER', null],
    [[{ question: 'DANGER', answer: 'NO' }], 'ADULT', null],
    [[{ question: 'DANGER', answer: 'YES' }], null, 'SELF_HARM_RISK'],
    [
      [
        { question: 'DANGER', answer: 'NO' },
        { question: 'ADULT', answer: 'YES' },
      ],
      null,
      'GROOMING',
    ],
  ])('%j: %s, %s', (steps, question, category) => {
    const at = standing(triage, steps);
    expect([at.question?.key ?? null, at.category]).toEqual([question, category]);
  });
});
