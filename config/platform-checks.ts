import {
  isMachineChannel,
  type ChannelManifest,
  type PlatformManifest,
  type UnknownOutcomeRule,
} from '#core';
import { ConfigError } from './config-error.js';
import { platformSettings } from './loader.js';
import type { Config, PlatformSettings } from './schema.js';

type Platforms = Config['platforms'];

/**
 * Holds every `platforms` entry against the platform's manifest.
 *
 * @throws ConfigError with one sentence a problem; credentials are named, never shown
 */
export function checkPlatformSettings(platforms: Platforms, manifests: readonly PlatformManifest[]): void {
  const known = manifests.map(({ key }) => key);
  const unknown = Object.keys(platforms).filter((key) => !known.includes(key));
  const problems = [
    ...unknown.map(
      (key) => `platforms.${key} is no platform of this installation. Known: ${known.join(', ')}.`,
    ),
    ...manifests.flatMap((manifest) => problemsOf(platformSettings(platforms, manifest.key), manifest)),
  ];
  if (problems.length > 0) throw new ConfigError(problems);
}

/**
 * What must be set before a platform can be armed, so that no notice starts on a way that leads nowhere.
 *
 * @param addressOf address of a channel that was changed since, if any
 * @returns one sentence a missing setting; empty where nothing is missing
 */
export function missingForArming(
  config: Pick<Config, 'platforms' | 'mail'>,
  manifest: PlatformManifest,
  addressOf: (channel: string) => string | null = () => null,
): string[] {
  const settings = platformSettings(config.platforms, manifest.key);
  const place = `platforms.${manifest.key}`;
  const mailChannels = manifest.channels.filter(({ kind }) => kind === 'EMAIL');
  const mailboxes = mailChannels
    .filter(({ id }) => settings.mailboxes[id] === undefined && addressOf(id) === null)
    .map(({ id }) => `${place}.mailboxes.${id} is not set: the mailbox agreed with ${manifest.name}.`);
  const server =
    mailChannels.length > 0 && config.mail.outbound.host === null
      ? ['mail.outbound.host is not set: the mail server that takes notices.']
      : [];
  const needsCredentials =
    settings.defaultChannel !== null && channelOf(manifest, settings.defaultChannel)?.kind === 'API';
  const credentials =
    needsCredentials && missingCredentials(settings, manifest).length > 0
      ? [`${place}.credentials are not set, and ${settings.defaultChannel} needs them.`]
      : [];
  return [...mailboxes, ...server, ...credentials];
}

/** Whether every credential the platform asks for is set. */
export function hasCredentials(settings: PlatformSettings, manifest: PlatformManifest): boolean {
  return manifest.credentials.length > 0 && missingCredentials(settings, manifest).length === 0;
}

function problemsOf(settings: PlatformSettings, manifest: PlatformManifest): string[] {
  return [
    ...defaultChannelProblems(settings, manifest),
    ...channelProblems(settings, manifest),
    ...credentialProblems(settings, manifest),
    ...standingProblems(settings, manifest),
  ].map((problem) => `platforms.${manifest.key}.${problem}`);
}

function defaultChannelProblems({ defaultChannel }: PlatformSettings, manifest: PlatformManifest): string[] {
  if (defaultChannel === null) return [];
  const channel = channelOf(manifest, defaultChannel);
  if (channel === undefined)
    return [`defaultChannel names ${defaultChannel}, which is no channel. ${channelsOf(manifest)}`];
  if (channel.kind !== 'LAW_ENFORCEMENT_ONLY') return [];
  return [`defaultChannel names ${defaultChannel}, which only the police may use. ${channelsOf(manifest)}`];
}

function channelProblems(settings: PlatformSettings, manifest: PlatformManifest): string[] {
  const check = (
    name: string,
    ids: readonly string[],
    fits: (channel: ChannelManifest) => boolean,
    wanted: string,
  ) =>
    ids.flatMap((id) => {
      const channel = channelOf(manifest, id);
      if (channel === undefined) return [`${name}.${id} names no channel of it. ${channelsOf(manifest)}`];
      return fits(channel)
        ? []
        : [`${name}.${id} makes no sense: ${id} is ${channel.kind}, not ${wanted}. Remove it.`];
    });
  const isForm = ({ kind }: ChannelManifest) => kind === 'ASSISTED_FORM' || kind === 'PORTAL';
  const hasHttp = manifest.channels.some(({ kind }) => kind === 'API');
  const unusable = Object.entries(settings.onUnknown).flatMap(([id, rule]) => {
    const channel = channelOf(manifest, id);
    if (channel === undefined || !isMachineChannel(channel) || canFollow(channel, rule, manifest)) return [];
    return [
      `onUnknown.${id} cannot be ${rule}: ${manifest.name} is not made for it. Use askPerson or resendMarked.`,
    ];
  });
  return [
    ...check('onUnknown', Object.keys(settings.onUnknown), isMachineChannel, 'API or EMAIL'),
    ...unusable,
    ...check('mailboxes', Object.keys(settings.mailboxes), ({ kind }) => kind === 'EMAIL', 'EMAIL'),
    ...check('mailTrust', Object.keys(settings.mailTrust), () => true, 'a channel'),
    ...check('formUrls', Object.keys(settings.formUrls), isForm, 'ASSISTED_FORM or PORTAL'),
    ...(settings.httpBaseUrl !== null && !hasHttp
      ? ['httpBaseUrl is set, but the platform has no API channel. Remove it.']
      : []),
  ];
}

/** A platform follows `replay` or `lookup` only where its channel was built for that. */
function canFollow(channel: ChannelManifest, rule: UnknownOutcomeRule, manifest: PlatformManifest): boolean {
  if (rule === 'replay') return channel.onUnknown === 'replay';
  return rule !== 'lookup' || manifest.abilities.includes('findReceipt');
}

function credentialProblems(settings: PlatformSettings, manifest: PlatformManifest): string[] {
  const known = manifest.credentials.map(({ name }) => name);
  const given = Object.keys(settings.credentials);
  const unknown = given
    .filter((name) => !known.includes(name))
    .map((name) => `credentials.${name} is no credential of it. Known: ${known.join(', ') || 'none'}.`);
  const missing = given.length > 0 ? missingCredentials(settings, manifest) : [];
  return [
    ...unknown,
    ...missing.map((name) => `credentials.${name} is missing. Set all credentials or none.`),
  ];
}

function missingCredentials(settings: PlatformSettings, manifest: PlatformManifest): string[] {
  return manifest.credentials
    .map(({ name }) => name)
    .filter((name) => settings.credentials[name] === undefined);
}

function standingProblems(settings: PlatformSettings, manifest: PlatformManifest): string[] {
  const takesArticle22 = manifest.channels.some(({ regimes }) => regimes.includes('DSA_ART22'));
  return [
    ...(typeof settings.flaggerStatus === 'object' && !takesArticle22
      ? [
          'flaggerStatus is DSA_ART22, but no channel of the platform takes such notices. Use PLATFORM_PRIORITY or NONE.',
        ]
      : []),
    ...(settings.quotaUnitsPerDay !== null && manifest.limits.quota === undefined
      ? ['quotaUnitsPerDay is set, but the platform counts no units. Remove it.']
      : []),
  ];
}

function channelOf(manifest: PlatformManifest, id: string): ChannelManifest | undefined {
  return manifest.channels.find((channel) => channel.id === id);
}

function channelsOf(manifest: PlatformManifest): string {
  return `Channels: ${manifest.channels.map(({ id }) => id).join(', ')}.`;
}
