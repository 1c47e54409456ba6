import type { Page } from 'playwright-core';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('what is shown', (office) => {
  const says = (page: Page, text: string) => page.getByRole('status').getByText(text).waitFor();
  const isShown = (page: Page, reference: string) => page.getByRole('link', { name: reference }).waitFor();

  /** Pages come in while nobody waits: their code, their styles and their texts. */
  const hasComeIn = (page: Page, name: string) =>
    office.house.until(`${name} has come in`, async () => {
      const urls = await page.evaluate<string[]>(
        `performance.getEntriesByType('resource').map(({ name }) => name)`,
      );
      const parts = [`/${name}-page-[^/]*\\.js`, `/${name}-page-[^/]*\\.css`, `/${name}-(?!page)[^/]*\\.js`];
      return parts.every((part) => urls.some((url) => new RegExp(part).test(url)));
    });

  it('is kept up to date in all tabs by one stream, which another tab takes over', async () => {
    const desk = await office.openDesk();
    const streams: (string | null)[] = [];
    desk.context.on('request', async (request) => {
      if (request.url().endsWith('/v1/stream')) streams.push(await request.headerValue('last-event-id'));
    });
    await desk.go('/reports');
    await says(desk.page, 'Live');
    const other = await desk.context.newPage();
    await other.goto('/reports');
    await says(other, 'Live');
    const first = await fileReport(office.house);
    for (const tab of [desk.page, other]) await isShown(tab, first.reference);
    await office.house.settle();
    expect(streams).toEqual([null]);

    await desk.page.close();
    await office.house.until('the other tab has a stream', () => streams.length === 2);
    expect(streams[1]).toMatch(/^evt_/);
    await isShown(other, (await fileReport(office.house)).reference);
    await says(other, 'Live');
  });

  it('is said to be old while the server is away, also by pages not opened before, and is of now when it is back', async () => {
    const { page, go } = await open();
    await go('/reports');
    await says(page, 'Live');
    await hasComeIn(page, 'platforms');
    await office.network.refuse();
    await says(page, 'Offline');
    const { reference } = await fileReport(office.house);
    await page.getByRole('link', { name: 'Platforms', exact: true }).click();
    await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    await office.network.heal();
    await says(page, 'Live');
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    await isShown(page, reference);
  });

  it('misses nothing when the stream is cut', async () => {
    const { page, go } = await open();
    await go('/reports');
    await says(page, 'Live');
    office.network.cut();
    const { reference } = await fileReport(office.house);
    await isShown(page, reference);
    await says(page, 'Live');
  });

  it('says so where the server does not answer, can be asked for again, and is there as soon as it does', async () => {
    const { page, go } = await open();
    await go('/reports');
    await says(page, 'Live');
    await office.network.refuse();
    await page.getByRole('link', { name: 'Needs me' }).click();
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await office.network.heal();
    await page.getByText('Nothing needs you now').waitFor();
    await page.getByRole('alert').waitFor({ state: 'hidden' });
  });

  const open = async () => {
    const desk = await office.openDesk();
    return { page: desk.page, go: (path: string) => desk.go(path) };
  };
});
