import type { Client } from 'openapi-fetch';
import { answerOf } from './problems.js';
import type * as Shape from './shapes.js';

/** Calls about what became of notices, and the yearly report of a trusted flagger. */
export const outcomeCalls = (api: Client<Shape.paths>) => ({
  /** What became of notices, counted; always apart by regime. */
  readOutcomes: (query: Shape.OutcomesQuery = {}): Promise<Shape.Outcomes> =>
    answerOf(api.GET('/v1/outcomes', { params: { query } })),
  /** What platforms told us beside what they tell the public. */
  readLedger: (query: Shape.LedgerQuery = {}): Promise<Shape.Ledger> =>
    answerOf(api.GET('/v1/outcomes/ledger', { params: { query } })),
  /** Reports or submissions filed in a period, a row each, as a file. */
  exportTable: async (table: 'reports' | 'submissions', query: Shape.TableQuery = {}): Promise<Blob> => {
    const headers = { accept: mediaTypes[query.format ?? 'csv'] };
    const call = { params: { query }, parseAs: 'blob', headers } as const;
    if (table === 'reports') return answerOf(api.GET('/v1/exports/reports', call));
    return answerOf(api.GET('/v1/exports/submissions', call));
  },
  /** What was sealed, or what the year would be now. */
  readAnnualReport: (query: Pick<Shape.AnnualReportQuery, 'year' | 'mode'>): Promise<Shape.AnnualReport> =>
    answerOf(
      api.GET('/v1/outcomes/annual-report', { params: { query: { ...query, format: 'json' } } }),
    ) as Promise<Shape.AnnualReport>,
  /** The same as a file. */
  readAnnualReportFile: async (query: Shape.AnnualReportQuery): Promise<Blob> =>
    await answerOf(
      api.GET('/v1/outcomes/annual-report', {
        ...{ params: { query }, parseAs: 'blob' },
        headers: { accept: mediaTypes[query.format ?? 'json'] },
      }),
    ),
  sealAnnualReport: (year: number): Promise<Shape.AnnualReport> =>
    answerOf(
      api.POST('/v1/outcomes/annual-report/{year}/seal', { params: { path: { year: String(year) } } }),
    ),
  /** The sealed report of a year beside the same year counted again. */
  compareAnnualReport: (year: number): Promise<Shape.AnnualReportComparison> =>
    answerOf(
      api.GET('/v1/outcomes/annual-report/{year}/comparison', { params: { path: { year: String(year) } } }),
    ),
});

const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  html: 'text/html',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
