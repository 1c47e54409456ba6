import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Submissions keep what their outcomes are counted from, and reports the team of whoever filed them.
 *
 * Triggers keep it, so that what the version before writes is counted as well. Times are those of the first event since
 * the notice was sent; one from before `sent_at` is of an earlier notice, and counts as none.
 */
export class Outcomes1764528000000 implements MigrationInterface {
  readonly name = 'Outcomes1764528000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE reports
        -- As it was called when the report was filed; null where no person of a team filed it.
        ADD COLUMN team text;
      ALTER TABLE submissions
        -- When the platform first showed that it has the notice.
        ADD COLUMN acknowledged_at timestamptz,
        ADD COLUMN first_decided_at timestamptz,
        -- The same, of decisions while the platform did not wait for our answer.
        ADD COLUMN decided_in_turn_at timestamptz,
        ADD COLUMN known_gone_at timestamptz,
        ADD COLUMN withdrawn_at timestamptz,
        -- Expectations that a platform was told to have missed.
        ADD COLUMN breached text[] NOT NULL DEFAULT '{}',
        ADD COLUMN has_reappeared boolean NOT NULL DEFAULT false,
        -- How our own deadlines ended.
        ADD COLUMN answers_kept smallint NOT NULL DEFAULT 0,
        ADD COLUMN answers_breached smallint NOT NULL DEFAULT 0,
        ADD COLUMN looks_kept smallint NOT NULL DEFAULT 0,
        ADD COLUMN looks_breached smallint NOT NULL DEFAULT 0;

      CREATE FUNCTION keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE submissions s SET
          acknowledged_at = CASE WHEN NEW.type IN ('submission.acknowledged', 'submission.under_review',
              'submission.info_requested', 'submission.asks_answered', 'submission.decided')
            AND (s.acknowledged_at >= s.sent_at) IS NOT TRUE THEN NEW.at ELSE s.acknowledged_at END,
          first_decided_at = CASE WHEN NEW.type = 'submission.decided'
            AND (s.first_decided_at >= s.sent_at) IS NOT TRUE THEN NEW.at ELSE s.first_decided_at END,
          decided_in_turn_at = CASE WHEN NEW.type = 'submission.decided' AND NEW.previous_word <> 'info_requested'
            AND (s.decided_in_turn_at >= s.sent_at) IS NOT TRUE THEN NEW.at ELSE s.decided_in_turn_at END,
          known_gone_at = CASE WHEN NEW.word = 'gone_verified' AND NEW.type <> 'submission.sla_breached'
            AND (s.known_gone_at >= s.sent_at) IS NOT TRUE THEN NEW.at ELSE s.known_gone_at END,
          withdrawn_at = CASE WHEN NEW.type = 'submission.withdrawn'
            AND (s.withdrawn_at >= s.sent_at) IS NOT TRUE THEN NEW.at ELSE s.withdrawn_at END,
          breached = CASE WHEN NEW.type = 'submission.sla_breached' AND NEW.detail ->> 'expectation' <> ALL (s.breached)
            THEN s.breached || (NEW.detail ->> 'expectation') ELSE s.breached END,
          has_reappeared = s.has_reappeared OR NEW.type = 'submission.reappeared'
        WHERE s.id = NEW.submission_id;
        RETURN NULL;
      END $$;
      CREATE TRIGGER events_keep_outcome AFTER INSERT ON events FOR EACH ROW
        WHEN (NEW.type IN (${outcomeEvents}, 'submission.sla_breached')) EXECUTE FUNCTION keep_outcome();

      CREATE FUNCTION keep_own_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        CASE
          WHEN OLD.word = 'info_requested' AND OLD.staff_due_at > clock_timestamp() THEN NEW.answers_kept := OLD.answers_kept + 1;
          WHEN OLD.word = 'info_requested' THEN NEW.answers_breached := OLD.answers_breached + 1;
          WHEN OLD.staff_due_at > clock_timestamp() THEN NEW.looks_kept := OLD.looks_kept + 1;
          ELSE NEW.looks_breached := OLD.looks_breached + 1;
        END CASE;
        RETURN NEW;
      END $$;
      -- A time of ours ends with the word that it runs at.
      CREATE TRIGGER submissions_keep_own_deadline BEFORE UPDATE OF word ON submissions FOR EACH ROW
        WHEN (OLD.staff_due_at IS NOT NULL AND OLD.word <> NEW.word) EXECUTE FUNCTION keep_own_deadline();

