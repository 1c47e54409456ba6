import { describeInBrowser } from './support/office.js';

describeInBrowser('signing in', (office) => {
  it('takes a key, says so where it is wrong, and shows nothing before', async () => {
    const { page, go } = await stranger();
    await go('/reports');
    await page.getByRole('heading', { name: 'Welcome to Uniflag' }).waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    await page.getByLabel('Your key').fill('uf_synthetic_key_of_nobody');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('not known here').waitFor();
    await page.getByLabel('Your key').fill(office.house.apiKey);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    expect(page.url()).toMatch(/\/reports$/);
  });

  it('takes the code of a link out of the address and its history, once', async () => {
    const { body } = await office.house.request<{ code: string }>('POST', '/v1/session/links');
    const link = `/sign-in#code=${body.code}`;
    const first = await stranger();
    await first.go(link);
    await first.page.getByRole('heading', { name: 'File a report', level: 1 }).waitFor();
    expect(first.page.url()).toMatch(/\/file$/);
    expect(await first.page.evaluate('history.length')).toBe(2);
    const second = await stranger();
    await second.go(link);
    await second.page.getByRole('alert').getByText('has been used').waitFor();
    expect(second.page.url()).not.toContain(body.code);
  });

  it('keeps the page, and what was typed, when the session ends', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/reports');
    await page.getByLabel('Reference').waitFor();
    await desk.endSession();
    await page.getByLabel('Reference').fill('UF-2026');
    const again = page.getByRole('dialog', { name: 'Please sign in again' });
    await again.waitFor();
    await again.getByLabel('Your key').fill(office.house.apiKey);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('Reference').inputValue()).toBe('UF-2026');
    await page.getByRole('status').getByText('Live').waitFor();
  });

  it('signs out of all tabs, and leaves nothing typed behind', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/reports');
    const other = await desk.context.newPage();
    await other.goto('/platforms');
    await other.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
    await page.evaluate(`sessionStorage.setItem('uniflag-synthetic', 'typed')`);
    await page.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of [page, other]) await tab.getByRole('heading', { name: 'Welcome to Uniflag' }).waitFor();
    expect(await page.evaluate(`sessionStorage.getItem('uniflag-synthetic')`)).toBeNull();
    expect((await desk.context.request.get('/v1/session')).status()).toBe(401);
  });

  const stranger = async () => {
    const desk = await office.openDesk({ isSignedIn: false });
    return { page: desk.page, go: (path: string) => desk.go(path) };
  };
});
