import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from '#config';
import { DatabaseFault } from '#persistence';
import { findRun } from '../connection.js';
import { UsageError } from '../failures.js';
import type { World } from '../world.js';

export type OperatorConfig = Pick<Config, 'database' | 'audit' | 'queue' | 'outcomes'>;

/**
 * Settings as the processes of the installation have them: from the environment, or those of a running checkout.
 *
 * @throws UsageError where there are none
 */
export function operatorConfig(world: World): Promise<OperatorConfig> {
  return configOf(world, ['database', 'audit', 'queue', 'outcomes']);
}

/** As `operatorConfig`, with the keys: for commands that use them. */
export function keysConfig(world: World): Promise<Pick<Config, 'database' | 'security'>> {
  return configOf(world, ['database', 'security']);
}

async function configOf<Name extends keyof Config>(
  world: World,
  wanted: readonly Name[],
): Promise<Pick<Config, Name>> {
  try {
    return loadConfig({ env: await installationEnv(world) }, wanted);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

/** What settings are read from: this environment, over that of a running checkout where this names no installation. */
export async function installationEnv(world: World): Promise<World['env']> {
  return { ...(await ofRunningCheckout(world)), ...world.env };
}

async function ofRunningCheckout(world: World): Promise<Record<string, string>> {
  const own = ['UNIFLAG_CONFIG', 'UNIFLAG_DATABASE__URL', 'UNIFLAG_DATABASE__URL_FILE'];
  if (own.some((name) => world.env[name])) return {};
  const found = await findRun(world, ({ databaseUrl }) => typeof databaseUrl === 'string');
  if (!found) return {};
  const secrets = join(found.folder, '.uniflag', 'secrets');
  const files = Object.entries({
    UNIFLAG_AUDIT__SIGNING_KEY_FILE: join(secrets, 'audit.key'),
    UNIFLAG_OUTCOMES__SIGNING_KEY_FILE: join(secrets, 'outcomes.key'),
    UNIFLAG_SECURITY__WRAPPING_KEY_FILE: join(secrets, 'wrapping.key'),
    UNIFLAG_SECURITY__CONTENT_KEY_FILE: join(secrets, 'content.key'),
  }).filter(([variable, file]) => !world.env[variable.replace(/_FILE$/, '')] && existsSync(file));
  return { UNIFLAG_DATABASE__URL: String(found.run['databaseUrl']), ...Object.fromEntries(files) };
}

/** What the database will not do until somebody acts is told as wrong use. */
export async function onDatabase<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DatabaseFault) throw new UsageError(error.message);
    const { code } = (error ?? {}) as { code?: string };
    if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
      throw new UsageError(
        'PostgreSQL does not answer at the address in database.url. Start it, or correct the address.',
      );
    if (code === '42P01')
      throw new UsageError(
        'The tables of this version are not there yet. Start Uniflag once, or run its bootstrap.',
      );
    throw error;
  }
}
