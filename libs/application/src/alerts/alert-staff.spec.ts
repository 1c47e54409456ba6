import { uuidv7 } from 'uuidv7';
import { fromTypeId } from '#core';
import { PgAlertQueries, PgAlertStore, PgGlassStore } from '#persistence';
import { addresses, hourMs, minuteMs, useAlertDesk } from '../../../../test/support/alert-desk.js';
import { BreakGlass } from '../access/break-glass.js';
import { WarnStaff } from '../deadlines/warn-staff.js';
import { decisionRead } from '../staff/acts.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';

const desk = useAlertDesk();
const { alertStaff, alerted, sent, says, pass, alerts, recipients } = desk;

describe('an alert about something critical at 22:00', () => {
  it('wakes who is on call, then goes on to others, until somebody takes it', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    expect(await alerts()).toMatchObject([
      {
        kind: 'INFORMATION_REQUESTED',
        urgency: 'CRITICAL',
        state: 'OPEN',
        reportReference: report.reference,
      },
    ]);
    expect(desk.mails).toEqual([]);
    await pass(2 * minuteMs);
    await alerted();
    expect(recipients()).toEqual(['on-call']);
    await pass(14 * minuteMs);
    await alerted();
    expect(recipients()).toEqual(['on-call']);
    await pass(minuteMs);
    await alerted();
    expect(recipients().sort()).toEqual(['deputy', 'lead', 'on-call', 'on-call']);
    expect(desk.mails[1]?.text).toContain('Nobody has taken this so far.');
    await pass(1_000 * hourMs);
    await alerted();
    expect(desk.mails).toHaveLength(4);
    expect(new Set(desk.mails.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('goes to the team by day', async () => {
    desk.staff = alertStaff({ hour: 11 });
    await says(await sent(), 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    await alerted();
    expect(recipients()).toEqual(['team']);
  });

  it('tells of everything in its report that comes within minutes in one mail', async () => {
    const report = await sent(['sixth-example', 'dedupe-example']);
    await says(report, 'informationRequested', 0);
    await alerted();
    await pass(minuteMs);
    await says(report, 'refused', 1);
    await alerted();
    await pass(minuteMs);
    await alerted();
    await pass(2 * minuteMs);
    await alerted();
    expect(desk.mails).toHaveLength(1);
    expect(desk.mails[0]?.subject).toBe(
      `[${report.reference}] Critical: sixth-example asks for information (+1)`,
    );
    expect(desk.mails[0]?.text).toContain('dedupe-example refuses to act');
  });

  it('is over for everybody once somebody takes it, and the timeline and consumers are told', async () => {
    const endpoint = await desk.workshop.addEndpoint();
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    desk.server = { outcome: 'deferred', reason: 'away' };
    await alerted();
    const [alert] = await alerts();
    const acknowledge = new AcknowledgeAlert({
      ...{
        alerts: new PgAlertStore(desk.workshop.schema.pool),
        ids: { uuid: uuidv7 },
        log: desk.workshop.log,
      },
    });
    await Promise.all([acknowledge.run(alert!.id, 'An'), acknowledge.run(alert!.id, 'Bo')]);
    await acknowledge.run(alert!.id, 'Cy');
    await pass(1_000 * hourMs);
    await alerted();
    expect(desk.mails).toHaveLength(1);
    expect(await alerts()).toMatchObject([
      { state: 'ACKNOWLEDGED', acknowledgedBy: expect.stringMatching('An|Bo'), nextStepAtMs: null },
    ]);
    const told = await desk.workshop.schema.rows(
      `SELECT e.detail, d.state FROM events e JOIN webhook_deliveries d ON d.event_id = e.id
       WHERE e.type = 'alert.acknowledged' AND d.endpoint_id = $1 AND e.report_id = $2`,
      [endpoint, report.id],
    );
    expect(told).toEqual([{ detail: { alert: 'INFORMATION_REQUESTED', actor: 'STAFF' }, state: 'WAITING' }]);
    expect(await desk.workshop.schema.rows('SELECT state FROM alert_mails')).toEqual([{ state: 'OBSOLETE' }]);
  });

  it('ends by itself with its cause, and what was not yet sent never leaves', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await says(report, 'actioned');
    // Before anybody read the feed: what is true now counts.
    await pass(2 * minuteMs);
    await alerted();
    expect(desk.mails).toEqual([]);
    expect(await alerts()).toMatchObject([{ state: 'DONE', acknowledgedBy: null }]);
    await pass(hourMs);
    await alerted();
    expect(desk.mails).toEqual([]);
  });

  it('is raised anew where the cause comes back, and never twice at a time', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await says(report, 'informationRequested');
    await alerted();
    expect(await alerts()).toHaveLength(1);
    const { id: submissionId } = report.submissions[0]!;
    await desk.workshop.cases.recordByStaff.run(submissionId, decisionRead({ decision: 'UNDER_REVIEW' }));
    await says(report, 'refused');
    await alerted();
    expect((await alerts()).map(({ kind, state }) => [kind, state])).toEqual([
      ['REFUSED', 'OPEN'],
      ['INFORMATION_REQUESTED', 'DONE'],
    ]);
  });
});

describe('an ordinary alert at 22:00', () => {
  it('waits for the morning', async () => {
    await says(
      await sent(['sixth-example'], { category: 'CYBERBULLYING', callerRole: 'PARENT' }),
      'informationRequested',
    );
    await alerted();
    await pass(8 * hourMs);
    await alerted();
    expect(desk.mails).toEqual([]);
    await pass(2 * hourMs);
    await alerted();
    expect(recipients()).toEqual(['team']);
  });

  it('is shown and mailed to nobody where its rule says so', async () => {
    await says(await sent(['sixth-example'], { category: 'CYBERBULLYING', callerRole: 'PARENT' }), 'refused');
    await alerted();
    await pass(1_000 * hourMs);
    await alerted();
    expect(desk.mails).toEqual([]);
    expect(await alerts()).toMatchObject([{ kind: 'REFUSED', state: 'OPEN', nextStepAtMs: null }]);
  });
});

describe('a time that is nearly up', () => {
  const leads = { DECISION: 6 * hourMs, ANSWER: 6 * hourMs, FIRST_LOOK: hourMs };
  const warned = () =>
    new WarnStaff({
      ...{
        deadlines: desk.workshop.stores.deadlines,
        leads: { critical: leads, other: leads },
        log: desk.workshop.log,
      },
    }).run();
  const kinds = async () => (await alerts()).map(({ kind, state }) => `${kind} ${state}`);
  const told = async () => {
    await warned();
    await alerted();
  };

  it('is an alert once, and over when the platform decides or is overdue', async () => {
    const ordinary = { category: 'CYBERBULLYING', callerRole: 'PARENT' };
    const [decided, silent] = [await sent(undefined, ordinary), await sent(undefined, ordinary)];
    // Decision after 168 h.
    await pass(160 * hourMs);
    await told();
    expect(await kinds()).toEqual([]);
    await pass(3 * hourMs);
    await told();
    await told();
    expect(await kinds()).toEqual(['DUE_SOON OPEN', 'DUE_SOON OPEN']);
    await says(decided, 'actioned');
    await pass(6 * hourMs);
    await desk.workshop.cases.escalateOverdue.run();
    await told();
    const ofSilent = (await alerts()).filter(({ reportId }) => reportId === silent.id);
    expect(ofSilent.map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual([
      ...['DEADLINE_BREACHED OPEN', 'DEADLINE_BREACHED OPEN', 'DUE_SOON DONE'],
    ]);
    expect((await alerts()).find(({ reportId }) => reportId === decided.id)?.state).toBe('DONE');
  });

  it('is mailed with the time limit, and again when its report comes back from being put aside', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await pass(43 * hourMs);
    await told();
    expect(await kinds()).toEqual(['DUE_SOON OPEN', 'INFORMATION_REQUESTED OPEN']);
    await pass(2 * minuteMs);
    await alerted();
    expect(desk.mails[0]?.text).toContain('a time limit about sixth-example is nearly up');
    await desk.workshop.cases.snoozeReport.report(report.id, Date.now() + hourMs);
    await told();
    expect(await kinds()).toEqual(['DUE_SOON DONE', 'INFORMATION_REQUESTED DONE']);
    await pass(hourMs);
    await told();
    expect(await kinds()).toEqual(['DUE_SOON OPEN', 'DUE_SOON DONE', 'INFORMATION_REQUESTED DONE']);
  });

  it('is a hold past its day: over when it is held anew or released', async () => {
    const report = await sent();
    const by = { id: 'one', name: 'One' };
    const hold = () =>
      desk.workshop.cases.holdReport.run(report.id, {
        ...{ reason: 'POLICE_FIRST', untilMs: Date.now() + hourMs, note: null, by },
      });
    await hold();
    await told();
    expect(await kinds()).toEqual([]);
    await pass(hourMs);
    await told();
    await told();
    expect(await alerts()).toMatchObject([{ kind: 'HOLD_OVERDUE', submissionId: null, platform: null }]);
    await hold();
    await alerted();
    await pass(hourMs);
    await told();
    expect(await kinds()).toEqual(['HOLD_OVERDUE OPEN', 'HOLD_OVERDUE DONE']);
    // Before anybody read the feed: what is true now counts.
    await desk.workshop.cases.releaseReport.run(report.id, { id: 'two', name: 'Two' });
    await pass(2 * minuteMs);
    await alerted();
    expect(desk.mails).toEqual([]);
    expect(await kinds()).toEqual(['HOLD_OVERDUE DONE', 'HOLD_OVERDUE DONE']);
  });
});

describe('a report that somebody opened without the role it takes', () => {
  it('alerts supervisors at once, also at night, and is done with once somebody takes it', async () => {
    const { id } = await desk.workshop.file(['sixth-example']);
    const reportId = fromTypeId('rep', id) ?? id;
    const breakGlass = new BreakGlass({
      reports: desk.workshop.stores.reports,
      glass: new PgGlassStore(desk.workshop.schema.pool),
      cipher: desk.workshop.cipher,
      ids: { uuid: uuidv7 },
    });
    const by = { id: uuidv7(), name: 'synthetic' };
    const until = await breakGlass.run(reportId, 'Synthetic reason.', by);
    expect(await breakGlass.run(reportId, 'Synthetic reason.', by)).toBe(until);
    expect(await breakGlass.run(uuidv7(), 'Synthetic reason.', by)).toBeUndefined();
    const night = {
      kinds: ['BREAK_GLASS'],
      breaksQuietHours: true,
      steps: [{ to: ['supervisors'], afterMs: 0 }],
    };
    await alerted(alertStaff({ first: night }));
    await desk.workshop.schema.pass(3 * minuteMs);
    await alerted(alertStaff({ first: night }));
    expect(desk.mails.map(({ to }) => to).sort()).toEqual([...addresses.supervisors].sort());
    expect(desk.mails[0]!.text).not.toContain('Synthetic reason');
    const queries = new PgAlertQueries(desk.workshop.schema.pool);
    const [alert] = await queries.list({ limit: 1, reportId });
    expect(alert).toMatchObject({ kind: 'BREAK_GLASS', state: 'OPEN', submissionId: null });
    const acknowledge = new AcknowledgeAlert({
      ...{
        alerts: new PgAlertStore(desk.workshop.schema.pool),
        ids: { uuid: uuidv7 },
        log: desk.workshop.log,
      },
    });
    await acknowledge.run(alert!.id, 'lead');
    expect(await queries.list({ limit: 1, reportId })).toMatchObject([
      { state: 'DONE', acknowledgedBy: 'lead' },
    ]);
  });
});
