import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Figures are added up by quarter and by year, too. */
export class LongerOutcomeCells1764585000000 implements MigrationInterface {
  readonly name = 'LongerOutcomeCells1764585000000';

  async up(runner: QueryRunner): Promise<void> {
    await spansAre(runner, ['DAY', 'MONTH', 'QUARTER', 'YEAR']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await spansAre(runner, ['DAY', 'MONTH']);
  }
}

/** What was added up is taken apart by workers, and added up anew: until then no cell is read. */
async function spansAre(runner: QueryRunner, spans: readonly string[]): Promise<void> {
  await runner.query(`
    ALTER TABLE outcome_cells DROP CONSTRAINT outcome_cells_span_check;
    UPDATE outcome_keeping SET time_zone = NULL;
    ALTER TABLE outcome_cells ADD CONSTRAINT outcome_cells_span_check CHECK (span IN (${spans.map((span) => `'${span}'`).join(', ')})) NOT VALID;
  `);
}
