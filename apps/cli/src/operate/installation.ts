import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from '#config';
import { DatabaseFault } from '#persistence';
import { findRun } from '../connection.js';
import { UsageError } from '../failures.js';
import type { World } from '../world.js';

export type OperatorConfig = Pick<Config, 'database' | 'audit' | 'queue'>;

/**
 * Settings as the processes of the installation have them: from the environment, or those of a running checkout.
 *
 * @throws UsageError where there are none
 */
export async function operatorConfig(world: World): Promise<OperatorConfig> {
  try {
    return loadConfig({ env: { ...(await ofRunningCheckout(world)), ...world.env } }, [
      ...(['database', 'audit', 'queue'] as const),
    ]);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message);
    throw error;
  }
}

async function ofRunningCheckout(world: World): Promise<Record<string, string>> {
  const own = ['UNIFLAG_CONFIG', 'UNIFLAG_DATABASE__URL', 'UNIFLAG_DATABASE__URL_FILE'];
  if (own.some((name) => world.env[name])) return {};
  const found = await findRun(world, ({ databaseUrl }) => typeof databaseUrl === 'string');
  if (!found) return {};
  const key = join(found.folder, '.uniflag', 'secrets', 'audit.key');
  return {
    UNIFLAG_DATABASE__URL: String(found.run['databaseUrl']),
    ...(existsSync(key) ? { UNIFLAG_AUDIT__SIGNING_KEY_FILE: key } : {}),
  };
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
