import { openHouse } from '../../../test/support/house.js';
import { createAdministratorLink, createSignInLink } from './sign-in-link.mjs';

it('makes a link whose code signs in, and stands where no log sees it', async () => {
  const house = await openHouse({ hasWorker: false });
  try {
    const { apiUrl, apiKey } = house;
    const link = new URL(await createSignInLink({ apiUrl, consoleUrl: apiUrl, apiKey }));
    expect([link.origin, link.pathname, link.search]).toEqual([apiUrl, '/sign-in', '']);
    const code = new URLSearchParams(link.hash.slice(1)).get('code');
    const opened = await house.request('POST', '/v1/session', { code });
    expect(opened.status).toBe(201);
    await expect(createSignInLink({ apiUrl, consoleUrl: apiUrl, apiKey: 'uf_x' })).rejects.toThrow('401');

    const own = new URL((await createAdministratorLink({ apiUrl, consoleUrl: apiUrl, apiKey })) ?? '');
    expect([own.hostname, own.port, own.pathname]).toEqual(['localhost', new URL(apiUrl).port, '/welcome']);
    await house.database.pool.query(
      `INSERT INTO people (id, name, mail, roles, language, status)
       VALUES (gen_random_uuid(), 'Synthetic', 'a@staff.invalid', '{ADMINISTRATOR}', 'en', 'ACTIVE')`,
    );
    expect(await createAdministratorLink({ apiUrl, consoleUrl: apiUrl, apiKey })).toBeUndefined();
  } finally {
    await house.close();
  }
});
