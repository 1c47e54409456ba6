import assert from 'node:assert/strict';
import { generateSync } from 'otplib';
import { Authenticator } from './authenticator.js';
import type { House } from './house.js';

export const password = 'paper lantern over seven rivers';

/**
 * People who come in by links and sign in, as their browsers do it.
 *
 * @param house of the test that is running
 * @param address they come from; the house has to trust 127.0.0.0/8 to say so
 */
export function staffAt(house: () => House, address: () => string) {
  let count = 0;

  /** Asks as a page of the console would: with its cookie, never with a key. */
  async function ask(method: string, path: string, body?: unknown, cookie = '', headers: object = {}) {
    const response = await fetch(`${house().apiUrl}${path}`, {
      method,
      ...{ redirect: 'manual', body: body === undefined ? null : JSON.stringify(body) },
      headers: {
        ...{ 'sec-fetch-site': 'same-origin', 'user-agent': 'Synthetic Firefox/1 (Windows)', cookie },
        'x-forwarded-for': address(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '',
      body: text === '' ? {} : JSON.parse(text),
    };
  }

  const site = () => ({ domain: 'localhost', origin: `http://localhost:${new URL(house().apiUrl).port}` });

  async function invited(more: object = {}) {
    count += 1;
    const mail = `synthetic.${count}@staff.invalid`;
    const answer = await house().request<any>('POST', '/v1/people', {
      ...{ name: `Synthetic ${count}`, mail, roles: ['STAFF'], language: 'en' },
      ...more,
    });
    if (answer.status !== 201) throw new Error(`nobody is invited: ${JSON.stringify(answer.body)}`);
    return { code: answer.body.link.code as string, id: answer.body.person.id as string, mail };
  }

  /** Comes in by a link, with a passkey. */
  async function withPasskey(more: object = {}) {
    const { code, id, mail } = await invited(more);
    const authenticator = new Authenticator(site());
    const { body } = await ask('POST', '/v1/person-links/passkey-options', { code });
    const passkey = { attempt: body.attempt, response: authenticator.create(body.options), name: 'Laptop' };
    const accepted = await ask('POST', '/v1/person-links/accept', { code, language: 'en', passkey });
    assert.deepEqual([accepted.status, accepted.body.recoveryCodes], [201, []]);
    return { id, mail, authenticator, cookie: accepted.cookie, code };
  }

  /** Comes in by a link, with a password and an app for one-time codes. */
  async function withPassword(more: object = {}) {
    const { code, id, mail } = await invited(more);
    const { body } = await ask('POST', '/v1/person-links/totp-secret', { code });
    const secret = body.secret as string;
    const epoch = Math.floor(Date.now() / 1_000);
    /** Steps after the one whose code confirmed the app. */
    const codeAfter = (steps: number) => generateSync({ secret, epoch: epoch + steps * 30 });
    const totp = { secret, code: codeAfter(0) };
    const accepted = await ask('POST', '/v1/person-links/accept', { code, language: 'en', password, totp });
    assert.equal(accepted.status, 201);
    return {
      ...{ id, mail, secret, codeAfter, cookie: accepted.cookie },
      codes: accepted.body.recoveryCodes as string[],
    };
  }

  async function signInWithPasskey(authenticator: Authenticator, cookie = '') {
    const { body } = await ask('POST', '/v1/session/passkey-options', undefined, cookie);
    const given = { attempt: body.attempt, passkey: authenticator.get(body.options) };
    return ask('POST', '/v1/session', given, cookie);
  }

  const firstStep = (mail: string, typed = password) =>
    ask('POST', '/v1/session/password', { mail, password: typed });

  return { ask, site, invited, withPasskey, withPassword, signInWithPasskey, firstStep };
}
