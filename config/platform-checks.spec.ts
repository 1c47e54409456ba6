import type { ChannelManifest, PlatformManifest } from '#core';
import { platforms } from '#platforms';
import {
  checkPlatformSettings,
  ConfigError,
  hasCredentials,
  loadConfig,
  missingForArming,
  platformSettings,
} from './index.js';

const aChannel = (
  id: string,
  kind: ChannelManifest['kind'],
  shown: Partial<ChannelManifest> = {},
): ChannelManifest => ({
  id,
  kind,
  regimes: ['PLATFORM_PRIORITY'],
  accepts: '*',
  needs: [],
  acknowledgement: 'NONE',
  decisionBy: 'NONE',
  languages: ['en'],
  maxExplanationChars: 1_000,
  source: { url: null, readOn: '2026-11-23', certainty: 'unclear' },
  ...shown,
});

const aManifest = (
  key: string,
  channels: readonly ChannelManifest[],
  shown: Partial<PlatformManifest> = {},
): PlatformManifest => ({
  key,
  name: key.toUpperCase(),
  dsaCoverage: 'FULL',
  channels,
  defaultChannel: channels[0]?.id ?? '',
  asks: [],
  effects: [],
  verification: 'STAFF_OR_MEMBER',
  limits: { concurrency: 1 },
  credentials: [],
  reasons: {},
  abilities: [],
  mailDomains: [],
  ...shown,
});

const mailer = aManifest('mailer', [
  aChannel('mailer-mail', 'EMAIL', { onUnknown: 'askPerson' }),
  aChannel('mailer-form', 'ASSISTED_FORM', { regimes: ['DSA_ART22', 'DSA_ART16'] }),
  aChannel('mailer-police', 'LAW_ENFORCEMENT_ONLY'),
]);
const caller = aManifest('caller', [aChannel('caller-api', 'API', { onUnknown: 'lookup' })], {
  abilities: ['findReceipt'],
  limits: {
    concurrency: 1,
    quota: { unitsPerDay: 10, reservedForVerification: 1, resetsAt: { hour: 0, timeZone: 'UTC' }, cost: {} },
  },
  credentials: [
    { name: 'clientId', isSecret: false, description: 'synthetic' },
    { name: 'clientSecret', isSecret: true, description: 'synthetic' },
  ],
});

/** Settings as they come out of the loader, of these platforms only. */
function settingsOf(platforms: Record<string, object>, mailHost?: string) {
  const variables = Object.entries(platforms).flatMap(([key, settings]) =>
    flat(`UNIFLAG_PLATFORMS__${key.toUpperCase()}`, settings),
  );
  const config = loadConfig(
    { env: { ...Object.fromEntries(variables), UNIFLAG_MAIL__OUTBOUND__HOST: mailHost ?? '' } },
    ['platforms', 'mail'],
  );
  const own = Object.entries(config.platforms).filter(([key]) => key in platforms);
  return { ...config, platforms: Object.fromEntries(own) };
}

