import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigError } from './config-error.js';
import { meantVariable, pathOfVariable } from './environment.js';
import { packageRoot } from './package-root.js';
import { readText, readYaml } from './read-text.js';
import {
  platformSection,
  sectionNames,
  sections,
  type Config,
  type PlatformSettings,
  type SectionName,
} from './schema.js';
import { describeIssues, fallbackMessage, type Origins } from './sentences.js';
import { isTree, overlay, pathsOf, treeWith, type SettingsTree } from './settings-tree.js';

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
  const { settings, origins } = joinedSettings(sources);
  const schema = z.strictObject(
    Object.fromEntries(
      sectionNames.map((name) => [
        name,
        (wanted as readonly SectionName[]).includes(name) ? sections[name] : z.unknown(),
      ]),
    ),
  );
  const checked = schema.safeParse(settings, { error: fallbackMessage });
  if (!checked.success) throw new ConfigError(describeIssues(checked.error.issues, settings, origins));
  const picked = Object.fromEntries(wanted.map((name) => [name, checked.data[name]]));
  return deepFreeze(picked) as Pick<Config, Name>;
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

function joinedSettings({ env, files = [] }: ConfigSources): { settings: SettingsTree; origins: Origins } {
  const defaults = fileLayer(join(packageRoot(), 'config', 'default.yaml'), 'Uniflag');
  const own = env['UNIFLAG_CONFIG'];
  const layers = [
    defaults,
    ...files.map((file) => fileLayer(file, 'The start command')),
    ...(own ? [fileLayer(own, 'UNIFLAG_CONFIG')] : []),
    ...environmentLayers(env, pathsOf(defaults.settings)),
  ];
  const origins = new Map<string, string>();
  let settings: SettingsTree = {};
  for (const layer of layers) {
    const read = withFilesRead(layer);
    for (const path of pathsOf(read)) origins.set(path.join('.'), layer.origin(path));
    settings = overlay(settings, read);
  }
  return { settings, origins };
}

function fileLayer(file: string, namedBy: string): Layer {
  const settings = readYaml(file, namedBy) ?? {};
  if (!isTree(settings))
    throw new ConfigError([`${file} must hold names and values, such as "api:" with settings below it.`]);
  const shown = relative(packageRoot(), resolve(file));
  return { settings, folder: dirname(resolve(file)), origin: () => (shown.startsWith('..') ? file : shown) };
}

function environmentLayers(env: ConfigSources['env'], known: readonly string[][]): Layer[] {
  const problems: string[] = [];
  const layers = Object.entries(env).flatMap(([variable, value]): Layer[] => {
    const meant = meantVariable(variable, known);
    if (meant)
      problems.push(`${variable} is no setting. Write ${meant}, with two underscores between levels.`);
    const path = pathOfVariable(variable);
    if (path === undefined || value === undefined) return [];
    return [{ settings: treeWith(path, value), folder: '.', origin: () => variable }];
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return layers;
}

/** Replaces every `nameFile: path` by `name: content of that file`. */
function withFilesRead({ settings, folder, origin }: Layer, above: readonly string[] = []): SettingsTree {
  const read: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(settings)) {
    const path = [...above, name];
    const setting = name.endsWith('File') ? name.slice(0, -'File'.length) : '';
    if (isTree(value)) read[name] = withFilesRead({ settings: value, folder, origin }, path);
    else if (setting === '' || typeof value !== 'string') read[name] = value;
    else if (Object.hasOwn(settings, setting))
      throw new ConfigError([
        `${path.join('.')} and ${setting} are both set in ${origin(path)}. Keep one of them.`,
      ]);
    else read[setting] = readText(resolve(folder, value), `${path.join('.')} (from ${origin(path)})`).trim();
  }
  return read;
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
