import type { Workshop } from './workshop.js';

/** What tests of replies do again and again. @param workshop of the test that is running */
export function replyDesk(workshop: () => Workshop) {
  return {
    apply: () => workshop().cases.applyReplies.run(),
    /** A report whose one notice has left. */
    aSent: async () => {
      const report = await workshop().file(['sixth-example']);
      await workshop().sendDue();
      return { reportId: report.id, submission: report.submissions[0]! };
    },
    read: async (reportId: string) => (await workshop().view(reportId)).submissions[0]!,
    replyRow: async (id: string) =>
      (
        await workshop().schema.rows(
          'SELECT state, code, tries, meaning, submission_id FROM replies WHERE id = $1',
          [id],
        )
      )[0],
  };
}
