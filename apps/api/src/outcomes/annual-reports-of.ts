import type pg from 'pg';
import type { Config } from '#config';
import type { DescribedCategory } from '#core';
import { AnnualReports, contentTypeIn } from '#outcomes';
import { PgAnnualCounts, PgAnnualReports } from '#persistence';
import { signatureCheck, signingKeyFrom } from '#security';

/** Yearly reports from the tables of this installation. */
export function annualReportsOf(
  pool: pg.Pool,
  { organisation, outcomes, deadlines }: Pick<Config, 'organisation' | 'outcomes' | 'deadlines'>,
  categories: ReadonlyMap<string, DescribedCategory>,
): AnnualReports {
  const counts = new PgAnnualCounts(pool);
  const kept = new PgAnnualReports(pool);
  const signer =
    outcomes.signingKey === null ? null : signingKeyFrom(outcomes.signingKey, 'outcomes.signingKey');
  return new AnnualReports(
    {
      counts: (period) => counts.read(period),
      waits: (period) => counts.waits(period),
      laterEvents: (period, snapshot) => counts.laterEvents(period, snapshot),
      kept: (year) => kept.of(year),
      keep: (year, report, sealedAt) => kept.add(year, report, sealedAt),
    },
    {
      timeZone: deadlines.workingHours.timeZone,
      organisation: organisation.name,
      independence: outcomes.independence,
      contentTypeOf: contentTypeIn(categories.values()),
      key: signer && { signer, isSigned: signatureCheck(signer.publicPem) },
    },
  );
}
