import { parseArgs } from 'node:util';

/**
 * What `npm start -- …` was told.
 *
 * @typedef {{ help: boolean, demo: boolean, port: number, redisUrl?: string, databaseUrl?: string }} Options
 */

export const usage = `npm start -- [options]

Starts Uniflag on this machine: PostgreSQL, API, worker and simulated platforms. Nothing leaves the machine: every
platform is rehearsed until an administrator arms it. Data stays under .uniflag/ between runs.

  --redis <url>      put the queue into this Redis or Valkey, such as redis://127.0.0.1:6379
  --database <url>   use this PostgreSQL (15 or later), such as postgres://user:password@host:5432/uniflag
  --port <number>    port of the API (3000); when it is taken, the next free one
  --no-demo          do not file a first report into an empty database
  --help             show this

Any setting of config/default.yaml can be given by environment, for example UNIFLAG_LOG__LEVEL=debug.
`;

/**
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @returns {{ outcome: 'read', options: Options } | { outcome: 'refused', reason: string }}
 */
export function readOptions(args, env) {
  const parsed = parse(args);
  if ('reason' in parsed) return { outcome: 'refused', reason: parsed.reason };
  const { values } = parsed;
  const redisUrl = values.redis ?? env.UNIFLAG_QUEUE__REDIS_URL;
  const databaseUrl = values.database ?? env.UNIFLAG_DATABASE__URL;
  const fromFile = ['UNIFLAG_QUEUE__REDIS_URL_FILE', 'UNIFLAG_DATABASE__URL_FILE'].find((name) => env[name]);
  const port = values.port === undefined ? 3000 : Number(values.port);
  const reasons = [
    fromFile &&
      `npm start does not read ${fromFile}; give the address itself, with ${fromFile.replace('_FILE', '')}`,
    redisUrl && wrongAddress('--redis', redisUrl, ['redis:', 'rediss:']),
    databaseUrl && wrongAddress('--database', databaseUrl, ['postgres:', 'postgresql:']),
    Number.isInteger(port) && port > 0 && port < 65_536
      ? undefined
      : '--port must be a number from 1 to 65535',
  ];
  const reason = reasons.find(Boolean);
  if (reason) return { outcome: 'refused', reason };
  return {
    outcome: 'read',
    options: {
      help: values.help ?? false,
      demo: !values['no-demo'],
      port,
      ...(redisUrl ? { redisUrl } : {}),
      ...(databaseUrl ? { databaseUrl } : {}),
    },
  };
}

function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        redis: { type: 'string' },
        database: { type: 'string' },
        port: { type: 'string' },
        'no-demo': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    if (error.code?.startsWith('ERR_PARSE_ARGS')) return { reason: error.message };
    throw error;
  }
}

/** Says what is wrong without repeating the address: it may hold a password. */
function wrongAddress(option, value, schemes) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && schemes.includes(url.protocol) && url.hostname !== '') return undefined;
  return `${option} must be an address that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`;
}
