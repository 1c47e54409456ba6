import type pg from 'pg';
import { uuidv7 } from 'uuidv7';
import { decisionRead, handoffDone, PlatformFault, remedyMoved, resendDecided } from '#application';
import {
  askAnswers,
  asks,
  effects,
  refusalReasons,
  regimes,
  remedies,
  visibilities,
  type Ask,
  type Fact,
} from '#core';
import { actAs, type Actor } from '#persistence';
import { recountTimes } from '../../libs/persistence/src/outcomes/withdrawn-events.js';
import { fillOutcomes } from '../../libs/persistence/src/migrations/1764528000000-outcomes.js';
import { inTransaction } from '../../libs/persistence/src/stores/in-transaction.js';
import { randomFrom, type Random } from '../support/random.js';
import { keys, openWorkshop, type Key, type Workshop } from '../support/workshop.js';

export const historyCategories = ['CYBERBULLYING', 'HATE', 'THREAT', 'SEXTORTION', 'IMPERSONATION'] as const;
/** Of the first people that file; those after them have none. */
export const historyTeams = ['North'] as const;
/** Instants at which some clock in Brussels was changed, and the turn of a year there. */
const edges = [
  '2025-03-30T01:00:00Z',
  '2025-10-26T01:00:00Z',
  '2025-12-31T23:00:00Z',
  '2026-03-29T01:00:00Z',
];
const hourMs = 3_600_000;

export interface History extends Workshop {
  /** Lets more happen to them; replies are matched wrongly, and that is taken back, as often as `mismatches` says. */
  goOn(steps: number, mismatches?: number): Promise<void>;
}

/**
 * What may happen to a dozen reports in a year: real use cases on real tables, in an order that the seed decides, with
 * platforms that answer anything and people who decide about what is uncertain.
 */
export async function randomHistory(seed: number, mismatches = 0): Promise<History> {
  const random = randomFrom(seed);
  const rule = random.pick(['askPerson', 'resendMarked', 'replay'] as const);
  const workshop = await openWorkshop({ onUnknown: { 'sixth-mail': rule, 'dedupe-example-api': rule } });
  const actors = await addStaff(workshop);
  for (const key of keys) {
    const asked = new Map<string, number>();
    workshop.behave[key].submit = ({ target }) => {
      const times = (asked.get(target.key) ?? 0) + 1;
      asked.set(target.key, times);
      // Of the notice alone: they leave side by side, in any order.
      const number = Number(target.key.replaceAll(/\D/g, ''));
      return submitted(key, randomFrom(seed * 100_003 + number * 101 + times));
    };
  }
  for (let count = random.between(8, 14); count > 0; count -= 1)
    await actAs({ ...random.pick(actors), operation: 'fileReport' }, () =>
      workshop.file(someOf(random, keys), {
        category: random.pick(historyCategories),
        asks: someOf(random, asks),
      }),
    );
  // Of its own, so that the rest happens as it would without.
  const aside = randomFrom(seed + 7_919);
  const goOn = async (steps: number, chance = 0) => {
    for (let step = 0; step < steps; step += 1) {
      await takeStep(workshop, random, random.pick(actors));
      if (aside.chance(chance)) await mismatch(workshop, aside);
    }
  };
  await goOn(60, mismatches);
  return { ...workshop, goOn };
}

async function addStaff({ schema }: Workshop): Promise<Actor[]> {
  const people = [['STAFF'], ['SUPERVISOR', 'ANALYST']].map((roles, index) => ({
    ...{ id: uuidv7(), roles },
    team: historyTeams[index] ?? null,
  }));
  for (const { id, roles, team } of people)
    await schema.rows(
      `INSERT INTO people (id, name, mail, roles, language, team, status)
       VALUES ($1, 'Synthetic', $2, $3, 'en', $4, 'ACTIVE')`,
      [id, `${id}@helpline.example`, roles, team],
    );
  const keyId = uuidv7();
  await schema.rows(
    `INSERT INTO api_keys (id, name, prefix, hash, roles) VALUES ($1, 'synthetic', $2, '', '{STAFF}')`,
    [keyId, keyId],
  );
  const shared = { operation: 'decideResend', origin: null, reasonId: null };
  return [
    ...people.map(({ id }) => ({ ...shared, kind: 'PERSON' as const, id })),
    { ...shared, kind: 'KEY', id: keyId },
  ];
}

