import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';

describeInBrowser('the console', (office) => {
  it('is walked through by keyboard: to the content, to another page, whose title has the focus', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/reports');
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    const focused = () => page.evaluate(`document.activeElement.textContent || document.activeElement.id`);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('To the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.getByRole('link', { name: 'Platforms', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    expect(await focused()).toBe('Platforms');
    expect(await page.title()).toBe('Platforms · Uniflag');
  });

  it('speaks four languages, and remembers which', async () => {
    const desk = await office.openDesk({ language: 'nl' });
    const { page } = desk;
    await desk.go('/reports');
    await page.getByRole('heading', { name: 'Meldingen', level: 1 }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('nl');
    await page.getByLabel('Taal').selectOption('Français');
    await page.getByRole('heading', { name: 'Signalements', level: 1 }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    await page.getByLabel('Langue').selectOption('Deutsch');
    await page.getByRole('heading', { name: 'Meldungen', level: 1 }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Meldungen', level: 1 }).waitFor();
    expect(await page.title()).toBe('Meldungen · Uniflag');
  });

  it('is light or dark as the person wishes', async () => {
    const desk = await office.openDesk({ scheme: 'dark' });
    const { page } = desk;
    await desk.go('/platforms');
    const scheme = () => page.getAttribute('html', 'data-mantine-color-scheme');
    await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    expect(await scheme()).toBe('dark');
    await page.getByText('Light', { exact: true }).click();
    expect(await scheme()).toBe('light');
    await page.reload();
    await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    expect(await scheme()).toBe('light');
  });

  it('says how it is installed like an app', async () => {
    const { page, context } = await office.openDesk();
    await page.goto('/');
    const browser = await context.newCDPSession(page);
    const { data = '{}', errors } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    const { icons } = JSON.parse(data) as { icons: { src: string; sizes: string }[] };
    for (const { src, sizes } of icons.filter(({ sizes }) => sizes !== 'any')) {
      const icon = await context.request.get(src, { failOnStatusCode: true });
      // Of a PNG, the width stands at byte 16.
      expect([src, (await icon.body()).readUInt32BE(16)]).toEqual([src, Number(sizes.split('x')[0])]);
    }
  });

  it('keeps the pages of administrators apart: below a heading, on a phone in the menu, which closes behind them', async () => {
    const apiKey = await addKey(office.house, ['ADMINISTRATOR']);
    const wide = await office.openDesk({ apiKey });
    await wide.go('/platforms');
    const apart = wide.page.getByRole('region', { name: 'Administration' });
    await apart.getByRole('link', { name: 'Keys' }).waitFor();
    expect(await apart.getByRole('link').allTextContents()).toEqual(['Keys', 'Webhooks', 'Queues']);

    const phone = await office.openDesk({ apiKey, width: 360, scheme: 'dark' });
    const { page } = phone;
    await phone.go('/platforms');
    await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    const atTheThumb = page.getByRole('navigation').getByRole('link');
    expect(await atTheThumb.allTextContents()).toEqual(['Platforms', 'Approvals']);
    await page.getByRole('button', { name: 'Language, look and account' }).click();
    await page.getByRole('link', { name: 'Queues' }).waitFor();
    expect(await phone.breaches()).toEqual([]);
    await page.getByRole('link', { name: 'Queues' }).click();
    await page.getByRole('heading', { name: 'Queues', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Keys' }).waitFor({ state: 'hidden' });
  });

  it('has five pages at the thumb, all in sight, and the others in the menu', async () => {
    const apiKey = await addKey(office.house, ['STAFF', 'SUPERVISOR']);
    const desk = await office.openDesk({ apiKey, width: 360, language: 'de' });
    const { page } = desk;
    await desk.go('/platforms');
    await page.getByRole('heading', { name: 'Plattformen', level: 1 }).waitFor();
    const thumb = page.getByRole('navigation', { name: 'Seiten', exact: true }).getByRole('link');
    expect(await thumb.count()).toBe(5);
    const ends = await thumb.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().right));
    expect(Math.max(...ends)).toBeLessThanOrEqual(360);
    await page.getByRole('button', { name: 'Sprache, Aussehen und Konto' }).click();
    const further = page.getByRole('navigation', { name: 'Weitere Seiten' });
    await further.waitFor();
    expect(await desk.breaches()).toEqual([]);
    await further.getByRole('link', { name: 'Jahresbericht' }).click();
    await page.waitForURL('**/annual-report');
  });

  it('says so where there is no such page', async () => {
    const desk = await office.openDesk();
    await desk.go('/nowhere');
    await desk.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});
