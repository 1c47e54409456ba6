import { generateSync } from 'otplib';
import { Authenticator } from '../../../../test/support/authenticator.js';
import { openHouse, type House } from '../../../../test/support/house.js';
import { password, staffAt } from '../../../../test/support/staff.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: { UNIFLAG_ACCESS__KEY_SESSIONS: 'false', UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8' },
  });
});
afterAll(() => house.close());
/** Failed tries of one test are no matter of the next: each comes from an address of its own. */
let address = '';
let addresses = 0;
const goElsewhere = () => (address = `192.0.2.${(addresses += 1)}`);
beforeEach(goElsewhere);

const minuteMs = 60_000;
const { ask, invited, withPasskey, withPassword, signInWithPasskey, firstStep, site } = staffAt(
  () => house,
  () => address,
);
const stored = async (sql: string) => (await house.database.pool.query(sql)).rows;

describe('an invitation', () => {
  it('leads in once, to a session of the person that does what their roles say', async () => {
    const { cookie, code, mail } = await withPasskey();
    const { body } = await ask('GET', '/v1/session', undefined, cookie);
    expect(body).toMatchObject({ isTrial: false, caller: { kind: 'PERSON', roles: ['STAFF'] } });
    expect((await ask('GET', '/v1/reports', undefined, cookie)).status).toBe(200);
    expect((await ask('GET', '/v1/me', undefined, cookie)).body).toMatchObject({
      ...{ mail, status: 'ACTIVE', hasPassword: false, passkeys: [{ name: 'Laptop' }] },
    });
    const again = await ask('POST', '/v1/person-links/read', { code });
    expect([again.status, again.body.code]).toEqual([404, 'PERSON_LINK.NOT_FOUND']);
  });

  it('lets its person choose their language, and whether digests are mailed to them', async () => {
    const { cookie } = await withPasskey();
    const change = async (own: unknown) => (await ask('PATCH', '/v1/me', own, cookie)).body;
    expect(await change({ language: 'de' })).toMatchObject({ language: 'de', wantsDigests: true });
    expect(await change({ wantsDigests: false })).toMatchObject({ language: 'de', wantsDigests: false });
    expect(await change({ wantsDigests: 'no' })).toMatchObject({ errors: [{ pointer: '/wantsDigests' }] });
  });

  it('ends after seven days, and when a fresh one is made', async () => {
    const { code, id } = await invited();
    const fresh = await house.request<any>('POST', `/v1/people/${id}/invitation`);
    expect((await ask('POST', '/v1/person-links/read', { code })).status).toBe(404);
    expect((await ask('POST', '/v1/person-links/read', { code: fresh.body.link.code })).status).toBe(200);
    await house.pass(7 * 24 * 60 * minuteMs + 1);
    expect((await ask('POST', '/v1/person-links/read', { code: fresh.body.link.code })).status).toBe(404);
  });

  it.each([
    ['nothing', {}, '/passkey', 'FACTOR.NEEDED'],
    ['a password alone', { password }, '/passkey', 'FACTOR.NEEDED'],
    [
      'a short password',
      { password: 'four short words'.slice(0, 14), totp: {} },
      '/password',
      'FACTOR.PASSWORD_SHORT',
    ],
    ['a common one', { password: 'Passwort123456!!', totp: {} }, '/password', 'FACTOR.PASSWORD_COMMON'],
    ['a wrong one-time code', { password, totp: { code: '000000' } }, '/totp/code', 'FACTOR.TOTP_CODE'],
    ['a secret of their own', { password, totp: { secret: 'A' } }, '/totp/secret', 'FACTOR.TOTP_SECRET'],
  ])('takes no %s, says why, and still leads in', async (_what, chosen: any, pointer, code) => {
    const invitation = await invited();
    const { body: made } = await ask('POST', '/v1/person-links/totp-secret', { code: invitation.code });
    const totp = chosen.totp && {
      secret: made.secret,
      code: generateSync({ secret: made.secret }),
      ...chosen.totp,
    };
    const answer = await ask('POST', '/v1/person-links/accept', {
      ...{ code: invitation.code, language: 'en', ...chosen },
      ...(totp && { totp }),
    });
    expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining({ pointer, code })]]);
    expect((await ask('POST', '/v1/person-links/read', { code: invitation.code })).status).toBe(200);
  });

  it('is of one address once, and for administrators to make', async () => {
    const { mail, cookie } = await withPasskey();
    const person = { name: 'Synthetic', mail: mail.toUpperCase(), roles: ['STAFF'], language: 'fr' };
    const twice = await house.request<any>('POST', '/v1/people', person);
    expect([twice.status, twice.body.code]).toEqual([409, 'PERSON.MAIL_TAKEN']);
    const byStaff = await ask('POST', '/v1/people', { ...person, mail: 'other@staff.invalid' }, cookie);
    expect([byStaff.status, byStaff.body.code]).toEqual([403, 'ACCESS.ROLE']);
  });
});