function flat(above: string, settings: object): [string, string][] {
  return Object.entries(settings).flatMap(([name, value]: [string, unknown]) => {
    const variable = `${above}__${name.replaceAll('-', '_').replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;
    return typeof value === 'object' && value !== null ? flat(variable, value) : [[variable, String(value)]];
  });
}

function problemsOf(platforms: Record<string, object>): readonly string[] {
  try {
    checkPlatformSettings(settingsOf(platforms).platforms, [mailer, caller]);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('checkPlatformSettings', () => {
  it('takes settings that fit, and platforms without any', () => {
    const fitting = {
      mailer: {
        defaultChannel: 'mailer-form',
        onUnknown: { 'mailer-mail': 'resendMarked' },
        mailboxes: { 'mailer-mail': 'partners@mailer.example' },
        formUrls: { 'mailer-form': 'https://mailer.example/form' },
        flaggerStatus: { regime: 'DSA_ART22', since: '2026-09-01' },
      },
      caller: {
        onUnknown: { 'caller-api': 'lookup' },
        credentials: { clientId: 'synthetic', clientSecret: 'synthetic' },
        httpBaseUrl: 'http://127.0.0.1:3900/caller/',
        quotaUnitsPerDay: 50,
      },
    };
    expect(problemsOf(fitting)).toEqual([]);
    expect(problemsOf({})).toEqual([]);
  });

  it.each([
    [
      { mialer: { flaggerStatus: 'NONE' } },
      'platforms.mialer is no platform of this installation. Known: mailer, caller.',
    ],
    [
      { mailer: { defaultChannel: 'mailer-post' } },
      'platforms.mailer.defaultChannel names mailer-post, which is no channel. Channels: mailer-mail, mailer-form, mailer-police.',
    ],
    [
      { mailer: { defaultChannel: 'mailer-police' } },
      'platforms.mailer.defaultChannel names mailer-police, which only the police may use. Channels: mailer-mail, mailer-form, mailer-police.',
    ],
    [
      { mailer: { onUnknown: { 'mailer-post': 'askPerson' } } },
      'platforms.mailer.onUnknown.mailer-post names no channel of it. Channels: mailer-mail, mailer-form, mailer-police.',
    ],
    [
      { mailer: { onUnknown: { 'mailer-form': 'askPerson' } } },
      'platforms.mailer.onUnknown.mailer-form makes no sense: mailer-form is ASSISTED_FORM, not API or EMAIL. Remove it.',
    ],
    [
      { mailer: { onUnknown: { 'mailer-mail': 'lookup' } } },
      'platforms.mailer.onUnknown.mailer-mail cannot be lookup: MAILER is not made for it. Use askPerson or resendMarked.',
    ],
    [
      { caller: { onUnknown: { 'caller-api': 'replay' } } },
      'platforms.caller.onUnknown.caller-api cannot be replay: CALLER is not made for it. Use askPerson or resendMarked.',
    ],
    [
      { mailer: { mailboxes: { 'mailer-form': 'a@mailer.example' } } },
      'platforms.mailer.mailboxes.mailer-form makes no sense: mailer-form is ASSISTED_FORM, not EMAIL. Remove it.',
    ],
    [
      { mailer: { formUrls: { 'mailer-mail': 'https://mailer.example' } } },
      'platforms.mailer.formUrls.mailer-mail makes no sense: mailer-mail is EMAIL, not ASSISTED_FORM or PORTAL. Remove it.',
    ],
    [
      { mailer: { httpBaseUrl: 'https://mailer.example/' } },
      'platforms.mailer.httpBaseUrl is set, but the platform has no API channel. Remove it.',
    ],
    [
      { caller: { credentials: { clientId: 'synthetic-3141' } } },
      'platforms.caller.credentials.clientSecret is missing. Set all credentials or none.',
    ],
    [
      { mailer: { credentials: { apiKey: 'synthetic-3141' } } },
      'platforms.mailer.credentials.apiKey is no credential of it. Known: none.',
    ],
    [
      { caller: { flaggerStatus: { regime: 'DSA_ART22', since: '2026-09-01' } } },
      'platforms.caller.flaggerStatus is DSA_ART22, but no channel of the platform takes such notices. Use PLATFORM_PRIORITY or NONE.',
    ],
    [
      { mailer: { quotaUnitsPerDay: 50 } },
      'platforms.mailer.quotaUnitsPerDay is set, but the platform counts no units. Remove it.',
    ],
  ])('says what does not fit in %j', (platforms, sentence) => {
    expect(problemsOf(platforms)).toEqual([sentence]);
    expect(sentence).not.toContain('3141');
  });
});

describe('missingForArming', () => {
  it('asks for the mailbox and the mail server of a mail platform', () => {
    expect(missingForArming(settingsOf({}), mailer)).toEqual([
      'platforms.mailer.mailboxes.mailer-mail is not set: the mailbox agreed with MAILER.',
      'mail.outbound.host is not set: the mail server that takes notices.',
    ]);
    const set = { mailer: { mailboxes: { 'mailer-mail': 'partners@mailer.example' } } };
    expect(missingForArming(settingsOf(set, 'mail.example'), mailer)).toEqual([]);
  });

  it('asks for credentials where an API channel is the default', () => {
    expect(missingForArming(settingsOf({}), caller)).toEqual([]);
    expect(missingForArming(settingsOf({ caller: { defaultChannel: 'caller-api' } }), caller)).toEqual([
      'platforms.caller.credentials are not set, and caller-api needs them.',
    ]);
  });
});

describe('hasCredentials', () => {
  it('is true only where all of them are set and there are any', () => {
    const given = (credentials: object) =>
      platformSettings(settingsOf({ caller: { credentials } }).platforms, 'caller');
    expect(hasCredentials(given({ clientId: 'synthetic', clientSecret: 'synthetic' }), caller)).toBe(true);
    expect(hasCredentials(given({ clientId: 'synthetic' }), caller)).toBe(false);
    expect(hasCredentials(given({}), caller)).toBe(false);
    expect(hasCredentials(platformSettings({}, 'mailer'), mailer)).toBe(false);
  });
});

describe('default.yaml', () => {
  it('fits the platforms that ship', () => {
    const { platforms: defaults } = loadConfig({ env: {} }, ['platforms']);
    const manifests = platforms.map(({ manifest }) => manifest);
    expect(() => {
      checkPlatformSettings(defaults, manifests);
    }).not.toThrow();
  });

  it('names the default channel that each platform names itself', () => {
    const { platforms: defaults } = loadConfig({ env: {} }, ['platforms']);
    for (const { manifest } of platforms) {
      const { defaultChannel } = platformSettings(defaults, manifest.key);
      if (defaultChannel !== null) expect(defaultChannel).toBe(manifest.defaultChannel);
    }
  });
});
