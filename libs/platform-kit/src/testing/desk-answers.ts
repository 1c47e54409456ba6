import type { RefusalReason } from '#core';

export type DeskAnswer = [step: string, facts: readonly object[]];

/**
 * What the stand-in of every platform that is reached by mail can say beside its own, and the facts that must be read in
 * it: step -> facts.
 */
export const deskAnswers: readonly DeskAnswer[] = [
  refused('refused_not_illegal', 'NOT_ILLEGAL_IN_JURISDICTION'),
  refused('refused_insufficient', 'INSUFFICIENT_INFORMATION'),
  refused('refused_wrong_channel', 'NOT_THE_RIGHT_CHANNEL'),
  refused('refused_private_space', 'OUT_OF_SCOPE_PRIVATE_SPACE'),
  refused('refused_not_identified', 'CANNOT_IDENTIFY_CONTENT'),
  refused('refused_notifier', 'NOTIFIER_NOT_ACCEPTED'),
  refused('refused_no_reason', 'NO_REASON_GIVEN'),
  ['duplicate', [{ kind: 'duplicate' }]],
  ['only_via_police', [answered({ IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' })]],
  ['still_reviewing', [{ kind: 'reviewStarted' }]],
  [
    'names_volunteered',
    [
      { kind: 'actioned', effects: ['GROUP_DISABLED'] },
      answered({ BLOCK_GROUP: 'YES', IDENTIFY_ADMINS: 'YES' }),
    ],
  ],
];

function refused(step: string, reason: RefusalReason): DeskAnswer {
  return [step, [{ kind: 'refused', reason }]];
}

function answered(answers: Readonly<Record<string, string>>) {
  return { kind: 'asksAnswered', answers };
}
