import type pg from 'pg';
import { DatabaseFault } from '../database-fault.js';

/** Takes the database for this installation; a database that belongs to another one is refused. */
export async function claimInstallation(pool: pg.Pool, installationId: string): Promise<void> {
  await pool.query('INSERT INTO installation (id) VALUES ($1) ON CONFLICT DO NOTHING', [installationId]);
  // A statement of its own: the one above cannot see the row of a process that was a moment faster.
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM installation');
  if (rows[0]?.id !== installationId)
    throw new DatabaseFault(
      'DATABASE.OTHER_INSTALLATION',
      'This database belongs to another installation. Give it the content key the database was created with (security.contentKey), or another database.',
    );
}