function submitted(platform: Key, random: Random) {
  const kind = random.pick([
    'outcomeUnknown',
    'temporary',
    'refused',
    'sent',
    'sent',
    'sent',
    'answered',
  ] as const);
  if (kind === 'sent') return Promise.resolve({ receipt: null, facts: [] });
  if (kind === 'answered') return Promise.resolve({ receipt: 'synthetic', facts: [fact(random)] });
  return Promise.reject(new PlatformFault(platform, kind, `PLATFORM.${kind.toUpperCase()}`));
}

async function takeStep(workshop: Workshop, random: Random, actor: Actor): Promise<void> {
  const { cases, schema } = workshop;
  const rows = await schema.rows<{ id: string; reference: string; platform: Key; report_id: string }>(
    'SELECT id, reference, platform, report_id FROM submissions ORDER BY reference',
  );
  const one = random.pick(rows);
  switch (
    random.pick([
      'pass',
      'pass',
      'reply',
      'reply',
      'reply',
      'look',
      'look',
      'staff',
      'resend',
      'resend',
      'withdraw',
      'remove',
    ] as const)
  ) {
    case 'pass':
      await passWithRecord(workshop, random.between(1, 40) * hourMs);
      await workshop.sendDue();
      await cases.escalateOverdue.run();
      return;
    case 'reply':
      await workshop.reply(one, [fact(random), ...(random.chance(0.3) ? [fact(random)] : [])]);
      await cases.applyReplies.run();
      return;
    case 'look':
      await cases.recordLook.run({
        ...{ submissionId: one.id, by: 'STAFF', observedAtMs: null },
        seen: random.pick(visibilities),
      });
      return;
    case 'staff': {
      const act = random.pick([
        handoffDone(null),
        decisionRead({ decision: 'EXPIRED' }),
        decisionRead({ decision: 'ACTIONED', effects: someOf(random, effects) }),
        remedyMoved(random.pick(remedies)),
      ]);
      await actAs({ ...actor, operation: 'recordReply' }, () => cases.recordByStaff.run(one.id, act));
      return;
    }
    case 'resend': {
      const doubtful = await schema.rows<{ id: string }>(
        `SELECT id FROM submissions WHERE delivery IN ('UNCERTAIN', 'FAILED') ORDER BY reference`,
      );
      if (doubtful.length === 0) return;
      const decision = random.pick(['ARRIVED', 'SEND_MARKED', 'SEND_MARKED', 'GIVE_UP'] as const);
      const { id } = random.pick(doubtful);
      await actAs(actor, () => cases.recordByStaff.run(id, resendDecided(decision)));
      await workshop.sendDue();
      return;
    }
    case 'withdraw':
      if (random.chance(0.4))
        await cases.withdrawNotices.submission(one.id, {
          ...{ reason: 'OTHER', note: null, by: 'synthetic' },
        });
      return;
    case 'remove': {
      const look = () =>
        cases.recordLook.run({ submissionId: one.id, by: 'STAFF', observedAtMs: null, seen: 'LIVE' });
      await workshop.reply(one, [{ kind: 'actioned', atMs: Date.now(), effects: ['CONTENT_REMOVED'] }]);
      await cases.applyReplies.run();
      if (random.chance(0.5)) return;
      await look();
      await passWithRecord(workshop, hourMs);
      await look();
      return;
    }
  }
}

/** A person matches a reply, and nearly always takes that back, sometimes after a look or after some time. */
async function mismatch(workshop: Workshop, random: Random): Promise<void> {
  const { cases, schema, stores } = workshop;
  const rows = await schema.rows<{ id: string; platform: Key }>(
    'SELECT id, platform FROM submissions ORDER BY reference',
  );
  const { id, platform } = random.pick(rows);
  const replyId = await workshop.reply({ platform }, [fact(random)]);
  await cases.applyReplies.run();
  await stores.replies.assign(replyId, id);
  await cases.applyReplies.run();
  if (random.chance(0.3)) await passWithRecord(workshop, random.between(1, 40) * hourMs);
  if (random.chance(0.3)) {
    const look = { submissionId: id, by: 'STAFF', observedAtMs: null } as const;
    await cases.recordLook.run({ ...look, seen: random.pick(visibilities) });
  }
  if (random.chance(0.9)) await cases.withdrawMatch.run(replyId);
}

