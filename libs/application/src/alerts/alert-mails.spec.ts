import type { MailOutcome } from '#application';
import { PgAlertStore } from '#persistence';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { addresses, minuteMs, useAlertDesk } from '../../../../test/support/alert-desk.js';

const desk = useAlertDesk();
const { alertStaff, alerted, sent, says, pass, alerts } = desk;

describe('mails to staff', () => {
  it.each<MailOutcome>([
    { outcome: 'deferred', reason: 'no connection' },
    { outcome: 'rejected', reason: 'answered 550' },
    { outcome: 'unknown', reason: 'no answer' },
  ])('are tried until one is taken, as the same mail: $outcome', async (trouble) => {
    await says(await sent(), 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    desk.server = trouble;
    await alerted();
    for (const [triesMade, waitMs] of [10_000, minuteMs, minuteMs].entries()) {
      await pass(waitMs - 3_000);
      await alerted();
      expect(desk.mails).toHaveLength(triesMade + 1);
      await pass(3_000);
      await alerted();
    }
    expect(desk.mails).toHaveLength(4);
    desk.server = { outcome: 'accepted', response: '250' };
    await pass(minuteMs);
    await alerted();
    await pass(10 * minuteMs);
    await alerted();
    expect(new Set(desk.mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(desk.mails).toHaveLength(5);
  });

  it('leave again, as the same mail, where the worker that sent one vanished, whose word then counts no more', async () => {
    await says(await sent(), 'informationRequested');
    await alerted();
    await pass(2 * minuteMs);
    const store = new PgAlertStore(desk.workshop.schema.pool);
    const vanished = alertStaff();
    jest.spyOn(PgAlertStore.prototype, 'closeMails').mockRejectedValueOnce(new Error('connection lost'));
    await alerted(vanished);
    await alerted();
    expect(desk.mails).toHaveLength(1);
    await pass(30_000);
    await alerted();
    expect(desk.mails.map(({ messageId }) => messageId)).toEqual([
      desk.mails[0]?.messageId,
      desk.mails[0]?.messageId,
    ]);
    const [row] = await desk.workshop.schema.rows('SELECT id, epoch, state FROM alert_mails');
    expect(row).toMatchObject({ epoch: 2, state: 'SENT' });
    const late = { id: row!.id, epoch: 1, state: 'QUEUED', nextTryInMs: 0, outcome: 'deferred' } as const;
    await store.closeMails([late]);
    expect(await desk.workshop.schema.rows('SELECT state FROM alert_mails')).toEqual([{ state: 'SENT' }]);
  });

  it('leave once, however many workers there are', async () => {
    const all = [await sent(), await sent(), await sent()];
    for (const report of all) await says(report, 'informationRequested');
    const workers = [alertStaff(), alertStaff(), alertStaff()];
    await Promise.all(workers.map(alerted));
    expect(await alerts()).toHaveLength(3);
    await pass(2 * minuteMs);
    await Promise.all(workers.map(alerted));
    expect(desk.mails).toHaveLength(3);
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
    const [mail] = desk.mails;
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
    expect(await brokenPromises(desk.workshop.schema.pool, ['canary-explanation', 'Canary Name'])).toEqual(
      [],
    );
    expect(JSON.stringify(desk.workshop.log.lines)).not.toContain('helpline.example');
  });

  it('tell of kinds that have no words of their own', async () => {
    const report = await sent();
    await desk.workshop.schema.rows(
      `INSERT INTO alerts (id, report_id, kind, cause, urgency, stands_at, next_step_at, created_at)
       VALUES (gen_random_uuid(), $1, 'SYNTHETIC', 'x', 'CRITICAL', '{}', now(), now())`,
      [report.id],
    );
    await alerted();
    expect(desk.mails[0]?.subject).toContain('something needs a person (the whole report)');
  });

  it('are not missed in silence where a rule names somebody without an address', async () => {
    await says(await sent(), 'informationRequested');
    const before = desk.workshop.log.of('alert.nobody_to_mail').length;
    const { onCall } = addresses;
    Object.assign(addresses, { onCall: null });
    await alerted();
    await pass(2 * minuteMs);
    await alerted();
    Object.assign(addresses, { onCall });
    expect(desk.workshop.log.of('alert.nobody_to_mail')).toHaveLength(before + 1);
    expect(desk.mails).toEqual([]);
  });
});
