import { loadConfig } from '#config';
import { openDatabase, PgPeople } from '#persistence';
import { createLogger, readOrExit, reasonOf } from '#telemetry';
import { FirstAdministrator } from './people/first-administrator.js';
import { welcomePath } from './people/present-person.js';

/**
 * Prints the address at which the first administrator makes an account, for installations whose API has no terminal:
 *
 *   node dist/apps/api/src/first-administrator.js
 *
 * It works once, within 30 minutes, and takes the place of any before. Exit code 1 where an administrator is there.
 */
const config = readOrExit('first-administrator', () => loadConfig({ env: process.env }, ['api', 'database']));
const log = createLogger({ service: 'first-administrator', level: 'info', destination: 'stderr' });
try {
  const database = await openDatabase(config.database);
  const link = await new FirstAdministrator(new PgPeople(database.pool)).makeLink();
  await database.close();
  if (!link) {
    process.stderr.write('There is an administrator, who invites everybody else.\n');
    process.exit(1);
  }
  process.stdout.write(`${config.api.publicUrl}${welcomePath(link.code)}\n`);
} catch (error) {
  log.error('first-administrator.failed', reasonOf(error));
  process.exit(1);
}
