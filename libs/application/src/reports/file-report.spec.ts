import type { Ask } from '#core';
import { brokenPromises } from '../../../../test/support/invariants.js';
import { addressAt, openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import type { FileReportInput } from './file-report.js';

let workshop: Workshop;
beforeAll(async () => {
  workshop = await openWorkshop();
});
afterAll(() => workshop.close());
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
});

const targets = (...inputs: string[]) => inputs.map((input) => ({ input }));
const filed = async (input: Partial<FileReportInput>) => {
  const answer = await workshop.fileAnswer(input);
  if (answer.outcome !== 'filed') throw new Error(JSON.stringify(answer));
  return JSON.parse(answer.answer) as Awaited<ReturnType<Workshop['view']>>;
};
const errorsOf = async (input: Partial<FileReportInput>) => {
  const before = await workshop.schema.rows('SELECT count(*) FROM reports');
  const answer = await workshop.fileAnswer(input);
  expect(await workshop.schema.rows('SELECT count(*) FROM reports')).toEqual(before);
  if (answer.outcome !== 'invalid') throw new Error(`not refused: ${answer.outcome}`);
  return answer.errors.map(({ pointer, code }) => [pointer, code]);
};

describe('filing a report', () => {
  it('makes one submission a target, each on its way through the usual channel', async () => {
    const report = await filed({
      targets: targets(addressAt('sixth-example', 1), addressAt('lookup-example', 1)),
    });
    expect(report.reference).toMatch(/^UF-2026-\d{6}$/);
    expect(report).toMatchObject({ status: 'IN_PROGRESS', attention: [], counts: { queued: 2 } });
    expect(
      report.submissions.map(({ platform, channel, delivery }) => [platform, channel, delivery]),
    ).toEqual([
      ['sixth-example', 'sixth-mail', 'QUEUED'],
      ['lookup-example', 'lookup-example-api', 'QUEUED'],
    ]);
    for (const [index, { reference }] of report.submissions.entries())
      expect(reference).toMatch(new RegExp(`^${report.reference}-${index + 1}-[0-9A-HJKMNP-TV-Z]{6}$`));
  });

  it('answers what is read afterwards, to the letter', async () => {
    const report = await filed({
      ...{
        targets: [{ input: addressAt('lookup-example', 2), locator: 'third comment' }],
        factsOn: '2026-11-20',
      },
      ...{
        seenAt: '2026-11-22T18:30:00.000Z',
        regime: 'DSA_ART16',
        asks: ['REMOVE_CONTENT', 'PRESERVE_DATA'],
      },
    });
    expect(await workshop.view(report.id)).toEqual(report);
  });

  it('makes one submission of two spellings of the same target', async () => {
    const spellings = [
      'https://lookup.example/p/sameone',
      'hxxps://m.lookup[.]example/p/sameone?utm_source=x',
      'lookup.example/p/sameone',
    ];
    expect((await filed({ targets: targets(...spellings) })).submissions).toHaveLength(1);
  });

  it('sends many in turns, twenty a platform, so that others need not wait for all of them', async () => {
    const at = (key: 'sixth-example' | 'lookup-example', first: number, count: number) =>
      Array.from({ length: count }, (_, index) => addressAt(key, first + index));
    const { id } = await filed({
      targets: targets(...at('sixth-example', 7_000, 41), ...at('lookup-example', 7_000, 2)),
    });
    const turns = await workshop.schema.rows(
      'SELECT platform, turn, count(*)::int FROM submissions WHERE report_id = $1 GROUP BY 1, 2 ORDER BY 1, 2',
      [id],
    );
    expect(turns).toEqual([
      { platform: 'lookup-example', turn: 0, count: 2 },
      { platform: 'sixth-example', turn: 0, count: 20 },
      { platform: 'sixth-example', turn: 1, count: 20 },
      { platform: 'sixth-example', turn: 2, count: 1 },
    ]);
  });

  it('names the earlier report of the same content, never of the same person', async () => {
    const [post, person] = ['https://lookup.example/p/again01', 'https://lookup.example/@synthetic'];
    const first = await filed({ targets: targets(post, person) });
    const second = await filed({ targets: targets(post, person) });
    const third = await filed({ targets: targets(post) });
    expect(second.submissions.map(({ earlierReference }) => earlierReference)).toEqual([
      first.reference,
      null,
    ]);
    expect(third.submissions[0]?.earlierReference).toBe(second.reference);
  });

  it('stores no explanation, address, name or locator in clear', async () => {
    await filed({
      targets: [{ input: 'https://lookup.example/@synthetic_secret', locator: 'synthetic locator' }],
      explanation: 'Synthetic secret explanation.',
      idempotency: { client: 'c', key: 'clear', requestHash: 'h' },
    });
    const secrets = ['synthetic_secret', 'synthetic locator', 'Synthetic secret', 'lookup.example/@'];
    expect(await brokenPromises(workshop.schema.pool, secrets)).toEqual([]);
  });
});

