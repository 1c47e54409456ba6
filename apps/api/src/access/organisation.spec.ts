import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decodeJwt,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import { Provider } from 'oidc-provider';
import { openHouse, type House } from '../../../../test/support/house.js';

const clientId = 'uniflag';
const clientSecret = 'synthetic client secret of these tests';
const callback = '/v1/session/organisation/callback';

/** What the provider says of whoever signs in there next. */
interface Account {
  readonly sub: string;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly amr?: string[];
}
const staff = (sub: string, more: object = {}): Account => ({
  sub,
  claims: { email: `${sub}@organisation.invalid`, name: `Synthetic ${sub}`, groups: ['desk'], ...more },
  amr: ['pwd', 'mfa'],
});

let house: House;
let provider: Provider;
let server: Server;
let issuer: string;
let folder: string;
/** Somebody's server who says where his keys are, and what was asked of it. */
let attacker: Server;
const asked: string[] = [];
const elsewhere = () => `http://127.0.0.1:${(attacker.address() as AddressInfo).port}`;
let account: Account;
/** The provider's own keys. */
let keys: { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey };
/** Puts another ID token in the place of the provider's, as whoever stands between it and us would. */
let forge: ((claims: JWTPayload) => Promise<string>) | undefined;
beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  server = createServer((request, response) => {
    void (async () => {
      if (forge && request.url === '/token') replaceIdToken(response, forge);
      if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response);
      const { sub, amr } = account;
      const login = { accountId: sub, ...(amr ? { amr } : {}) };
      await provider.interactionFinished(request, response, { login });
    })();
  });
  issuer = `http://127.0.0.1:${await listening(server)}`;
  attacker = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.end('{}');
  });
  await listening(attacker);
  const api = createServer();
  const apiPort = await listening(api);
  await new Promise((resolve) => api.close(resolve));
  const publicUrl = `http://127.0.0.1:${apiPort}`;
  provider = await aProvider(publicUrl);
  folder = mkdtempSync(join(tmpdir(), 'uniflag-organisation-'));
  const settings = {
    access: {
      oidc: {
        ...{ issuer, clientId, clientSecret, name: 'Synthetic 365', scope: 'openid profile email groups' },
        ...{ roles: { desk: 'STAFF', leads: 'SUPERVISOR', admins: 'ADMINISTRATOR' }, requiredAmr: ['mfa'] },
      },
    },
  };
  writeFileSync(join(folder, 'uniflag.yaml'), JSON.stringify(settings));
  house = await openHouse({
    hasWorker: false,
    env: {
      UNIFLAG_CONFIG: join(folder, 'uniflag.yaml'),
      UNIFLAG_API__PORT: String(apiPort),
      UNIFLAG_API__PUBLIC_URL: publicUrl,
      UNIFLAG_API__TRUSTED_PROXIES: '127.0.0.0/8',
    },
  });
});
afterAll(async () => {
  await house.close();
  server.closeAllConnections();
  await new Promise((resolve) => attacker.close(resolve));
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});
let addresses = 0;
let address = '';
beforeEach(() => {
  address = `192.0.2.${(addresses += 1)}`;
});

async function listening(on: Server): Promise<number> {
  await new Promise<void>((resolve) => on.listen(0, '127.0.0.1', resolve));
  return (on.address() as AddressInfo).port;
}

function replaceIdToken(response: ServerResponse, by: (claims: JWTPayload) => Promise<string>): void {
  const end = response.end.bind(response);
  response.end = ((body: string) => {
    const answer = JSON.parse(body) as { id_token: string };
    void by(decodeJwt(answer.id_token)).then((idToken) => {
      const text = JSON.stringify({ ...answer, id_token: idToken });
      response.setHeader('content-length', Buffer.byteLength(text));
      end(text);
    });
    return response;
  }) as typeof response.end;
}

async function aProvider(publicUrl: string): Promise<Provider> {
  const { privateKey } = keys;
  return new Provider(issuer, {
    clients: [
      {
        ...{ client_id: clientId, client_secret: clientSecret, redirect_uris: [`${publicUrl}${callback}`] },
        backchannel_logout_uri: `${publicUrl}/v1/session/organisation/logout`,
        backchannel_logout_session_required: true,
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: 'synthetic' }] },
    cookies: { keys: ['synthetic'] },
    conformIdTokenClaims: false,
    claims: {
      ...{
        openid: ['sub', 'amr'],
        email: ['email', 'email_verified'],
        profile: ['name', 'locale'],
        groups: ['groups'],
      },
    },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    // Its own dispatcher calls no address of this machine, where the API of the test is.
    fetch: (url, { dispatcher: _dispatcher, ...options } = {}) => fetch(url, options),
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub, ...account.claims }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile email groups');
      await grant.save();
      return grant;
    },
  });
}

