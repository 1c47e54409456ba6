import { uuidv7 } from 'uuidv7';
import type { MailOutcome, OutgoingMail } from '#application';
import { loadAlertTexts, loadTaxonomy } from '#config';
import { fromTypeId, languages, type AlertRules } from '#core';
import { PgAlertQueries, PgAlertStore, PgGlassStore } from '#persistence';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { zoneWhereItIs } from '../../../../test/support/local-zone.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';
import { WarnStaff } from '../deadlines/warn-staff.js';
import { decisionRead } from '../staff/acts.js';
import { BreakGlass } from '../access/break-glass.js';
import { AcknowledgeAlert } from './acknowledge-alert.js';
import { WriteAlertMail } from './alert-mail.js';
import { AlertStaff } from './alert-staff.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const rules: AlertRules = {
  quietHours: { fromMinute: 20 * 60, toMinute: 8 * 60, daysOff: true },
  gatherMs: 2 * minuteMs,
  rules: [
    {
      urgencies: ['CRITICAL'],
      breaksQuietHours: false,
      steps: [
        { to: ['team'], outsideHoursTo: ['onCall'], afterMs: 0 },
        { to: ['onCall', 'supervisors'], afterMs: 15 * minuteMs },
      ],
    },
    { kinds: ['REFUSED'], breaksQuietHours: false, steps: [] },
    { breaksQuietHours: false, steps: [{ to: ['team'], afterMs: 0 }] },
  ],
};
const addresses = {
  team: ['team@helpline.example'],
  onCall: ['on-call@helpline.example'],
  supervisors: ['lead@helpline.example', 'deputy@helpline.example'],
};

let workshop: Workshop;
let mails: OutgoingMail[];
let server: MailOutcome;
let staff: AlertStaff;
beforeAll(async () => {
  workshop = await openWorkshop();
});
beforeEach(async () => {
  server = { outcome: 'accepted', response: '250' };
  staff = alertStaff();
  mails = [];
  await alerted(staff);
  await workshop.schema.rows('DELETE FROM alert_mails');
  await workshop.schema.rows('DELETE FROM alerts');
  mails = [];
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
});
afterAll(() => workshop.close());

/** Alerts staff as one worker does; it is 22:00 unless told otherwise. */
function alertStaff({
  hour = 22,
  first,
}: { hour?: number; first?: AlertRules['rules'][number] } = {}): AlertStaff {
  const timeZone = zoneWhereItIs(hour);
  return new AlertStaff({
    ...{ alerts: new PgAlertStore(workshop.schema.pool), addresses, log: workshop.log },
    rules: { ...rules, rules: [...(first ? [first] : []), ...rules.rules] },
    categories: loadTaxonomy().categories,
    calendar: {
      ...{ timeZone, weekdays: [1, 2, 3, 4, 5, 6, 7], isHoliday: () => false },
      ...{ opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 },
    },
    mail: {
      send: async (mail) => {
        mails.push(mail);
        return server;
      },
    },
    write: new WriteAlertMail({
      ...{ texts: loadAlertTexts(), languages, timeZone, platformName: (key: string) => key },
      ...{ from: 'alerts@helpline.example', consoleUrl: 'https://uniflag.helpline.example' },
    }),
    ids: { uuid: uuidv7, mailToken: () => '', jitter: () => 0.5 },
    settings: { leaseMs: 30_000, retryScheduleMs: [10_000, minuteMs], messageDomain: 'uniflag.example' },
  });
}

async function alerted(by = staff): Promise<void> {
  await workshop.schema.allTold();
  await by.run();
  await by.settled();
}

/** A notice that its platform has, about something critical unless told otherwise. */
async function sent(on: readonly Key[] = ['sixth-example'], more = {}) {
  const report = await workshop.file(on, { category: 'SEXTORTION', callerRole: 'VICTIM', ...more });
  await workshop.sendDue();
  return workshop.view(report.id);
}
type Report = Awaited<ReturnType<typeof sent>>;

