import type { Submission } from '#client';

/** A synthetic submission that was just queued, but for what a test is about. */
export function aSubmission(but: Partial<Submission> = {}): Submission {
  return {
    id: 'sub_01kb0000000000000000000001',
    reference: 'UF-2026-000001-1-K7QM9A',
    platform: 'facebook',
    channel: 'facebook-partner-mail',
    regime: 'PLATFORM_PRIORITY',
    target: { kind: 'post', key: 'facebook:post:1', input: 'synthetic', url: null, locator: null },
    word: 'queued',
    delivery: 'QUEUED',
    decision: 'NONE',
    effects: [],
    refusalReason: null,
    verification: 'UNCHECKED',
    remedy: 'NONE',
    externalRef: null,
    waitingFor: null,
    asks: ['REMOVE_CONTENT'],
    askAnswers: {},
    earlierReport: null,
    sla: 'ON_TRACK',
    sentAt: null,
    nextTryAt: null,
    nextCheckAt: null,
    dueAt: null,
    question: null,
    ...but,
  };
}

type Answer = NonNullable<Submission['question']>['answer'];

export function aQuestion(state?: NonNullable<Answer>['state']): Submission['question'] {
  const at = '2026-11-27T08:00:00.000Z';
  return { askedAt: at, answer: state === undefined ? null : { state, code: null, givenAt: at } };
}
