import { addKey, withKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the record', (office) => {
  let apiKey: string;
  beforeAll(async () => {
    apiKey = await addKey(office.house, ['AUDITOR']);
  });

  it('is searched by report, person and day, each entry in words, or by its code where there are none', async () => {
    const { house } = office;
    const { reference, id } = await fileReport(house);
    await fileReport(house);
    await house.request('GET', '/v1/retention/picture-scans');
    await house.until('what was done is sealed', async () => {
      const { body } = await house.request<any>('GET', '/v1/audit?limit=100', undefined, withKey(apiKey));
      const found = JSON.stringify(body.data);
      return found.includes('listPictureScans') && found.includes(id);
    });
    const desk = await office.openDesk({ apiKey });
    const { page } = desk;
    await desk.go('/audit');
    const entries = page.getByRole('list', { name: 'Record' }).getByRole('listitem');
    await entries.getByText('listPictureScans', { exact: true }).first().waitFor();
    await entries.getByText('The record was searched').first().waitFor();
    expect(await desk.breaches()).toEqual([]);

    await page.getByLabel('Report').fill(reference.toLowerCase());
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByRole('link', { name: 'Take the filters away' }).waitFor();
    await entries.getByText('Report filed').waitFor();
    expect(new URL(page.url()).searchParams.get('report')).toBe(reference.toLowerCase());
    const about = await entries.getByRole('link', { name: /^rep_/ }).allTextContents();
    expect([...new Set(about)]).toEqual([id]);
    const filed = entries.filter({ hasText: 'Report filed' });
    await filed.getByText(/^Place \d/).click();
    await filed.getByText(/Hash of this place and all before it: [\w+/]{43}=/).waitFor();

    await filed.getByRole('link', { name: 'Only theirs' }).click();
    await page.getByText(/By the machine/).waitFor({ state: 'detached' });
    await entries.getByText('Report filed').waitFor();
    expect(new URL(page.url()).searchParams.get('caller')).toMatch(/^[0-9a-f-]{36}$/);

    await page.getByLabel('Until this day').fill('2001-02-03');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('Nothing is recorded so').waitFor();
    await page.getByRole('link', { name: 'Take the filters away' }).click();
    const caller = page.getByLabel('Person or key');
    await caller.fill('somebody');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('This is no id of a person or key').first().waitFor();
    expect(await caller.getAttribute('aria-invalid')).toBe('true');
    expect(await caller.inputValue()).toBe('somebody');
  });

  it('goes on page by page without a gap or a repeat', async () => {
    const { house } = office;
    const asked = 70;
    for (let n = 0; n < asked; n += 1) await house.request('GET', '/v1/keys');
    const from = async () => {
      const { body } = await house.request<any>('GET', '/v1/audit?limit=100', undefined, withKey(apiKey));
      return body.data.filter(({ operation }: { operation: string }) => operation === 'listKeys').length;
    };
    await house.until('all of it is sealed', async () => (await from()) === asked);
    const desk = await office.openDesk({ apiKey });
    const { page } = desk;
    await desk.go('/audit');
    const keys = page.getByRole('listitem').filter({ hasText: 'Keys were listed' });
    await keys.first().waitFor();
    const before = await keys.count();
    expect(before).toBeLessThan(asked);
    await page.getByRole('button', { name: 'Show earlier ones' }).click();
    await keys.nth(asked - 1).waitFor();
    expect(await keys.count()).toBe(asked);
    const places = await page.getByText(/^Place \d/).allTextContents();
    expect(new Set(places).size).toBe(places.length);
  });
});
