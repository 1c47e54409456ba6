import { aReport, aSubmission, FakeApi, problem } from '../testing/fake-api.js';
import { runUniflag } from '../testing/run-uniflag.js';

const id = 'sub_01kb0000000000000000000001';
const seen = aReport({
  submissions: [
    aSubmission(1, {
      ...{ verification: 'GONE', word: 'gone_verified', verifiedAt: '2026-11-23T13:01:00.000Z' },
      ...{ lookDueAt: '2026-11-24T13:01:00.000Z', laterReports: ['UF-2026-000200'] },
    }),
  ],
});
const verification = `POST /v1/submissions/${id}/verification`;
const refile = `/v1/reports/${seen.id}/refile`;
const stillThere = `/v1/submissions/${id}/still-there`;
const api = () => new FakeApi().on(verification, seen).on('GET /v1/reports/UF-2026-000123', seen);

describe('uniflag submission look', () => {
  it('records what was seen, by whom and when, and says when the next look is due', async () => {
    const fake = api();
    const at = '2026-11-23T13:01:00Z';
    const ran = await runUniflag(fake, [
      'submission',
      'look',
      'UF-2026-000123-1',
      'gone',
      '--at',
      at,
      '--by-member',
    ]);
    expect(ran.exitCode).toBe(0);
    expect(fake.calls[1]).toMatchObject({
      route: verification,
      body: { seen: 'GONE', by: 'MEMBER', observedAt: at },
    });
    expect(ran.out.replace(/\s+/g, ' ')).toContain('seen GONE · seen on 2026-11-23 14:01');
    expect(ran.out.replace(/\s+/g, ' ')).toContain(
      'look due 2026-11-24 14:01 · filed again in UF-2026-000200',
    );
  });

  it('sends nothing where it does not know what was seen', async () => {
    const fake = api();
    expect(await runUniflag(fake, ['submission', 'look', id, 'perhaps'])).toMatchObject({
      ...{ exitCode: 2, err: expect.stringContaining('live, limited, gone, uncheckable') },
    });
    expect(fake.calls).toEqual([]);
  });

  it('lists every look', async () => {
    const look = { seen: 'LIVE', effects: [], by: 'STAFF', observedAt: '2026-11-23T13:01:00.000Z' };
    const fake = api().on(`GET /v1/submissions/${id}/observations`, {
      ...{ data: [{ ...look, recordedAt: look.observedAt }], nextCursor: null },
    });
    const { out } = await runUniflag(fake, ['submission', 'looks', id]);
    expect(out).toMatch(/2026-11-23 14:01 +LIVE +STAFF/);
  });
});

describe('uniflag look list', () => {
  const due = {
    ...{ submissionId: id, reportId: seen.id, reportReference: 'UF-2026-000123', platform: 'instagram' },
    ...{ targetKind: 'post', word: 'removed', verification: 'LIVE', isSecondLook: true },
    ...{ by: 'STAFF_OR_MEMBER', dueAt: '2026-11-23T13:01:00.000Z' },
  };

  it('says what is to be looked at, or that nothing is', async () => {
    const some = new FakeApi().on('GET /v1/looks', { data: [due], nextCursor: null });
    expect((await runUniflag(some, ['look', 'list'])).out).toMatch(
      /UF-2026-000123 +instagram +removed .*second look/,
    );
    const none = new FakeApi().on('GET /v1/looks', { data: [], nextCursor: null });
    expect((await runUniflag(none, ['look', 'list'])).out).toBe('No look is due.\n');
  });
});

describe('uniflag report refile', () => {
  const draft = {
    ...{ repeats: id, platform: 'instagram', channel: 'instagram-partner-mail', channelKind: 'EMAIL' },
    ...{ mode: 'rehearsed', seenAgain: true, byHand: false, openUrl: null, steps: [], numberHint: null },
    fields: [{ label: 'Text', value: 'Removed before.', maxChars: null }],
  };

  it('shows the new notices, and sends them only with the good-faith statement', async () => {
    const fake = api()
      .on(`GET ${refile}`, { data: [draft] })
      .on(`POST ${refile}`, seen);
    const shown = await runUniflag(fake, ['report', 'refile', 'UF-2026-000123']);
    expect(shown.out).toContain('Removed before.');
    expect(fake.calls.map(({ route }) => route)).not.toContain(`POST ${refile}`);
    const sent = await runUniflag(fake, [
      'report',
      'refile',
      'UF-2026-000123',
      '--good-faith',
      '--submission',
      '1',
    ]);
    expect(sent.exitCode).toBe(0);
    expect(fake.calls.at(-1)).toMatchObject({
      ...{ route: `POST ${refile}`, body: { goodFaith: true, submissions: [id] } },
    });
    expect(fake.calls.at(-1)?.headers.get('idempotency-key')).toMatch(/\w/);
  });

  it('says where a report has no such submission', async () => {
    const ran = await runUniflag(api(), ['report', 'refile', 'UF-2026-000123', '--submission', '9']);
    expect(ran).toMatchObject({ exitCode: 2, err: 'UF-2026-000123 has no submission 9.\n' });
  });
});

describe('uniflag submission still-there', () => {
  it('prints what would be told, and sends it when told to', async () => {
    const fake = api()
      .on(`GET ${stillThere}`, { text: 'Still visible.', language: 'en', byHand: false })
      .on(`POST ${stillThere}`, seen);
    expect((await runUniflag(fake, ['submission', 'still-there', id])).out).toBe('Still visible.\n');
    expect(fake.calls).toHaveLength(1);
    await runUniflag(fake, ['submission', 'still-there', id, '--send']);
    expect(fake.calls.at(-1)).toMatchObject({
      route: `POST ${stillThere}`,
      body: { text: 'Still visible.' },
    });
  });

  it('says why it cannot be told now', async () => {
    const detail = 'This cannot be recorded while the submission stands at removed.';
    const fake = api()
      .on(`GET ${stillThere}`, { text: 'Still visible.', language: 'en', byHand: false })
      .on(`POST ${stillThere}`, () => problem(409, 'SUBMISSION.NOT_NOW', detail));
    const ran = await runUniflag(fake, ['submission', 'still-there', id, '--send']);
    expect(ran).toMatchObject({ exitCode: 1, err: expect.stringContaining('stands at removed') });
  });
});
