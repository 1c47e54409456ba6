import type pg from 'pg';

/** A sealed report as it is kept. */
export interface KeptAnnualReport {
  /** Canonical JSON. */
  readonly report: string;
  readonly seal: unknown;
  readonly snapshot: string;
}

/** Sealed yearly reports, one a year. */
export class PgAnnualReports {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async of(year: number): Promise<KeptAnnualReport | undefined> {
    const { rows } = await this.pool.query<KeptAnnualReport>(
      'SELECT report, seal, snapshot::text AS snapshot FROM annual_reports WHERE year = $1',
      [year],
    );
    return rows[0];
  }

  /** @returns whether it is kept now; false where another one of that year is */
  async add(year: number, { report, seal, snapshot }: KeptAnnualReport, sealedAt: Date): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO annual_reports (year, report, seal, snapshot, sealed_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (year) DO NOTHING`,
      [year, report, JSON.stringify(seal), snapshot, sealedAt],
    );
    return rowCount === 1;
  }
}
