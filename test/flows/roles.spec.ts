import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';
import { ReceiveReply } from '#application';
import {
  fromTypeId,
  isForPersons,
  mayOn,
  roles,
  toTypeId,
  unprovenOrigin,
  type Act,
  type Role,
  type RowKind,
} from '#core';
import { PgReplyStore } from '#persistence';
import { AesReportCipher, LocalKeyService, newMailToken, wrappingKeyFrom } from '#security';
import { Sight } from '../../apps/api/src/access/sight.js';
import { openHouse, type House } from '../support/house.js';
import { addKey, forgotten, withKey } from '../support/keys.js';
import { addPerson } from '../support/people.js';
import { readUntil } from '../support/read-until.js';

/** Ids of one report and what belongs to it, and texts that stand in it and nowhere else. */
interface Row {
  readonly name: string;
  readonly kind: RowKind;
  readonly ids: { readonly reports: string; readonly submissions: string; readonly replies: string };
  readonly secrets: readonly string[];
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  /** Undefined: everybody may, without a key. */
  readonly act: Act | undefined;
}

let house: House;
let rows: Row[];
let operations: Operation[];
const keys = new Map<Role, string>();
/** Least first, so that what can be shown once is left for those who may see it. */
const walkers: readonly Role[] = ['INTEGRATOR', 'AUDITOR', 'ADMINISTRATOR', 'STAFF', 'SUPERVISOR', 'ANALYST'];

beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_ACCESS__FOUR_EYES: 'ARM_PLATFORM,ERASE',
      // What youtube needs to be armed.
      UNIFLAG_PLATFORMS__YOUTUBE__DEFAULT_CHANNEL: 'yt-priority-form',
    },
  });
  for (const role of roles) keys.set(role, await aKey([role]));
  rows = [
    await aRow('ordinary', 'ORDINARY'),
    await aRow('abuse images', 'ABUSE_IMAGES'),
    await aRow('ordinary, held', 'ORDINARY', 'held'),
    await aRow('abuse images, held', 'ABUSE_IMAGES', 'held'),
    await aRow('abuse images, filed and withdrawn', 'ABUSE_IMAGES', 'acted on'),
  ];
  operations = await readOperations();
}, 60_000);
afterEach(() => jest.restoreAllMocks());
afterAll(() => house.close());

const aKey = (held: readonly Role[], maker?: string) => addKey(house, held, maker);

async function aRow(name: string, kind: RowKind, how?: 'held' | 'acted on'): Promise<Row> {
  const letter = String.fromCharCode(97 + counted);
  counted += 1;
  const secret = (what: string) => `CANARY${what}${letter}`;
  const address = `CANARYadr${letter}9`.slice(0, 11);
  const filed = await house.request<any>('POST', '/v1/reports', {
    category: kind === 'ORDINARY' ? 'CYBERBULLYING' : 'CSAM',
    targets: [
      { input: `https://www.youtube.com/watch?v=${address}`, locator: secret('locator') },
      { input: `https://www.facebook.com/groups/${secret('group')}/`, locator: secret('second') },
    ],
    ...{ explanation: `Synthetic words of a test: ${secret('explanation')}`, goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'en' },
    ...(how === 'held'
      ? { hold: { reason: 'OTHER', until: '2027-06-01', note: secret('note') } }
      : { channels: { youtube: 'yt-priority-form' } }),
  });
  expect([name, filed.status, filed.body.errors]).toEqual([name, 201, undefined]);
  const submission = filed.body.submissions[0];
  const other = filed.body.submissions[1].id;
  if (how === 'acted on') {
    await house.request('POST', `/v1/submissions/${submission.id}/handoff`, {
      externalRef: secret('number'),
    });
    await house.request('POST', `/v1/submissions/${other}/withdraw`, { note: secret('withdrawal') });
  }
  const noted = await house.request('POST', `/v1/reports/${filed.body.id}/notes`, {
    text: secret('colleague'),
  });
  expect(noted.status).toBe(201);
  const replies = await aReply(submission.id, secret('reply'), 'UNREADABLE');
  const shownOnce = await aReply(submission.id, secret('person'), 'NAMES_PERSONS');
  const secrets = [
    ...[address, secret('locator'), secret('group'), secret('second'), secret('explanation')],
    ...[secret('reply'), secret('person'), secret('colleague')],
    ...(how === 'held' ? [secret('note')] : []),
    ...(how === 'acted on' ? [secret('number'), secret('withdrawal')] : []),
  ];
  once.set(replies, shownOnce);
  return { name, kind, ids: { reports: filed.body.id, submissions: submission.id, replies }, secrets };
}
let counted = 0;
/** Reply of a row that can be read -> the one that is shown once. */
const once = new Map<string, string>();

