import { grantRoles } from '#persistence';
import { UsageError } from '../failures.js';
import type { Session } from '../session.js';
import { onDatabase, operatorConfig } from './installation.js';

export async function grantDatabaseRoles(session: Session): Promise<number> {
  const { database } = await operatorConfig(session.world);
  const outcome = await onDatabase(() => grantRoles(database));
  if (outcome === 'missing')
    throw new UsageError(
      'The roles do not exist, and the user of database.url may not create them. As one who may: ' +
        'CREATE ROLE uniflag_api; CREATE ROLE uniflag_worker; CREATE ROLE uniflag_auditor; ' +
        'then grant them to the user, and run this again.',
    );
  return session.show({ outcome }, () =>
    outcome === 'granted' ? 'Every role has its rights.' : 'Every role had its rights already.',
  );
}
