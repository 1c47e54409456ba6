import type { ChannelManifest, Language, Regime } from './manifest.js';

/** What an installation says of one channel in place of its manifest, from a day on. What is absent stays as it was. */
export interface ChannelChange {
  /** First day, ISO 8601; null holds from the start. */
  readonly from: string | null;
  /** Mailbox, or https address of a form or portal. */
  readonly address?: string | undefined;
  /** Whom to ask at the platform. */
  readonly contact?: string | undefined;
  readonly languages?: readonly Language[] | undefined;
  readonly regimes?: readonly Regime[] | undefined;
  /** Targets that one notice may name. */
  readonly targetsPerNotice?: number | undefined;
  /** Day on which somebody last checked all this, ISO 8601. */
  readonly checkedOn?: string | undefined;
  readonly isUsable?: boolean | undefined;
  /** Why it is not to be used. */
  readonly reason?: string | undefined;
}

/** What is known of a channel on one day beside its manifest. */
export interface ChannelRecord {
  readonly address: string | null;
  readonly contact: string | null;
  readonly checkedOn: string;
  readonly isUsable: boolean;
  readonly reason: string | null;
  /** First day of the next change; null where none is known. */
  readonly changesOn: string | null;
}

export interface DatedChannel {
  readonly channel: ChannelManifest;
  readonly record: ChannelRecord;
}

/**
 * A channel as it is on one day: its manifest with every change that holds by then, the later one over the earlier.
 *
 * @param day ISO 8601
 */
export function channelOn(
  channel: ChannelManifest,
  changes: readonly ChannelChange[],
  day: string,
): DatedChannel {
  const inOrder = [...changes].sort((one, other) => (firstDay(one) < firstDay(other) ? -1 : 1));
  const held = inOrder.filter((change) => firstDay(change) <= day);
  const last = <Name extends keyof ChannelChange>(name: Name) =>
    held.findLast((change) => change[name] !== undefined)?.[name];
  const isUsable = last('isUsable') ?? true;
  const targetsPerNotice = last('targetsPerNotice') ?? channel.targetsPerNotice;
  return {
    channel: {
      ...channel,
      languages: last('languages') ?? channel.languages,
      regimes: last('regimes') ?? channel.regimes,
      ...(targetsPerNotice === undefined ? {} : { targetsPerNotice }),
    },
    record: {
      address: last('address') ?? null,
      contact: last('contact') ?? null,
      checkedOn: last('checkedOn') ?? channel.source.readOn,
      isUsable,
      reason: isUsable ? null : (last('reason') ?? null),
      changesOn: inOrder.find((change) => firstDay(change) > day)?.from ?? null,
    },
  };
}

function firstDay({ from }: ChannelChange): string {
  return from ?? '';
}
