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

  it('says so where there is no such page', async () => {
    const desk = await office.openDesk();
    await desk.go('/nowhere');
    await desk.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});
