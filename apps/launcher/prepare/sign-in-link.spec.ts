import { openHouse } from '../../../test/support/house.js';
import { createSignInLink } from './sign-in-link.mjs';

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
  } finally {
    await house.close();
  }
});
