import argon2 from '@node-rs/argon2';
import { openHouse, type House } from '../support/house.js';
import { addKey, withKey } from '../support/keys.js';
import { sendRaw } from '../support/raw-request.js';
import { password, staffAt } from '../support/staff.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8',
      UNIFLAG_ACCESS__FOUR_EYES: 'ARM_PLATFORM',
      // What youtube needs to be armed.
      UNIFLAG_PLATFORMS__YOUTUBE__DEFAULT_CHANNEL: 'yt-priority-form',
    },
  });
});
afterAll(() => house.close());
let addresses = 0;
let address = '';
beforeEach(() => (address = `198.51.100.${(addresses += 1)}`));
afterEach(() => jest.restoreAllMocks());

const staff = staffAt(
  () => house,
  () => address,
);
const { ask, firstStep } = staff;
const modeOfYoutube = async () =>
  (await house.database.pool.query(`SELECT mode FROM platforms WHERE platform = 'youtube'`)).rows[0].mode;

describe('who guesses passwords', () => {
  it('learns from no answer how much work was done: one check of one cost, whoever it is', async () => {
    const [known, passkeyAlone, left] = [
      await staff.withPassword(),
      await staff.withPasskey(),
      await staff.withPassword(),
    ];
    const { mail: invitedMail } = await staff.invited();
    await house.request('POST', `/v1/people/${left.id}/leave`);
    await firstStep('nobody@staff.invalid');
    const [verify, hash] = [jest.spyOn(argon2, 'verify'), jest.spyOn(argon2, 'hash')];
    const work = [];
    for (const mail of [known.mail, passkeyAlone.mail, left.mail, invitedMail, 'nobody@staff.invalid']) {
      verify.mockClear();
      hash.mockClear();
      const { status, body } = await firstStep(mail, 'wrong words beside rivers');
      const costs = verify.mock.calls.map(([stored]) => /^\$argon2id\$v=19\$[^$]+/.exec(String(stored))?.[0]);
      work.push({ status, code: body.code, costs, hashed: hash.mock.calls.length });
    }
    expect(work).toEqual(
      work.map(() => ({
        ...{ status: 401, code: 'ACCESS.PASSWORD_WRONG', hashed: 0 },
        costs: ['$argon2id$v=19$m=65536,t=3,p=1'],
      })),
    );
  });
});

describe('who saw a one-time code', () => {
  it('opens nothing with it once it was used, nor in the same moment', async () => {
    const { mail, codeAfter } = await staff.withPassword();
    const steps = await Promise.all(
      [1, 2, 3, 4].map(async () => (await firstStep(mail)).body.step as string),
    );
    const totp = codeAfter(1);
    const answers = await Promise.all(steps.map((step) => ask('POST', '/v1/session', { step, totp })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401]);
    const { body } = await firstStep(mail);
    expect((await ask('POST', '/v1/session', { step: body.step, totp })).status).toBe(401);
  });
});

describe('who holds a session', () => {
  it('loses it when its person changes the password elsewhere', async () => {
    const { mail, codeAfter, cookie } = await staff.withPassword();
    const { step } = (await firstStep(mail)).body;
    const own = await ask('POST', '/v1/session', { step, totp: codeAfter(1) });
    const stays = (token: string) => ask('GET', '/v1/me', undefined, token);
    expect([(await stays(cookie)).status, (await stays(own.cookie)).status]).toEqual([200, 200]);
    const changed = await ask('PUT', '/v1/me/password', { password: `${password} again` }, own.cookie);
    expect(changed.status).toBe(200);
    expect([(await stays(cookie)).status, (await stays(own.cookie)).status]).toEqual([401, 200]);
  });

  it('does nothing more with a role that its person lost', async () => {
    const { id, cookie } = await staff.withPasskey({ roles: ['SUPERVISOR', 'STAFF'] });
    const stop = () => ask('POST', '/v1/platforms/snapchat/stop', undefined, cookie);
    expect((await stop()).status).toBe(200);
    const etag = (await house.request('GET', `/v1/people/${id}`)).headers.get('etag') ?? '';
    const changed = await house.request(
      ...(['PATCH', `/v1/people/${id}`, { roles: ['STAFF'] }, { 'if-match': etag }] as const),
    );
    expect(changed.status).toBe(200);
    const after = await stop();
    expect([after.status, after.body.code]).toEqual([403, 'ACCESS.ROLE']);
  });
});

