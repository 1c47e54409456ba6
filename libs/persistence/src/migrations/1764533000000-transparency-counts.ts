import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What daily files of the DSA Transparency Database say of our platforms, counted; and our own side, found by its time. */
export class TransparencyCounts1764533000000 implements MigrationInterface {
  readonly name = 'TransparencyCounts1764533000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Days that were imported: of a day that is missing nothing is known.
      CREATE TABLE transparency_days (
        day date NOT NULL,
        platform text NOT NULL,
        statements int NOT NULL,
        imported_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (day, platform)
      );
      -- Those of trusted flaggers, by the month in which the decision was applied.
      CREATE TABLE transparency_counts (
        day date NOT NULL,
        platform text NOT NULL,
        month text NOT NULL,
        category text NOT NULL,
        decisions text[] NOT NULL,
        count int NOT NULL,
        PRIMARY KEY (day, platform, month, category, decisions),
        FOREIGN KEY (day, platform) REFERENCES transparency_days ON DELETE CASCADE
      );
      CREATE INDEX transparency_counts_by_month ON transparency_counts (month);
      CREATE INDEX submissions_actioned ON submissions (decided_at)
        WHERE regime = 'DSA_ART22' AND decision = 'ACTIONED' AND mode = 'armed';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX submissions_actioned;
      DROP TABLE transparency_counts;
      DROP TABLE transparency_days;
    `);
  }
}