/** A browser: keeps cookies by origin, follows redirects one by one. */
class Browser {
  private readonly jars = new Map<string, Map<string, string>>();
  readonly visited: string[] = [];

  cookies(url: string): Map<string, string> {
    const { origin } = new URL(url);
    const jar = this.jars.get(origin) ?? new Map<string, string>();
    this.jars.set(origin, jar);
    return jar;
  }

  async ask(
    url: string,
    init: { readonly method?: string; readonly body?: URLSearchParams } = {},
  ): Promise<Response> {
    const jar = this.cookies(url);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      ...{ redirect: 'manual', ...init },
      headers: { cookie, 'x-forwarded-for': address },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  /** @returns where it ends, or what `until` finds */
  async go(url: string, until: (url: string) => boolean = () => false): Promise<string> {
    let at = url;
    for (let hops = 0; hops < 12 && !until(at); hops += 1) {
      this.visited.push(at);
      const location = (await this.ask(at)).headers.get('location');
      if (location === null) return at;
      at = new URL(location, at).href;
      if (at.startsWith(house.apiUrl) && !at.includes('/v1/')) return at;
    }
    return at;
  }

  async signIn(as: Account): Promise<string> {
    account = as;
    return (await this.go(`${house.apiUrl}/v1/session/organisation`)).replace(house.apiUrl, '');
  }

  async session() {
    const response = await this.ask(`${house.apiUrl}/v1/session`);
    return { status: response.status, body: (await response.json()) as any };
  }
}

/** Signed as the provider signs, but for `header` and `key`. */
async function signed(
  claims: JWTPayload,
  header: Partial<JWTHeaderParameters> = {},
  key?: CryptoKey | Uint8Array,
) {
  const whole = { alg: 'RS256', kid: 'synthetic', ...header };
  return new SignJWT(claims).setProtectedHeader(whole).sign(key ?? keys.privateKey);
}
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const publicPem = async () => Buffer.from(await exportSPKI(keys.publicKey));

/**
 * Tokens that have fooled others, of claims that are right. Sources: RFC 8725, sections 2 and 3; PortSwigger, "JWT attacks".
 */
const forgeries: readonly [what: string, token: (claims: JWTPayload) => Promise<string>][] = [
  ['alg none', async (claims) => `${encoded({ alg: 'none' })}.${encoded(claims)}.`],
  ['alg nOnE and a signature', async (claims) => `${encoded({ alg: 'nOnE' })}.${encoded(claims)}.AAAA`],
  [
    'HS256 with the public key as its secret',
    async (claims) => signed(claims, { alg: 'HS256' }, await publicPem()),
  ],
  ["HS256 with the client's secret", (claims) => signed(claims, { alg: 'HS256' }, Buffer.from(clientSecret))],
  ['the key of somebody else', async (claims) => signed(claims, {}, (await foreign()).privateKey)],
  [
    'a key that it brings along',
    async (claims) => {
      const { privateKey, publicKey } = await foreign();
      return signed(claims, { jwk: await exportJWK(publicKey) }, privateKey);
    },
  ],
  [
    'a key that it says where to fetch',
    async (claims) => {
      const { privateKey } = await foreign();
      return signed(claims, { kid: 'foreign', jku: `${elsewhere()}/keys` }, privateKey);
    },
  ],
  ['another issuer', (claims) => signed({ ...claims, iss: elsewhere() })],
  ['another audience', (claims) => signed({ ...claims, aud: 'other-client' })],
  ['a time that is over', (claims) => signed({ ...claims, iat: 1_700_000_000, exp: 1_700_000_300 })],
];
const foreign = () => generateKeyPair('RS256', { extractable: true });

const people = async (where = 'true') =>
  (await house.database.pool.query(`SELECT id, mail, roles FROM people WHERE ${where}`)).rows;

describe('signing in at the organisation', () => {
  it('makes a person the first time, with the roles their groups map to, and finds them again', async () => {
    const [browser, other] = [new Browser(), new Browser()];
    expect(await browser.signIn(staff('one'))).toBe('/');
    const { body } = await browser.session();
    expect(body.caller).toMatchObject({ kind: 'PERSON', name: 'Synthetic one', roles: ['STAFF'] });
    expect(
      await other.signIn(staff('one', { groups: ['leads', 'desk'], email: 'new@organisation.invalid' })),
    ).toBe('/');
    expect((await other.session()).body.caller).toMatchObject({
      ...{ id: body.caller.id, roles: ['STAFF', 'SUPERVISOR'] },
    });
    expect(await people(`mail LIKE '%organisation.invalid'`)).toHaveLength(1);
    const ways = await browser.ask(`${house.apiUrl}/v1/session/ways`);
    expect(await ways.json()).toMatchObject({ organisation: 'Synthetic 365' });
  });

  it('goes by code with PKCE, state and nonce, to addresses that nobody can choose', async () => {
    const browser = new Browser();
    await browser.signIn(staff('two'));
    const asked = new URL(browser.visited[1] ?? '').searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ response_type: 'code', code_challenge_method: 'S256', redirect_uri: `${house.apiUrl}${callback}` },
      ...{ state: expect.any(String), nonce: expect.any(String), code_challenge: expect.any(String) },
    });
    const chosen = await new Browser().ask(
      `${house.apiUrl}/v1/session/organisation?redirect_uri=https://elsewhere.invalid&returnTo=//elsewhere.invalid`,
    );
    expect(chosen.headers.get('location')).not.toContain('elsewhere');
  });

  it('leads to the console when it is done, whatever address comes along', async () => {
    const browser = new Browser();
    account = staff('returning');
    const names = ['returnTo', 'return_to', 'next', 'redirect', 'redirect_uri', 'url', 'continue', 'target'];
    const chosen = names.map((name) => `${name}=//elsewhere.invalid/`).join('&');
    const begin = `${house.apiUrl}/v1/session/organisation?${chosen}`;
    const back = await browser.go(begin, (url) => url.startsWith(`${house.apiUrl}${callback}`));
    const landed = await browser.ask(`${back}&${chosen}`);
    expect([landed.status, landed.headers.get('location')]).toEqual([303, '/']);
    const refused = await new Browser().ask(`${house.apiUrl}${callback}?${chosen}&state=x`);
    expect(refused.headers.get('location')).toBe('/sign-in#problem=ORGANISATION.REFUSED');
  });

  it.each([
    ['who has no group that maps to a role', staff('none', { groups: ['others', 'constructor'] }), 'NO_ROLE'],
    ['who was let in there by less than is asked for', { ...staff('weak'), amr: ['pwd'] }, 'TOO_WEAK'],
    ['whose address is not verified', staff('unverified', { email_verified: false }), 'MAIL_NEEDED'],
    ['who has no address', staff('mailless', { email: undefined }), 'MAIL_NEEDED'],
  ])('does not let in %s, and makes nobody of them', async (_who, as, why) => {
    const browser = new Browser();
    const before = await people();
    expect(await browser.signIn(as)).toBe(`/sign-in#problem=ORGANISATION.${why}`);
    expect((await browser.session()).status).toBe(401);
    expect(await people()).toEqual(before);
  });

  it('never takes over the account of somebody with the same address', async () => {
    const taken = 'taken@organisation.invalid';
    await house.request('POST', '/v1/people', {
      name: 'Synthetic',
      mail: taken,
      roles: ['ANALYST'],
      language: 'en',
    });
    expect(await new Browser().signIn(staff('taken'))).toBe('/sign-in#problem=ORGANISATION.MAIL_TAKEN');
  });

  it('leaves the last administrator one, whatever their groups say, and tells operators', async () => {
    const rolesAfter = async (sub: string, group: string) => {
      const browser = new Browser();
      expect(await browser.signIn(staff(sub, { groups: [group] }))).toBe('/');
      return (await browser.session()).body.caller.roles as string[];
    };
    const warnings = () =>
      house.log.lines.filter(({ event }) => event === 'people.last_administrator_kept').length;
    expect(await rolesAfter('chief', 'admins')).toEqual(['ADMINISTRATOR']);
    expect((await rolesAfter('chief', 'desk')).sort()).toEqual(['ADMINISTRATOR', 'STAFF']);
    expect(warnings()).toBe(1);
    expect(await rolesAfter('second', 'admins')).toEqual(['ADMINISTRATOR']);
    expect(await rolesAfter('chief', 'desk')).toEqual(['STAFF']);
    expect(warnings()).toBe(1);
  });

  it('lets nobody in who left', async () => {
    await new Browser().signIn(staff('leaver'));
    const [{ id }] = await people(`mail LIKE 'leaver@%'`);
    await house.database.pool.query(`UPDATE people SET status = 'LEFT' WHERE id = $1`, [id]);
    expect(await new Browser().signIn(staff('leaver'))).toBe('/sign-in#problem=ORGANISATION.LEFT');
  });

  it('is finished by the browser that began it alone, once', async () => {
    const [browser, thief] = [new Browser(), new Browser()];
    account = staff('victim');
    const begin = `${house.apiUrl}/v1/session/organisation`;
    const back = await browser.go(begin, (url) => url.startsWith(`${house.apiUrl}${callback}`));
    const refused = `${house.apiUrl}/sign-in#problem=ORGANISATION.REFUSED`;
    expect(await thief.go(back)).toBe(refused);
    // Its own attempt does not go with the answer of another.
    await thief.ask(begin);
    expect(await thief.go(back)).toBe(refused);
    expect(await browser.go(back)).toBe(`${house.apiUrl}/`);
    expect(await browser.go(back)).toBe(refused);
  });
});

