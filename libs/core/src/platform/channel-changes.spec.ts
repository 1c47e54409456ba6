import { channelOn, type ChannelChange } from './channel-changes.js';
import type { ChannelManifest } from './manifest.js';

const mail: ChannelManifest = {
  ...{ id: 'mail', kind: 'EMAIL', regimes: ['PLATFORM_PRIORITY'], accepts: '*', needs: [] },
  ...{ acknowledgement: 'EMAIL', decisionBy: 'EMAIL', languages: ['en', 'nl'], maxExplanationChars: 1_000 },
  source: { url: null, readOn: '2026-11-23', certainty: 'recalled' },
};
const changes: readonly ChannelChange[] = [
  { from: '2026-12-10', isUsable: true, checkedOn: '2026-12-10' },
  { from: null, address: 'old@example.org', contact: 'the desk' },
  { from: '2026-12-01', address: 'new@example.org', languages: ['en'], isUsable: false, reason: 'it moves' },
];

describe('a channel on one day', () => {
  it.each([
    ['2026-11-30', 'old@example.org', ['en', 'nl'], true, null, '2026-11-23', '2026-12-01'],
    ['2026-12-01', 'new@example.org', ['en'], false, 'it moves', '2026-11-23', '2026-12-10'],
    ['2026-12-10', 'new@example.org', ['en'], true, null, '2026-12-10', null],
  ])(
    'takes every change that holds on %s',
    (day, address, languages, isUsable, reason, checkedOn, changesOn) => {
      const { channel, record } = channelOn(mail, changes, day);
      expect(channel).toEqual({ ...mail, languages });
      expect(record).toEqual({ address, contact: 'the desk', checkedOn, isUsable, reason, changesOn });
    },
  );

  it('is what its manifest says where nobody changed it', () => {
    const { channel, record } = channelOn(mail, [], '2026-11-30');
    expect(channel).toEqual(mail);
    expect(record).toMatchObject({ address: null, isUsable: true, checkedOn: '2026-11-23', changesOn: null });
  });
});