describe('a passkey', () => {
  it('alone signs in, with a token of its own each time', async () => {
    const { authenticator, cookie } = await withPasskey();
    const signedIn = await signInWithPasskey(authenticator, cookie);
    expect(signedIn.status).toBe(201);
    expect(signedIn.cookie).not.toBe(cookie);
    expect((await ask('GET', '/v1/session', undefined, cookie)).status).toBe(401);
  });

  it('has to answer what was asked, once, here, and with its user verified', async () => {
    const { authenticator } = await withPasskey();
    const but = (change: object) => Object.assign(Object.create(authenticator) as Authenticator, change);
    const { privateKey } = new Authenticator(site()) as unknown as { privateKey: unknown };
    const answers: ((options: any) => object)[] = [
      () => authenticator.get({ challenge: 'c3ludGhldGlj' }),
      (options) => but({ privateKey }).get(options),
      (options) => but({ isUserVerified: false }).get(options),
      (options) => but({ site: { domain: 'localhost', origin: 'http://elsewhere.invalid' } }).get(options),
      (options) => but({ site: { ...site(), domain: 'elsewhere.invalid' } }).get(options),
      (options) => new Authenticator(site()).get(options),
      () => ({}),
    ];
    const refused = [401, 'ACCESS.PASSKEY_REFUSED'];
    for (const answer of answers) {
      const { body } = await ask('POST', '/v1/session/passkey-options');
      const given = { attempt: body.attempt, passkey: answer(body.options) };
      const { status, body: problem } = await ask('POST', '/v1/session', given);
      expect([status, problem.code]).toEqual(refused);
    }
    const { body } = await ask('POST', '/v1/session/passkey-options');
    const given = { attempt: body.attempt, passkey: authenticator.get(body.options) };
    expect((await ask('POST', '/v1/session', given)).status).toBe(201);
    const again = await ask('POST', '/v1/session', given);
    expect([again.status, again.body.code]).toEqual(refused);
  });

  it('is the last way in, until there is another', async () => {
    const { cookie } = await withPasskey();
    const { body: me } = await ask('GET', '/v1/me', undefined, cookie);
    const path = `/v1/me/passkeys/${me.passkeys[0].id}`;
    const kept = await ask('DELETE', path, undefined, cookie);
    expect([kept.status, kept.body.code]).toEqual([409, 'PERSON.LAST_WAY']);
    const { body } = await ask('POST', '/v1/me/passkeys/options', undefined, cookie);
    const made = {
      attempt: body.attempt,
      response: new Authenticator(site()).create(body.options),
      name: 'Key',
    };
    expect((await ask('POST', '/v1/me/passkeys', made, cookie)).body.passkeys).toHaveLength(2);
    expect((await ask('DELETE', path, undefined, cookie)).body.passkeys).toEqual([
      expect.objectContaining({ name: 'Key' }),
    ]);
  });
});