describe('the channel of each target', () => {
  it('is the wanted one, as a hand-off where no machine may use it', async () => {
    const report = await filed({
      targets: targets(addressAt('lookup-example', 3)),
      channels: { 'lookup-example': 'lookup-example-form' },
    });
    expect(report.submissions[0]).toMatchObject({
      ...{ channel: 'lookup-example-form', delivery: 'HANDOFF_PENDING', word: 'staff_action' },
      ...{ waitingFor: 'HANDOFF.ASSISTED_FORM', nextTryAtMs: null, regime: 'USER' },
    });
    expect(report.attention).toEqual(['staff_action']);
    expect(await workshop.schema.rows('SELECT 1 FROM outbox WHERE lane LIKE $1', [`%${report.id}%`])).toEqual(
      [],
    );
  });

  it('is another where the category has no reason there', async () => {
    const report = await filed({
      category: 'IMPERSONATION',
      targets: targets(addressAt('lookup-example', 4)),
    });
    expect(report.submissions[0]).toMatchObject({ channel: 'lookup-example-form', word: 'staff_action' });
  });

  it('is none where nothing takes it: blocked, shown to staff, the others go on', async () => {
    const report = await filed({
      category: 'IMPERSONATION',
      targets: targets(addressAt('dedupe-example', 5), addressAt('sixth-example', 5)),
    });
    expect(report.submissions[0]).toMatchObject({ word: 'blocked', channel: '', waitingFor: 'CHANNEL.NONE' });
    expect(report.submissions[1]).toMatchObject({ word: 'queued' });
    expect(report).toMatchObject({ attention: ['blocked'], counts: { blocked: 1, queued: 1 } });
  });

  it('never claims a standing that the organisation does not have', async () => {
    const report = await filed({ targets: targets(addressAt('lookup-example', 6)), regime: 'DSA_ART22' });
    expect(report.submissions[0]?.regime).toBe('DSA_ART16');
  });
});

describe('the plan of channels', () => {
  it('is kept with its reason, and its next channel is offered once the first surely failed', async () => {
    const report = await filed({
      targets: targets(addressAt('lookup-example', 15)),
      explanation: 'Insults.',
    });
    expect(report.submissions[0]).toMatchObject({
      word: 'blocked',
      plan: {
        because: 'PLAN.API_NOT_FORM',
        channels: [
          { channel: 'lookup-example-api', role: 'USED' },
          { channel: 'lookup-example-form', role: 'NEXT' },
        ],
      },
      alternatives: ['lookup-example-form'],
    });
    expect(await workshop.view(report.id)).toEqual(report);
  });

  it('has the member first where staff say that it disappears', async () => {
    const input = 'https://dedupe.example/join/disappears1';
    const report = await filed({ targets: [{ input, space: 'DISAPPEARING' }] });
    expect(report.submissions[0]).toMatchObject({
      ...{ word: 'staff_action', channel: 'dedupe-example-in-app', alternatives: [] },
      plan: { because: 'PLAN.MEMBER_FIRST' },
    });
  });
});

