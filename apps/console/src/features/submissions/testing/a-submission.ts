import type { Submission } from '#client';
import { aSubmission as aSample } from '#client/testing';

/** A synthetic submission to Facebook that was just queued, but for what a test is about. */
export function aSubmission(but: Partial<Submission> = {}): Submission {
  return aSample({ platform: 'facebook', channel: 'facebook-partner-mail', ...but });
}

type Answer = NonNullable<Submission['question']>['answer'];

export function aQuestion(state?: NonNullable<Answer>['state']): Submission['question'] {
  const at = '2026-11-27T08:00:00.000Z';
  return { askedAt: at, answer: state === undefined ? null : { state, code: null, givenAt: at } };
}