/** As a worker left it. @param submission null: nobody could place it */
async function aReply(submission: string | null, text: string, state: string): Promise<string> {
  const cipher = new AesReportCipher(
    new LocalKeyService([wrappingKeyFrom(house.env['UNIFLAG_SECURITY__WRAPPING_KEY'] ?? '')]),
  );
  const ids = { uuid: uuidv7, mailToken: () => newMailToken(), jitter: () => 0.5 };
  const replies = new PgReplyStore(house.database.pool);
  const id = await new ReceiveReply({ replies, cipher, ids, log: house.log }).run({
    ...{ platform: 'youtube', via: 'EMAIL', messageKey: `${uuidv7()}@platform.example` },
    ...{
      references: [],
      inReplyTo: [],
      writtenAtMs: null,
      subject: text,
      text,
      from: 'desk@platform.example',
    },
    origin: { ...unprovenOrigin, isSimulated: true },
    ...{ bounce: null, attachments: [], contentHash: createHash('sha256').update(text).digest() },
  });
  await house.database.pool.query(
    'UPDATE replies SET state = $2, submission_id = $3, next_try_at = NULL WHERE id = $1',
    [id, state, submission === null ? null : fromTypeId('sub', submission)],
  );
  return toTypeId('rpl', id ?? '');
}

async function readOperations(): Promise<Operation[]> {
  const { body } = await house.request<any>('GET', '/openapi.json');
  return Object.entries<Record<string, any>>(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...{ method: method.toUpperCase(), path, id: operation.operationId, act: operation['x-act'] },
    })),
  );
}

/** What must be said for a route to do its work; without it, a request ends at its fields. */
const bodies: Record<string, object> = {
  acknowledgeAlert: {},
  decideResend: { decision: 'RESEND' },
  dismissReply: {},
  unmatchReply: {},
  fileReport: {},
  holdReport: { reason: 'OTHER', until: '2027-06-01' },
  recordHandoff: {},
  recordReferral: { key: 'POLICE', state: 'OFFERED' },
  recordReply: { decision: 'UNDER_REVIEW' },
  recordVerification: { seen: 'VISIBLE' },
  snoozeReport: { until: '2027-06-01' },
  snoozeSubmission: { until: '2027-06-01' },
  tellStillThere: { text: 'Synthetic.' },
  withdrawReport: { reason: 'OTHER' },
  withdrawSubmission: { reason: 'OTHER' },
};
/** They change what later steps walk on, for everybody: the last. */
const drastic = [
  'matchReply',
  'dismissReply',
  'unmatchReply',
  'withdrawReport',
  'withdrawSubmission',
  'showReplyOnce',
];

const collectionOf = (path: string) => /^\/v1\/(reports|submissions|tasks|replies)\/\{id\}/.exec(path)?.[1];

/** The rows that an operation is asked for; one that names none is asked once. */
function rowsFor({ path, id }: Operation): readonly (Row | undefined)[] {
  const collection = collectionOf(path);
  if (collection === undefined) return [undefined];
  return rows.filter(({ ids }) => !isUnplaced(ids) || (collection === 'replies' && id !== 'showReplyOnce'));
}

const isUnplaced = ({ reports }: Row['ids']) => reports === '';

function pathTo({ path, id }: Operation, row: Row | undefined): string {
  const collection = collectionOf(path);
  const { reports, submissions, replies } = row?.ids ?? { reports: '', submissions: '', replies: '' };
  const named: Record<string, string> = {
    ...{ reports, submissions, tasks: submissions.replace('sub_', 'tsk_') },
    replies: id === 'showReplyOnce' ? (once.get(replies) ?? '') : replies,
  };
  return path
    .replace('{id}', collection ? (named[collection] ?? '') : 'wep_00000000000000000000000000')
    .replace('{screenshot}', 'scr_00000000000000000000000000')
    .replace('{key}', 'youtube')
    .replace('{channel}', 'yt-priority-form')
    .replace('{route}', 'ART53_COORDINATOR')
    .replace('{platform}', 'youtube');
}

