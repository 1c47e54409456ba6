import type pg from 'pg';

/** Takes the database for this installation; a database that belongs to another one is refused. */
export async function claimInstallation(pool: pg.Pool, installationId: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `WITH added AS (INSERT INTO installation (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id)
     SELECT id FROM added UNION ALL SELECT id FROM installation LIMIT 1`,
    [installationId],
  );
  if (rows[0]?.id !== installationId)
    throw new Error(
      'This database belongs to another installation. Give it the content key the database was created with (security.contentKey), or another database.',
    );
}