describe('an ID token', () => {
  afterEach(() => (forge = undefined));

  it('is taken as the provider signs it', async () => {
    forge = (claims) => signed(claims);
    expect(await new Browser().signIn(staff('honest'))).toBe('/');
  });

  it.each([
    ...forgeries,
    ['another nonce', (claims: JWTPayload) => signed({ ...claims, nonce: 'other' })] as const,
  ])('signs nobody in with %s', async (_what, token) => {
    forge = token;
    const browser = new Browser();
    expect(await browser.signIn(staff('honest'))).toBe('/sign-in#problem=ORGANISATION.REFUSED');
    expect((await browser.session()).status).toBe(401);
    expect(asked).toEqual([]);
  });
});

describe('a logout token', () => {
  const logout = (token: string) =>
    fetch(`${house.apiUrl}/v1/session/organisation/logout`, {
      method: 'POST',
      headers: { 'x-forwarded-for': address },
      body: new URLSearchParams({ logout_token: token }),
    });
  const claimsOf = (sub: string) => ({
    ...{ iss: issuer, aud: clientId, sub, jti: 'synthetic', iat: Math.floor(Date.now() / 1_000) },
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
  });

  it.each([
    ...forgeries,
    ['a nonce, as an ID token has', (claims: JWTPayload) => signed({ ...claims, nonce: 'n' })] as const,
    ['no event', ({ events: _events, ...claims }: JWTPayload) => signed(claims)] as const,
  ])('ends nothing with %s', async (_what, token) => {
    const browser = new Browser();
    await browser.signIn(staff('kept'));
    const refused = await logout(await token(claimsOf('kept')));
    expect(refused.status).toBe(400);
    expect(((await refused.json()) as any).code).toBe('ORGANISATION.LOGOUT_REFUSED');
    expect((await browser.session()).status).toBe(200);
    expect(asked).toEqual([]);
    expect((await logout(await signed(claimsOf('kept')))).status).toBe(200);
    expect((await browser.session()).status).toBe(401);
  });
});