async function ask(operation: Operation, role: Role, row: Row | undefined) {
  const { method, id } = operation;
  const end = new AbortController();
  const answer = await fetch(`${house.apiUrl}${pathTo(operation, row)}`, {
    method,
    signal: end.signal,
    headers: {
      authorization: `Bearer ${keys.get(role)}`,
      ...(method === 'GET' || method === 'DELETE' ? {} : { 'content-type': 'application/json' }),
      ...(method === 'PATCH' ? { 'if-match': '"1"' } : {}),
      ...(id === 'streamEvents' ? { 'last-event-id': firstEvent } : {}),
    },
    ...(method === 'GET' || method === 'DELETE' ? {} : { body: JSON.stringify(bodies[id] ?? {}) }),
  });
  if (id !== 'streamEvents' || answer.status !== 200)
    return { status: answer.status, text: await answer.text() };
  const text = await readUntil(answer, (read) => read.split('\n\n').length >= 10);
  end.abort();
  return { status: answer.status, text };
}
let firstEvent = '';

interface Finding {
  readonly operation: string;
  readonly role: Role;
  readonly row: string;
  readonly what: string;
}

/** Which texts an answer shows to somebody whose role does not see them. */
function leaks(text: string, role: Role): string[] {
  return rows
    .filter(({ kind }) => !mayOn([role], 'READ_EXPLANATION', kind))
    .flatMap(({ secrets }) => secrets.filter((secret) => text.includes(secret)));
}

async function walk(asked: readonly Operation[], by: readonly Role[]) {
  const findings: Finding[] = [];
  const seen = new Map<Role, Set<string>>(by.map((role) => [role, new Set()]));
  let steps = 0;
  const step = async (operation: Operation, role: Role, row: Row | undefined) => {
    const { status, text } = await ask(operation, role, row);
    const found = (what: string) =>
      findings.push({ operation: operation.id, role, row: row?.name ?? '-', what });
    const code = text.includes('"code"') ? (JSON.parse(text) as { code?: string }).code : undefined;
    const isRefused = status === 403 && (code === 'ACCESS.ROLE' || code === 'ACCESS.PERSON');
    const { act } = operation;
    // All of them walk with keys.
    const may = act === undefined || (!isForPersons(act) && mayOn([role], act, row?.kind ?? 'ORDINARY'));
    if (may === isRefused) found(`${status} ${code ?? ''}`);
    if (status >= 500) found(String(status));
    for (const secret of leaks(text, role)) found(secret);
    for (const { secrets } of rows)
      for (const secret of secrets) if (text.includes(secret)) seen.get(role)?.add(secret);
  };
  for (const operation of asked)
    for (const role of by) {
      const walked = rowsFor(operation);
      steps += walked.length;
      await Promise.all(walked.map((row) => step(operation, role, row)));
    }
  return { findings, seen, steps };
}

const secretsOf = (kind: RowKind) =>
  rows.filter((row) => row.kind === kind).flatMap(({ secrets }) => secrets);

it('shows to no role, on no route and no report, what that role does not see', async () => {
  const { body: feed } = await house.request<any>('GET', '/v1/events?limit=1');
  firstEvent = feed.data[0].id;
  const unplaced = await aReply(null, 'CANARYunplaced', 'UNMATCHED');
  rows.push({
    ...{ name: 'a reply that belongs to none', kind: 'ABUSE_IMAGES', secrets: ['CANARYunplaced'] },
    ids: { reports: '', submissions: '', replies: unplaced },
  });
  const inOrder = [
    ...operations.filter(({ method }) => method === 'GET'),
    ...operations.filter(({ method, id }) => method !== 'GET' && !drastic.includes(id)),
    ...drastic.flatMap((name) => operations.filter(({ id }) => id === name)),
  ];
  const { findings, seen, steps } = await walk(inOrder, walkers);
  // What stands here is also for whoever reads the output of the tests.
  process.stdout.write(
    `${operations.length} routes x ${roles.length} roles x ${rows.length} rows: ${steps} requests, ${findings.length} leaks or wrong answers\n`,
  );
  expect(findings).toEqual([]);
  // What is looked for can be found: all of it was shown to somebody who sees it, that which names persons once.
  const shownTo = (...those: Role[]) => [...new Set(those.flatMap((role) => [...seen.get(role)!]))].sort();
  expect(shownTo(...walkers)).toEqual([...secretsOf('ORDINARY'), ...secretsOf('ABUSE_IMAGES')].sort());
  expect(shownTo('ANALYST')).toEqual(expect.arrayContaining(secretsOf('ABUSE_IMAGES')));
  expect(shownTo('STAFF')).toEqual(secretsOf('ORDINARY').sort());
  expect(shownTo('ADMINISTRATOR', 'INTEGRATOR', 'AUDITOR')).toEqual([]);
  expect(JSON.stringify(house.log.lines)).not.toContain('CANARY');
}, 120_000);