      ${fillOutcomes}
      UPDATE reports r SET team = p.team FROM events e JOIN people p ON p.id::text = e.caller ->> 'id'
        WHERE e.report_id = r.id AND e.sequence = 1 AND e.caller ->> 'kind' = 'PERSON' AND p.team IS NOT NULL;

      -- Of before there were modes.
      CREATE INDEX submissions_without_mode ON submissions (id) WHERE mode IS NULL;
      CREATE INDEX submissions_by_notice_time ON submissions (COALESCE(sent_at, created_at));
      -- Notices nobody knew the fate of, what was decided about them, and repeats that say that they may be one.
      CREATE INDEX events_doubts ON events (submission_id, sequence) WHERE type = 'submission.uncertain'
        OR (detail ->> 'isMarkedResend') = 'true' OR (caller ->> 'operation') = 'decideResend';
      CREATE INDEX sends_unknown ON sends (submission_id) WHERE outcome = 'unknown';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX sends_unknown, events_doubts, submissions_by_notice_time, submissions_without_mode;
      DROP TRIGGER submissions_keep_own_deadline ON submissions;
      DROP FUNCTION keep_own_deadline;
      DROP TRIGGER events_keep_outcome ON events;
      DROP FUNCTION keep_outcome;
      ALTER TABLE submissions DROP COLUMN acknowledged_at, DROP COLUMN first_decided_at, DROP COLUMN decided_in_turn_at,
        DROP COLUMN known_gone_at, DROP COLUMN withdrawn_at, DROP COLUMN breached, DROP COLUMN has_reappeared,
        DROP COLUMN answers_kept, DROP COLUMN answers_breached, DROP COLUMN looks_kept, DROP COLUMN looks_breached;
      ALTER TABLE reports DROP COLUMN team;
    `);
  }
}

const outcomeEvents = `'submission.acknowledged', 'submission.under_review', 'submission.info_requested',
          'submission.asks_answered', 'submission.decided', 'submission.verified', 'submission.reappeared',
          'submission.withdrawn', 'remedy.moved'`;

/** What is told by the events of submissions that were sent. How our own deadlines ended before is not. */
export const fillOutcomes = `
      UPDATE submissions s SET acknowledged_at = o.acknowledged_at, first_decided_at = o.first_decided_at,
        decided_in_turn_at = o.decided_in_turn_at, known_gone_at = o.known_gone_at, withdrawn_at = o.withdrawn_at,
        breached = o.breached, has_reappeared = o.has_reappeared
      FROM (
        SELECT e.submission_id,
          min(e.at) FILTER (WHERE e.at >= n.sent_at AND e.type IN ('submission.acknowledged', 'submission.under_review',
            'submission.info_requested', 'submission.asks_answered', 'submission.decided')) AS acknowledged_at,
          min(e.at) FILTER (WHERE e.at >= n.sent_at AND e.type = 'submission.decided') AS first_decided_at,
          min(e.at) FILTER (WHERE e.at >= n.sent_at AND e.type = 'submission.decided'
            AND e.previous_word <> 'info_requested') AS decided_in_turn_at,
          min(e.at) FILTER (WHERE e.at >= n.sent_at AND e.word = 'gone_verified' AND e.type IN (${outcomeEvents})) AS known_gone_at,
          min(e.at) FILTER (WHERE e.at >= n.sent_at AND e.type = 'submission.withdrawn') AS withdrawn_at,
          COALESCE(array_agg(DISTINCT e.detail ->> 'expectation') FILTER (WHERE e.type = 'submission.sla_breached'), '{}') AS breached,
          bool_or(e.type = 'submission.reappeared') AS has_reappeared
        FROM events e JOIN submissions n ON n.id = e.submission_id
        WHERE e.type IN (${outcomeEvents}, 'submission.sla_breached')
        GROUP BY e.submission_id
      ) o WHERE o.submission_id = s.id;`;
