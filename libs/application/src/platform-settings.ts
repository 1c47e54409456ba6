import type {
  ChannelRecord,
  ClosedBecause,
  ClosedChannels,
  FlaggerStatus,
  MailTrust,
  PlatformManifest,
  TargetRules,
  UnknownOutcomeRule,
} from '#core';

/** A platform as the use cases see it: its manifest, and what this installation set. */
export interface PlatformSettings {
  readonly manifest: PlatformManifest;
  readonly targets: TargetRules;
  /** Channel id -> what is known of it today beside the manifest; absent is nothing. */
  readonly records?: ReadonlyMap<string, ChannelRecord>;
  /** Channel preferred by configuration, if any. */
  readonly preferredChannel?: string;
  readonly hasCredentials: boolean;
  /** Most notices a minute, from all workers together; absent is no limit. */
  readonly noticesPerMinute?: number;
  /** Channel id -> rule, where configuration differs from the manifest. */
  readonly onUnknown: Readonly<Record<string, UnknownOutcomeRule>>;
  /** Domains the platform's mail comes from, in small letters. */
  readonly mailDomains: readonly string[];
  /** Channel id -> what mails about it must prove, where that is not DMARC. */
  readonly mailTrust: Readonly<Record<string, MailTrust>>;
  /** Whether a second address was agreed with the platform. */
  readonly hasSecondContact: boolean;
  /** The organisation's status as this platform's trusted flagger under Article 22; absent is none. */
  readonly flagger?: FlaggerStatus;
}

/** All platforms by key. */
export type PlatformCatalogue = ReadonlyMap<string, PlatformSettings>;

/** What a channel does when nobody can say whether a notice arrived; without a rule a person decides. */
export function unknownOutcomeRuleOf(
  platforms: PlatformCatalogue,
  { platform, channel }: { readonly platform: string; readonly channel: string },
): UnknownOutcomeRule {
  const settings = platforms.get(platform);
  const manifest = settings?.manifest.channels.find(({ id }) => id === channel);
  return settings?.onUnknown[channel] ?? manifest?.onUnknown ?? 'askPerson';
}

/** Whether a worker can tell the platform something about a notice that took this channel, by reference. */
export function canBeTold(platforms: PlatformCatalogue, platform: string, channelId: string): boolean {
  const manifest = platforms.get(platform)?.manifest;
  const channel = manifest?.channels.find(({ id }) => id === channelId);
  return channel?.kind === 'EMAIL' && manifest?.abilities.includes('remind') === true;
}

/**
 * Channels of a platform that lead nowhere now.
 *
 * @param dead ids of the dead channels of all platforms
 */
export function closedChannels({ records }: PlatformSettings, dead: readonly string[]): ClosedChannels {
  const off = [...(records ?? [])].flatMap(([id, { isUsable }]) => (isUsable ? [] : [[id, 'OFF'] as const]));
  return new Map<string, ClosedBecause>([...dead.map((id) => [id, 'DEAD'] as const), ...off]);
}

/** Lanes: what a hint can name. */
export const lanes = {
  submissions: (platform: string) => `submissions-${platform}`,
  followUps: (platform: string) => `follow-ups-${platform}`,
  checks: (platform: string) => `checks-${platform}`,
  replies: 'replies',
  webhooks: 'webhooks',
  deadlines: 'deadlines',
  alerts: 'alerts',
} as const;