describe('a password', () => {
  it('opens nothing alone, and a session with the one-time code, which is taken once', async () => {
    const { mail, codeAfter } = await withPassword();
    const first = await firstStep(` ${mail.toUpperCase()} `);
    expect([first.status, first.cookie, Object.keys(first.body).sort()]).toEqual([
      200,
      '',
      ['expiresAt', 'step'],
    ]);
    const { step } = first.body;
    const spent = await ask('POST', '/v1/session', { step, totp: codeAfter(0) });
    expect([spent.status, spent.body.code]).toEqual([401, 'ACCESS.CODE_WRONG']);
    const signedIn = await ask('POST', '/v1/session', { step, totp: codeAfter(1) });
    expect([signedIn.status, signedIn.body.caller.kind]).toEqual([201, 'PERSON']);
    expect((await ask('POST', '/v1/session', { step, totp: codeAfter(1) })).status).toBe(401);
    const { body } = await firstStep(mail);
    expect((await ask('POST', '/v1/session', { step: body.step, totp: codeAfter(1) })).status).toBe(401);
  });

  it('goes with ten recovery codes, each taken once however it is typed', async () => {
    const { mail, codes } = await withPassword();
    expect(new Set(codes).size).toBe(10);
    const recoveryCode = (codes[0] ?? '').toUpperCase().replaceAll('-', ' ');
    for (const status of [201, 401]) {
      const { body } = await firstStep(mail);
      expect((await ask('POST', '/v1/session', { step: body.step, recoveryCode })).status).toBe(status);
    }
  });

  it('gives five tries for the second step, then begins anew', async () => {
    const { mail, codeAfter } = await withPassword();
    const { step } = (await firstStep(mail)).body;
    for (let n = 0; n < 5; n += 1)
      expect((await ask('POST', '/v1/session', { step, totp: '000000' })).status).toBe(401);
    expect((await ask('POST', '/v1/session', { step, totp: codeAfter(1) })).status).toBe(401);
  });

  it('says the same of an account that is not there, and makes its address wait longer each time', async () => {
    const { mail } = await withPassword();
    const tries = async (account: string) => {
      const answers = [];
      for (let n = 0; n < 8; n += 1) {
        const { status, body } = await firstStep(account, 'wrong words beside rivers');
        const [row] = await stored(
          'SELECT max(extract(epoch FROM next_at - last_at))::int AS wait FROM sign_in_waits',
        );
        answers.push([status, body.code, body.detail, row.wait]);
        await house.pass(row.wait * 1_000);
      }
      return answers;
    };
    await stored('DELETE FROM sign_in_waits');
    const known = await tries(mail);
    await stored('DELETE FROM sign_in_waits');
    expect(await tries('nobody@staff.invalid')).toEqual(known);
    expect(known.map(([status, , , wait]) => [status, wait])).toEqual(
      [0, 0, 0, 0, 0, 1, 3, 7].map((wait) => [401, wait]),
    );
  });

  it('keeps waiting who has to, though it were the right one, and nobody who comes from elsewhere', async () => {
    const { mail } = await withPassword();
    await firstStep(mail, 'wrong words beside rivers');
    await stored(`UPDATE sign_in_waits SET next_at = now() + interval '90 seconds'`);
    const waits = await firstStep(mail);
    expect([waits.status, waits.body.code]).toEqual([429, 'ACCESS.TOO_MANY_TRIES']);
    expect(Number(waits.headers.get('retry-after'))).toBeGreaterThan(60);
    goElsewhere();
    expect((await firstStep(mail)).status).toBe(200);
  });

  it('stands as Argon2id in the tables; secrets of one-time codes are sealed, codes hashed, and no log has any', async () => {
    const { secret, codes, mail } = await withPassword();
    const rows = JSON.stringify([
      ...(await stored('SELECT * FROM people')),
      ...(await stored('SELECT * FROM totp_secrets')),
      ...(await stored('SELECT * FROM recovery_codes')),
    ]);
    expect(rows).toContain('$argon2id$v=19$m=65536,t=3,p=1$');
    const lines = JSON.stringify(house.log.lines);
    for (const told of [password, secret, codes[0] ?? '-']) {
      expect(rows).not.toContain(told);
      expect(rows).not.toContain(Buffer.from(told).toString('hex'));
      expect(lines).not.toContain(told);
    }
    expect(lines).not.toContain(mail);
  });
});

