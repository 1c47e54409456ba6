import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Screenshots, each encrypted with a key of its own, of reports whose category may have any.
 *
 * The rules of the core stand here once more. A row has the category of its report, and its check lets in none of a
 * category without media; a report that gets such a category, or is erased, loses rows and keys by whatever statement did
 * it. Which categories may is config/taxonomy/categories.yaml; letting in another one takes a migration as well.
 */
export class Screenshots1764480000000 implements MigrationInterface {
  readonly name = 'Screenshots1764480000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION may_hold_screenshots(category text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
        SELECT category IN ('CYBERBULLYING', 'HARASSMENT_GROUP', 'HATE', 'THREAT', 'IMPERSONATION')
      $$;

      CREATE TABLE screenshots (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES reports,
        category text NOT NULL CONSTRAINT screenshots_allowed CHECK (may_hold_screenshots(category)),
        media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg', 'image/webp')),
        size_bytes int NOT NULL,
        is_scanned boolean NOT NULL,
        sealed bytea NOT NULL,
        added_by text NOT NULL,
        added_by_id text NOT NULL,
        added_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz NOT NULL
      );
      -- Ciphertext does not get smaller.
      ALTER TABLE screenshots ALTER COLUMN sealed SET STORAGE EXTERNAL;
      CREATE INDEX screenshots_by_report ON screenshots (report_id);
      CREATE INDEX screenshots_by_expiry ON screenshots (expires_at);

      -- Waits for whoever changes the report, and then sees what it became.
      CREATE FUNCTION keep_screenshot_with_report() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM 1 FROM reports WHERE id = NEW.report_id AND category = NEW.category AND erased_at IS NULL FOR SHARE;
        IF NOT FOUND THEN
          RAISE EXCEPTION 'a screenshot has the category of its report, and an erased report has none'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'screenshots_with_report';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER screenshots_with_report BEFORE INSERT OR UPDATE OF report_id, category ON screenshots
        FOR EACH ROW EXECUTE FUNCTION keep_screenshot_with_report();

      CREATE FUNCTION destroy_forbidden_screenshots() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF may_hold_screenshots(NEW.category) AND NEW.erased_at IS NULL THEN
          UPDATE screenshots SET category = NEW.category WHERE report_id = NEW.id;
        ELSE
          WITH gone AS (DELETE FROM screenshots WHERE report_id = NEW.id RETURNING id)
          DELETE FROM data_keys k USING gone WHERE k.owner_id = gone.id;
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER reports_destroy_screenshots AFTER UPDATE OF category, erased_at ON reports FOR EACH ROW
        WHEN (OLD.category <> NEW.category OR (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL))
        EXECUTE FUNCTION destroy_forbidden_screenshots();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM data_keys WHERE owner_kind = 'screenshot';
      DROP TRIGGER reports_destroy_screenshots ON reports;
      DROP TABLE screenshots;
      DROP FUNCTION destroy_forbidden_screenshots, keep_screenshot_with_report, may_hold_screenshots;
    `);
  }
}