describe('a notice under Article 16', () => {
  const everywhere = targets(addressAt('lookup-example', 14), addressAt('sixth-example', 14));

  it('without a reason is blocked, and the one under house rules goes on', async () => {
    const report = await filed({ targets: everywhere, explanation: 'Insults.' });
    expect(report.submissions.map(({ word, waitingFor, regime }) => [word, waitingFor, regime])).toEqual([
      ['blocked', 'NOTICE.EXPLANATION_TOO_SHORT', 'DSA_ART16'],
      ['queued', null, 'PLATFORM_PRIORITY'],
    ]);
    expect(report.attention).toEqual(['blocked']);
  });

  it('with all elements goes on', async () => {
    const report = await filed({ targets: everywhere, explanation: 'It insults a pupil.' });
    expect(report.counts).toEqual({ queued: 2 });
  });
});

describe('the asks', () => {
  const asksOf = async (asks?: readonly Ask[]) => {
    const inputs = targets(addressAt('sixth-example', 7), addressAt('lookup-example', 7));
    const report = await filed({ targets: inputs, ...(asks ? { asks } : {}) });
    return [report.asks, ...report.submissions.map(({ asks: each }) => each)];
  };

  it('are those of the category where nobody names any', async () => {
    const [all] = await asksOf();
    expect(all).toContain('REMOVE_CONTENT');
  });

  it('go to each platform as far as it can be asked', async () => {
    expect(await asksOf(['REMOVE_CONTENT', 'SUSPEND_ACCOUNT', 'HASH_BLOCK'])).toEqual([
      ['REMOVE_CONTENT', 'SUSPEND_ACCOUNT', 'HASH_BLOCK'],
      ['REMOVE_CONTENT'],
      ['REMOVE_CONTENT', 'SUSPEND_ACCOUNT'],
    ]);
  });

  it("are the platform's first one where it knows none of them: a notice always asks for something", async () => {
    expect((await asksOf(['HASH_BLOCK'])).slice(1)).toEqual([['REMOVE_CONTENT'], ['REMOVE_CONTENT']]);
  });
});

describe('the qualification that staff pick', () => {
  it('goes with each notice, by the law on the day of the facts and since', async () => {
    const input = { targets: targets(addressAt('sixth-example', 12)), factsOn: '2026-03-01' };
    const report = await filed({ ...input, legalBases: ['harassment', 'hate'] });
    expect(report.legalBases).toEqual(['harassment', 'hate']);
    expect(await workshop.view(report.id)).toEqual(report);
    await workshop.sendDue();
    const { notice } = workshop.received.find(({ notice: { reference } }) =>
      reference.startsWith(report.reference),
    )!;
    expect(notice.legalBases.map(({ key, periods }) => [key, periods])).toEqual([
      [
        'harassment',
        [
          { from: '2022-06-01', articles: ['442bis'] },
          { from: '2026-04-08', articles: ['237', '238'] },
        ],
      ],
      [
        'hate',
        [
          { from: '2022-06-01', articles: ['Act 30.07.1981 / 10.05.2007'] },
          { from: '2026-04-08', articles: ['250', '251'] },
        ],
      ],
    ]);
  });

  it('is known, and was law when it happened', async () => {
    const input = { targets: targets(addressAt('sixth-example', 13)), factsOn: '2021-03-01' };
    expect(await errorsOf({ ...input, legalBases: ['harassment', 'refusingHelp', 'no-such'] })).toEqual([
      ['/legalBases/1', 'LEGAL_BASIS.NOT_IN_FORCE'],
      ['/legalBases/2', 'LEGAL_BASIS.UNKNOWN'],
    ]);
  });
});

