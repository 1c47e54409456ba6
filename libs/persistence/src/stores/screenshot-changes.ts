import type pg from 'pg';
import type { Change, ScreenshotWrite } from '#application';

/** Keeps screenshots and destroys them, in the transaction that changes their report; one statement each, for they are rare. */
export async function writeScreenshots(client: pg.PoolClient, { screenshots = [] }: Change): Promise<void> {
  for (const write of screenshots)
    if (write.kind === 'destroyed') await client.query(destroyStatement, [write.reportId, write.ids]);
    else await client.query(addStatement, addValues(write));
}

/** $1 report, $2 those of its screenshots. */
const destroyStatement = `
  WITH gone AS (
    DELETE FROM screenshots WHERE report_id = $1 AND id = ANY($2::uuid[]) RETURNING id
  )
  DELETE FROM data_keys k USING gone WHERE k.owner_id = gone.id`;

const addStatement = `
  WITH new_key AS (
    INSERT INTO data_keys (owner_id, owner_kind, wrapped, wrapping_key_id) VALUES ($1, 'screenshot', $8, $9)
  )
  INSERT INTO screenshots (id, report_id, category, media_type, size_bytes, is_scanned, sealed, added_by, added_by_id,
    added_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $10, $11, to_timestamp($12 / 1000.0), to_timestamp($13 / 1000.0))`;

function addValues(write: Extract<ScreenshotWrite, { kind: 'added' }>): unknown[] {
  const { id, reportId, category, type, sizeBytes, isScanned, sealed, key, by } = write;
  return [
    ...[id, reportId, category, type, sizeBytes, isScanned, Buffer.from(sealed)],
    ...[Buffer.from(key.wrapped), key.wrappingKeyId, by.name, by.id],
    ...[write.addedAtMs, write.expiresAtMs],
  ];
}
