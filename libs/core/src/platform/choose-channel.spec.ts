import fc from 'fast-check';
import { chooseChannel, isMachineChannel, type ChannelQuestion } from './choose-channel.js';
import { channelKinds, type ChannelManifest, type PlatformManifest } from './manifest.js';

function aChannel(id: string, more: Partial<ChannelManifest> = {}): ChannelManifest {
  return {
    ...{ id, kind: 'EMAIL', regimes: ['DSA_ART16'], accepts: '*', needs: [] },
    ...{ acknowledgement: 'NONE', decisionBy: 'NONE', languages: ['en'], maxExplanationChars: 1_000 },
    source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
    ...more,
  };
}

/** A platform with these channels; the first one is its default. */
function aPlatform(
  channels: readonly ChannelManifest[],
  more: Partial<PlatformManifest> = {},
): PlatformManifest {
  return {
    ...{
      key: 'example',
      name: 'Example',
      dsaCoverage: 'FULL',
      channels,
      asks: [],
      effects: [],
      credentials: [],
    },
    ...{ verification: 'MEMBER', limits: { concurrency: 1 }, abilities: [], mailDomains: [] },
    defaultChannel: channels[0]?.id ?? '',
    reasons: { HATE: { primary: 'synthetic', label: 'Synthetic' } },
    ...more,
  };
}

function choose(
  channels: readonly ChannelManifest[],
  more: Partial<ChannelQuestion> = {},
  of: Partial<PlatformManifest> = {},
) {
  const manifest = aPlatform(channels, of);
  const choice = chooseChannel({
    manifest,
    targetKind: 'post',
    category: 'HATE',
    hasCredentials: true,
    ...more,
  });
  return choice.outcome === 'chosen' ? choice.channel.id : choice.reason;
}

const mail = aChannel('mail');
const api = aChannel('api', { kind: 'API' });
const form = aChannel('form', { kind: 'ASSISTED_FORM' });
const police = aChannel('police', { kind: 'LAW_ENFORCEMENT_ONLY' });
const groupsOnly = aChannel('groups', { accepts: ['group'] });

describe('chooseChannel', () => {
  it('takes the default one where nobody says otherwise', () => {
    expect(choose([mail, form])).toBe('mail');
  });

  it('takes the one the installation prefers before the default one', () => {
    expect(choose([mail, form], { preferred: 'form' })).toBe('form');
  });

  it('takes the one for credentials only while there are some', () => {
    const of = { channelWithCredentials: 'api' };
    expect(choose([mail, api], { hasCredentials: true }, of)).toBe('api');
    expect(choose([mail, api], { hasCredentials: false }, of)).toBe('mail');
    expect(choose([mail, api], { hasCredentials: true, preferred: 'mail' }, of)).toBe('mail');
  });

  it('takes the wanted one or none: never another in its place', () => {
    expect(choose([mail, form], { wanted: 'form' })).toBe('form');
    expect(choose([mail, groupsOnly], { wanted: 'groups' })).toBe('CHANNEL.NOT_FOR_THIS_TARGET');
    expect(choose([mail, form], { wanted: 'elsewhere' })).toBe('CHANNEL.UNKNOWN');
    expect(choose([mail, police], { wanted: 'police' })).toBe('CHANNEL.NOT_FOR_THIS_TARGET');
  });

  it('goes on to the next that serves where the first does not', () => {
    expect(choose([groupsOnly, form, mail])).toBe('form');
    expect(choose([groupsOnly, mail], { preferred: 'groups' })).toBe('mail');
    const minorsOnly = aChannel('minors', { forCategories: ['CSAM'] });
    expect(choose([minorsOnly, mail])).toBe('mail');
    expect(choose([minorsOnly, mail], { category: 'CSAM' })).toBe('minors');
  });

  it('takes an API only with a reason of its own for the category', () => {
    expect(choose([api, form], { category: 'THREAT' })).toBe('form');
    expect(choose([api, form], { category: 'HATE' })).toBe('api');
  });

  it('falls back on no API without credentials', () => {
    expect(choose([groupsOnly, api, form], { hasCredentials: false })).toBe('form');
    expect(choose([groupsOnly, api], { hasCredentials: false })).toBe('CHANNEL.NONE');
  });

  it('finds none where nothing serves', () => {
    expect(choose([groupsOnly, police])).toBe('CHANNEL.NONE');
  });

  const anyChannel = fc
    .record({
      kind: fc.constantFrom(...channelKinds),
      accepts: fc.constantFrom<ChannelManifest['accepts']>('*', ['post'], ['group'], []),
      forCategories: fc.constantFrom<readonly string[] | undefined>(undefined, ['HATE'], ['CSAM']),
    })
    .map(({ forCategories, ...more }) => ({ ...more, ...(forCategories ? { forCategories } : {}) }));

  it('chooses only what takes this target and category, and never what is for the police alone', () => {
    const anyChannels = fc.array(anyChannel, { minLength: 1, maxLength: 5 });
    const anyId = fc.option(fc.nat(5).map(String), { nil: undefined });
    fc.assert(
      fc.property(
        anyChannels,
        anyId,
        anyId,
        fc.boolean(),
        fc.constantFrom('HATE', 'CSAM'),
        (some, wanted, preferred, hasCredentials, category) => {
          const manifest = aPlatform(some.map((more, index) => aChannel(String(index), more)));
          const choice = chooseChannel({
            ...{ manifest, targetKind: 'post', category, hasCredentials },
            ...(wanted === undefined ? {} : { wanted }),
            ...(preferred === undefined ? {} : { preferred }),
          });
          if (choice.outcome === 'none') return;
          const { channel } = choice;
          expect(channel.kind).not.toBe('LAW_ENFORCEMENT_ONLY');
          expect(channel.accepts === '*' || channel.accepts.includes('post')).toBe(true);
          expect(channel.forCategories?.includes(category) ?? true).toBe(true);
          expect(channel.kind !== 'API' || category === 'HATE').toBe(true);
          if (wanted !== undefined) expect(channel.id).toBe(wanted);
        },
      ),
    );
  });
});

describe('isMachineChannel', () => {
  it('lets a worker use interfaces and mail, and nothing that is made for a person', () => {
    const machine = channelKinds.filter((kind) => isMachineChannel(aChannel('any', { kind })));
    expect(machine).toEqual(['API', 'EMAIL']);
  });
});
