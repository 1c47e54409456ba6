import type pg from 'pg';

/**
 * Runs `work`, whose first statement begins a transaction, on a connection of its own; commits where it answers
 * something, rolls back where it answers undefined or throws.
 */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result | undefined>,
): Promise<Result | undefined> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // A connection that breaks says so here as well, and ends the process where nobody listens.
  const onError = (error: Error) => {
    lost = error;
  };
  client.on('error', onError);
  let isOver = false;
  try {
    const result = await work(client);
    await client.query(result === undefined ? 'ROLLBACK' : 'COMMIT');
    isOver = true;
    return result;
  } finally {
    isOver ||= await rollBack(client);
    if (isOver) client.off('error', onError);
    client.release(isOver ? undefined : (lost ?? new Error('its transaction may still be open')));
  }
}

/** @returns whether the transaction is surely over, so that the connection can be used again */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('ROLLBACK');
    return true;
  } catch {
    // The connection is gone, and with it the transaction; why it went is what `work` threw.
    return false;
  }
}