describe('a proof', () => {
  it('is needed again after five minutes for what changes how one signs in, and gives the session another token', async () => {
    const { cookie, authenticator } = await withPasskey();
    const secretFor = (token: string) => ask('POST', '/v1/me/totp-secret', undefined, token);
    expect((await secretFor(cookie)).status).toBe(200);
    await house.pass(5 * minuteMs + 1);
    // What is remembered of sessions for seconds is forgotten with it.
    await ask('DELETE', '/v1/me/sessions', undefined, cookie);
    const late = await secretFor(cookie);
    expect([late.status, late.body.code]).toEqual([403, 'ACCESS.PROVE_AGAIN']);
    const { body } = await ask('POST', '/v1/session/passkey-options', undefined, cookie);
    const proof = { attempt: body.attempt, passkey: authenticator.get(body.options) };
    const renewed = await ask('POST', '/v1/session/proof', proof, cookie);
    expect([renewed.status, renewed.cookie === cookie]).toEqual([200, false]);
    expect((await secretFor(renewed.cookie)).status).toBe(200);
    expect((await ask('GET', '/v1/session', undefined, cookie)).status).toBe(401);
  });

  it('is refused where another person gives it', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const { body } = await ask('POST', '/v1/session/passkey-options');
    const passkey = other.authenticator.get(body.options);
    const answer = await ask('POST', '/v1/session/proof', { attempt: body.attempt, passkey }, one.cookie);
    expect([answer.status, answer.body.code]).toEqual([403, 'ACCESS.PROOF_REFUSED']);
  });
});

describe('sessions of a person', () => {
  it('are listed with browser and way, and ended one by one or all but this', async () => {
    const { authenticator, cookie } = await withPasskey();
    const [second, third] = [await signInWithPasskey(authenticator), await signInWithPasskey(authenticator)];
    const { body } = await ask('GET', '/v1/me/sessions', undefined, third.cookie);
    expect(body.data).toHaveLength(3);
    expect(body.data[0]).toMatchObject({ device: 'Firefox, Windows', methods: ['PASSKEY'], isThis: true });
    expect((await ask('DELETE', `/v1/me/sessions/${body.data[1].id}`, undefined, third.cookie)).status).toBe(
      204,
    );
    expect((await ask('GET', '/v1/session', undefined, second.cookie)).status).toBe(401);
    expect((await ask('DELETE', '/v1/me/sessions', undefined, third.cookie)).body).toEqual({ ended: 1 });
    expect((await ask('GET', '/v1/session', undefined, cookie)).status).toBe(401);
    expect((await ask('GET', '/v1/session', undefined, third.cookie)).status).toBe(200);
  });

  it('are nobody else’s to end', async () => {
    const [one, other] = [await withPasskey(), await withPasskey()];
    const { body } = await ask('GET', '/v1/me/sessions', undefined, one.cookie);
    const answer = await ask('DELETE', `/v1/me/sessions/${body.data[0].id}`, undefined, other.cookie);
    expect([answer.status, answer.body.code]).toEqual([404, 'SESSION.NOT_FOUND']);
  });

  it('all end at once when the person leaves, live streams too, and nothing lets them in again', async () => {
    const { id, cookie, authenticator, mail } = await withPasskey();
    const stream = await fetch(`${house.apiUrl}/v1/stream`, { headers: { cookie } });
    const ended = stream.text();
    expect((await house.request('POST', `/v1/people/${id}/leave`)).body).toMatchObject({ status: 'LEFT' });
    await ended;
    expect((await ask('GET', '/v1/reports', undefined, cookie)).status).toBe(401);
    expect((await signInWithPasskey(authenticator)).status).toBe(401);
    expect((await firstStep(mail)).status).toBe(401);
    expect((await house.request('POST', `/v1/people/${id}/leave`)).status).toBe(200);
  });

  it('have no account where they are a key’s, and no key opens one here', async () => {
    const me = await house.request<any>('GET', '/v1/me');
    expect([me.status, me.body.code]).toEqual([403, 'ACCESS.PEOPLE_ONLY']);
    const byKey = await ask('POST', '/v1/session', { apiKey: house.apiKey });
    expect([byKey.status, byKey.body.code]).toEqual([403, 'ACCESS.KEY_SESSIONS_OFF']);
    expect((await ask('GET', '/v1/session/ways')).body).toEqual({
      ...{ apiKey: false, organisation: null, passkeyDomain: 'localhost' },
    });
  });
});