function fact(random: Random): Fact {
  const atMs = Date.now();
  const kind = random.pick([
    ...([
      'acknowledged',
      'reviewStarted',
      'informationRequested',
      'notFound',
      'duplicate',
      'reversed',
    ] as const),
    ...(['actioned', 'actioned', 'actioned', 'refused', 'refused', 'asksAnswered', 'asksAnswered'] as const),
  ]);
  if (kind === 'actioned') return { kind, atMs, effects: someOf(random, effects) };
  if (kind === 'refused') return { kind, atMs, reason: random.pick(refusalReasons) };
  if (kind !== 'asksAnswered') return { kind, atMs };
  const answers = someOf(random, asks).map((ask): [Ask, (typeof askAnswers)[number]] => [
    ask,
    random.pick(askAnswers),
  ]);
  return { kind, atMs, answers: Object.fromEntries(answers) };
}

/** One at least. */
function someOf<T>(random: Random, all: readonly T[]): T[] {
  const some = all.filter(() => random.chance(0.35));
  return some.length > 0 ? some : [random.pick(all)];
}

/** Lets time pass since what happened as well. */
async function passWithRecord({ schema }: Workshop, ms: number): Promise<void> {
  await schema.pass(ms);
  await asRecord(schema.pool, (client) =>
    client.query(`UPDATE events SET at = at - interval '${ms} milliseconds'`),
  );
}

/** What happened is never changed: here the record is made, not kept. */
async function asRecord(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<unknown>): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    await work(client);
    return true;
  });
}

/** As if all that had taken many months: the order of what happened to a report stays, the times between become long. */
export async function spread({ schema }: Workshop, random: Random): Promise<void> {
  await asRecord(schema.pool, async (client) => {
    const reports = await client.query<{ id: string }>('SELECT id FROM reports ORDER BY reference');
    for (const { id } of reports.rows) await spreadReport(client, id);
    await client.query(fillOutcomes);
    await client.query(recountTimes('SELECT id FROM submissions'));
  });

  async function spreadReport(client: pg.PoolClient, reportId: string): Promise<void> {
    const edge = Date.parse(random.pick(edges));
    const filedAtMs =
      edge + (random.chance(0.5) ? random.between(-2, 2) * hourMs : random.between(-99, 99) * 24 * hourMs);
    let atMs = filedAtMs;
    const at = new Map<number, number>();
    const events = await client.query<{ sequence: number; submission_id: string | null; type: string }>(
      'SELECT sequence, submission_id, type FROM events WHERE report_id = $1 ORDER BY sequence',
      [reportId],
    );
    for (const { sequence } of events.rows) {
      atMs += random.pick([0, 0, 45_000, 61_000, 7 * hourMs, random.between(1, 30 * 24 * 60) * 60_000]);
      at.set(sequence, atMs);
      await client.query('UPDATE events SET at = $3 WHERE report_id = $1 AND sequence = $2', [
        reportId,
        sequence,
        new Date(atMs),
      ]);
    }
    const submissions = await client.query<{ id: string }>(
      'SELECT id FROM submissions WHERE report_id = $1 ORDER BY ordinal',
      [reportId],
    );
    for (const { id } of submissions.rows) {
      const own = events.rows.filter(({ submission_id: of }) => of === id);
      const sent = own.find(({ type }) => type === 'submission.sent') ?? random.pick(own);
      const sentAtMs = at.get(sent.sequence) ?? filedAtMs;
      const due = () =>
        new Date(random.chance(0.3) ? Date.now() + hourMs : sentAtMs + random.between(1, 20 * 24) * hourMs);
      await client.query(
        `UPDATE submissions SET created_at = $2, regime = $3, mode = $4,
           sent_at = CASE WHEN sent_at IS NOT NULL THEN $5::timestamptz END,
           acknowledge_due_at = CASE WHEN acknowledge_due_at IS NOT NULL THEN $6::timestamptz END,
           due_at = CASE WHEN due_at IS NOT NULL THEN $7::timestamptz END
         WHERE id = $1`,
        [
          ...[id, new Date(filedAtMs), random.pick(regimes), random.pick(['armed', 'rehearsed', null])],
          ...[new Date(sentAtMs), due(), due()],
        ],
      );
    }
  }
}
