import type { PlatformManifest } from '#core';
import { loadChannelOverlay } from './channel-overlay.js';
import { ConfigError } from './config-error.js';
import { checkDeadlines } from './deadlines.js';
import { loadConfig, type ConfigSources } from './loader.js';
import { checkPlatformSettings } from './platform-checks.js';
import type { Config, SectionName } from './schema.js';

/**
 * The whole configuration, held against the platforms that are there, with the changes of their channels.
 *
 * @throws ConfigError with every fault at once; each names the setting or the place in a file, and the way out
 */
export function loadCheckedConfig(sources: ConfigSources, manifests: readonly PlatformManifest[]): Config {
  let config: Config | undefined;
  // What is sound by itself is looked at further, whatever is wrong elsewhere.
  const sections = <Name extends SectionName>(name: Name) => config ?? loadConfig(sources, [name]);
  const problems = [
    () => (config = loadConfig(sources)),
    () => checkPlatformSettings(sections('platforms').platforms, manifests),
    () => checkDeadlines(sections('deadlines').deadlines, manifests),
    () => loadChannelOverlay(sections('channels').channels.overlay, manifests),
  ].flatMap(problemsOf);
  if (problems.length > 0 || config === undefined) throw new ConfigError([...new Set(problems)]);
  return config;
}

/** What a check throws as faults of the configuration. */
export function problemsOf(check: () => unknown): readonly string[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}
