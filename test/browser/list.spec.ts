import type { Page } from 'playwright-core';
import { PgNoticeHistory } from '#persistence';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the list of reports', (office) => {
  const rows = (page: Page) => page.getByRole('list', { name: 'Reports' }).getByRole('link');
  const isShown = (page: Page, reference: string) =>
    page.getByRole('link', { name: reference }).waitFor({ state: 'visible' });
  const isGone = (page: Page, reference: string) =>
    page.getByRole('link', { name: reference }).waitFor({ state: 'hidden' });

  it('says what it is for while nothing has been filed, then shows what is filed without being asked', async () => {
    const { page, go } = await open();
    await go('/reports');
    await page.getByText('Nothing has been filed yet').waitFor();
    await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    const first = await fileReport(office.house);
    await isShown(page, first.reference);
    const second = await fileReport(office.house, { category: 'HATE' });
    await isShown(page, second.reference);
    expect(await rows(page).allInnerTexts()).toEqual([second.reference, first.reference]);
    await page.getByRole('list', { name: 'Reports' }).getByText('Hate speech').waitFor();
  });

  it('keeps its filters in the address, through a reload and back', async () => {
    await fileReport(office.house);
    const { reference } = await fileReport(office.house, {
      inputs: ['https://youtu.be/SYNTHETIC_9'],
      category: 'HATE',
    });
    const { page, go } = await open();
    await go('/reports');
    await page.getByLabel('Platform').selectOption('YouTube');
    await page.getByLabel('Category').selectOption('Hate speech');
    await page.waitForURL(/platform=youtube.*category=HATE|category=HATE.*platform=youtube/);
    await page.reload();
    await isShown(page, reference);
    expect(await rows(page).count()).toBe(1);
    expect(await page.getByLabel('Platform').inputValue()).toBe('youtube');
    await page.getByLabel('Reference').fill('UF-1999');
    await page.getByText('No report matches these filters').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.waitForURL(/\/reports$/);
    expect(await page.getByLabel('Reference').inputValue()).toBe('');
  });

  it('leaves what is no filter out of account', async () => {
    const { page, go } = await open();
    await go('/reports?status=NONSENSE&attention=%7B%7D&q=%3Cimg%20src%3Dx%3E');
    await page.getByText('No report matches these filters').waitFor();
    expect(await page.getByLabel('Reference').inputValue()).toBe('<img src=x>');
    expect(await page.getByLabel('Status').inputValue()).toBe('');
  });

  it('shows what needs a person, with the platform and the word, until nothing does', async () => {
    const { house } = office;
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const { id, reference } = await fileReport(house, {
      inputs: ['https://www.snapchat.com/spotlight/SyntheticSpotlightExample0000000002'],
    });
    const { page, go } = await open();
    await go('/reports');
    await page.getByRole('link', { name: 'Needs me' }).click();
    await isShown(page, reference);
    await page.getByText('Asks you something', { exact: true }).waitFor();
    await page.getByText('A platform asks you something').last().waitFor();
    const { body } = await house.request<{ submissions: { id: string }[] }>('GET', `/v1/reports/${id}`);
    await house.request('POST', `/v1/submissions/${body.submissions[0]!.id}/information`, {
      givenElsewhere: true,
    });
    await isGone(page, reference);
    await page.getByText('Nothing needs you now').waitFor();
  });

  it('tells what waits longer for its platform than usual, and on its page how long that is', async () => {
    const { house } = office;
    await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'silence' }]);
    const inputs = ['https://www.facebook.com/synthetic.page/posts/111111111111117'];
    const { id, reference } = await fileReport(house, { inputs, category: 'HATE' });
    await house.settle();
    const { platform, channel, regime } = (await house.request<any>('GET', `/v1/reports/${id}`)).body
      .submissions[0];
    // Sessions end meanwhile.
    await house.pass(7 * 24 * 3_600_000);
    const { pool } = house.database;
    await pool.query(`UPDATE notice_history_counts SET counted_at = now() + interval '1 year'`);
    /** As a worker counts it. */
    const usually = (fromHours: number, toHours: number) =>
      new PgNoticeHistory(pool).keep('rehearsed', [
        {
          ...{ platform, channel, regime, category: 'HATE', judged: 0, actedOn: 0 },
          usually: { fromHours, toHours },
        },
      ]);
    await usually(48, 240);
    const { page, go } = await open();
    await go('/reports?wait=long');
    await page.getByText('No platform takes longer than usual').waitFor();
    await go(`/reports/${reference}`);
    await page.getByText('Usually decided within 2 to 10 days.').waitFor();
    expect(await page.getByText('Longer than usual').count()).toBe(0);
    await usually(48, 144);
    await go('/reports');
    await page.getByRole('link', { name: 'Longer than usual' }).click();
    await page.waitForURL(/\/reports\?wait=long$/);
    await page.getByRole('list', { name: 'Reports' }).getByText('Longer than usual').waitFor();
    await house.until('it stands alone', async () => (await rows(page).allInnerTexts()).join() === reference);
    await page.getByRole('link', { name: reference }).click();
    await page.getByText('This notice waits longer: ask there if it presses. It was sent').waitFor();
    await page.getByText('Longer than usual').waitFor();
  });

  const open = async () => {
    const desk = await office.openDesk();
    return { page: desk.page, go: (path: string) => desk.go(path) };
  };
});