describe('changing a person', () => {
  it('holds at once, needs the version that was read, and never takes the last administrator', async () => {
    const admin = await withPasskey({ roles: ['ADMINISTRATOR'] });
    const staff = await withPasskey();
    const path = `/v1/people/${staff.id}`;
    const etag = (await ask('GET', path, undefined, admin.cookie)).headers.get('etag') ?? '';
    const change = (body: object, at = path, match = etag) =>
      ask('PATCH', at, body, admin.cookie, { 'if-match': match });
    expect((await change({ roles: ['AUDITOR'] })).body.roles).toEqual(['AUDITOR']);
    const { body } = await ask('GET', '/v1/session', undefined, staff.cookie);
    expect(body.caller.roles).toEqual(['AUDITOR']);
    expect((await change({ name: 'Late' })).body.code).toBe('PERSON.CHANGED');
    expect((await ask('PATCH', path, { name: 'x' }, admin.cookie)).status).toBe(428);

    const own = `/v1/people/${admin.id}`;
    const ownTag = (await ask('GET', own, undefined, admin.cookie)).headers.get('etag') ?? '';
    expect((await change({ roles: ['STAFF'] }, own, ownTag)).body.code).toBe('PERSON.OWN_ROLES');
    await house.database.pool.query(
      `UPDATE people SET roles = '{STAFF}' WHERE id <> (SELECT id FROM people WHERE mail = '${admin.mail}')`,
    );
    const last = await house.request<any>('POST', `${own}/leave`);
    expect([last.status, last.body.code]).toEqual([409, 'PERSON.LAST_ADMINISTRATOR']);
  });

  it('gives who lost every way in a link, and what they had before ends with it', async () => {
    const { id, authenticator, cookie } = await withPasskey();
    const { link } = (await house.request<any>('POST', `/v1/people/${id}/recovery`)).body;
    expect((await signInWithPasskey(authenticator)).status).toBe(201);
    const fresh = new Authenticator(site());
    const { body } = await ask('POST', '/v1/person-links/passkey-options', { code: link.code });
    const passkey = { attempt: body.attempt, response: fresh.create(body.options), name: 'New' };
    const accepted = await ask('POST', '/v1/person-links/accept', {
      code: link.code,
      language: 'nl',
      passkey,
    });
    expect(accepted.status).toBe(201);
    expect((await ask('GET', '/v1/session', undefined, cookie)).status).toBe(401);
    expect((await signInWithPasskey(authenticator)).status).toBe(401);
    expect((await signInWithPasskey(fresh)).status).toBe(201);
  });
});

describe('the first administrator', () => {
  it('comes in by a link while there is none, and is the only one who does', async () => {
    await house.database.pool.query(`UPDATE people SET roles = '{STAFF}'`);
    const links = [];
    for (let n = 0; n < 2; n += 1)
      links.push(
        (await house.request<any>('POST', '/v1/person-links/first-administrator')).body.code as string,
      );
    expect((await ask('POST', '/v1/person-links/read', { code: links[0] })).status).toBe(404);
    const code = links[1];
    expect((await ask('POST', '/v1/person-links/read', { code })).body).toMatchObject({
      ...{ kind: 'FIRST_ADMINISTRATOR', name: null, mail: null },
    });
    const nameless = await ask('POST', '/v1/person-links/passkey-options', { code, mail: 'a@staff.invalid' });
    expect(nameless.body.errors).toEqual([expect.objectContaining({ pointer: '/name' })]);
    const own = { code, name: 'Synthetic First', mail: 'First@Staff.invalid' };
    const { body } = await ask('POST', '/v1/person-links/passkey-options', own);
    const passkey = {
      attempt: body.attempt,
      response: new Authenticator(site()).create(body.options),
      name: 'x',
    };
    const accepted = await ask('POST', '/v1/person-links/accept', { ...own, language: 'fr', passkey });
    expect(accepted.body.session.caller).toMatchObject({ name: own.name, roles: ['ADMINISTRATOR'] });
    const more = await house.request<any>('POST', '/v1/person-links/first-administrator');
    expect([more.status, more.body.code]).toEqual([409, 'PERSON.ADMINISTRATOR_EXISTS']);
  });

  it('has half an hour', async () => {
    await house.database.pool.query(`UPDATE people SET roles = '{STAFF}'`);
    const { body } = await house.request<any>('POST', '/v1/person-links/first-administrator');
    await house.pass(30 * minuteMs + 1);
    expect((await ask('POST', '/v1/person-links/read', { code: body.code })).status).toBe(404);
  });
});
