import type { ReportCipher } from '#application';
import { fromTypeId } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgWorkQueries } from './pg-work-queries.js';

let workshop: Workshop;
let queries: PgWorkQueries;
beforeEach(async () => {
  workshop = await openWorkshop();
  const { cipher } = (workshop.cases.fileReport as unknown as { parts: { cipher: ReportCipher } }).parts;
  queries = new PgWorkQueries(workshop.schema.pool, cipher);
});
afterEach(() => workshop.close());

const shown = { categories: null, reportIds: [] };
const byForm = { channels: { 'lookup-example': 'lookup-example-form' } };

describe('hand-offs that wait', () => {
  it('are listed newest first with why, page by page, until they are done', async () => {
    const filed = [];
    for (let n = 0; n < 3; n += 1) filed.push(await workshop.file(['lookup-example'], byForm));
    await workshop.file(['sixth-example']);
    const all = await queries.tasks({ limit: 10 });
    expect(all.map(({ reportReference }) => reportReference)).toEqual(
      filed.map(({ reference }) => reference).reverse(),
    );
    expect(all[0]).toMatchObject({
      platform: 'lookup-example',
      channel: 'lookup-example-form',
      reason: 'HANDOFF.ASSISTED_FORM',
    });
    const [first] = await queries.tasks({ limit: 1 });
    const rest = await queries.tasks({
      limit: 10,
      after: { createdAt: new Date(first!.createdAtMs).toISOString(), id: first!.submissionId },
    });
    expect([first, ...rest]).toEqual(all);
    await workshop.cases.recordByStaff.run(first!.submissionId, { facts: () => [{ kind: 'sendConfirmed' }] });
    expect(await queries.tasks({ limit: 10, submissionId: first!.submissionId })).toEqual([]);
    expect(await queries.tasks({ limit: 10 })).toHaveLength(2);
  });
});

describe('replies', () => {
  it('are listed newest first, opened, by state and by submission', async () => {
    const { reference, submissions } = await workshop.file(['sixth-example']);
    await workshop.sendDue();
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', { subject: 'Synthetic one' });
    await workshop.schema.rows(`UPDATE replies SET received_at = received_at - interval '1 second'`);
    await workshop.reply(submissions[0] as never, 'nonsense', { subject: 'Synthetic two' });
    await workshop.cases.applyReplies.run();
    const all = await queries.replies({ shown, limit: 10 });
    expect(all.map(({ subject, state, reportReference }) => [subject, state, reportReference])).toEqual([
      ['Synthetic two', 'UNREADABLE', reference],
      ['Synthetic one', 'UNMATCHED', null],
    ]);
    expect(await queries.replies({ shown, limit: 10, states: ['UNMATCHED'] })).toEqual([all[1]]);
    expect(await queries.replies({ shown, limit: 10, submissionId: submissions[0]?.id ?? '' })).toEqual([
      all[0],
    ]);
    const after = { createdAt: new Date(all[0]!.receivedAtMs).toISOString(), id: all[0]!.id };
    expect(await queries.replies({ shown, limit: 10, after })).toEqual([all[1]]);
  });

  it('are read without their text where that is not shown, also what belongs to no report', async () => {
    const { id, submissions } = await workshop.file(['sixth-example'], { category: 'CSAM' });
    await workshop.sendDue();
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', { subject: 'Synthetic one' });
    await workshop.reply(submissions[0] as never, 'nonsense', { subject: 'Synthetic two' });
    await workshop.cases.applyReplies.run();
    const seen = async (categories: string[], reportIds: string[] = []) =>
      (await queries.replies({ limit: 10, shown: { categories, reportIds } }))
        .map(({ textState, subject }) => `${textState} ${subject}`.trim())
        .sort();
    expect(await seen(['CYBERBULLYING'])).toEqual(['NEEDS_ROLE', 'NEEDS_ROLE']);
    expect(await seen(['CSAM'])).toEqual(['NEEDS_ROLE', 'READABLE Synthetic two']);
    const reportId = fromTypeId('rep', id) ?? id;
    expect(await seen([], [reportId])).toEqual(['NEEDS_ROLE', 'READABLE Synthetic two']);
  });

  it('that cannot be opened are listed without their text, and hide no other', async () => {
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', { subject: 'Synthetic' });
    await workshop.schema.rows(`UPDATE replies SET received_at = received_at - interval '1 second'`);
    const broken = await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    await workshop.schema.rows('UPDATE data_keys SET wrapped = $2 WHERE owner_id = $1', [
      broken,
      Buffer.alloc(61, 1),
    ]);
    await workshop.cases.applyReplies.run();
    const all = await queries.replies({ shown, limit: 10 });
    expect(all.map(({ state, subject }) => [state, subject])).toEqual([
      ['UNREADABLE', ''],
      ['UNMATCHED', 'Synthetic'],
    ]);
  });
});