describe('what cannot be filed', () => {
  it('names every wrong field at once, and stores nothing', async () => {
    const errors = await errorsOf({
      category: 'NO_SUCH',
      targets: targets(
        addressAt('sixth-example', 8),
        'https://lookup.example/s/abcd',
        'https://elsewhere.example/x',
        '',
      ),
      channels: { nowhere: 'x', 'lookup-example': 'y', 'a/b~c': 'z' },
    });
    expect(errors).toEqual([
      ['/category', 'CATEGORY.UNKNOWN'],
      ['/channels/nowhere', 'PLATFORM.UNKNOWN'],
      ['/channels/lookup-example', 'CHANNEL.UNKNOWN'],
      ['/channels', 'PLATFORM.UNKNOWN'],
      ['/targets/1/input', 'TARGET.SHORT_LINK_MUST_BE_OPENED'],
      ['/targets/2/input', 'TARGET.UNKNOWN_HOST'],
      ['/targets/3/input', 'TARGET.EMPTY'],
    ]);
  });

  it('is a category that leads to advice', async () => {
    const errors = await errorsOf({ category: 'UNSURE', targets: targets(addressAt('sixth-example', 9)) });
    expect(errors).toEqual([['/category', 'CATEGORY.NOTHING_TO_SEND']]);
  });

  it('is an explanation that one of the channels would have to cut', async () => {
    const inputs = targets(addressAt('sixth-example', 10), addressAt('dedupe-example', 10));
    const errors = await errorsOf({ targets: inputs, explanation: 'x'.repeat(2_001) });
    expect(errors).toEqual([['/explanation', 'EXPLANATION.TOO_LONG_FOR_CHANNEL']]);
    await filed({ targets: inputs.slice(0, 1), explanation: 'x'.repeat(2_001) });
  });

  it('never repeats in its sentences what was sent', async () => {
    const answer = await workshop.fileAnswer({
      targets: targets('https://synthetic-secret.example/someone'),
      category: 'synthetic-secret',
    });
    expect(JSON.stringify(answer)).not.toContain('synthetic-secret');
  });
});

describe('personal details in texts that leave', () => {
  const explanation = 'Synthetic: call 0470 12 34 56, ask at Synthetic School.';
  const input = {
    explanation,
    confidential: ['synthetic school'],
    targets: [{ input: addressAt('sixth-example', 11), locator: 'by @synthetic_user' }],
  };

  it('are refused where nobody confirms them, by text and kind', async () => {
    expect(await errorsOf(input)).toEqual([
      ['/explanation', 'OUTGOING.PHONE'],
      ['/explanation', 'OUTGOING.CONFIDENTIAL_NAME'],
      ['/targets/0/locator', 'OUTGOING.HANDLE'],
    ]);
    expect(await errorsOf({ ...input, confirmedFindings: ['PHONE', 'HANDLE'] })).toEqual([
      ['/explanation', 'OUTGOING.CONFIDENTIAL_NAME'],
    ]);
  });

  it('leave where they are confirmed, and what was confirmed is kept with who filed', async () => {
    const confirmedFindings = ['HANDLE', 'CONFIDENTIAL_NAME', 'PHONE', 'EMAIL'] as const;
    const report = await filed({ ...input, confirmedFindings, filedBy: 'synthetic staff' });
    expect(report.confirmedFindings).toEqual(['HANDLE', 'CONFIDENTIAL_NAME', 'PHONE']);
    expect(await workshop.view(report.id)).toEqual(report);
    const [row] = await workshop.schema.rows(
      'SELECT filed_by, confirmed_findings FROM reports WHERE id = $1',
      [report.id],
    );
    expect(row).toEqual({ filed_by: 'synthetic staff', confirmed_findings: report.confirmedFindings });
    expect(await brokenPromises(workshop.schema.pool, ['synthetic school', 'Synthetic School'])).toEqual([]);
  });

  it('are none where they are what is reported', async () => {
    await filed({
      targets: targets('https://lookup.example/@synthetic_user'),
      explanation: 'Synthetic: @Synthetic_User writes it to everybody.',
    });
  });

  it('cannot be looked for by a name without letters', async () => {
    expect(await errorsOf({ ...input, confidential: ['Synthetic', '--'] })).toContainEqual([
      '/confidential/1',
      'CONFIDENTIAL.NO_NAME',
    ]);
  });
});
