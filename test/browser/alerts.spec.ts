import { describeInBrowser } from './support/office.js';

describeInBrowser('the bell', (office) => {
  it('tells live of what needs somebody, and lets one person take it, by keyboard', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/reports');
    await page.getByRole('button', { name: 'Alerts that nobody has taken: 0' }).click();
    await page.getByRole('region', { name: 'Alerts' }).getByText('Nothing needs anybody now.').waitFor();
    await page.keyboard.press('Escape');

    await office.house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const input = 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid07';
    const { body: report } = await office.house.request<any>('POST', '/v1/reports', {
      ...{ category: 'SEXTORTION', targets: [{ input }], explanation: 'Synthetic explanation.' },
      ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'nl' },
    });
    const bell = page.getByRole('button', { name: 'Alerts that nobody has taken: 1' });
    await bell.waitFor();
    await bell.focus();
    await page.keyboard.press('Enter');
    const tray = page.getByRole('region', { name: 'Alerts' });
    await tray.getByRole('link', { name: report.reference }).waitFor();
    await tray.getByText('asks for information').waitFor();
    expect(await desk.breaches()).toEqual([]);
    const take = tray.getByRole('button', { name: `I take it: ${report.reference}, asks for information` });
    await take.focus();
    await page.keyboard.press('Enter');
    await tray.getByText('Taken by ').waitFor();
    await page.getByRole('button', { name: 'Alerts that nobody has taken: 0' }).waitFor();
    await office.house.until('the API says so too', async () => {
      const { body } = await office.house.request<any>('GET', '/v1/alerts?state=acknowledged');
      return body.data.length === 1;
    });
    await page.keyboard.press('Escape');
    expect(await tray.isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)('keeps to WCAG 2.2 AA on a phone when it is %s', async (scheme) => {
    const desk = await office.openDesk({ scheme, width: 360, language: 'fr' });
    const { page } = desk;
    await desk.go('/reports');
    await page.getByRole('button', { name: /^Alertes/ }).click();
    await page.getByRole('region', { name: 'Alertes' }).getByText('Pris en charge par').waitFor();
    expect(await desk.breaches()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });
});
