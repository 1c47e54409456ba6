import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { meantVariable, pathOfVariable } from './environment.js';
import { packageRoot } from './package-root.js';
import { readText, readYaml } from './read-text.js';
import {
  isSecretPath,
  platformSection,
  sectionNames,
  sections,
  type Config,
  type PlatformSettings,
  type SectionName,
} from './schema.js';
import { describeIssues, fallbackMessage, type Origins } from './sentences.js';
import { isTree, overlay, pathsOf, treeWith, valueAt, type SettingsTree } from './settings-tree.js';

export interface ConfigSources {
  /** The process's environment, handed in by an app's main. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** YAML files laid over the defaults in this order, below the file that UNIFLAG_CONFIG names and the environment. */
  readonly files?: readonly string[];
}

/**
 * Joins defaults, files and environment, checks everything and freezes it.
 *
 * @param wanted sections the process uses; others are neither checked nor returned, so a process needs no more
 *               secrets than it uses
 * @throws ConfigError with one sentence a problem: the setting, what is wrong with it, the way out
 */
export function loadConfig<Name extends SectionName = SectionName>(
  sources: ConfigSources,
  wanted: readonly Name[] = sectionNames as Name[],
): Pick<Config, Name> {
  const { settings, origins, faults: all } = joinedSettings(sources);
  const faults = all.filter(({ setting: [section] }) => wanted.some((name) => name === section));
  const checked = schemaOf(wanted).safeParse(settings, { error: fallbackMessage });
  // What could not be read is missing for that reason alone.
  const isKnown = (place: string) => faults.some(({ setting }) => setting.join('.') === place);
  const issues = (checked.error?.issues ?? []).filter(({ path }) => {
    const names = path.map(String);
    return (valueAt(settings, names) ?? null) !== null || !isKnown(names.join('.'));
  });
  const problems = [...faults.map(({ problem }) => problem), ...describeIssues(issues, settings, origins)];
  if (problems.length > 0 || !checked.success) throw new ConfigError(problems);
  const picked = Object.fromEntries(wanted.map((name) => [name, checked.data[name]]));
  return deepFreeze(picked) as Pick<Config, Name>;
}

/** A setting as it was written, and who wrote it. */
export interface WrittenSetting {
  readonly path: readonly string[];
  /** A secret is not shown; nor is what stands under a name that is no setting, for it may be a secret misspelled. */
  readonly value: unknown;
  readonly origin: string;
}

/** Every setting that holds, right or wrong. */
export function writtenSettings(sources: ConfigSources): readonly WrittenSetting[] {
  const { settings, origins } = joinedSettings(sources);
  const { error } = schemaOf(sectionNames).safeParse(settings, { error: fallbackMessage });
  const unknown = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key].join('.')) : [],
  );
  return pathsOf(settings).map((path) => {
    const place = path.join('.');
    const isUnknown = unknown.some((each) => place === each || place.startsWith(`${each}.`));
    const value = shown(path, valueAt(settings, path), isUnknown);
    return { path, value, origin: origins.get(place) ?? 'config/default.yaml' };
  });
}

function shown(path: readonly string[], value: unknown, isUnknown: boolean): unknown {
  if (value === null || value === '') return value;
  // Also where something stands below a secret, which has nothing below it.
  if (isUnknown || path.some((_, index) => isSecretPath(path.slice(0, index + 1)))) return '[not shown]';
  // An address can hold a password, whatever it is for.
  return typeof value === 'string' ? value.replace(/(?<=:\/\/)[^\s/@]+@/g, '[not shown]@') : value;
}

function schemaOf(wanted: readonly SectionName[]) {
  return z.strictObject(
    Object.fromEntries(
      sectionNames.map((name) => [name, wanted.includes(name) ? sections[name] : z.unknown()]),
    ),
  );
}

/** Settings of one platform; the defaults where no file mentions it. */
export function platformSettings(platforms: Config['platforms'], key: string): PlatformSettings {
  const settings = Object.hasOwn(platforms, key) ? platforms[key] : undefined;
  return settings ?? deepFreeze(platformSection.parse({}));
}

interface Layer {
  /** Joined path -> who says so. */
  readonly origin: (path: readonly string[]) => string;
  readonly settings: SettingsTree;
  /** Relative names of secret files start here. */
  readonly folder: string;
}

/** What is wrong before values are looked at. */
interface SourceFault {
  readonly setting: readonly string[];
  readonly problem: string;
}

interface JoinedSettings {
  readonly settings: SettingsTree;
  readonly origins: Origins;
  readonly faults: readonly SourceFault[];
}

function joinedSettings({ env, files = [] }: ConfigSources): JoinedSettings {
  const faults: SourceFault[] = [];
  const defaults = fileLayer(join(packageRoot(), 'config', 'default.yaml'), 'Uniflag');
  const own = env['UNIFLAG_CONFIG'];
  const layers = [
    defaults,
    ...files.map((file) => fileLayer(file, 'The start command')),
    ...(own ? [fileLayer(own, 'UNIFLAG_CONFIG')] : []),
    ...environmentLayers(env, pathsOf(defaults.settings), faults),
  ];
  const origins = new Map<string, string>();
  let settings: SettingsTree = {};
  for (const layer of layers) {
    const read = withFilesRead(layer, faults);
    for (const path of pathsOf(read)) origins.set(path.join('.'), layer.origin(path));
    settings = overlay(settings, read);
  }
  return { settings, origins, faults };
}

function fileLayer(file: string, namedBy: string): Layer {
  const settings = readYaml(file, namedBy) ?? {};
  if (!isTree(settings))
    throw new ConfigError([`${file} must hold names and values, such as "api:" with settings below it.`]);
  const shown = relative(packageRoot(), resolve(file));
  return { settings, folder: dirname(resolve(file)), origin: () => (shown.startsWith('..') ? file : shown) };
}

function environmentLayers(
  env: ConfigSources['env'],
  known: readonly string[][],
  faults: SourceFault[],
): Layer[] {
  return Object.entries(env).flatMap(([variable, value]): Layer[] => {
    const meant = meantVariable(variable, known);
    if (meant)
      faults.push({
        setting: pathOfVariable(meant) ?? [],
        problem: `${variable} is no setting. Write ${meant}, with two underscores between levels.`,
      });
    const path = pathOfVariable(variable);
    if (path === undefined || value === undefined) return [];
    return [{ settings: treeWith(path, value), folder: '.', origin: () => variable }];
  });
}

/** Replaces every `nameFile: path` by `name: content of that file`. */
function withFilesRead(
  { settings, folder, origin }: Layer,
  faults: SourceFault[],
  above: readonly string[] = [],
): SettingsTree {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    const path = [...above, name];
    const setting = name.endsWith('File') ? name.slice(0, -'File'.length) : '';
    if (isTree(value)) read[name] = withFilesRead({ settings: value, folder, origin }, faults, path);
    else if (setting === '' || typeof value !== 'string') read[name] = value;
    else if (Object.hasOwn(settings, setting))
      faults.push({
        setting: [...above, setting],
        problem: `${path.join('.')} and ${setting} are both set in ${origin(path)}. Keep one of them.`,
      });
    else
      try {
        read[setting] = readText(resolve(folder, value), `${path.join('.')} (from ${origin(path)})`).trim();
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        for (const problem of error.problems) faults.push({ setting: [...above, setting], problem });
      }
  }
  return read;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
