import {
  ConfigError,
  loadAlertTexts,
  loadCheckedConfig,
  loadDigestTexts,
  loadGuidance,
  loadTaxonomy,
  problemsOf,
  writtenSettings,
  type ConfigSources,
} from '#config';
import { platforms } from '#platforms';
import { stringify } from 'yaml';
import { exitCodes, UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { plain, wrap } from '../text/layout.js';
import { installationEnv } from './installation.js';

/** Says everything that is wrong with the settings, as a start of API or worker would, and with the tables beside them. */
export async function checkConfig(session: Session): Promise<number> {
  const sources = { env: await installationEnv(session.world) };
  const manifests = platforms.map(({ manifest }) => manifest);
  const problems = [
    () => loadCheckedConfig(sources, manifests),
    () => loadTaxonomy(),
    () => loadGuidance(),
    () => loadAlertTexts(),
    () => loadDigestTexts(),
  ].flatMap(problemsOf);
  const isUsable = problems.length === 0;
  session.show({ isUsable, problems }, () =>
    isUsable
      ? 'The configuration can be used.'
      : problems.map((problem) => wrap(plain(`- ${problem}`), session.world.columns)).join('\n'),
  );
  return isUsable ? exitCodes.ok : exitCodes.refused;
}

/** Shows every setting as it holds, with who says so where that is not the defaults. Secrets are never shown. */
export async function printConfig(session: Session): Promise<number> {
  const settings = settingsOf({ env: await installationEnv(session.world) });
  return session.show(
    settings.map(({ path, value, origin }) => ({ setting: path.join('.'), value, origin })),
    () =>
      settings
        .map(({ path, value, origin }) => {
          const written = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
          const from = origin === 'config/default.yaml' ? '' : `  # ${origin}`;
          return plain(`${path.join('.')}: ${written}${from}`);
        })
        .join('\n'),
  );
}

/** Where a file is no YAML at all, there is nothing to show. */
function settingsOf(sources: ConfigSources): ReturnType<typeof writtenSettings> {
  try {
    return writtenSettings(sources);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}
