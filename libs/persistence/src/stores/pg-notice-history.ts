import type pg from 'pg';
import type { KnownNotices, NoticeHistoryStore, SendMode } from '#application';
import { fewestCases, type UsualWait } from '#core';

/** The notice that is asked about. */
export interface NoticeLike {
  readonly platform: string;
  /** Null where no channel takes it. */
  readonly channel: string | null;
  readonly category: string;
  readonly regime: string;
  readonly mode: SendMode;
}

/** What was seen here of notices like one. */
export interface History {
  readonly usually: UsualWait | null;
  /** Of those judged, how many were acted on; null where fewer than five were judged. */
  readonly actedOn: { readonly count: number; readonly of: number } | null;
}

/** What platforms did about notices of the last year, as a worker last counted it. */
export class PgNoticeHistory implements NoticeHistoryStore {
  constructor(private readonly pool: pg.Pool) {}

  async claim(mode: SendMode, everyMs: number): Promise<boolean> {
    const { rows } = await this.pool.query(
      `INSERT INTO notice_history_counts AS c (mode, counted_at) VALUES ($1, now())
       ON CONFLICT (mode) DO UPDATE SET counted_at = now() WHERE c.counted_at <= now() - $2 * interval '1 millisecond'
       RETURNING mode`,
      [mode, everyMs],
    );
    return rows.length > 0;
  }

  async keep(mode: SendMode, known: readonly KnownNotices[]): Promise<void> {
    const rows = known.map(({ usually, ...each }) => ({
      ...each,
      fromHours: usually?.fromHours ?? null,
      toHours: usually?.toHours ?? null,
    }));
    await this.pool.query(
      `WITH known AS (
         SELECT * FROM jsonb_to_recordset($2) AS k (platform text, channel text, category text, regime text,
           "fromHours" int, "toHours" int, judged int, "actedOn" int)
       ),
       gone AS (
         DELETE FROM notice_history h WHERE h.mode = $1 AND NOT EXISTS (
           SELECT 1 FROM known k WHERE (k.platform, k.channel, k.category, k.regime)
             = (h.platform, h.channel, h.category, h.regime))
       )
       INSERT INTO notice_history (mode, platform, channel, category, regime, usual_from_hours, usual_to_hours, judged, acted_on)
       SELECT $1, platform, channel, category, regime, "fromHours", "toHours", judged, "actedOn" FROM known
       ON CONFLICT (mode, platform, category, regime, channel) DO UPDATE SET usual_from_hours = excluded.usual_from_hours,
         usual_to_hours = excluded.usual_to_hours, judged = excluded.judged, acted_on = excluded.acted_on`,
      [mode, JSON.stringify(rows)],
    );
  }

  /** @returns for each notice, in this order; null where nothing is known */
  async of(notices: readonly NoticeLike[]): Promise<readonly (History | null)[]> {
    if (notices.length === 0) return [];
    const { rows } = await this.pool.query<HistoryRow>(
      `SELECT max(h.judged) AS judged, max(h.acted_on) AS "actedOn",
         max(h.usual_from_hours) FILTER (WHERE h.channel = n.channel) AS "fromHours",
         max(h.usual_to_hours) FILTER (WHERE h.channel = n.channel) AS "toHours"
       FROM ROWS FROM (jsonb_to_recordset($1) AS (platform text, channel text, category text, regime text, mode text))
         WITH ORDINALITY AS n (platform, channel, category, regime, mode, place)
       LEFT JOIN notice_history h
         ON (h.mode, h.platform, h.category, h.regime) = (n.mode, n.platform, n.category, n.regime)
       GROUP BY n.place ORDER BY n.place`,
      [
        JSON.stringify(
          notices.map(({ platform, channel, category, regime, mode }) => ({
            platform,
            channel,
            category,
            regime,
            mode,
          })),
        ),
      ],
    );
    return rows.map(historyOf);
  }
}

interface HistoryRow {
  readonly judged: number | null;
  readonly actedOn: number | null;
  readonly fromHours: number | null;
  readonly toHours: number | null;
}

function historyOf({ judged, actedOn, fromHours, toHours }: HistoryRow): History | null {
  const usually = fromHours === null || toHours === null ? null : { fromHours, toHours };
  const ofJudged = (judged ?? 0) < fewestCases ? null : { count: actedOn ?? 0, of: judged ?? 0 };
  return usually || ofJudged ? { usually, actedOn: ofJudged } : null;
}
