import pg from 'pg';
import type { DatabaseRole } from '../../libs/persistence/src/roles/role-rights.js';
import type { Schema } from './schema.js';

/** How the server really ran what `work` sends over this pool, as that role and under its row rules. */
export async function plansOf(
  { options: { url, schema } }: Schema,
  role: DatabaseRole,
  work: (pool: pg.Pool) => Promise<unknown>,
  planned: 'for these values' | 'for any values' = 'for these values',
): Promise<string> {
  const plans: string[] = [];
  // As superuser, and from then on as the role that works with these rows.
  const pool = new pg.Pool({ connectionString: url, max: 1, options: `-c search_path=${schema ?? ''}` });
  try {
    await pool.query(
      `LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0; SET auto_explain.log_level = notice;
       SET auto_explain.log_analyze = on; SET auto_explain.log_timing = off;
       SET plan_cache_mode = ${planned === 'for any values' ? 'force_generic_plan' : 'auto'}; SET ROLE ${role}`,
    );
    pool.on('acquire', (client) =>
      client.removeAllListeners('notice').on('notice', ({ message }) => plans.push(message ?? '')),
    );
    await work(pool);
  } finally {
    await pool.end();
  }
  return plans.join('\n');
}

/** What was read, and by which index: `Seq Scan on reports`, `using reports_pkey`. */
export function readsIn(plans: string): string[] {
  const reads = plans.match(/(Seq Scan on|using|Bitmap Index Scan on) [a-z_]+/g) ?? [];
  return [...new Set(reads.map((read) => read.replace('Bitmap Index Scan on', 'using')))];
}
