import { uuidv7 } from 'uuidv7';
import { AlertStaff, WriteAlertMail, type MailOutcome, type OutgoingMail } from '#application';
import { loadAlertTexts, loadTaxonomy } from '#config';
import { languages, type AlertRules } from '#core';
import { PgAlertQueries, PgAlertStore } from '#persistence';
import { brokenPromises } from './invariants.js';
import { zoneWhereItIs } from './local-zone.js';
import { openWorkshop, type Key, type Workshop } from './workshop.js';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
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
export const addresses = {
  team: ['team@helpline.example'],
  onCall: ['on-call@helpline.example'],
  supervisors: ['lead@helpline.example', 'deputy@helpline.example'],
};

type ReportView = Awaited<ReturnType<Workshop['view']>>;

/** For the tests of a file: staff who are alerted about what happens in a workshop, and the mails they were sent. */
export function useAlertDesk() {
  const desk = { mails: [] as OutgoingMail[] } as {
    workshop: Workshop;
    mails: OutgoingMail[];
    /** What the mail server answers. */
    server: MailOutcome;
    staff: AlertStaff;
  };
  beforeAll(async () => {
    desk.workshop = await openWorkshop();
  });
  beforeEach(async () => {
    desk.server = { outcome: 'accepted', response: '250' };
    desk.staff = alertStaff();
    await alerted();
    await desk.workshop.schema.rows('DELETE FROM alert_mails');
    await desk.workshop.schema.rows('DELETE FROM alerts');
    desk.mails = [];
  });
  afterEach(async () => {
    expect(await brokenPromises(desk.workshop.schema.pool)).toEqual([]);
  });
  afterAll(() => desk.workshop.close());

  /** Alerts staff as one worker does; it is 22:00 unless told otherwise. */
  function alertStaff({
    hour = 22,
    first,
  }: { hour?: number; first?: AlertRules['rules'][number] } = {}): AlertStaff {
    const timeZone = zoneWhereItIs(hour);
    return new AlertStaff({
      ...{ alerts: new PgAlertStore(desk.workshop.schema.pool), addresses, log: desk.workshop.log },
      rules: { ...rules, rules: [...(first ? [first] : []), ...rules.rules] },
      categories: loadTaxonomy().categories,
      calendar: {
        ...{ timeZone, weekdays: [1, 2, 3, 4, 5, 6, 7], isHoliday: () => false },
        ...{ opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 },
      },
      mail: {
        send: async (mail) => {
          desk.mails.push(mail);
          return desk.server;
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

  async function alerted(by = desk.staff): Promise<void> {
    await desk.workshop.schema.allTold();
    await by.run();
    await by.settled();
  }

  /** A notice that its platform has, about something critical unless told otherwise. */
  async function sent(on: readonly Key[] = ['sixth-example'], more = {}) {
    const report = await desk.workshop.file(on, { category: 'SEXTORTION', callerRole: 'VICTIM', ...more });
    await desk.workshop.sendDue();
    return desk.workshop.view(report.id);
  }

  async function says(
    { submissions }: ReportView,
    kind: 'informationRequested' | 'refused' | 'actioned',
    place = 0,
  ) {
    const { reference, platform } = submissions[place]!;
    const about = { reference, platform: platform as Key };
    const atMs = Date.now();
    if (kind === 'actioned') await desk.workshop.reply(about, [{ kind, atMs, effects: ['CONTENT_REMOVED'] }]);
    else if (kind === 'refused')
      await desk.workshop.reply(about, [{ kind, atMs, reason: 'NO_POLICY_VIOLATION' }]);
    else await desk.workshop.reply(about, [{ kind, atMs }]);
    await desk.workshop.cases.applyReplies.run();
  }

  const pass = (ms: number) => desk.workshop.schema.pass(ms);
  const alerts = () => new PgAlertQueries(desk.workshop.schema.pool).list({ limit: 50 });
  const recipients = () => desk.mails.map(({ to }) => to.split('@')[0]);

  return Object.assign(desk, { alertStaff, alerted, sent, says, pass, alerts, recipients });
}
