import type { Client } from 'openapi-fetch';
import { at } from './call-parts.js';
import { answerOf } from './problems.js';
import type * as Shape from './shapes.js';

/** Calls about what is read without signing in: links for members, and codes for whoever called. */
export const linkCalls = (api: Client<Shape.paths>) => ({
  /** A link for a member who reports it in the app. Its code is shown this once; any link before it ends. */
  makeMemberLink: (submissionId: string, lifetimeDays?: number): Promise<Shape.MadeMemberLink> => {
    const body = lifetimeDays === undefined ? {} : { lifetimeDays };
    return answerOf(api.POST('/v1/submissions/{id}/member-link', { ...at(submissionId), body }));
  },
  /** How the latest link stands. Throws `ApiProblem` 404 where none was made. */
  memberLink: (submissionId: string): Promise<Shape.MemberLink> =>
    answerOf(api.GET('/v1/submissions/{id}/member-link', at(submissionId))),
  memberLinkLifetimes: (): Promise<Shape.MemberLinkLifetimes> =>
    answerOf(api.GET('/v1/member-links/lifetimes')),
  endMemberLink: async (submissionId: string): Promise<void> => {
    await answerOf(api.DELETE('/v1/submissions/{id}/member-link', at(submissionId)));
  },
  /** What a member does in the app, by the code of their link. Needs no key. */
  readMemberInstructions: (code: string): Promise<Shape.MemberInstructions> =>
    answerOf(api.POST('/v1/member-links/read', { body: { code } })),
  /** What a member says, once. Needs no key. */
  answerMemberLink: (code: string, answer: Shape.MemberAnswer): Promise<Shape.MemberInstructions> =>
    answerOf(api.POST('/v1/member-links/answer', { body: { code, answer } })),
  /** A code for whoever called. It is shown this once; any code before it ends. */
  makeCallerCode: (reportId: string): Promise<Shape.MadeCallerCode> =>
    answerOf(api.POST('/v1/reports/{id}/caller-code', at(reportId))),
  /** How the latest code stands. Throws `ApiProblem` 404 where none was made. */
  callerCode: (reportId: string): Promise<Shape.CallerCode> =>
    answerOf(api.GET('/v1/reports/{id}/caller-code', at(reportId))),
  endCallerCode: async (reportId: string): Promise<void> => {
    await answerOf(api.DELETE('/v1/reports/{id}/caller-code', at(reportId)));
  },
  /** How it stands, for whoever called, by their code. Needs no key. */
  readCallerStatus: (code: string): Promise<Shape.CallerStatus> =>
    answerOf(api.POST('/v1/caller-status/read', { body: { code } })),
  /** Whom to call. Needs no key. */
  readCallerHelp: (): Promise<Shape.CallerHelp> => answerOf(api.GET('/v1/caller-status/help')),
});
