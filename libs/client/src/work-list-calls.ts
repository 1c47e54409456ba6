import type { Client } from 'openapi-fetch';
import { at } from './call-parts.js';
import { answerOf } from './problems.js';
import type * as Shape from './shapes.js';

/** Calls about the lists that staff work by, and about who takes care of what. */
export const workListCalls = (api: Client<Shape.paths>) => ({
  /** How much stands in each list. */
  countLists: async (): Promise<readonly Shape.ListCount[]> =>
    (await answerOf(api.GET('/v1/reports/lists'))).data,
  /** How many reports a filter leaves. */
  countReports: (query: Shape.ListFilter): Promise<Shape.ReportCount> =>
    answerOf(api.GET('/v1/reports/count', { params: { query } })),
  /** Reports of the same content as a pasted address, which goes in the body alone. */
  searchReports: async (input: string): Promise<readonly Shape.ReportRow[]> =>
    (await answerOf(api.POST('/v1/reports/search', { body: { input } }))).data,
  /** One act on many reports, each done or refused by itself. */
  actOnReports: (body: Shape.BulkRequest): Promise<Shape.BulkAnswers> =>
    answerOf(api.POST('/v1/reports/bulk', { body })),

  /** Who takes care of a report; null where nobody does. */
  readClaim: async (reportId: string): Promise<Shape.Claim | null> =>
    (await answerOf(api.GET('/v1/reports/{id}/claim', at(reportId)))).claim,
  /** @param takeOver also where a colleague has it */
  claimReport: async (reportId: string, takeOver = false): Promise<Shape.Claim | null> =>
    (await answerOf(api.POST('/v1/reports/{id}/claim', { ...at(reportId), body: { takeOver } }))).claim,
  releaseClaim: async (reportId: string): Promise<Shape.Claim | null> =>
    (await answerOf(api.DELETE('/v1/reports/{id}/claim', at(reportId)))).claim,
  handOverReport: async (reportId: string, to: string): Promise<Shape.Claim | null> =>
    (await answerOf(api.POST('/v1/reports/{id}/hand-over', { ...at(reportId), body: { to } }))).claim,
  /** What colleagues handed over to whoever is signed in, the latest first. */
  listHandOvers: async (): Promise<readonly Shape.HandOver[]> =>
    (await answerOf(api.GET('/v1/hand-overs'))).data,
  /** Whom a report can be handed to, by name. */
  listColleagues: async (): Promise<readonly Shape.Colleague[]> =>
    (await answerOf(api.GET('/v1/colleagues'))).data,

  /** When to suggest a break to whoever reads grave reports, and whom they can call. */
  readWellbeing: (): Promise<Shape.Wellbeing> => answerOf(api.GET('/v1/wellbeing')),
  /** Who else has a report's page open. */
  readPresence: async (reportId: string): Promise<readonly Shape.PresentPerson[]> =>
    (await answerOf(api.GET('/v1/reports/{id}/presence', at(reportId)))).data,
  /** Which pages of reports others have open, and who. */
  listPresence: async (): Promise<readonly Shape.OpenPage[]> =>
    (await answerOf(api.GET('/v1/presence', {}))).data,
  /** Says that one has it open, for 40 seconds. */
  sayPresent: async (reportId: string): Promise<readonly Shape.PresentPerson[]> =>
    (await answerOf(api.PUT('/v1/reports/{id}/presence', at(reportId)))).data,
  /** Says that one left it; also while the page goes away. */
  leavePage: async (reportId: string): Promise<void> => {
    await answerOf(api.DELETE('/v1/reports/{id}/presence', { ...at(reportId), keepalive: true }));
  },

  /** What staff wrote to each other about a report, the oldest first. */
  listNotes: async (reportId: string): Promise<readonly Shape.Note[]> =>
    (await answerOf(api.GET('/v1/reports/{id}/notes', at(reportId)))).data,
  addNote: (reportId: string, text: string): Promise<Shape.Note> =>
    answerOf(api.POST('/v1/reports/{id}/notes', { ...at(reportId), body: { text } })),
  /** Takes the text of an own note away; that there was one stays. */
  strikeNote: async (reportId: string, note: string): Promise<void> => {
    const params = { path: { id: reportId, note } };
    await answerOf(api.POST('/v1/reports/{id}/notes/{note}/strike', { params }));
  },

  /** Own saved views, then those for everybody. */
  listViews: async (): Promise<readonly Shape.SavedView[]> => (await answerOf(api.GET('/v1/views'))).data,
  saveView: (body: Shape.NewView): Promise<Shape.SavedView> => answerOf(api.POST('/v1/views', { body })),
  removeView: async (id: string): Promise<void> => {
    await answerOf(api.DELETE('/v1/views/{id}', at(id)));
  },
});
