import { isAbsolute, join } from 'node:path';
import {
  isDsa,
  languages,
  regimes,
  type ChannelChange,
  type ChannelManifest,
  type PlatformManifest,
} from '#core';
import { z } from 'zod';
import { findingsOf } from './checked-file.js';
import { ConfigError } from './config-error.js';
import { packageRoot } from './package-root.js';
import { readYaml } from './read-text.js';
import type { Config } from './schema.js';
import { fallbackMessage } from './sentences.js';
import { count, flag, list, oneOf, text } from './setting-types.js';

/** Platform key -> channel id -> what changed, in the file's order. */
export type ChannelOverlay = ReadonlyMap<string, ReadonlyMap<string, readonly ChannelChange[]>>;

const day = z.iso.date("must be a day such as '2026-12-01', in quotes");
const changeEntry = z
  .strictObject({
    from: day.nullable().default(null),
    address: text('a mailbox or an https address').optional(),
    contact: text('whom to ask').max(300, 'must be at most 300 characters').optional(),
    languages: list(oneOf(languages)).optional(),
    regimes: list(oneOf(regimes)).optional(),
    targetsPerNotice: count(1, 100).optional(),
    checkedOn: day.optional(),
    isUsable: flag().optional(),
    reason: text('why it is not to be used').max(300, 'must be at most 300 characters').optional(),
  })
  .refine(({ isUsable, reason }) => isUsable !== false || reason !== undefined, {
    path: ['reason'],
    message: 'is needed where isUsable is false: staff read it',
  })
  .refine(({ isUsable, reason }) => isUsable === false || reason === undefined, {
    path: ['reason'],
    message: 'goes with isUsable: false alone',
  });
const overlayFile = z
  .record(z.string(), z.record(z.string(), z.preprocess(asList, z.array(changeEntry, 'must be a list'))))
  .nullable();

/**
 * Reads the installation's own changes of channels and holds them to the platforms that are there.
 *
 * @param path as `channels.overlay` names it, relative to the installation's folder; null reads none
 * @throws ConfigError with one sentence a mistake: file, place, and the way out
 */
export function loadChannelOverlay(
  path: string | null,
  manifests: readonly PlatformManifest[],
): ChannelOverlay {
  if (path === null) return new Map();
  const file = isAbsolute(path) ? path : join(packageRoot(), path);
  const read = readYaml(file, 'channels.overlay');
  const checked = overlayFile.safeParse(read, { error: fallbackMessage });
  const findings = checked.success
    ? checkOverlay(checked.data ?? {}, manifests)
    : checked.error.issues.flatMap((issue) => findingsOf(issue, read));
  if (!checked.success || findings.length > 0)
    throw new ConfigError(findings.map(({ path: place, problem }) => `${path}: ${place} ${problem}.`));
  return new Map(
    Object.entries(checked.data ?? {}).map(([platform, channels]) => [
      platform,
      new Map(Object.entries(channels)),
    ]),
  );
}

/** The overlay of a process that reads nothing anew. */
export function channelChangesOf(
  { channels }: Pick<Config, 'channels'>,
  platforms: readonly { readonly manifest: PlatformManifest }[],
): () => ChannelOverlay {
  const overlay = loadChannelOverlay(
    channels.overlay,
    platforms.map(({ manifest }) => manifest),
  );
  return () => overlay;
}

type Overlay = NonNullable<z.output<typeof overlayFile>>;
type Change = Overlay[string][string][number];

function checkOverlay(overlay: Overlay, manifests: readonly PlatformManifest[]) {
  return Object.entries(overlay).flatMap(([key, channels]) => {
    const manifest = manifests.find((each) => each.key === key);
    if (!manifest)
      return [
        {
          path: key,
          problem: `is no platform of this installation. Known: ${manifests.map((each) => each.key).join(', ')}`,
        },
      ];
    return Object.entries(channels).flatMap(([id, changes]) => {
      const channel = manifest.channels.find((each) => each.id === id);
      if (!channel)
        return [
          {
            path: `${key}.${id}`,
            problem: `names no channel of it. Channels: ${manifest.channels.map((each) => each.id).join(', ')}`,
          },
        ];
      return changes.flatMap((change, index) =>
        checkChange(change, channel, manifest).map(([name, problem]) => ({
          path: `${key}.${id}.${index}.${name}`,
          problem,
        })),
      );
    });
  });
}

function checkChange(
  { address, regimes: given = [] }: Change,
  channel: ChannelManifest,
  { dsaCoverage, name }: PlatformManifest,
): [name: string, problem: string][] {
  const { kind } = channel;
  const problems: [string, string][] = [];
  if (address !== undefined) {
    if (kind === 'EMAIL' && !z.email().safeParse(address).success)
      problems.push(['address', `must be an e-mail address such as desk@example.org, but is "${address}"`]);
    else if (isForm(channel) && !isHttps(address))
      problems.push([
        'address',
        `must be an https address such as https://example.org/form, but is "${address}"`,
      ]);
    else if (kind !== 'EMAIL' && !isForm(channel))
      problems.push(['address', `makes no sense: ${channel.id} is ${kind}. Remove it`]);
  }
  if (given.length > 0 && kind === 'LAW_ENFORCEMENT_ONLY')
    problems.push(['regimes', 'makes no sense: only the police may use this channel. Remove it']);
  if (kind === 'IN_APP_BY_MEMBER' && given.some((regime) => regime !== 'USER'))
    problems.push(['regimes', "must be [USER]: a member's report is never a notice of the organisation"]);
  if (dsaCoverage === 'NONE' && given.some(isDsa))
    problems.push([
      'regimes',
      `names the Digital Services Act, whose notice rules do not reach ${name}. Leave DSA_ART16 and DSA_ART22 out`,
    ]);
  return problems;
}

function isForm({ kind }: ChannelManifest): boolean {
  return kind === 'ASSISTED_FORM' || kind === 'PORTAL';
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

/** One entry may stand without its dash. */
function asList(value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? [value] : value;
}