async function says(
  { submissions }: Report,
  kind: 'informationRequested' | 'refused' | 'actioned',
  place = 0,
) {
  const { reference, platform } = submissions[place]!;
  const about = { reference, platform: platform as Key };
  const atMs = Date.now();
  if (kind === 'actioned') await workshop.reply(about, [{ kind, atMs, effects: ['CONTENT_REMOVED'] }]);
  else if (kind === 'refused') await workshop.reply(about, [{ kind, atMs, reason: 'NO_POLICY_VIOLATION' }]);
  else await workshop.reply(about, [{ kind, atMs }]);
  await workshop.cases.applyReplies.run();
}

const pass = (ms: number) => workshop.schema.pass(ms);
const alerts = () => new PgAlertQueries(workshop.schema.pool).list({ limit: 50 });
const recipients = () => mails.map(({ to }) => to.split('@')[0]);

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
    expect(mails).toEqual([]);
    await pass(2 * minuteMs);
    await alerted();
    expect(recipients()).toEqual(['on-call']);
    await pass(14 * minuteMs);
    await alerted();
    expect(recipients()).toEqual(['on-call']);
    await pass(minuteMs);
    await alerted();
    expect(recipients().sort()).toEqual(['deputy', 'lead', 'on-call', 'on-call']);
    expect(mails[1]?.text).toContain('Nobody has taken this so far.');
    await pass(1_000 * hourMs);
    await alerted();
    expect(mails).toHaveLength(4);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(4);
  });

  it('goes to the team by day', async () => {
    staff = alertStaff({ hour: 11 });
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
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe(`[${report.reference}] Critical: sixth-example asks for information (+1)`);
    expect(mails[0]?.text).toContain('dedupe-example refuses to act');
  });

  it('is over for everybody once somebody takes it, and the timeline and consumers are told', async () => {
    const endpoint = await workshop.addEndpoint();
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    server = { outcome: 'deferred', reason: 'away' };
    await alerted();
    const [alert] = await alerts();
    const acknowledge = new AcknowledgeAlert({
      ...{ alerts: new PgAlertStore(workshop.schema.pool), ids: { uuid: uuidv7 }, log: workshop.log },
    });
    await Promise.all([acknowledge.run(alert!.id, 'An'), acknowledge.run(alert!.id, 'Bo')]);
    await acknowledge.run(alert!.id, 'Cy');
    await pass(1_000 * hourMs);
    await alerted();
    expect(mails).toHaveLength(1);
    expect(await alerts()).toMatchObject([
      { state: 'ACKNOWLEDGED', acknowledgedBy: expect.stringMatching('An|Bo'), nextStepAtMs: null },
    ]);
    const told = await workshop.schema.rows(
      `SELECT e.detail, d.state FROM events e JOIN webhook_deliveries d ON d.event_id = e.id
       WHERE e.type = 'alert.acknowledged' AND d.endpoint_id = $1 AND e.report_id = $2`,
      [endpoint, report.id],
    );
    expect(told).toEqual([{ detail: { alert: 'INFORMATION_REQUESTED', actor: 'STAFF' }, state: 'WAITING' }]);
    expect(await workshop.schema.rows('SELECT state FROM alert_mails')).toEqual([{ state: 'OBSOLETE' }]);
  });

  it('ends by itself with its cause, and what was not yet sent never leaves', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await says(report, 'actioned');
    // Before anybody read the feed: what is true now counts.
    await pass(2 * minuteMs);
    await alerted();
    expect(mails).toEqual([]);
    expect(await alerts()).toMatchObject([{ state: 'DONE', acknowledgedBy: null }]);
    await pass(hourMs);
    await alerted();
    expect(mails).toEqual([]);
  });

  it('is raised anew where the cause comes back, and never twice at a time', async () => {
    const report = await sent();
    await says(report, 'informationRequested');
    await alerted();
    await says(report, 'informationRequested');
    await alerted();
    expect(await alerts()).toHaveLength(1);
    const { id: submissionId } = report.submissions[0]!;
    await workshop.cases.recordByStaff.run(submissionId, decisionRead({ decision: 'UNDER_REVIEW' }));
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
    expect(mails).toEqual([]);
    await pass(2 * hourMs);
    await alerted();
    expect(recipients()).toEqual(['team']);
  });

  it('is shown and mailed to nobody where its rule says so', async () => {
    await says(await sent(['sixth-example'], { category: 'CYBERBULLYING', callerRole: 'PARENT' }), 'refused');
    await alerted();
    await pass(1_000 * hourMs);
    await alerted();
    expect(mails).toEqual([]);
    expect(await alerts()).toMatchObject([{ kind: 'REFUSED', state: 'OPEN', nextStepAtMs: null }]);
  });
});

