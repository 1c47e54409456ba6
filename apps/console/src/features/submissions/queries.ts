import { queryOptions } from '@tanstack/react-query';
import {
  ApiProblem,
  answerOf,
  type CallerCode,
  type MemberLink,
  type Report,
  type ReportEvent,
  type SubmissionQuery,
} from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';

/** Whose reference it is. What was read to find out is kept as the report itself. */
export const reportIdQuery = (reference: string) =>
  queryOptions({
    queryKey: ['report-id', reference],
    queryFn: async () => {
      const report = await client.readReport(reference);
      queryClient.setQueryData(keys.report(report.id), report);
      return report.id;
    },
    staleTime: Infinity,
  });

export const reportQuery = (id: string) =>
  queryOptions({ queryKey: keys.report(id), queryFn: () => client.readReport(id) });

/** A page of the submissions of a report. */
export const submissionsQuery = (reportId: string, query: Omit<SubmissionQuery, 'limit'>) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'submissions', query],
    queryFn: () => client.submissionPage(reportId, { ...query, limit: 50 }),
  });

/** What the platform sent about a submission, newest first: the latest hundred messages. */
export const repliesQuery = (reportId: string, submissionId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'replies', submissionId],
    queryFn: async () => {
      const query = { submission: submissionId, limit: 100 };
      return (await answerOf(client.api.GET('/v1/replies', { params: { query } }))).data;
    },
  });

/** Destroys the text it gives: it is never read ahead, tried again or kept. */
export const showReplyOnce = async (id: string) =>
  answerOf(client.api.POST('/v1/replies/{id}/show-once', { params: { path: { id } } }));

export type Reply = Awaited<ReturnType<NonNullable<ReturnType<typeof repliesQuery>['queryFn']>>>[number];

/** What was seen of the content of a submission, the latest first. */
export const observationsQuery = (reportId: string, submissionId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'observations', submissionId],
    queryFn: async () => {
      const params = { path: { id: submissionId }, query: { limit: 100 } };
      return (await answerOf(client.api.GET('/v1/submissions/{id}/observations', { params }))).data;
    },
  });

/** The new notices that could be sent of what came back. */
export const refilingQuery = (reportId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'refiling'],
    queryFn: () => client.draftRefiling(reportId),
  });

/** What the platform would be told about content that is still there. */
export const stillThereQuery = (reportId: string, submissionId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'still-there', submissionId],
    queryFn: () => client.draftStillThere(submissionId),
  });

/** What is prepared for a hand-off. It is its submission's: both ids hold the same number. */
export const taskQuery = (reportId: string, submissionId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'task', submissionId],
    queryFn: () => client.readTask(submissionId.replace(/^sub_/, 'tsk_')),
  });

/** The latest link for a member; null where none was made. */
export const memberLinkQuery = (reportId: string, submissionId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'member-link', submissionId],
    queryFn: (): Promise<MemberLink | null> =>
      client.memberLink(submissionId).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code === 'MEMBER_LINK.NOT_FOUND') return null;
        throw error;
      }),
  });

/** The latest code for the caller; null where none was made. */
export const callerCodeQuery = (reportId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'caller-code'],
    queryFn: (): Promise<CallerCode | null> =>
      client.callerCode(reportId).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.code === 'CALLER_CODE.NOT_FOUND') return null;
        throw error;
      }),
  });

/** How long a link for a member may work. */
export const memberLinkLifetimesQuery = queryOptions({
  queryKey: ['member-link-lifetimes'],
  queryFn: () => client.memberLinkLifetimes(),
  staleTime: Infinity,
});

/** Who held it and who released it, the latest first. */
export const holdsQuery = (reportId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'holds'],
    queryFn: () => client.listHolds(reportId),
  });

/** The screenshots of a report, without themselves, and why no other one is taken. */
export const screenshotsQuery = (reportId: string) =>
  queryOptions({
    queryKey: [...keys.report(reportId), 'screenshots'],
    queryFn: () => client.listScreenshots(reportId),
  });

/** A timeline as far as it was read, oldest first. */
interface Timeline {
  readonly earlier: readonly ReportEvent[];
  /** The last page, and where it begins: what happens next is on it, or after it. */
  readonly latest: readonly ReportEvent[];
  readonly cursor: string | undefined;
}

/** Everything that happened to a report. Read anew, it goes on where it ended. */
export const timelineQuery = (reportId: string) => {
  const queryKey = [...keys.report(reportId), 'timeline'];
  return queryOptions({
    queryKey,
    queryFn: () => readOn(reportId, queryClient.getQueryData<Timeline>(queryKey)),
    select: ({ earlier, latest }) => [...earlier, ...latest],
  });
};

/** A report as it stands now, to be corrected: with its ETag and what had happened by then. */
export interface ReadToCorrect {
  readonly report: Report;
  readonly etag: string;
  readonly events: readonly ReportEvent[];
}

export async function readToCorrect(reportId: string): Promise<ReadToCorrect> {
  // The timeline first: what comes in between is shown once too often, and never missed.
  const events = await queryClient.query({ ...timelineQuery(reportId), staleTime: 0 });
  const answer = await client.api.GET('/v1/reports/{id}', { params: { path: { id: reportId } } });
  const report = await answerOf(Promise.resolve(answer));
  return { report, etag: answer.response.headers.get('etag') ?? '', events };
}

async function readOn(reportId: string, known: Timeline | undefined): Promise<Timeline> {
  let { earlier, cursor } = known ?? { earlier: [], cursor: undefined };
  for (;;) {
    const params = { path: { id: reportId }, query: { limit: 200, ...(cursor !== undefined && { cursor }) } };
    const page = await answerOf(client.api.GET('/v1/reports/{id}/events', { params }));
    if (page.nextCursor === null) return { earlier, latest: page.data, cursor };
    earlier = [...earlier, ...page.data];
    cursor = page.nextCursor;
  }
}