describe('who has a link', () => {
  it('is told the same, whether it is made up, used, too old, replaced, or of somebody who left', async () => {
    const expired = await staff.invited();
    await house.pass(7 * 24 * 60 * 60_000 + 1);
    const used = await staff.withPasskey();
    const replaced = await staff.invited();
    await house.request('POST', `/v1/people/${replaced.id}/invitation`);
    const left = await staff.withPasskey();
    const recovery = await house.request<any>('POST', `/v1/people/${left.id}/recovery`);
    await house.request('POST', `/v1/people/${left.id}/leave`);
    const codes = ['A'.repeat(43), used.code, expired.code, replaced.code, recovery.body.link.code as string];
    const answers = [];
    for (const route of ['read', 'passkey-options', 'totp-secret'])
      for (const code of codes) {
        address = `198.51.100.${(addresses += 1)}`;
        const { status, body } = await ask('POST', `/v1/person-links/${route}`, { code });
        answers.push(JSON.stringify([status, body]));
      }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^\[404,.*PERSON_LINK.NOT_FOUND/);
  });
});

describe('who asks under another name', () => {
  it('is written into no link: they are paths, or begin with the configured address', async () => {
    const forged = 'evil.invalid';
    const post = async (path: string, body: object, more = '') => {
      const text = JSON.stringify(body);
      const head =
        `POST ${path} HTTP/1.1\r\nHost: ${forged}\r\nX-Forwarded-Host: ${forged}\r\nConnection: close\r\n` +
        `Authorization: Bearer ${house.apiKey}\r\nContent-Type: application/json\r\n${more}`;
      return sendRaw(house.apiUrl, `${head}Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    };
    const person = { name: 'Synthetic', mail: 'host@staff.invalid', roles: ['STAFF'], language: 'en' };
    const invited = await post('/v1/people', person);
    expect(invited).toContain('"path":"/welcome#code=');
    const report = await house.request<any>('POST', '/v1/reports', {
      ...{
        category: 'CYBERBULLYING',
        targets: [{ input: 'https://chat.whatsapp.com/SyntheticInviteCode001' }],
      },
      ...{ explanation: 'Synthetic.', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
      channels: { whatsapp: 'wa-in-app' },
    });
    expect([report.status, report.body.errors]).toEqual([201, undefined]);
    const { id } = report.body.submissions[0];
    const member = await post(`/v1/submissions/${id}/member-link`, {});
    expect(member).toContain('"path":"/member#code=');
    for (const answer of [invited, member]) expect(answer).not.toContain(forged);
  });
});

describe('who asked for an act of two persons', () => {
  it('does not approve it by a second session of theirs, nor by a key they made', async () => {
    const { authenticator, cookie, mail } = await staff.withPasskey({ roles: ['ADMINISTRATOR'] });
    const asked = await ask('POST', '/v1/platforms/youtube/arm', undefined, cookie);
    expect([asked.status, asked.body.state]).toEqual([202, 'ASKED']);
    const second = await staff.signInWithPasskey(authenticator);
    expect(second.cookie).not.toBe(cookie);
    const approve = `/v1/approvals/${asked.body.id}/approve`;
    const bySession = await ask('POST', approve, undefined, second.cookie);
    const { rows } = await house.database.pool.query<{ id: string }>(
      'SELECT id FROM people WHERE mail = $1',
      [mail],
    );
    const key = await addKey(house, ['ADMINISTRATOR'], rows[0]!.id);
    const byKey = await house.request<any>('POST', approve, undefined, withKey(key));
    expect(await modeOfYoutube()).not.toBe('armed');
    expect([bySession.body.code, byKey.body.code]).toEqual(Array(2).fill('APPROVAL.SECOND_PERSON'));
  });
});
