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
  lists: ['reports', 'lists'] as const,
  ownReports: ['reports', 'own'] as const,
  reportCount: (query: ReportQuery) => ['reports', 'count', query] as const,
  /** Who takes care of reports. No event tells of it; the live stream does. */
  claims: ['claim'] as const,
  /** What colleagues handed over to whoever is signed in. */
  handedOver: ['claim', 'handed-over'] as const,
  claim: (id: string) => ['claim', id] as const,
  colleagues: ['colleagues'] as const,
  /** What colleagues wrote. No event tells of it; the live stream does. */
  notes: ['notes'] as const,
  /** Who else has a page open. No event tells of it; the live stream does. */
  presence: ['presence'] as const,
  openPages: ['presence', 'all'] as const,
  presenceAt: (id: string) => ['presence', id] as const,
  notesOf: (id: string) => ['notes', id] as const,
  views: ['views'] as const,
  waitingReplies: ['waiting-replies'] as const,
  /** Those that a person matched. */
  matchedReplies: ['matched-replies'] as const,
  putAwayReplies: ['put-away-replies'] as const,
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
  webhooks: ['webhooks'] as const,
  webhook: (id: string) => ['webhooks', id] as const,
  annualReport: ['annual-report'] as const,
  outcomes: ['outcomes'] as const,
};
