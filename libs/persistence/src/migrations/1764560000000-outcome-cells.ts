import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures of submissions that time alone changes no more, added up by day and by month. */
export class OutcomeCells1764560000000 implements MigrationInterface {
  readonly name = 'OutcomeCells1764560000000';

  async up(runner: QueryRunner): Promise<void> {
    const of = (row: string) => counted.map((column) => `${row}.${column}`).join(', ');
    await runner.query(`
      ALTER TABLE submissions
        -- Whether its figures are in outcome_cells; what is in them and no longer true is in outcome_changes.
        ADD COLUMN in_cells boolean NOT NULL DEFAULT false;
      CREATE INDEX submissions_not_in_cells ON submissions (COALESCE(sent_at, created_at)) WHERE NOT in_cells;

      -- What a cell is kept apart by is in its level: 1 platform and channel, 2 category, 4 team. Where it is not kept
      -- apart, and where there is no team, the column is empty.
      CREATE TABLE outcome_cells (
        mode text NOT NULL,
        level smallint NOT NULL,
        span text NOT NULL CHECK (span IN ('DAY', 'MONTH')),
        starts date NOT NULL,
        regime text NOT NULL,
        platform text NOT NULL,
        channel text NOT NULL,
        category text NOT NULL,
        team text NOT NULL,
        -- Figures by their keys; lengths of waits apart, as they are many.
        counts jsonb NOT NULL,
        waits jsonb NOT NULL,
        PRIMARY KEY (mode, level, span, starts, regime, platform, channel, category, team)
      );

      CREATE TABLE outcome_changes AS SELECT ${counted.join(', ')}, ''::text AS category, ''::text AS team FROM submissions WHERE false;

      -- One row at most: on whose clock the days of the cells begin. Null while they are being taken apart.
      CREATE TABLE outcome_keeping (
        is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
        time_zone text
      );

      CREATE FUNCTION merged_counts(one jsonb, other jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
        SELECT COALESCE(jsonb_object_agg(key, count), '{}') FROM (
          SELECT key, sum(value::int)::int AS count
          FROM (SELECT * FROM jsonb_each_text(one) UNION ALL SELECT * FROM jsonb_each_text(other)) both_counts
          GROUP BY key HAVING sum(value::int) <> 0
        ) sums
      $$;

      CREATE FUNCTION leave_outcome_cells() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO outcome_changes (${counted.join(', ')}, category, team)
          SELECT ${of('OLD')}, r.category, r.team FROM reports r WHERE r.id = OLD.report_id;
        NEW.in_cells := false;
        RETURN NEW;
      END $$;
      -- Named so that it sees what the others set.
      CREATE TRIGGER submissions_z_leave_outcome_cells BEFORE UPDATE ON submissions FOR EACH ROW
        WHEN (OLD.in_cells AND (${of('OLD')}) IS DISTINCT FROM (${of('NEW')})) EXECUTE FUNCTION leave_outcome_cells();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER submissions_z_leave_outcome_cells ON submissions;
      DROP FUNCTION leave_outcome_cells, merged_counts;
      DROP TABLE outcome_keeping, outcome_changes, outcome_cells;
      DROP INDEX submissions_not_in_cells;
      ALTER TABLE submissions DROP COLUMN in_cells;
    `);
  }
}

/** What the figures of a submission are made of. */
const counted = [
  ...['mode', 'regime', 'platform', 'channel', 'created_at', 'sent_at', 'delivery', 'word', 'decision'],
  ...['effects', 'refusal_reason', 'verification', 'has_reappeared', 'asks', 'ask_answers'],
  ...['acknowledge_due_at', 'due_at', 'staff_due_at', 'breached'],
  ...['acknowledged_at', 'first_decided_at', 'decided_in_turn_at', 'known_gone_at', 'withdrawn_at'],
  ...['answers_kept', 'answers_breached', 'looks_kept', 'looks_breached'],
];
