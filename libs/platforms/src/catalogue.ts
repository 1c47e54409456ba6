import {
  channelOn,
  type ChannelChange,
  type FlaggerStatus,
  type MailTrust,
  type UnknownOutcomeRule,
} from '#core';
import type { Platform } from '#platform-kit';

/** What an installation sets for one platform; the shape of `platforms.<key>` in the configuration. */
export interface PlatformSection {
  readonly defaultChannel: string | null;
  readonly onUnknown: Readonly<Record<string, UnknownOutcomeRule>>;
  readonly credentials: Readonly<Record<string, string>>;
  readonly httpBaseUrl: string | null;
  readonly mailboxes: Readonly<Record<string, string>>;
  readonly mailDomains: readonly string[] | null;
  readonly mailTrust: Readonly<Record<string, MailTrust>>;
  readonly formUrls: Readonly<Record<string, string>>;
  readonly flaggerStatus: 'NONE' | 'PLATFORM_PRIORITY' | ({ readonly regime: 'DSA_ART22' } & FlaggerStatus);
  readonly quotaUnitsPerDay: number | null;
  readonly noticesPerMinute: number | null;
  readonly escalationAddress: string | null;
}

/** Platform key -> channel id -> what the installation says of it, from a day on. */
export type ChannelChanges = ReadonlyMap<string, ReadonlyMap<string, readonly ChannelChange[]>>;

/**
 * Settings of each platform with the addresses that hold on the day they are asked for.
 *
 * @param sectionOf settings as configured
 */
export function datedSections<Section extends PlatformSection>(
  platforms: readonly Platform[],
  sectionOf: (key: string) => Section,
  changes: () => ChannelChanges,
  now: () => number,
): (key: string) => Section {
  return (key) => {
    const section = sectionOf(key);
    const changed = changes().get(key);
    const manifest = platforms.find((platform) => platform.manifest.key === key)?.manifest;
    if (!changed || !manifest) return section;
    const mailboxes = { ...section.mailboxes };
    const formUrls = { ...section.formUrls };
    for (const channel of manifest.channels) {
      const { address } = channelOn(channel, changed.get(channel.id) ?? [], isoDay(now())).record;
      if (address !== null) (channel.kind === 'EMAIL' ? mailboxes : formUrls)[channel.id] = address;
    }
    return { ...section, mailboxes, formUrls };
  };
}

const noChanges: ChannelChanges = new Map();

/**
 * Manifests joined with what the installation set: what the use cases ask. It is that of the day on which it is asked.
 *
 * @param sectionOf settings of the same day
 * @param changes of channels; another object where these or the settings were read anew
 */
export function platformCatalogue(
  platforms: readonly Platform[],
  sectionOf: (key: string) => PlatformSection,
  changes: () => ChannelChanges = () => noChanges,
  now: () => number = Date.now,
): ReadonlyMap<string, CataloguedPlatform> {
  return new MapOfToday(
    () => [Math.floor(now() / dayMs), changes()],
    () => catalogueOn(platforms, sectionOf, changes(), isoDay(now())),
  );
}

type CataloguedPlatform = ReturnType<typeof catalogueOn> extends Map<string, infer Entry> ? Entry : never;

const dayMs = 86_400_000;

function isoDay(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}

function catalogueOn(
  platforms: readonly Platform[],
  sectionOf: (key: string) => PlatformSection,
  changes: ChannelChanges,
  day: string,
) {
  return new Map(
    platforms.map(({ manifest: known, targets }) => {
      const section = sectionOf(known.key);
      const noticesPerMinute = section.noticesPerMinute ?? known.limits.noticesPerMinute;
      const channels = known.channels.map((channel) => {
        const dated = channelOn(channel, changes.get(known.key)?.get(channel.id) ?? [], day);
        const address = section.mailboxes[channel.id] ?? section.formUrls[channel.id] ?? null;
        return { ...dated, record: { ...dated.record, address } };
      });
      const manifest = { ...known, channels: channels.map(({ channel }) => channel) };
      return [
        manifest.key,
        {
          manifest,
          targets,
          records: new Map(channels.map(({ channel, record }) => [channel.id, record] as const)),
          ...(section.defaultChannel === null ? {} : { preferredChannel: section.defaultChannel }),
          ...(noticesPerMinute === undefined ? {} : { noticesPerMinute }),
          hasCredentials: manifest.credentials.length > 0 && hasAllCredentials(manifest.credentials, section),
          onUnknown: section.onUnknown,
          mailDomains: [...manifest.mailDomains, ...(section.mailDomains ?? [])].map((each) =>
            each.toLowerCase(),
          ),
          mailTrust: section.mailTrust,
          hasSecondContact: section.escalationAddress !== null,
          ...(typeof section.flaggerStatus === 'object' ? { flagger: section.flaggerStatus } : {}),
        },
      ] as const;
    }),
  );
}

/** A map that is made anew whenever the day or what was read changes. */
class MapOfToday<Value> implements ReadonlyMap<string, Value> {
  private made: { readonly of: readonly unknown[]; readonly map: ReadonlyMap<string, Value> } | undefined;

  constructor(
    private readonly ofNow: () => readonly unknown[],
    private readonly make: () => ReadonlyMap<string, Value>,
  ) {}

  get size() {
    return this.today().size;
  }
  get(key: string) {
    return this.today().get(key);
  }
  has(key: string) {
    return this.today().has(key);
  }
  keys() {
    return this.today().keys();
  }
  values() {
    return this.today().values();
  }
  entries() {
    return this.today().entries();
  }
  forEach(...each: Parameters<ReadonlyMap<string, Value>['forEach']>) {
    this.today().forEach(...each);
  }
  [Symbol.iterator]() {
    return this.today()[Symbol.iterator]();
  }

  private today(): ReadonlyMap<string, Value> {
    const of = this.ofNow();
    if (!this.made || of.some((each, index) => each !== this.made?.of[index]))
      this.made = { of, map: this.make() };
    return this.made.map;
  }
}

function hasAllCredentials(fields: readonly { readonly name: string }[], section: PlatformSection): boolean {
  return fields.every(({ name }) => section.credentials[name] !== undefined);
}
