import type pg from 'pg';
import type { CategoryCode } from '#core';

export interface LedgerPeriod {
  /** Months such as `2026-03`: the first one, and the first one that is left out. */
  readonly from: string;
  readonly to: string;
  /** On whose clock a month of ours begins. */
  readonly timeZone: string;
}

interface PlatformMonth {
  readonly platform: string;
  readonly month: string;
}

/** What both sides say of each platform and month; nothing is said where nothing is known. */
export interface Ledger {
  /** Notices of ours under Article 22 on which the platform says that it acted, by our category. */
  readonly ours: readonly (PlatformMonth & { readonly category: CategoryCode; readonly count: number })[];
  /** Statements of the platform that name a trusted flagger, by category of the database. */
  readonly theirs: readonly (PlatformMonth & {
    readonly category: string;
    readonly decisions: readonly string[];
    readonly count: number;
  })[];
  /** Days of the month whose file was imported, and all statements on them. */
  readonly imported: readonly (PlatformMonth & { readonly days: number; readonly statements: number })[];
}

/** Our own record beside the platforms' statements. Counts alone. */
export class PgLedgerQueries {
  constructor(private readonly pool: pg.Pool) {}

  async read({ from, to, timeZone }: LedgerPeriod): Promise<Ledger> {
    const ours = await this.pool.query<Ledger['ours'][number]>(
      `SELECT s.platform, to_char(s.decided_at AT TIME ZONE $3::text, 'YYYY-MM') AS month, r.category, count(*)::int AS count
       FROM submissions s JOIN reports r ON r.id = s.report_id
       WHERE s.regime = 'DSA_ART22' AND s.decision = 'ACTIONED' AND s.mode = 'armed'
         AND s.decided_at >= ($1::text || '-01')::timestamp AT TIME ZONE $3::text
         AND s.decided_at < ($2::text || '-01')::timestamp AT TIME ZONE $3::text
       GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`,
      [from, to, timeZone],
    );
    const theirs = await this.pool.query<Ledger['theirs'][number]>(
      `SELECT platform, month, category, decisions, sum(count)::int AS count FROM transparency_counts
       WHERE month >= $1 AND month < $2 GROUP BY 1, 2, 3, 4 ORDER BY 2, 1, 3, 4`,
      [from, to],
    );
    const imported = await this.pool.query<Ledger['imported'][number]>(
      `SELECT platform, to_char(day, 'YYYY-MM') AS month, count(*)::int AS days, sum(statements)::int AS statements
       FROM transparency_days WHERE day >= ($1::text || '-01')::date AND day < ($2::text || '-01')::date
       GROUP BY 1, 2 ORDER BY 2, 1`,
      [from, to],
    );
    return { ours: ours.rows, theirs: theirs.rows, imported: imported.rows };
  }
}
