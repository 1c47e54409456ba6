import { openHouse, type House } from '../../../../test/support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse({
    hasWorker: false,
    env: { UNIFLAG_API__PUBLIC_URL: 'https://uniflag.example' },
  });
});
afterAll(() => house.close());

const ask = (method: string, cookie: string, body?: object) =>
  fetch(`${house.apiUrl}/v1/session`, {
    method,
    headers: {
      ...{ 'sec-fetch-site': 'same-origin', cookie },
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

// Source: RFC 6265bis, "Cookie Name Prefixes": browsers take such a cookie from its own host alone, over https.
it('over https the cookie of a session is one that neighbouring domains cannot set', async () => {
  const [own, other] = await Promise.all(
    [1, 2].map(async () => {
      const opened = await ask('POST', '', { apiKey: house.apiKey });
      const [, token = ''] = /^__Host-uniflag=([\w-]{43}); Path=\/; HttpOnly; Secure; SameSite=Strict$/.exec(
        opened.headers.get('set-cookie') ?? '',
      ) ?? ['', ''];
      return token;
    }),
  );
  expect([own, other]).toEqual([expect.stringMatching(/.{43}/), expect.stringMatching(/.{43}/)]);
  expect((await ask('GET', `__Host-uniflag=${own}`)).status).toBe(200);
  for (const name of ['uniflag', '__host-uniflag', '__Secure-uniflag', '__Host-Uniflag'])
    expect([name, (await ask('GET', `${name}=${other}`)).status]).toEqual([name, 401]);
  // Who signs out ends the session of the true cookie, not of one that was put beside it.
  expect((await ask('DELETE', `uniflag=${other}; __Host-uniflag=${own}`)).status).toBe(204);
  expect((await ask('GET', `__Host-uniflag=${own}`)).status).toBe(401);
  expect((await ask('GET', `__Host-uniflag=${other}`)).status).toBe(200);
});