describe('signing out at the organisation', () => {
  const sidOf = async (sub: string) =>
    (
      await house.database.pool.query(
        `SELECT oidc_sid FROM sessions s JOIN person_identities i USING (person_id) WHERE i.subject = $1`,
        [sub],
      )
    ).rows.map(({ oidc_sid: sid }) => sid as string);

  it('ends the session here, and no other', async () => {
    const [browser, other, colleague] = [new Browser(), new Browser(), new Browser()];
    await browser.signIn(staff('out'));
    const [sid = ''] = await sidOf('out');
    await other.signIn(staff('out'));
    await colleague.signIn(staff('colleague'));
    const client: any = await provider.Client.find(clientId);
    await client.backchannelLogout('out', sid);
    const statuses = [await browser.session(), await other.session(), await colleague.session()];
    expect(statuses.map(({ status }) => status)).toEqual([401, 200, 200]);
  });

  it('is believed to the provider alone', async () => {
    const browser = new Browser();
    await browser.signIn(staff('stays'));
    const [sid] = await sidOf('stays');
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT({
      ...{ sid, sub: 'stays', events: { 'http://schemas.openid.net/event/backchannel-logout': {} } },
    })
      .setProtectedHeader({ alg: 'RS256', kid: 'synthetic' })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .setJti('synthetic')
      .sign(privateKey);
    const say = (token: string) =>
      browser.ask(`${house.apiUrl}/v1/session/organisation/logout`, {
        method: 'POST',
        body: new URLSearchParams({ logout_token: token }),
      });
    for (const token of [forged, 'x', `${forged.split('.').slice(0, 2).join('.')}.`])
      expect((await say(token)).status).toBe(400);
    expect((await browser.session()).status).toBe(200);
    const elsewhere = await browser.ask(`${house.apiUrl}/v1/session`, {
      method: 'POST',
      body: new URLSearchParams({ apiKey: house.apiKey }),
    });
    expect(elsewhere.status).toBe(415);
  });

  // Source: OpenID Connect Back-Channel Logout 1.0, section 2.5.
  it('is read from logout_token alone, and what else comes with it is neither looked at nor repeated', async () => {
    const logout = (body: string) =>
      fetch(`${house.apiUrl}/v1/session/organisation/logout`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
        body,
      });
    const without = await logout('zqxcanary');
    const problem = await without.text();
    expect([without.status, JSON.parse(problem).errors]).toEqual([
      422,
      [expect.objectContaining({ pointer: '/logout_token', code: 'FIELD.IS_STRING' })],
    ]);
    expect(problem).not.toContain('zqxcanary');
    const beside = await logout('zqxcanary=1&logout_token=x');
    expect([beside.status, ((await beside.json()) as any).code]).toEqual([
      ...[400, 'ORGANISATION.LOGOUT_REFUSED'],
    ]);
  });
});