it('finds a leak where the rule about fields is left out', async () => {
  jest.spyOn(Sight.prototype, 'hiddenFor').mockReturnValue(null);
  jest.spyOn(Sight.prototype, 'shown').mockReturnValue({ categories: null, reportIds: [] });
  const planted = operations.filter(({ id }) => id === 'readReport' || id === 'listReplies');
  const { findings } = await walk(planted, ['AUDITOR', 'STAFF']);
  const leaking = (operation: string, role: Role) =>
    findings.filter((each) => each.operation === operation && each.role === role).length;
  expect(leaking('readReport', 'AUDITOR')).toBeGreaterThan(rows.length);
  expect(leaking('readReport', 'STAFF')).toBeGreaterThan(4);
  expect(leaking('listReplies', 'STAFF')).toBeGreaterThan(2);
  expect(leaking('listReplies', 'AUDITOR')).toBe(0);
});

const as = (role: Role, method: string, path: string, body?: unknown) =>
  house.request<any>(method, path, body, withKey(keys.get(role)));

describe('breaking the glass', () => {
  const people = new Map<Role, Record<string, string>>();
  beforeAll(async () => {
    for (const role of ['STAFF', 'ADMINISTRATOR'] as const)
      people.set(role, await addPerson(house, role, [role]));
  });
  const person = (role: Role, method: string, path: string, body?: unknown) =>
    house.request<any>(method, path, body, people.get(role));

  it('shows one report for an hour, with a reason, to somebody without its role', async () => {
    const [, abuse, , other] = rows as [Row, Row, Row, Row];
    const reportId = abuse.ids.reports;
    const before = await person('STAFF', 'GET', `/v1/reports/${reportId}`);
    expect(before.body).toMatchObject({ explanation: '', contentFor: ['ANALYST'] });
    expect(before.body.submissions[0]).toMatchObject({
      contentFor: ['ANALYST'],
      target: { key: '', input: '', url: null, locator: null },
    });
    const opened = await person('STAFF', 'POST', '/v1/break-glass', {
      ...{ reportId, reason: 'CANARYreason: a child is in danger now.' },
    });
    expect([opened.status, Date.parse(opened.body.until) > Date.now() + 3_500_000]).toEqual([200, true]);
    const again = await person('STAFF', 'POST', '/v1/break-glass', {
      reportId,
      reason: 'Once more, the same.',
    });
    expect(again.body).toEqual(opened.body);
    const shown = await person('STAFF', 'GET', `/v1/reports/${reportId}`);
    expect(shown.body.contentFor).toBeNull();
    for (const secret of abuse.secrets.slice(0, 5)) expect(JSON.stringify(shown.body)).toContain(secret);
    const listed = await person('STAFF', 'GET', '/v1/replies');
    expect(
      leaks(JSON.stringify(listed.body), 'STAFF').filter((each) => !abuse.secrets.includes(each)),
    ).toEqual([]);
    expect(JSON.stringify(listed.body)).toContain(abuse.secrets[5]);
    expect((await person('STAFF', 'GET', `/v1/reports/${other.ids.reports}`)).body.contentFor).toEqual([
      'ANALYST',
    ]);
    const act = { decision: 'UNDER_REVIEW' };
    const acting = await person('STAFF', 'POST', `/v1/submissions/${abuse.ids.submissions}/reply`, act);
    expect([acting.status, acting.body.code]).toEqual([403, 'ACCESS.ROLE']);

    const record = await as('AUDITOR', 'GET', `/v1/audit?report=${reportId}`);
    expect(JSON.stringify(record.body)).not.toContain('CANARY');
    const events = await as('AUDITOR', 'GET', `/v1/reports/${reportId}/events`);
    const told = events.body.data.filter(({ type }: { type: string }) => type === 'report.glass_broken');
    expect(told).toHaveLength(1);
    expect(JSON.stringify(events.body)).not.toContain('CANARY');
    const reviewed = await as('SUPERVISOR', 'GET', '/v1/break-glass');
    expect(reviewed.body.data).toMatchObject([
      { reportId, by: 'STAFF', reason: expect.stringContaining('child') },
    ]);
    const { rows: kept } = await house.database.pool.query('SELECT reason FROM glass_breaks');
    expect(kept[0].reason.toString('latin1')).not.toContain('CANARY');
    const { rows: reads } = await house.database.pool.query(
      `SELECT 1 FROM audit_entries e JOIN glass_breaks g ON e.reason_id = g.id WHERE e.operation = 'readReport'`,
    );
    expect(reads).toHaveLength(1);

    await house.pass(60 * 60_000);
    forgotten();
    const after = await person('STAFF', 'GET', `/v1/reports/${reportId}`);
    expect(after.body).toMatchObject({ explanation: '', contentFor: ['ANALYST'] });
  });

  it('opens a report to an administrator, who otherwise sees none, and says nothing without a reason', async () => {
    const reportId = rows[0]!.ids.reports;
    const path = `/v1/reports/${reportId}`;
    expect((await person('ADMINISTRATOR', 'GET', path)).status).toBe(403);
    const short = await person('ADMINISTRATOR', 'POST', '/v1/break-glass', { reportId, reason: 'x' });
    expect([short.status, short.body.errors[0].pointer]).toEqual([422, '/reason']);
    const { body: shown } = await as('STAFF', 'GET', path);
    const opened = await person('ADMINISTRATOR', 'POST', '/v1/break-glass', {
      ...{ reportId: shown.reference, reason: 'Synthetic reason, long enough.' },
    });
    expect([opened.status, opened.body.reportId]).toEqual([200, reportId]);
    const unknown = { reportId: 'UF-2020-999999', reason: 'Synthetic reason, long enough.' };
    expect((await person('ADMINISTRATOR', 'POST', '/v1/break-glass', unknown)).status).toBe(404);
    expect((await person('ADMINISTRATOR', 'GET', path)).body.explanation).toContain('CANARY');
    expect((await person('ADMINISTRATOR', 'GET', '/v1/reports')).status).toBe(403);
    expect((await person('ADMINISTRATOR', 'GET', `/v1/reports/${rows[2]!.ids.reports}`)).status).toBe(403);
    const session = await person('ADMINISTRATOR', 'GET', '/v1/session');
    expect(session.body).toMatchObject({ caller: { roles: ['ADMINISTRATOR'] }, glass: [{ reportId }] });
  });

  it('is for persons: no key does it, and no session that a key opened', async () => {
    const [reportId, reason] = [rows[1]!.ids.reports, 'Synthetic reason, long enough.'];
    const refused = await as('STAFF', 'POST', '/v1/break-glass', { reportId, reason });
    expect([refused.status, refused.body.code]).toEqual([403, 'ACCESS.PERSON']);
    const session = await house.request<any>('POST', '/v1/session', { apiKey: keys.get('STAFF') });
    expect(session.body.caller.acts).not.toContain('BREAK_GLASS');
    const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const again = await house.request<any>('POST', '/v1/break-glass', { reportId, reason }, headers);
    expect(again.body.code).toBe('ACCESS.PERSON');
    const own = await person('STAFF', 'GET', '/v1/session');
    expect(own.body.caller.acts).toContain('BREAK_GLASS');
  });
});

describe('four eyes', () => {
  it('count a key as whoever made it, also where a hold is released', async () => {
    const maker = uuidv7();
    const [one, two] = [await aKey(['STAFF'], maker), await aKey(['STAFF'], maker)];
    const path = `/v1/reports/${rows[0]!.ids.reports}`;
    const hold = { reason: 'OTHER', until: '2027-07-01' };
    await as('SUPERVISOR', 'POST', `${path}/release`);
    const held = await house.request('POST', `${path}/hold`, hold, withKey(one));
    expect(held.status).toBe(200);
    const released = await house.request<any>('POST', `${path}/release`, undefined, withKey(two));
    expect([released.status, released.body.code]).toEqual([403, 'HOLD.SECOND_PERSON']);
  });
});
