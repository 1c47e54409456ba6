import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An event whose outcome the submission has already writes it no second time. */
export class OutcomesOnce1764610000000 implements MigrationInterface {
  readonly name = 'OutcomesOnce1764610000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      keepOutcome(`AND (${keptAt.map(isNews).join('\n            OR ')}
            OR (NEW.type = 'submission.sla_breached' AND NEW.detail ->> 'expectation' <> ALL (s.breached))
            OR (NEW.type = 'submission.reappeared' AND NOT s.has_reappeared))`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(keepOutcome(''));
  }
}

interface KeptAt {
  readonly column: string;
  /** Whether an event tells it. */
  readonly told: string;
}

const keptAt: readonly KeptAt[] = [
  {
    column: 'acknowledged_at',
    told: `NEW.type IN ('submission.acknowledged', 'submission.under_review', 'submission.info_requested',
              'submission.asks_answered', 'submission.decided')`,
  },
  { column: 'first_decided_at', told: `NEW.type = 'submission.decided'` },
  {
    column: 'decided_in_turn_at',
    told: `NEW.type = 'submission.decided' AND NEW.previous_word <> 'info_requested'`,
  },
  { column: 'known_gone_at', told: `NEW.word = 'gone_verified' AND NEW.type <> 'submission.sla_breached'` },
  { column: 'withdrawn_at', told: `NEW.type = 'submission.withdrawn'` },
];

const tells = ({ column, told }: KeptAt) => `${told} AND (s.${column} >= s.sent_at) IS NOT TRUE`;
const isNews = (each: KeptAt) => `(${tells(each)} AND s.${each.column} IS DISTINCT FROM NEW.at)`;

function keepOutcome(onlyWhere: string): string {
  return `
      CREATE OR REPLACE FUNCTION keep_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE submissions s SET
          ${keptAt.map((each) => `${each.column} = CASE WHEN ${tells(each)} THEN NEW.at ELSE s.${each.column} END`).join(',\n          ')},
          breached = CASE WHEN NEW.type = 'submission.sla_breached' AND NEW.detail ->> 'expectation' <> ALL (s.breached)
            THEN s.breached || (NEW.detail ->> 'expectation') ELSE s.breached END,
          has_reappeared = s.has_reappeared OR NEW.type = 'submission.reappeared'
        WHERE s.id = NEW.submission_id ${onlyWhere};
        RETURN NULL;
      END $$;`;
}
