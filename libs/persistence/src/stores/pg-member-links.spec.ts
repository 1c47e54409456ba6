import { randomBytes } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { AnswerMemberLink } from '#application';
import { fromTypeId } from '#core';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';
import { PgMemberLinks } from './pg-member-links.js';

const dayMs = 86_400_000;
let shop: Workshop;
let links: PgMemberLinks;
beforeAll(async () => {
  shop = await openWorkshop();
  links = new PgMemberLinks(shop.schema.pool);
});
afterAll(() => shop.close());

async function aSubmission(): Promise<string> {
  const { submissions } = await shop.file(['dedupe-example']);
  const id = submissions[0]?.id ?? '';
  return fromTypeId('sub', id) ?? id;
}

async function opened(submissionId: string, lifetimeMs = 7 * dayMs) {
  const link = { id: uuidv7(), submissionId, tokenHash: randomBytes(32), lifetimeMs, by: 'test' };
  const expiresAtMs = await links.open(link);
  return { ...link, expiresAtMs };
}

const answer = (tokenHash: Uint8Array, says: 'DONE' | 'GONE') =>
  new AnswerMemberLink({ links, reports: shop.stores.reports }).run(tokenHash, says);

describe('a member’s link', () => {
  it('is found by its token, with codes of its submission alone, until it expires by the database’s clock', async () => {
    const submissionId = await aSubmission();
    const { id, tokenHash, expiresAtMs } = await opened(submissionId, 2 * dayMs);
    expect(await links.find(tokenHash)).toEqual({
      ...(await links.subject(submissionId)),
      ...{ id, expiresAtMs, answer: null },
    });
    expect(await links.find(randomBytes(32))).toBeUndefined();
    await shop.schema.pass(2 * dayMs - 60_000);
    expect(await links.find(tokenHash)).toBeDefined();
    await shop.schema.pass(60_001);
    expect(await links.find(tokenHash)).toBeUndefined();
    expect(await links.latest(submissionId)).toMatchObject({ state: 'EXPIRED', answer: null });
    expect(await answer(tokenHash, 'DONE')).toBe('notValid');
  });

  it('ends when another is made, whoever makes it at the same time', async () => {
    const submissionId = await aSubmission();
    const made = await Promise.all([opened(submissionId), opened(submissionId), opened(submissionId)]);
    const found = await Promise.all(made.map(({ tokenHash }) => links.find(tokenHash)));
    expect(found.filter(Boolean)).toHaveLength(1);
  });

  it('ends when staff end it, once, and when its submission is withdrawn', async () => {
    const submissionId = await aSubmission();
    const { tokenHash } = await opened(submissionId);
    expect([await links.end(submissionId), await links.end(submissionId)]).toEqual([true, false]);
    expect(await links.find(tokenHash)).toBeUndefined();
    expect(await links.latest(submissionId)).toMatchObject({ state: 'ENDED' });

    const other = await aSubmission();
    const link = await opened(other);
    await shop.schema.rows(`UPDATE submissions SET delivery = 'CANCELLED' WHERE id = $1`, [other]);
    expect(await links.find(link.tokenHash)).toBeUndefined();
    expect(await links.latest(other)).toMatchObject({ state: 'ENDED' });
  });

  it('takes one answer, however many are given at once', async () => {
    const submissionId = await aSubmission();
    const { tokenHash } = await opened(submissionId);
    const outcomes = await Promise.all(
      (['DONE', 'GONE', 'DONE', 'GONE'] as const).map((says) => answer(tokenHash, says)),
    );
    expect([...outcomes].sort()).toEqual(['answeredOtherwise', 'answeredOtherwise', 'recorded', 'repeated']);
    const first = outcomes.indexOf('recorded') % 2 === 0 ? 'DONE' : 'GONE';
    expect(await links.latest(submissionId)).toMatchObject({ state: 'ANSWERED', answer: first });
    expect(
      await shop.schema.rows(
        `SELECT detail, word = previous_word AS is_still FROM events WHERE type = 'member.answered' AND submission_id = $1`,
        [submissionId],
      ),
    ).toEqual([{ detail: { actor: 'MEMBER', answer: first }, is_still: true }]);
  });

  it('is unknown where none was made', async () => {
    expect(await links.latest(await aSubmission())).toBeUndefined();
    expect(await links.subject(uuidv7())).toBeUndefined();
    expect(await links.end(uuidv7())).toBe(false);
  });
});
