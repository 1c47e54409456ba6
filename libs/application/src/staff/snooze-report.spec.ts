import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

const dayMs = 86_400_000;

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());

/** A report whose platform asks something. */
async function asked() {
  const report = await workshop.file(['sixth-example']);
  await workshop.sendDue();
  const submission = { ...report.submissions[0]!, platform: 'sixth-example' as const };
  await says(submission, [{ kind: 'informationRequested', atMs: Date.now() }]);
  return { reportId: report.id, submission };
}
async function says(...[submission, facts]: Parameters<Workshop['reply']>) {
  await workshop.reply(submission, facts);
  await workshop.cases.applyReplies.run();
}
const listed = async (reportId: string, isSnoozed: boolean) =>
  (await workshop.queries.list({ attention: 'any', isSnoozed, limit: 100 })).some(
    ({ id }) => id === reportId,
  );
const where = async (reportId: string) => [await listed(reportId, false), await listed(reportId, true)];

it('leaves the list of what needs a person until its day, and comes back by itself', async () => {
  const { reportId } = await asked();
  expect(await where(reportId)).toEqual([true, false]);
  expect(await workshop.cases.snoozeReport.report(reportId, Date.now() + dayMs)).toEqual({ outcome: 'done' });
  expect(await where(reportId)).toEqual([false, true]);
  expect((await workshop.view(reportId)).attention).toEqual(['info_requested']);
  await workshop.schema.pass(dayMs + 1_000);
  expect(await where(reportId)).toEqual([true, false]);
});

it('comes back earlier where the platform says something new', async () => {
  const { reportId, submission } = await asked();
  await workshop.cases.snoozeReport.submission(submission.id, Date.now() + dayMs);
  expect(await where(reportId)).toEqual([false, true]);
  await says(submission, [{ kind: 'acknowledged', atMs: 3, externalRef: 'SYN-314' }]);
  expect(await where(reportId)).toEqual([true, false]);
});

it('is brought back by a person, and takes no time that has passed', async () => {
  const { reportId } = await asked();
  const untilMs = Date.now() + dayMs;
  await workshop.cases.snoozeReport.report(reportId, untilMs);
  expect(await workshop.cases.snoozeReport.report(reportId, untilMs)).toEqual({ outcome: 'repeated' });
  expect(await workshop.cases.snoozeReport.report(reportId, Date.now() - 1)).toMatchObject({
    ...{ outcome: 'invalid', errors: [{ code: 'SNOOZE.UNTIL_PAST' }] },
  });
  expect(await workshop.cases.snoozeReport.report(reportId, null)).toEqual({ outcome: 'done' });
  expect(await where(reportId)).toEqual([true, false]);
  const events = await workshop.schema.rows(
    `SELECT type FROM events WHERE report_id = $1 AND type = 'report.snoozed'`,
    [reportId],
  );
  expect(events).toHaveLength(2);
});
