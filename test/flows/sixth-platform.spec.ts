import { platforms as registry } from '#platforms';
import { openHouse, type House } from '../support/house.js';
import { sixthExample } from '../support/platforms/sixth-example/index.js';

describe('a sixth platform: one folder and one registry line', () => {
  let house: House;
  beforeAll(async () => {
    // This list is the registry line.
    house = await openHouse({ platforms: [...registry, sixthExample] });
  });
  afterAll(() => house.close());

  it('resolves, files, gets a decision by mail, stands in the API description and has its queue', async () => {
    const inputs = ['hxxps://m.sixth[.]example/~/nl/0123456789ab?utm_source=x'];
    const { body: resolved } = await house.request<any>('POST', '/v1/targets/resolve', { inputs });
    expect(resolved.data[0]).toMatchObject({ outcome: 'resolved', key: 'sixth-example:clip:0123456789ab' });

    const { body: filed } = await house.request<any>('POST', '/v1/reports', {
      category: 'CYBERBULLYING',
      targets: [{ input: inputs[0] }],
      explanation: 'Synthetic explanation.',
      goodFaith: true,
      caller: { role: 'SCHOOL_STAFF' },
      language: 'nl',
      translations: { en: 'Synthetic explanation, translated.' },
    });
    await house.until('the decision is known', async () => {
      const { body } = await house.request<any>('GET', `/v1/reports/${filed.id}`);
      return body.status === 'RESOLVED_UNVERIFIED' && body.submissions[0].word === 'removed';
    });

    const { body: openapi } = await house.request<any>('GET', '/openapi.json');
    expect(openapi.components.schemas.PlatformKey.enum).toContain('sixth-example');
    const { body: platforms } = await house.request<any>('GET', '/v1/platforms');
    expect(platforms.data.find((each: any) => each.key === 'sixth-example')).toMatchObject({
      mode: 'rehearsed',
    });
    expect(house.lanes()).toContain('submissions-sixth-example');
  });
});
