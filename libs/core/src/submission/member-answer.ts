/**
 * What a member or receiver says who was asked to report something in the app. Staff confirm it: it moves nothing.
 *
 * DONE       they reported it
 * COULD_NOT  they could not
 * GONE       there is nothing left to report
 */
export const memberAnswers = ['DONE', 'COULD_NOT', 'GONE'] as const;
export type MemberAnswer = (typeof memberAnswers)[number];
