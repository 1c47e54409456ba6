import fc from 'fast-check';
import { claimRegime, isDsa, regimeReasons, type RegimeQuestion } from './claim-regime.js';
import { regimes, spaces, type ChannelManifest, type PlatformManifest } from './manifest.js';

const channel: ChannelManifest = {
  ...{
    id: 'form',
    kind: 'ASSISTED_FORM',
    regimes: ['DSA_ART22', 'DSA_ART16', 'USER'],
    accepts: '*',
    needs: [],
  },
  ...{ acknowledgement: 'NONE', decisionBy: 'NONE', languages: ['en'], maxExplanationChars: 1_000 },
  source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
};
const question: RegimeQuestion = {
  ...{ channel, manifest: { dsaCoverage: 'FULL' }, space: 'PUBLIC', category: 'HATE' },
  ...{ status: { since: '2026-09-01' }, today: '2026-11-27' },
};
const claim = (more: Partial<RegimeQuestion>) => {
  const { regime, because } = claimRegime({ ...question, ...more });
  return [regime, because];
};

describe('the standing that a notice claims', () => {
  it('is that of a trusted flagger from its first day on, for its categories', () => {
    expect(claim({})).toEqual(['DSA_ART22', null]);
    expect(claim({ today: '2026-09-01' })).toEqual(['DSA_ART22', null]);
    expect(claim({ today: '2026-08-31' })).toEqual(['DSA_ART16', 'REGIME.FLAGGER_LATER']);
    expect(claim({ status: { since: '2026-09-01', categories: ['HATE'] } })).toEqual(['DSA_ART22', null]);
    expect(claim({ status: { since: '2026-09-01', categories: ['CSAM'] } })).toEqual([
      ...['DSA_ART16', 'REGIME.FLAGGER_OTHER_CATEGORIES'],
    ]);
    expect(claim({ status: undefined })).toEqual(['DSA_ART16', 'REGIME.NO_FLAGGER_STATUS']);
  });

  it('is none of the Digital Services Act where the platform is covered in its public parts alone', () => {
    for (const dsaCoverage of ['CHANNELS_ONLY', 'PUBLIC_FEATURES_ONLY'] as const) {
      expect(claim({ manifest: { dsaCoverage } })).toEqual(['DSA_ART22', null]);
      for (const space of spaces.filter((each) => each !== 'PUBLIC'))
        expect(claim({ manifest: { dsaCoverage }, space })).toEqual(['USER', 'REGIME.PRIVATE_SPACE']);
    }
    expect(claim({ manifest: { dsaCoverage: 'NONE' } })).toEqual(['USER', 'REGIME.PRIVATE_SPACE']);
    expect(claim({ space: 'PRIVATE_GROUP' })).toEqual(['DSA_ART22', null]);
  });

  it('is the wanted one where it may be claimed', () => {
    expect(claim({ wanted: 'DSA_ART16' })).toEqual(['DSA_ART16', 'REGIME.ASKED_FOR_LESS']);
    expect(claim({ wanted: 'USER', status: undefined })).toEqual(['USER', 'REGIME.ASKED_FOR_LESS']);
    expect(claim({ wanted: 'PLATFORM_PRIORITY' })).toEqual(['DSA_ART22', null]);
    expect(claim({ wanted: 'DSA_ART22', status: undefined })).toEqual([
      'DSA_ART16',
      'REGIME.NO_FLAGGER_STATUS',
    ]);
  });

  it('is the channel’s own where that takes no notice under the Act', () => {
    const partner: ChannelManifest = { ...channel, regimes: ['PLATFORM_PRIORITY'] };
    expect(claim({ channel: partner })).toEqual(['PLATFORM_PRIORITY', 'REGIME.NOT_THIS_CHANNEL']);
    expect(claim({ channel: partner, manifest: { dsaCoverage: 'CHANNELS_ONLY' }, space: 'PRIVATE_CHAT' })).toEqual([
      ...['PLATFORM_PRIORITY', 'REGIME.PRIVATE_SPACE'],
    ]);
    expect(claim({ channel: { ...channel, regimes: [] } })).toEqual(['USER', 'REGIME.NOT_THIS_CHANNEL']);
  });

  it('is never Article 22 without status, before its day, outside its categories or in a space not covered', () => {
    const day = fc.constantFrom('2026-08-31', '2026-09-01', '2026-11-27');
    const anyQuestion = fc.record({
      regimes: fc.subarray([...regimes], { minLength: 0 }),
      dsaCoverage: fc.constantFrom<PlatformManifest['dsaCoverage']>('FULL', 'CHANNELS_ONLY', 'NONE'),
      space: fc.constantFrom(...spaces),
      since: fc.option(day),
      categories: fc.option(fc.subarray(['HATE', 'CSAM'])),
      today: day,
      wanted: fc.option(fc.constantFrom(...regimes)),
    });
    fc.assert(
      fc.property(anyQuestion, ({ regimes: known, dsaCoverage, space, since, categories, today, wanted }) => {
        const { regime, because } = claimRegime({
          ...{
            channel: { ...channel, regimes: known },
            manifest: { dsaCoverage },
            space,
            category: 'HATE',
            today,
          },
          status: since === null ? undefined : { since, ...(categories ? { categories } : {}) },
          ...(wanted === null ? {} : { wanted }),
        });
        expect(regime === 'USER' || known.includes(regime)).toBe(true);
        expect(because === null).toBe(regime === 'DSA_ART22');
        if (because !== null) expect(regimeReasons).toContain(because);
        if (regime === 'DSA_ART22') {
          expect(since !== null && since <= today && (categories?.includes('HATE') ?? true)).toBe(true);
        }
        if (isDsa(regime)) expect(dsaCoverage === 'FULL' || space === 'PUBLIC').toBe(true);
      }),
    );
  });
});
