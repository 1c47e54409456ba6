import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

const claim = (limit = 10) => workshop.stores.replies.claimDue(limit, 30_000);
const stateOf = async (id: string) =>
  (await workshop.schema.rows<{ state: string }>('SELECT state FROM replies WHERE id = $1', [id]))[0]?.state;

describe('keeping a reply', () => {
  it('keeps the same message of a platform once, with its key and one wake-up', async () => {
    const again = { messageKey: 'synthetic-message@platform.example' };
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', again);
    const repeats = Array.from({ length: 5 }, () =>
      workshop.reply({ platform: 'sixth-example' }, 'nonsense', again),
    );
    for (const repeat of await Promise.allSettled(repeats)) expect(repeat.status).toBe('rejected');
    await workshop.reply({ platform: 'lookup-example' }, 'nonsense', again);
    const [row] = await workshop.schema.rows(
      `SELECT (SELECT count(*) FROM replies)::int AS replies, (SELECT count(*) FROM outbox)::int AS wakes,
         (SELECT count(*) FROM data_keys WHERE owner_kind = 'reply')::int AS keys`,
    );
    expect(row).toEqual({ replies: 2, wakes: 2, keys: 2 });
  });

  it('keeps its text encrypted', async () => {
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', {
      subject: 'Synthetic subject',
      from: 'a.person@platform.example',
    });
    const secrets = ['Synthetic words', 'Synthetic subject', 'a.person'];
    expect(await brokenPromises(workshop.schema.pool, secrets)).toEqual([]);
  });
});

describe('claiming replies', () => {
  it('gives each to one of many claimers, and anew once the lease has passed', async () => {
    for (let n = 0; n < 30; n += 1) await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    const claims = await Promise.all(Array.from({ length: 6 }, () => claim(10)));
    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (let rest = await claim(); rest.length > 0; rest = await claim())
      ids.push(...rest.map(({ id }) => id));
    expect(new Set(ids).size).toBe(30);
    await workshop.schema.pass(30_000);
    expect(await claim(50)).toHaveLength(30);
  });

  it('gives the earliest first', async () => {
    const late = await workshop.reply({ platform: 'sixth-example' }, 'nonsense', { receivedAtMs: 3_000 });
    const early = await workshop.reply({ platform: 'sixth-example' }, 'nonsense', { receivedAtMs: 1_000 });
    expect((await claim()).map(({ id }) => id)).toEqual([early, late]);
  });
});

describe('whose a reply is', () => {
  const twoReports = async () => {
    const one = (await workshop.file(['sixth-example'])).submissions[0]!;
    const other = (await workshop.file(['sixth-example'])).submissions[0]!;
    await workshop.sendDue();
    const messageIdOf = ({ id }: { id: string }) => `${id}.0@uniflag.example`;
    return { one, other, messageIdOf };
  };
  const matchOf = async (more: object, platform: 'sixth-example' | 'lookup-example' = 'sixth-example') => {
    const id = await workshop.reply({ platform }, 'nonsense', more);
    return (await claim()).find((claimed) => claimed.id === id)?.match?.submissionId ?? null;
  };

  it('is said by our reference', async () => {
    const { one } = await twoReports();
    expect(await matchOf({ references: [one.reference] })).toBe(one.id);
  });

  it('is said by the thread where no reference stands in it', async () => {
    const { other, messageIdOf } = await twoReports();
    expect(await matchOf({ inReplyTo: ['somebody@else.example', messageIdOf(other)] })).toBe(other.id);
  });

  it('is said by the reference where the thread says otherwise', async () => {
    const { one, other, messageIdOf } = await twoReports();
    expect(await matchOf({ references: [one.reference], inReplyTo: [messageIdOf(other)] })).toBe(one.id);
  });

  it('is said by a person before all else', async () => {
    const { one, other } = await twoReports();
    expect(await matchOf({ references: [one.reference], submissionId: other.id })).toBe(other.id);
  });

  it('is not guessed where several references stand in it', async () => {
    const { one, other } = await twoReports();
    expect(await matchOf({ references: [one.reference, other.reference] })).toBeNull();
  });

  it('is not guessed where the thread holds notices of several', async () => {
    const { one, other, messageIdOf } = await twoReports();
    expect(await matchOf({ inReplyTo: [messageIdOf(one), messageIdOf(other)] })).toBeNull();
  });

  it("never is another platform's, whatever stands in it", async () => {
    const { one, messageIdOf } = await twoReports();
    expect(await matchOf({ references: [one.reference] }, 'lookup-example')).toBeNull();
    expect(await matchOf({ inReplyTo: [messageIdOf(one)] }, 'lookup-example')).toBeNull();
  });

  it('may be any platform where it came to no mailbox of one', async () => {
    const { one } = await twoReports();
    expect(await matchOf({ references: [one.reference], platform: 'unknown' })).toBe(one.id);
  });

  it('stays open for a made-up reference', async () => {
    await twoReports();
    expect(await matchOf({ references: ['UF-2026-000001-1-AAAAAA'] })).toBeNull();
  });
});

