import type { ChannelManifest } from '#core';
import { noticeDifferences, type DifferenceQuestion } from './notice-differences.js';

const channel: ChannelManifest = {
  ...{ id: 'mail', kind: 'EMAIL', regimes: ['PLATFORM_PRIORITY'], accepts: '*', needs: ['explanation'] },
  ...{ acknowledgement: 'NONE', decisionBy: 'NONE', languages: ['en'], maxExplanationChars: 1_000 },
  source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
};
const explanation = 'An invented explanation\nover two lines, long enough to be cut somewhere.';
const differences = (more: Partial<DifferenceQuestion> = {}) =>
  noticeDifferences({
    ...{ channel, language: 'en', explanation, wantedAsks: [], asks: [], reason: null, locator: null },
    ...{ seenAt: null, legalBases: [], notifier: 'Synthetic helpline', notifierNameOptional: false },
    written: { text: explanation, language: 'en' },
    left: [
      `  An invented explanation\n  over two lines, long enough to be cut somewhere.\nSynthetic helpline`,
    ],
    ...more,
  });

describe('what leaves otherwise than it was written', () => {
  it('is nothing where every text leaves, however its lines are laid out', () => {
    expect(differences()).toEqual([]);
  });

  it.each<[string, Partial<DifferenceQuestion>, object[]]>([
    [
      'a text that is cut',
      { left: ['An invented explanation over two [cut]'] },
      [{ code: 'CUT', field: 'EXPLANATION', kept: 33, cut: 39 }],
    ],
    [
      'a field the channel has no place for',
      { left: ['nothing'], seenAt: '2026-11-22T18:30:00Z', legalBases: [['harassment', 'harcèlement']] },
      ['EXPLANATION', 'SEEN_AT', 'LEGAL_BASES'].map((field) => ({
        ...{ code: 'LEFT_OUT', field, because: 'CHANNEL' },
      })),
    ],
    [
      'a name that the law lets stay away',
      { left: [explanation], notifierNameOptional: true },
      [{ code: 'LEFT_OUT', field: 'NOTIFIER_NAME', because: 'LAW' }],
    ],
    [
      'a translation',
      { language: 'fr', explanation: 'Une explication' },
      [{ code: 'TRANSLATED', from: 'fr', into: 'en' }],
    ],
    [
      'a reason of the platform',
      { reason: { primary: 'V', secondary: '37', label: 'Harm' }, left: [`${explanation} Harm`] },
      [{ code: 'REASON', label: 'Harm', primary: 'V', secondary: '37' }],
    ],
    [
      'what cannot be asked there',
      { wantedAsks: ['REMOVE_CONTENT', 'IDENTIFY_ADMINS'], asks: ['REMOVE_CONTENT'] },
      [{ code: 'ASK_LEFT_OUT', ask: 'IDENTIFY_ADMINS' }],
    ],
  ])('names %s', (_what, more, expected) => {
    expect(differences(more)).toEqual(expected);
  });
});
