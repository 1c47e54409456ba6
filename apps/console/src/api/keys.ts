import type { ReportQuery } from '#client';

/**
 * Keys of what is kept of the API's answers. An event of the live stream makes `reports` and the keys that begin with
 * the report's id stale.
 */
export const keys = {
  reports: ['reports'] as const,
  reportPage: (query: ReportQuery) => ['reports', query] as const,
  /** Everything about one report; `id` is `rep_…`, as events name it. */
  report: (id: string) => ['report', id] as const,
  waitingReplies: ['waiting-replies'] as const,
  alerts: ['alerts'] as const,
  platforms: ['platforms'] as const,
  taxonomy: ['taxonomy'] as const,
  session: ['session'] as const,
  ways: ['sign-in-ways'] as const,
  me: ['me'] as const,
  people: ['people'] as const,
  approvals: ['approvals'] as const,
  brokenGlass: ['broken-glass'] as const,
  apiKeys: ['api-keys'] as const,
  annualReport: ['annual-report'] as const,
  outcomes: ['outcomes'] as const,
};
