import { uuidv7 } from 'uuidv7';
import type { Role } from '#core';
import { openHouse, type Answer, type House } from '../support/house.js';
import { addKey, withKey } from '../support/keys.js';

jest.setTimeout(90_000);

let house: House;
const keys = new Map<Role, string>();

beforeAll(async () => {
  house = await openHouse({
    env: {
      UNIFLAG_ACCESS__FOUR_EYES: 'ARM_PLATFORM,ERASE,KEEP,EXPORT,CONFIRM_CATEGORY',
      // What youtube needs to be armed.
      UNIFLAG_PLATFORMS__YOUTUBE__DEFAULT_CHANNEL: 'yt-priority-form',
    },
  });
  for (const role of ['STAFF', 'ANALYST', 'SUPERVISOR', 'ADMINISTRATOR'] as const)
    keys.set(role, await aKey([role]));
}, 60_000);
afterEach(() => jest.restoreAllMocks());
afterAll(() => house.close());

const aKey = (held: readonly Role[], maker?: string) => addKey(house, held, maker);
const withIt = (
  key: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer<any>> => house.request<any>(method, path, body, withKey(key));
const as = (role: Role, method: string, path: string, body?: unknown) =>
  withIt(keys.get(role), method, path, body);
const approve = (id: string, key: string | undefined) => withIt(key, 'POST', `/v1/approvals/${id}/approve`);

let filed = 0;
async function aReport(by: Role, category: string): Promise<{ id: string; reference: string; hold: any }> {
  filed += 1;
  const { status, body } = await as(by, 'POST', '/v1/reports', {
    ...{ category, targets: [{ input: `https://www.facebook.com/groups/SYNTHETICeyes${filed}/` }] },
    ...{ explanation: 'Synthetic words of a test, long enough.', goodFaith: true },
    ...{ caller: { role: 'PARENT' }, language: 'en' },
  });
  expect([status, body.errors]).toEqual([201, undefined]);
  return body;
}

/** Mails that a simulated platform was sent about this report. */
const mailsAbout = ({ reference }: { reference: string }) =>
  house.simulator.received('facebook').filter(({ body }) => JSON.stringify(body).includes(reference));

async function correct(key: string | undefined, id: string, body: object): Promise<Answer<any>> {
  const { headers } = await house.request(
    'GET',
    `/v1/reports/${id}`,
    undefined,
    withKey(keys.get('ANALYST')),
  );
  return house.request('PATCH', `/v1/reports/${id}`, body, {
    ...{ ...withKey(key), 'if-match': headers.get('etag') ?? '' },
  });
}

describe('arming a platform', () => {
  it('is done once, by one of many who approve at the same moment, and never by who asked', async () => {
    const asker = uuidv7();
    const [first, sameHand] = [await aKey(['ADMINISTRATOR'], asker), await aKey(['ADMINISTRATOR'], asker)];
    const others = await Promise.all([1, 2, 3, 4].map(() => aKey(['ADMINISTRATOR'])));
    await house.database.pool.query(`UPDATE approvals SET state = 'EXPIRED'`);
    const arm = () => house.request<any>('POST', '/v1/platforms/youtube/arm', undefined, withKey(first));
    const asked = await arm();
    expect([asked.status, asked.body]).toMatchObject([
      202,
      { act: 'ARM_PLATFORM', subject: 'youtube', state: 'ASKED' },
    ]);
    expect((await arm()).body.id).toBe(asked.body.id);
    const modeOf = async () =>
      (await house.database.pool.query(`SELECT mode FROM platforms WHERE platform = 'youtube'`)).rows[0].mode;
    expect(await modeOf()).not.toBe('armed');
    const tried = await Promise.all([first, ...others, sameHand].map((key) => approve(asked.body.id, key)));
    expect(tried.map(({ status }) => status).sort()).toEqual([200, 403, 403, 409, 409, 409]);
    expect(tried[0]!.body.code).toBe('APPROVAL.SECOND_PERSON');
    expect(tried.at(-1)!.body.code).toBe('APPROVAL.SECOND_PERSON');
    expect(await modeOf()).toBe('armed');
    const { rows: changes } = await house.database.pool.query(
      `SELECT 1 FROM platform_changes WHERE platform = 'youtube' AND mode = 'armed'`,
    );
    expect(changes).toHaveLength(1);
  });

  it('is not done where it was refused, expired, or is no right of who approves', async () => {
    await as('SUPERVISOR', 'POST', '/v1/platforms/youtube/rehearse');
    const other = await aKey(['ADMINISTRATOR']);
    const asked = await as('ADMINISTRATOR', 'POST', '/v1/platforms/youtube/arm');
    expect((await as('SUPERVISOR', 'POST', `/v1/approvals/${asked.body.id}/approve`)).body.code).toBe(
      'ACCESS.ROLE',
    );
    const refused = await house.request<any>(
      'POST',
      `/v1/approvals/${asked.body.id}/refuse`,
      undefined,
      withKey(other),
    );
    expect(refused.body).toMatchObject({ state: 'REFUSED', refusedBecause: 'OTHER' });
    expect((await approve(asked.body.id, other)).body.code).toBe('APPROVAL.NOT_WAITING');
    const late = await as('ADMINISTRATOR', 'POST', '/v1/platforms/youtube/arm');
    await house.pass(25 * 60 * 60_000);
    expect((await approve(late.body.id, other)).body.code).toBe('APPROVAL.NOT_WAITING');
    const { body } = await as('SUPERVISOR', 'GET', '/v1/approvals?state=EXPIRED');
    expect(body.data.map(({ id }: { id: string }) => id)).toContain(late.body.id);
    const anew = await as('ADMINISTRATOR', 'POST', '/v1/platforms/youtube/arm');
    expect(anew.body.id).not.toBe(late.body.id);
  });
});

describe('erasing', () => {
  it('is done once another supervisor approves, unless something is in the way', async () => {
    const other = await aKey(['SUPERVISOR']);
    const { body } = await house.request<any>('POST', '/v1/reports', {
      ...{ category: 'CYBERBULLYING', targets: [{ input: 'https://youtu.be/SYNTHETIC_7' }] },
      ...{ explanation: 'Synthetic.', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
      channels: { youtube: 'yt-priority-form' },
    });
    const { id, reference } = body;
    const erase = () => as('SUPERVISOR', 'POST', `/v1/reports/${id}/erase`, { reference });
    const read = async () => (await as('SUPERVISOR', 'GET', `/v1/reports/${id}`)).status;
    const asked = await erase();
    expect([asked.status, asked.body]).toMatchObject([202, { act: 'ERASE', subject: id, state: 'ASKED' }]);
    expect((await erase()).body.id).toBe(asked.body.id);
    const keep = await as('SUPERVISOR', 'PUT', `/v1/reports/${id}/keep`, { reason: 'COMPLAINT' });
    expect((await approve(keep.body.id, other)).body.state).toBe('APPROVED');
    const kept = await approve(asked.body.id, other);
    expect([kept.status, kept.body.code, await read()]).toEqual([409, 'REPORT.KEPT', 200]);
    await as('SUPERVISOR', 'DELETE', `/v1/reports/${id}/keep`);
    expect((await approve(asked.body.id, keys.get('SUPERVISOR'))).body.code).toBe('APPROVAL.SECOND_PERSON');
    const approved = await approve(asked.body.id, other);
    expect([approved.status, approved.body.state, await read()]).toEqual([200, 'APPROVED', 410]);
  });
});

describe('keeping a report longer', () => {
  it('is done once another supervisor approves, on the terms that were asked for and no others', async () => {
    const { id, reference } = await aReport('STAFF', 'CYBERBULLYING');
    const keep = (body: object) => as('SUPERVISOR', 'PUT', `/v1/reports/${id}/keep`, body);
    const terms = { reason: 'POLICE_REQUEST', until: '2027-06-01T00:00:00.000Z' };
    const past = await keep({ ...terms, until: '2020-01-01T00:00:00Z' });
    expect([past.status, past.body.errors[0].code]).toEqual([422, 'KEEP.PAST']);
    const asked = await keep({ ...terms, note: 'CANARYnote of a test' });
    expect([asked.status, asked.body]).toMatchObject([
      202,
      { act: 'KEEP', subject: id, reportReference: reference, terms, state: 'ASKED' },
    ]);
    expect(JSON.stringify(asked.body)).not.toContain('CANARY');
    expect((await keep(terms)).body.id).toBe(asked.body.id);
    for (const other of [
      { ...terms, reason: 'OTHER' },
      { ...terms, note: 'Another.' },
    ])
      expect([(await keep(other)).status, (await keep(other)).body.code]).toEqual([
        ...[409, 'APPROVAL.ASKED_OTHERWISE'],
      ]);
    const kept = () => as('SUPERVISOR', 'GET', `/v1/reports/${id}/keep`);
    expect((await kept()).status).toBe(404);
    const stored = async () =>
      (await house.database.pool.query('SELECT note, terms::text FROM approvals WHERE subject = $1', [id]))
        .rows[0];
    expect((await stored()).note.toString('latin1')).not.toContain('CANARY');

    const maker = uuidv7();
    const many = [await aKey(['SUPERVISOR'], maker), await aKey(['SUPERVISOR'], maker)];
    const tried = await Promise.all(
      [keys.get('SUPERVISOR'), keys.get('ANALYST'), house.apiKey, ...many].map((key) =>
        approve(asked.body.id, key),
      ),
    );
    expect(tried.map(({ body }) => body.code ?? body.state).sort()).toEqual([
      ...['ACCESS.ROLE', 'APPROVAL.KEY_OF_NOBODY', 'APPROVAL.NOT_WAITING', 'APPROVAL.SECOND_PERSON'],
      'APPROVED',
    ]);
    expect((await kept()).body).toMatchObject({ ...terms, by: 'SUPERVISOR, SUPERVISOR' });
    expect((await stored()).note).toBeNull();
    const events = await as('SUPERVISOR', 'GET', `/v1/reports/${id}/events`);
    expect(events.body.data.filter(({ type }: { type: string }) => type === 'report.kept')).toHaveLength(1);
    const exported = await as('SUPERVISOR', 'POST', `/v1/reports/${id}/export`, { for: 'POLICE' });
    await approve(exported.body.id, keys.get('ANALYST'));
    const file = await as('SUPERVISOR', 'GET', `/v1/reports/${id}/export`);
    expect(file.body.keeps).toMatchObject([{ note: 'CANARYnote of a test' }]);
  });

  it('is not done where it was refused, with the reason, or after a day', async () => {
    const { id } = await aReport('STAFF', 'CYBERBULLYING');
    const other = await aKey(['SUPERVISOR']);
    const keep = () => as('SUPERVISOR', 'PUT', `/v1/reports/${id}/keep`, { reason: 'COMPLAINT' });
    const asked = await keep();
    const wrong = await withIt(other, 'POST', `/v1/approvals/${asked.body.id}/refuse`, { because: 'NO' });
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/because']);
    const refused = await withIt(other, 'POST', `/v1/approvals/${asked.body.id}/refuse`, {
      because: 'MISTAKE',
    });
    expect(refused.body).toMatchObject({ state: 'REFUSED', refusedBecause: 'MISTAKE' });
    const late = await keep();
    expect(late.body.id).not.toBe(asked.body.id);
    await house.pass(25 * 60 * 60_000);
    expect((await approve(late.body.id, other)).body.code).toBe('APPROVAL.NOT_WAITING');
    expect((await as('SUPERVISOR', 'GET', `/v1/reports/${id}/keep`)).status).toBe(404);
  });
});

describe('handing a report over', () => {
  it('opens its file for an hour, to who asked, once somebody else approved who may read it', async () => {
    const { id } = await aReport('STAFF', 'CYBERBULLYING');
    const read = (key: string | undefined) => withIt(key, 'GET', `/v1/reports/${id}/export`);
    const dossier = async (key: string | undefined) => {
      const headers = { authorization: `Bearer ${key}`, accept: 'application/pdf' };
      return (await fetch(`${house.apiUrl}/v1/reports/${id}/dossier`, { headers })).status;
    };
    const [asker, other] = [keys.get('SUPERVISOR'), keys.get('ANALYST')];
    expect((await read(asker)).body.code).toBe('APPROVAL.NEEDED');
    expect(await dossier(asker)).toBe(403);
    const ask = (recipient: string) => withIt(asker, 'POST', `/v1/reports/${id}/export`, { for: recipient });
    const asked = await ask('POLICE');
    expect(asked.body).toMatchObject({ act: 'EXPORT', terms: { for: 'POLICE' }, state: 'ASKED' });
    expect((await ask('PERSON_CONCERNED')).body.code).toBe('APPROVAL.ASKED_OTHERWISE');
    expect((await approve(asked.body.id, asker)).body.code).toBe('APPROVAL.SECOND_PERSON');
    expect((await read(asker)).body.code).toBe('APPROVAL.NEEDED');
    expect((await approve(asked.body.id, other)).body.state).toBe('APPROVED');
    expect((await read(asker)).body.report.id).toBe(id);
    expect([await dossier(asker), await dossier(other)]).toEqual([200, 403]);
    expect((await ask('POLICE')).body.code).toBe('APPROVAL.NOT_NEEDED');
    expect((await read(other)).body.code).toBe('APPROVAL.NEEDED');
    const { rows } = await house.database.pool.query(
      `SELECT operation FROM audit_entries WHERE report_id = (SELECT report_id FROM approvals WHERE subject = $1)
         AND operation IN ('askToExport', 'approve', 'exportReport') ORDER BY id`,
      [id],
    );
    expect(new Set(rows.map(({ operation }) => operation))).toEqual(
      new Set(['askToExport', 'approve', 'exportReport']),
    );
    await house.pass(60 * 60_000);
    expect((await read(asker)).body.code).toBe('APPROVAL.NEEDED');
  });

  it('of a report of abuse images is approved by analysts alone', async () => {
    const { id } = await aReport('STAFF', 'CSAM');
    const asked = await as('ANALYST', 'POST', `/v1/reports/${id}/export`, { for: 'POLICE' });
    expect((await approve(asked.body.id, keys.get('SUPERVISOR'))).body.code).toBe('ACCESS.ROLE');
    expect((await approve(asked.body.id, await aKey(['ANALYST']))).body.state).toBe('APPROVED');
    expect((await as('ANALYST', 'GET', `/v1/reports/${id}/export`)).status).toBe(200);
  });
});

describe('a report of abuse images', () => {
  const release = (id: string, key: string | undefined) => withIt(key, 'POST', `/v1/reports/${id}/release`);

  it('waits until an analyst who did not file it confirms that it is one; nothing leaves before', async () => {
    const maker = uuidv7();
    const [mine, alsoMine] = [await aKey(['ANALYST'], maker), await aKey(['ANALYST'], maker)];
    keys.set('AUDITOR', mine);
    const report = await aReport('AUDITOR', 'CSAM');
    const { id } = report;
    expect(report.hold).toMatchObject({ reason: 'CATEGORY_UNCONFIRMED', ungraded: true });
    await house.settle();
    expect(mailsAbout(report)).toEqual([]);
    // Held again for another reason, its category still waits.
    await as('STAFF', 'POST', `/v1/reports/${id}/hold`, { reason: 'OTHER', until: '2027-06-01' });
    const byHand = { reason: 'CATEGORY_UNCONFIRMED', until: '2027-06-01' };
    expect((await as('STAFF', 'POST', `/v1/reports/${id}/hold`, byHand)).status).toBe(422);
    const others = [await aKey(['ANALYST']), await aKey(['ANALYST'])];
    const early = await Promise.all(
      [mine, alsoMine, keys.get('STAFF'), keys.get('SUPERVISOR'), house.apiKey].map((key) =>
        release(id, key),
      ),
    );
    expect(early.map(({ body }) => body.code)).toEqual([
      ...['HOLD.SECOND_PERSON', 'HOLD.SECOND_PERSON'],
      ...Array.from({ length: 3 }, () => 'HOLD.CATEGORY_UNCONFIRMED'),
    ]);
    await house.settle();
    expect(mailsAbout(report)).toEqual([]);
    const released = await Promise.all(others.map((key) => release(id, key)));
    expect(released.map(({ status, body }) => [status, body.hold])).toEqual([
      ...[200, 200].map((status) => [status, null]),
    ]);
    await house.settle();
    expect(mailsAbout(report).length).toBeGreaterThan(0);
    const { body } = await as('STAFF', 'GET', `/v1/reports/${id}/holds`);
    expect(body.data).toHaveLength(1);
  });

  it('becomes one by a correction at once, and is held until another analyst confirms it', async () => {
    const { id } = await aReport('STAFF', 'CYBERBULLYING');
    await house.settle();
    const corrected = await correct(keys.get('STAFF'), id, { category: 'CSAM' });
    expect(corrected.body).toMatchObject({
      ...{ category: 'CSAM', explanation: '', contentFor: ['ANALYST'] },
      hold: { reason: 'CATEGORY_UNCONFIRMED', ungraded: true },
    });
    const held = await aReport('STAFF', 'CYBERBULLYING');
    await as('STAFF', 'POST', `/v1/reports/${held.id}/hold`, { reason: 'OTHER', until: '2027-06-01' });
    const ungraded = async () => {
      const { body } = await as('ANALYST', 'GET', '/v1/reports?held=ungraded');
      return body.data.map((each: { id: string }) => each.id);
    };
    expect(await ungraded()).toContain(id);
    expect(await ungraded()).not.toContain(held.id);
    expect((await release(id, keys.get('SUPERVISOR'))).body.code).toBe('HOLD.CATEGORY_UNCONFIRMED');
    expect((await release(id, keys.get('ANALYST'))).body.hold).toBeNull();
    expect(await ungraded()).not.toContain(id);
  });

  it('stops being one once two analysts say so, and is shown to nobody else before', async () => {
    const { id } = await aReport('STAFF', 'CSAM');
    const [one, two] = [await aKey(['ANALYST']), await aKey(['ANALYST'])];
    const alone = await correct(one, id, { category: 'HATE', explanation: 'Other synthetic words.' });
    expect(alone.body.errors).toMatchObject([{ pointer: '/explanation', code: 'CORRECTION.CATEGORY_ALONE' }]);
    const asked = await correct(one, id, { category: 'HATE' });
    expect([asked.status, asked.body]).toMatchObject([
      202,
      { act: 'CONFIRM_CATEGORY', terms: { category: 'HATE' } },
    ]);
    const shown = async () => (await as('STAFF', 'GET', `/v1/reports/${id}`)).body.explanation;
    const codes = [];
    for (const key of [one, keys.get('SUPERVISOR')])
      codes.push((await approve(asked.body.id, key)).body.code);
    expect(codes).toEqual(['APPROVAL.SECOND_PERSON', 'ACCESS.ROLE']);
    expect(await shown()).toBe('');
    const tried = await Promise.all([two, keys.get('ANALYST')].map((key) => approve(asked.body.id, key)));
    expect(tried.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await shown()).not.toBe('');
    const after = await as('STAFF', 'GET', `/v1/reports/${id}`);
    expect(after.body).toMatchObject({ category: 'HATE', hold: { ungraded: true } });
  });

  it('between two such categories is corrected by one', async () => {
    const { id } = await aReport('STAFF', 'CSAM');
    const { status, body } = await correct(keys.get('ANALYST'), id, { category: 'CSAM_SYNTHETIC' });
    expect([status, body.category]).toEqual([200, 'CSAM_SYNTHETIC']);
  });
});