describe('a time that is nearly up', () => {
  const leads = { DECISION: 6 * hourMs, ANSWER: 6 * hourMs, FIRST_LOOK: hourMs };
  const warned = () =>
    new WarnStaff({
      ...{
        deadlines: workshop.stores.deadlines,
        leads: { critical: leads, other: leads },
        log: workshop.log,
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
    await workshop.cases.escalateOverdue.run();
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
    expect(mails[0]?.text).toContain('a time limit about sixth-example is nearly up');
    await workshop.cases.snoozeReport.report(report.id, Date.now() + hourMs);
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
      workshop.cases.holdReport.run(report.id, {
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
    await workshop.cases.releaseReport.run(report.id, { id: 'two', name: 'Two' });
    await pass(2 * minuteMs);
    await alerted();
    expect(mails).toEqual([]);
    expect(await kinds()).toEqual(['HOLD_OVERDUE DONE', 'HOLD_OVERDUE DONE']);
  });
});

describe('mails to staff', () => {
  it.each<MailOutcome>([
    { outcome: 'deferred', reason: 'no connection' },
    { outcome: 'rejected', reason: 'answered 550' },
    { outcome: 'unknown', reason: 'no answer' },
  ])('are tried until one is taken, as the same mail: $outcome', async (trouble) => {
    await says(await sent(), 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    server = trouble;
    await alerted();
    for (const [triesMade, waitMs] of [10_000, minuteMs, minuteMs].entries()) {
      await pass(waitMs - 3_000);
      await alerted();
      expect(mails).toHaveLength(triesMade + 1);
      await pass(3_000);
      await alerted();
    }
    expect(mails).toHaveLength(4);
    server = { outcome: 'accepted', response: '250' };
    await pass(minuteMs);
    await alerted();
    await pass(10 * minuteMs);
    await alerted();
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(mails).toHaveLength(5);
  });

  it('leave again, as the same mail, where the worker that sent one vanished, whose word then counts no more', async () => {
    await says(await sent(), 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    const store = new PgAlertStore(workshop.schema.pool);
    const vanished = alertStaff();
    jest.spyOn(PgAlertStore.prototype, 'closeMails').mockRejectedValueOnce(new Error('connection lost'));
    await alerted(vanished);
    await alerted();
    expect(mails).toHaveLength(1);
    await pass(30_000);
    await alerted();
    expect(mails.map(({ messageId }) => messageId)).toEqual([mails[0]?.messageId, mails[0]?.messageId]);
    const [row] = await workshop.schema.rows('SELECT id, epoch, state FROM alert_mails');
    expect(row).toMatchObject({ epoch: 2, state: 'SENT' });
    const late = { id: row!.id, epoch: 1, state: 'QUEUED', nextTryInMs: 0, outcome: 'deferred' } as const;
    await store.closeMails([late]);
    expect(await workshop.schema.rows('SELECT state FROM alert_mails')).toEqual([{ state: 'SENT' }]);
  });

  it('leave once, however many workers there are', async () => {
    const all = [await sent(), await sent(), await sent()];
    for (const report of all) await says(report, 'informationRequested');
    const workers = [alertStaff(), alertStaff(), alertStaff()];
    await Promise.all(workers.map(alerted));
    expect(await alerts()).toHaveLength(3);
    await pass(2 * minuteMs);
    await Promise.all(workers.map(alerted));
    expect(mails).toHaveLength(3);
  });

  it('hold reference, what is needed, times and a link in the languages wanted, and nothing of what was reported', async () => {
    const secret = 'canary-explanation Jan.Peeters@victim.example +32 470 00 00 00';
    const report = await sent(['sixth-example'], {
      explanation: secret,
      confidential: ['Canary Name'],
      confirmedFindings: ['EMAIL', 'PHONE'],
    });
    await says(report, 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    await alerted();
    const [mail] = mails;
    expect(mail).toMatchObject({
      ...{
        from: 'alerts@helpline.example',
        replyTo: 'alerts@helpline.example',
        to: 'on-call@helpline.example',
      },
      headers: { 'Auto-Submitted': 'auto-generated', Importance: 'high' },
    });
    const whole = JSON.stringify(mail);
    for (const part of [
      ...[report.reference, `https://uniflag.helpline.example/reports/${report.reference}`],
      ...['demande des informations', 'vraagt informatie', 'bittet um Angaben', 'asks for information'],
      ...['time limit: ', 'te doen vóór: '],
    ])
      expect(whole).toContain(part);
    const { url, key } = report.submissions[0]!.target;
    for (const never of ['canary', 'Canary', 'victim.example', '470', 'SEXTORTION', url, key])
      expect(whole).not.toContain(never);
    expect(whole).not.toMatch(/[{]{2}|undefined/);
    expect(await brokenPromises(workshop.schema.pool, ['canary-explanation', 'Canary Name'])).toEqual([]);
    expect(JSON.stringify(workshop.log.lines)).not.toContain('helpline.example');
  });

  it('tell of kinds that have no words of their own', async () => {
    const report = await sent();
    await workshop.schema.rows(
      `INSERT INTO alerts (id, report_id, kind, cause, urgency, stands_at, next_step_at, created_at)
       VALUES (gen_random_uuid(), $1, 'SYNTHETIC', 'x', 'CRITICAL', '{}', now(), now())`,
      [report.id],
    );
    await alerted();
    expect(mails[0]?.subject).toContain('something needs a person (the whole report)');
  });

  it('are not missed in silence where a rule names somebody without an address', async () => {
    await says(await sent(), 'informationRequested');
    const before = workshop.log.of('alert.nobody_to_mail').length;
    const { onCall } = addresses;
    Object.assign(addresses, { onCall: null });
    await alerted();
    await pass(2 * minuteMs);
    await alerted();
    Object.assign(addresses, { onCall });
    expect(workshop.log.of('alert.nobody_to_mail')).toHaveLength(before + 1);
    expect(mails).toEqual([]);
  });
});

describe('a report that somebody opened without the role it takes', () => {
  it('alerts supervisors at once, also at night, and is done with once somebody takes it', async () => {
    const { id } = await workshop.file(['sixth-example']);
    const reportId = fromTypeId('rep', id) ?? id;
    const breakGlass = new BreakGlass({
      reports: workshop.stores.reports,
      glass: new PgGlassStore(workshop.schema.pool),
      cipher: workshop.cipher,
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
    await workshop.schema.pass(3 * minuteMs);
    await alerted(alertStaff({ first: night }));
    expect(mails.map(({ to }) => to).sort()).toEqual([...addresses.supervisors].sort());
    expect(mails[0]!.text).not.toContain('Synthetic reason');
    const queries = new PgAlertQueries(workshop.schema.pool);
    const [alert] = await queries.list({ limit: 1, reportId });
    expect(alert).toMatchObject({ kind: 'BREAK_GLASS', state: 'OPEN', submissionId: null });
    const acknowledge = new AcknowledgeAlert({
      ...{
        alerts: new PgAlertStore(workshop.schema.pool),
        ids: { uuid: uuidv7 },
        log: workshop.log,
      },
    });
    await acknowledge.run(alert!.id, 'lead');
    expect(await queries.list({ limit: 1, reportId })).toMatchObject([
      { state: 'DONE', acknowledgedBy: 'lead' },
    ]);
  });
});