describe("a platform's own number", () => {
  it('names a submission of that platform only', async () => {
    const { submissions } = await workshop.file(['sixth-example', 'lookup-example']);
    await workshop.sendDue();
    await workshop.schema.rows(`UPDATE submissions SET external_ref = 'SYN-12345'`);
    const find = (platform: string) =>
      workshop.stores.replies.findByExternalRef(platform, ['none', 'SYN-12345']);
    const sixth = submissions.find(({ platform }) => platform === 'sixth-example');
    expect((await find('sixth-example')).map(({ submissionId }) => submissionId)).toEqual([sixth?.id]);
    expect(await find('unknown')).toHaveLength(2);
    expect(await find('dedupe-example')).toEqual([]);
  });
});

describe('what becomes of a claim', () => {
  it('is written by its holder', async () => {
    const id = await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    const [claimed] = await claim();
    await workshop.stores.replies.setState(claimed!, 'UNMATCHED');
    expect(await stateOf(id)).toBe('UNMATCHED');
  });

  it('is not written by one who held it before', async () => {
    const id = await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    const [paused] = await claim();
    await workshop.schema.pass(30_000);
    const [next] = await claim();
    await workshop.stores.replies.setState(next!, 'UNREADABLE');
    await workshop.stores.replies.setState(paused!, 'UNMATCHED');
    expect(await stateOf(id)).toBe('UNREADABLE');
  });

  it('is not written once a person took the reply into their hands', async () => {
    const { submissions } = await workshop.file(['sixth-example']);
    const id = await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    const [claimed] = await claim();
    expect(await workshop.stores.replies.assign(id, submissions[0]?.id ?? '')).toBe('assigned');
    await workshop.stores.replies.setState(claimed!, 'UNMATCHED');
    expect(await stateOf(id)).toBe('NEW');
    expect((await claim())[0]?.match?.submissionId).toBe(submissions[0]?.id);
  });
});

describe('what staff do with replies', () => {
  it('can be undone until a reply is applied', async () => {
    const { submissions } = await workshop.file(['sixth-example']);
    const { replies } = workshop.stores;
    const id = await workshop.reply({ platform: 'sixth-example' }, 'nonsense');
    expect(await replies.dismiss(id)).toBe('dismissed');
    expect(await claim()).toEqual([]);
    expect(await replies.assign(id, submissions[0]?.id ?? '')).toBe('assigned');
    expect(await claim()).toHaveLength(1);
    await workshop.schema.rows(`UPDATE replies SET state = 'APPLIED', next_try_at = NULL`);
    expect(await replies.dismiss(id)).toBe('alreadyApplied');
    expect(await replies.assign(id, submissions[0]?.id ?? '')).toBe('alreadyApplied');
  });

  it('needs a reply that is there', async () => {
    expect(await workshop.stores.replies.dismiss('01a209aa-0000-7000-8000-000000000000')).toBe('notFound');
  });
});
