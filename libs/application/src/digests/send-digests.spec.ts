import { SendDigests, WriteDigest, type MailOutcome, type OutgoingMail } from '#application';
import { loadDigestTexts, loadTaxonomy } from '#config';
import { addDays, instantOf, isoWeekday, languages, localDay, type Language, type Role } from '#core';
import { PgDigests, PgNoticeHistory } from '#persistence';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Key, type Workshop } from '../../../../test/support/workshop.js';

const timeZone = 'Europe/Brussels';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const today = localDay(Date.now(), timeZone);
/** What is filed in these tests happens in the week before it. */
const monday = addDays(today, 8 - isoWeekday(today));
const [saturday, sunday, tuesday] = [-2, -1, 1].map((days) => addDays(monday, days)) as [
  string,
  string,
  string,
];

let workshop: Workshop;
let mails: OutgoingMail[];
let server: MailOutcome;
let nowMs: number;
beforeEach(async () => {
  workshop = await openWorkshop();
  [mails, server] = [[], { outcome: 'accepted', response: '250' }];
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

/** One worker's. */
function digestsOf({ holidays = [] as readonly string[] } = {}): SendDigests {
  const digests = new PgDigests(workshop.schema.pool);
  return new SendDigests({
    ...{ digests, log: workshop.log, now: () => nowMs },
    calendar: {
      ...{ timeZone, weekdays: [1, 2, 3, 4, 5], isHoliday: (day) => holidays.includes(day) },
      ...{ opensAtMinute: 9 * 60, closesAtMinute: 17 * 60 },
    },
    mail: {
      send: async (mail) => {
        mails.push(mail);
        return server;
      },
    },
    write: new WriteDigest({
      ...{ digests, texts: loadDigestTexts(), categories: loadTaxonomy().categories, timeZone },
      platformName: (key) => `Name of ${key}`,
      ...{ from: 'digests@helpline.example', consoleUrl: 'https://uniflag.helpline.example' },
      messageDomain: 'uniflag.example',
    }),
    settings: {
      ...{ dailyAtMinute: 8 * 60, weeklyAtMinute: 8 * 60 },
      ...{ leaseMs: 30_000, retryScheduleMs: [10_000, minuteMs] },
    },
  });
}

/** What a worker mails when its clock shows that time. @returns to whom */
async function mailedAt(day: string, minute = 8 * 60, by = digestsOf()): Promise<string[]> {
  nowMs = instantOf(day, minute, timeZone);
  const before = mails.length;
  await by.run();
  await by.settled();
  return mails
    .slice(before)
    .map(({ to }) => to.split('@')[0] ?? '')
    .sort();
}

async function person(name: string, roles: readonly Role[], language: Language = 'en', status = 'ACTIVE') {
  await workshop.schema.rows(
    `INSERT INTO people (id, name, mail, roles, language, status) VALUES (gen_random_uuid(), 'CANARY name', $1, $2, $3, $4)`,
    [`${name}@staff.invalid`, [...roles], language, status],
  );
}

/** A report of which one platform refuses what it was told, and another asks something. */
async function trouble(): Promise<string> {
  const platforms: Key[] = ['sixth-example', 'lookup-example'];
  const report = await workshop.file(platforms, {
    ...{ category: 'SEXTORTION', callerRole: 'VICTIM' },
    explanation: 'canary-explanation Jan.Peeters@victim.example',
    confirmedFindings: ['EMAIL'],
  });
  await workshop.sendDue();
  const { submissions, reference } = await workshop.view(report.id);
  const about = (place: number) => ({
    reference: submissions[place]!.reference,
    platform: submissions[place]!.platform as Key,
  });
  const atMs = Date.now();
  await workshop.reply(about(0), [{ kind: 'informationRequested', atMs }]);
  await workshop.reply(about(1), [{ kind: 'refused', atMs, reason: 'NO_POLICY_VIOLATION' }]);
  await workshop.cases.applyReplies.run();
  return reference;
}

/** A report whose platform has said nothing yet, and usually decides within the hour. */
async function waiting(): Promise<string> {
  const { id } = await workshop.file(['lookup-example']);
  await workshop.sendDue();
  const { submissions, reference, category } = await workshop.view(id);
  const { platform, channel, regime } = submissions[0]!;
  const usually = { fromHours: 0, toHours: 1 };
  const known = { ...{ platform, channel, regime, category, usually }, ...{ judged: 5, actedOn: 5 } };
  await new PgNoticeHistory(workshop.schema.pool).keep('rehearsed', [known]);
  return reference;
}

describe('the daily digest', () => {
  beforeEach(() => person('staff', ['STAFF']));

  it('tells who works on reports what needs a person, the most pressing first, and nothing of what was reported', async () => {
    await person('analyst', ['ANALYST'], 'fr');
    await person('lead', ['ADMINISTRATOR']);
    await person('invited', ['STAFF'], 'en', 'INVITED');
    await person('left', ['STAFF'], 'en', 'LEFT');
    await person('quiet', ['STAFF']);
    await workshop.schema.rows(`UPDATE people SET wants_digests = false WHERE mail LIKE 'quiet@%'`);
    const reference = await trouble();
    expect(await mailedAt(tuesday)).toEqual(['analyst', 'staff']);
    const [english, french] = ['staff', 'analyst'].map((name) =>
      mails.find(({ to }) => to.startsWith(name))!,
    );
    expect(english).toMatchObject({
      ...{ from: 'digests@helpline.example', headers: { 'Auto-Submitted': 'auto-generated' } },
      subject: 'Uniflag: 1 critical report needs a person',
    });
    expect(english?.text).toContain('Reports that need a person: 1\n');
    expect(english?.text).toMatch(
      new RegExp(`- ${reference} · critical · a platform asks something · time limit`),
    );
    expect(english?.text).toContain('https://uniflag.helpline.example/reports?attention=any');
    expect(french?.subject).toBe('Uniflag: 1 dossier critique attend une personne');
    expect(JSON.stringify(mails)).not.toMatch(/canary|victim\.example|Peeters|\{\{|undefined|null/i);
  });

  it('begins with a time limit that is over, where nothing is critical', async () => {
    await trouble();
    await workshop.schema.rows(`UPDATE reports SET category = 'CYBERBULLYING'`);
    await workshop.schema.rows(
      `UPDATE submissions SET staff_due_at = now() - interval '1 hour' WHERE word = 'info_requested'`,
    );
    await mailedAt(tuesday);
    expect(mails[0]?.subject).toBe('Uniflag: the time limit of 1 report is over');
    expect(mails[0]?.text).toContain('time limit was ');
  });

  it('is not written where nothing needs a person, nor about what was put aside', async () => {
    expect(await mailedAt(tuesday)).toEqual([]);
    await trouble();
    await workshop.schema.rows(`UPDATE submissions SET snoozed_until = now() + interval '1 day'`);
    // What there is to say is looked for once a day.
    expect(await mailedAt(tuesday, 9 * 60)).toEqual([]);
    expect(await mailedAt(addDays(tuesday, 1))).toEqual([]);
    await workshop.schema.rows('UPDATE submissions SET snoozed_until = NULL');
    expect(await mailedAt(addDays(tuesday, 2))).toEqual(['staff']);
  });

  it('comes once on a working day, from its time on, whenever a worker is there', async () => {
    await trouble();
    expect(await mailedAt(tuesday, 8 * 60 - 1)).toEqual([]);
    expect(await mailedAt(saturday)).toEqual([]);
    expect(await mailedAt(sunday)).toEqual([]);
    expect(await mailedAt(tuesday, 8 * 60, digestsOf({ holidays: [tuesday] }))).toEqual([]);
    expect(await mailedAt(tuesday, 15 * 60)).toEqual(['staff']);
    expect(await mailedAt(tuesday, 16 * 60)).toEqual([]);
    expect(await mailedAt(addDays(tuesday, 1))).toEqual(['staff']);
  });

  it('comes once, however many workers there are', async () => {
    await trouble();
    const workers = [digestsOf(), digestsOf(), digestsOf()];
    nowMs = instantOf(tuesday, 9 * 60, timeZone);
    await Promise.all(workers.map((each) => each.run()));
    await Promise.all(workers.map((each) => each.settled()));
    expect(mails).toHaveLength(1);
  });

  it.each<MailOutcome>([
    { outcome: 'deferred', reason: 'no connection' },
    { outcome: 'rejected', reason: 'answered 550' },
    { outcome: 'unknown', reason: 'no answer' },
  ])(
    'is tried again as the same mail until one is taken ($outcome), or the next one takes its place',
    async (answer) => {
      await trouble();
      server = answer;
      expect(await mailedAt(tuesday)).toEqual(['staff']);
      expect(await mailedAt(tuesday, 9 * 60)).toEqual([]);
      await workshop.schema.pass(10_000);
      expect(await mailedAt(tuesday, 9 * 60)).toEqual(['staff']);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
      server = { outcome: 'accepted', response: '250' };
      expect(await mailedAt(addDays(tuesday, 1))).toEqual(['staff']);
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(2);
      expect(await workshop.schema.rows('SELECT state FROM digests')).toEqual([{ state: 'SENT' }]);
    },
  );
});

describe('what waits longer than usual', () => {
  beforeEach(() => person('staff', ['STAFF']));

  it('is a line of the daily digest, with the ones that came to wait so long last, and its subject where it is all', async () => {
    const references: string[] = [];
    for (let place = 0; place < 12; place += 1) references.push(await waiting());
    await workshop.schema.pass(hourMs);
    expect(await mailedAt(tuesday)).toEqual(['staff']);
    const [mail] = mails;
    expect(mail?.subject).toBe('Uniflag: 12 reports wait longer than usual for a platform');
    expect(mail?.text).toContain('https://uniflag.helpline.example/reports?wait=long');
    const named = mail?.text.split('\n').filter((line) => line.startsWith('- ')) ?? [];
    expect(named.map((line) => line.split(' · ').slice(0, 2))).toEqual(
      references
        .reverse()
        .slice(0, 10)
        .map((reference) => [`- ${reference}`, 'Name of lookup-example']),
    );
    expect(JSON.stringify(mails)).not.toMatch(/canary|Synthetic|lookup\.example|\{\{|undefined|null/i);
  });

  it('follows what needs a person', async () => {
    await trouble();
    await waiting();
    await workshop.schema.pass(hourMs);
    await mailedAt(tuesday);
    expect(mails[0]?.subject).toBe('Uniflag: 1 critical report needs a person');
    expect(mails[0]?.text).toContain('Reports that wait longer than usual for a platform: 1\n');
    expect(mails[0]?.text).toContain('https://uniflag.helpline.example/reports?attention=any');
  });
});

describe('the weekly digest', () => {
  beforeEach(() => person('lead', ['SUPERVISOR']));

  it('tells supervisors what became of the week before, on its first working day', async () => {
    await trouble();
    expect(await mailedAt(sunday)).toEqual([]);
    expect(await mailedAt(monday, 8 * 60, digestsOf({ holidays: [monday] }))).toEqual([]);
    expect(await mailedAt(tuesday, 8 * 60, digestsOf({ holidays: [monday] }))).toEqual(['lead']);
    expect(await mailedAt(tuesday)).toEqual([]);
    expect(mails[0]?.subject).toBe('Uniflag: platforms acted on 0 of 1 notice last week');
    for (const line of [
      ...[
        'Nothing went to platforms; these are figures of rehearsals.',
        'Reports filed: 1',
        '  Notices sent: 2',
      ],
      ...[
        '  Refused: 1',
        'Reports that need a person now: 1',
        'Name of sixth-example',
        'Name of lookup-example',
      ],
    ])
      expect(mails[0]?.text).toContain(line);
    expect(JSON.stringify(mails)).not.toMatch(/canary|victim\.example|\{\{|undefined|null/i);
  });

  it('says so where nothing happened, and counts nothing of another week', async () => {
    await trouble();
    expect(await mailedAt(addDays(monday, 7))).toEqual(['lead']);
    expect(mails[0]?.subject).toBe('Uniflag: no platform decided anything last week');
    expect(mails[0]?.text).toContain('Reports filed: 0\n');
    expect(mails[0]?.text).toContain('Reports that need a person now: 1');
  });

  it('counts what went to platforms, where anything did', async () => {
    await trouble();
    await workshop.schema.rows(`UPDATE submissions SET mode = 'armed' WHERE platform = 'sixth-example'`);
    await mailedAt(monday);
    expect(mails[0]?.text).toContain('Notices sent: 1\n');
    expect(mails[0]?.text).not.toMatch(/rehearsals|lookup-example/);
  });
});

it.each(languages)('is written in %s', async (language) => {
  await person('both', ['STAFF', 'SUPERVISOR'], language);
  await waiting();
  await workshop.schema.pass(hourMs + minuteMs);
  await trouble();
  await workshop.schema.rows(`UPDATE submissions SET staff_due_at = now() + interval '30 days'`);
  expect(await mailedAt(monday)).toEqual(['both', 'both']);
  // They leave side by side.
  const daily = ({ text }: OutgoingMail) => text.includes('attention=any');
  const inOrder = [...mails.filter(daily), ...mails.filter((mail) => !daily(mail))];
  const lines = inOrder.flatMap(({ subject, text }) => [subject, ...text.split('\n')]);
  // But for the day, which every run has another of.
  const isOfToday = (line: string) => /(?<!UF-)\b20\d\d$/.test(line);
  expect(
    lines.filter((line) => !isOfToday(line)).map((line) => line.replaceAll(/UF-\d+-\d+|\d+/g, '#')),
  ).toMatchSnapshot();
});
