import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';

/**
 * The npm that runs us, or the one on the path.
 *
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand() {
  const script = process.env.npm_execpath;
  if (script !== undefined && basename(script) === 'npm-cli.js')
    return { command: process.execPath, args: [script] };
  return { command: 'npm', args: [] };
}

/**
 * Environment for npm: short output, all packages (also with NODE_ENV=production) and a cache that can be written.
 *
 * @param {string} stateFolder where a cache is made when npm's own one cannot be used
 */
export function npmEnvironment(stateFolder) {
  const env = {
    ...process.env,
    npm_config_loglevel: 'notice',
    npm_config_progress: 'false',
    npm_config_include: 'dev',
  };
  delete env.npm_config_omit;
  const home = homeFolder();
  // npm does not start without a home.
  if (home === undefined) env.HOME = stateFolder;
  const cache = env.npm_config_cache ?? join(home ?? stateFolder, '.npm');
  if (!isWritable(cache)) env.npm_config_cache = join(stateFolder, 'npm-cache');
  return env;
}

/** Undefined where HOME is unset and the system does not know the user. */
function homeFolder() {
  try {
    return homedir();
  } catch (error) {
    if (error.code === 'ERR_SYSTEM_ERROR') return undefined;
    throw error;
  }
}

function isWritable(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'].includes(error.code)) return false;
    throw error;
  }
}
