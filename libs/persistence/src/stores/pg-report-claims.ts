import type pg from 'pg';
import { reachOf, type Role } from '#core';

/** Who takes care of a report. It says so to colleagues, and keeps nobody and nothing from acting on the report. */
export interface ReportClaim {
  readonly personId: string;
  readonly name: string;
  readonly sinceMs: number;
  /** Name of who handed it over; null where they took it, or said since that they are on it. */
  readonly handedOverBy: string | null;
}

export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly team: string | null;
}

/** What became of one report of a request. `taken` names the colleague who has it. */
export type ClaimAnswer =
  | { readonly outcome: 'done' | 'closed' | 'notFound' }
  | { readonly outcome: 'taken'; readonly by: ReportClaim };

export interface GivenClaim {
  /** Who asks. What a colleague has is left to them unless it is taken over. */
  readonly by: string;
  /** Who has it from then on. */
  readonly to: string;
  readonly isTakenOver: boolean;
}

/** Claims of reports in PostgreSQL, by its clock. */
export class PgReportClaims {
  constructor(private readonly pool: pg.Pool) {}

  async find(reportId: string): Promise<ReportClaim | undefined> {
    return (await this.claimsOf([reportId])).get(reportId);
  }

  /** @returns an answer for each id */
  async give(
    reportIds: readonly string[],
    { by, to, isTakenOver }: GivenClaim,
  ): Promise<Map<string, ClaimAnswer>> {
    const { rows } = await this.pool.query<{ id: string; is_open: boolean; is_given: boolean }>(
      `WITH found AS (
         SELECT r.id, ${isClaimable} AS is_open FROM reports r WHERE r.id = ANY($1::uuid[])
       ), given AS (
         INSERT INTO report_claims AS c (report_id, person_id, handed_over_by)
         SELECT id, $2::uuid, NULLIF($3::uuid, $2::uuid) FROM found WHERE is_open ORDER BY id
         ON CONFLICT (report_id) DO UPDATE SET person_id = EXCLUDED.person_id,
           handed_over_by = EXCLUDED.handed_over_by, handed_over_note = NULL,
           since = CASE WHEN c.person_id = EXCLUDED.person_id THEN c.since ELSE now() END
         WHERE c.person_id IN ($2, $3) OR $4
         RETURNING report_id
       )
       SELECT f.id, f.is_open, g.report_id IS NOT NULL AS is_given,
         CASE WHEN g.report_id IS NOT NULL THEN pg_notify('uniflag', 'claims') END
       FROM found f LEFT JOIN given g ON g.report_id = f.id`,
      [reportIds, to, by, isTakenOver],
    );
    const answers = new Map<string, ClaimAnswer>(
      rows.map(({ id, is_open: isOpen }) => [id, { outcome: isOpen ? 'done' : 'closed' }]),
    );
    const held = rows.filter((row) => row.is_open && !row.is_given).map(({ id }) => id);
    const claims = held.length === 0 ? new Map<string, ReportClaim>() : await this.claimsOf(held);
    for (const [id, claim] of claims) answers.set(id, { outcome: 'taken', by: claim });
    const ended = held.filter((id) => !claims.has(id));
    // A colleague had them a moment ago.
    const later = ended.length === 0 ? [] : await this.give(ended, { by, to, isTakenOver });
    for (const [id, answer] of later) answers.set(id, answer);
    return new Map(reportIds.map((id) => [id, answers.get(id) ?? { outcome: 'notFound' }]));
  }

  /** Ends what this person has; what nobody has stays so. */
  async release(reportIds: readonly string[], by: string): Promise<Map<string, ClaimAnswer>> {
    const { rows } = await this.pool.query<(ClaimRow | NoClaimRow) & { id: string; is_ended: boolean }>(
      `WITH ended AS (
         DELETE FROM report_claims WHERE report_id = ANY($1::uuid[]) AND person_id = $2 RETURNING report_id
       )
       SELECT r.id, c.person_id, p.name, c.since, h.name AS handed_over_by, e.report_id IS NOT NULL AS is_ended,
         CASE WHEN e.report_id IS NOT NULL THEN pg_notify('uniflag', 'claims') END
       FROM reports r LEFT JOIN report_claims c ON c.report_id = r.id LEFT JOIN people p ON p.id = c.person_id
         LEFT JOIN people h ON h.id = c.handed_over_by LEFT JOIN ended e ON e.report_id = r.id
       WHERE r.id = ANY($1::uuid[])`,
      [reportIds, by],
    );
    const answers = new Map(
      rows.map((row): [string, ClaimAnswer] => [
        row.id,
        row.is_ended || row.person_id === null ? { outcome: 'done' } : { outcome: 'taken', by: claimOf(row) },
      ]),
    );
    return new Map(reportIds.map((id) => [id, answers.get(id) ?? { outcome: 'notFound' }]));
  }

  /**
   * Keeps which note somebody wrote with what they handed over.
   *
   * @param notes id of the note by that of its report
   */
  async noteHandOver(
    notes: ReadonlyMap<string, string>,
    { by, to }: Pick<GivenClaim, 'by' | 'to'>,
  ): Promise<void> {
    await this.pool.query(
      `WITH noted AS (
         UPDATE report_claims c SET handed_over_note = i.note FROM unnest($1::uuid[], $2::uuid[]) AS i(report, note)
         WHERE c.report_id = i.report AND c.person_id = $3 AND c.handed_over_by = $4 RETURNING 1
       )
       SELECT pg_notify('uniflag', 'claims') FROM noted LIMIT 1`,
      [[...notes.keys()], [...notes.values()], to, by],
    );
  }

  /** Whom a report can be handed to, by name. */
  async colleagues(): Promise<readonly Colleague[]> {
    const { rows } = await this.pool.query<Colleague & { roles: readonly Role[] }>(
      `SELECT id, name, team, roles FROM people WHERE status = 'ACTIVE' ORDER BY lower(name), id`,
    );
    return rows
      .filter(({ roles }) => reachOf(roles, 'ACT_ON_REPORT') !== 'NONE')
      .map(({ id, name, team }) => ({ id, name, team }));
  }

  private async claimsOf(reportIds: readonly string[]): Promise<Map<string, ReportClaim>> {
    const { rows } = await this.pool.query<ClaimRow & { report_id: string }>(
      `SELECT c.report_id, c.person_id, p.name, c.since, h.name AS handed_over_by
       FROM report_claims c JOIN people p ON p.id = c.person_id LEFT JOIN people h ON h.id = c.handed_over_by
       WHERE c.report_id = ANY($1::uuid[])`,
      [reportIds],
    );
    return new Map(rows.map((row) => [row.report_id, claimOf(row)]));
  }
}

/** Whether there is anything left to take care of in report `r`. The trigger that ends claims says the same. */
export const isClaimable = `(r.status NOT IN ('RESOLVED', 'WITHDRAWN') AND r.erased_at IS NULL)`;

interface ClaimRow {
  readonly person_id: string;
  readonly name: string;
  readonly since: Date;
  readonly handed_over_by: string | null;
}

interface NoClaimRow {
  readonly person_id: null;
}

function claimOf({ person_id: personId, name, since, handed_over_by: handedOverBy }: ClaimRow): ReportClaim {
  return { personId, name, sinceMs: since.getTime(), handedOverBy };
}
