import type { ChannelManifest, PlatformManifest } from './manifest.js';

export interface ChannelQuestion {
  readonly manifest: PlatformManifest;
  readonly targetKind: string;
  readonly category: string;
  /** Channel the report asks for, if any. */
  readonly wanted?: string;
  /** Channel the installation prefers, if configured. */
  readonly preferred?: string;
  readonly hasCredentials: boolean;
  /** Channels that lead nowhere now, and why; absent is none. */
  readonly closed?: ClosedChannels;
}

/**
 * DEAD  notices came back from it again and again, or a person marked it so
 * OFF   the installation's own data say that it is not to be used
 */
export type ClosedBecause = 'DEAD' | 'OFF';
export type ClosedChannels = ReadonlyMap<string, ClosedBecause>;

export const noChannelReasons = [
  'CHANNEL.UNKNOWN',
  'CHANNEL.NOT_FOR_THIS_TARGET',
  'CHANNEL.NONE',
  'CHANNEL.DEAD',
  'CHANNEL.OFF',
] as const;
export type NoChannel = (typeof noChannelReasons)[number];

/** The way in for one target, or why there is none. */
export type ChannelChoice =
  | { readonly outcome: 'chosen'; readonly channel: ChannelManifest }
  | {
      readonly outcome: 'none';
      readonly reason: NoChannel;
    };

/**
 * Chooses the channel for one target: the wanted one or nothing; otherwise the preferred or default one, then the
 * manifest's others in order. A channel only the police may use is never chosen, nor one that is closed.
 */
export function chooseChannel(question: ChannelQuestion): ChannelChoice {
  const { manifest, wanted, closed } = question;
  const usable = manifest.channels.filter((channel) => serves(channel, question) && !closed?.has(channel.id));
  if (wanted !== undefined) {
    if (!manifest.channels.some((channel) => channel.id === wanted))
      return { outcome: 'none', reason: 'CHANNEL.UNKNOWN' };
    const channel = usable.find(({ id }) => id === wanted);
    if (channel) return { outcome: 'chosen', channel };
    const because = closed?.get(wanted);
    return { outcome: 'none', reason: because ? `CHANNEL.${because}` : 'CHANNEL.NOT_FOR_THIS_TARGET' };
  }
  const first = question.preferred ?? (question.hasCredentials ? manifest.channelWithCredentials : undefined);
  const order = [first, manifest.defaultChannel];
  const chosen =
    order.map((id) => usable.find((channel) => channel.id === id)).find((channel) => channel !== undefined) ??
    usable.find((channel) => channel.kind !== 'API' || question.hasCredentials);
  return chosen ? { outcome: 'chosen', channel: chosen } : { outcome: 'none', reason: 'CHANNEL.NONE' };
}

function serves(channel: ChannelManifest, { manifest, targetKind, category }: ChannelQuestion): boolean {
  if (channel.kind === 'LAW_ENFORCEMENT_ONLY') return false;
  if (channel.accepts !== '*' && !channel.accepts.includes(targetKind)) return false;
  if (channel.forCategories && !channel.forCategories.includes(category)) return false;
  // An API takes nothing but its own reason codes.
  return channel.kind !== 'API' || manifest.reasons[category] !== undefined;
}

/** Channels a worker may use without a person. */
export function isMachineChannel(channel: ChannelManifest): boolean {
  return channel.kind === 'API' || channel.kind === 'EMAIL';
}
