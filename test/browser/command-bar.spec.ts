import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the command bar', (office) => {
  it('leads to a page, a report and the shortcuts by keyboard alone, and breaks no rule of WCAG in either light', async () => {
    const { reference } = await fileReport(office.house);
    for (const scheme of ['light', 'dark'] as const) {
      const desk = await office.openDesk({ scheme });
      const { page } = desk;
      await desk.go('/reports');
      await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
      await page.getByRole('button', { name: 'Go to …' }).waitFor();
      // It can be seen a moment before what is typed goes there.
      const search = page.getByRole('textbox', { name: 'Page, reference' }).and(page.locator(':focus'));
      await page.keyboard.press('Control+k');
      await search.waitFor();
      await page.keyboard.type('plat');
      await page.getByRole('dialog').getByRole('button', { name: 'Platforms' }).waitFor();
      expect(await desk.breaches()).toEqual([]);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();

      await page.keyboard.press('Control+k');
      await search.waitFor();
      await page.keyboard.type(reference.toLowerCase());
      await page.getByText(`${reference} ·`).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: reference, level: 1 }).waitFor();

      await page.keyboard.press('Control+k');
      await search.waitFor();
      await page.keyboard.type('short');
      await page.getByText('Keyboard shortcuts').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor();
      expect(await desk.breaches()).toEqual([]);
      expect(desk.mishaps).toEqual([]);
    }
  });

  it('puts what is pasted into the draft of a report, also where that is open, and never into an address', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/reports');
    await page.getByRole('button', { name: 'Go to …' }).waitFor();
    const paste = async (place: string) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('textbox', { name: 'Page, reference' }).fill(place);
      await page.getByText('Report this').click();
      await page.getByRole('heading', { name: 'File a report', level: 1 }).waitFor();
    };
    await paste('https://youtu.be/SYNTHETIC_1');
    await paste('https://www.instagram.com/p/SYNTHETIC1/');
    const written = page.getByRole('textbox').first();
    expect(await written.inputValue()).toBe(
      'https://youtu.be/SYNTHETIC_1\nhttps://www.instagram.com/p/SYNTHETIC1/',
    );
    expect(page.url()).not.toContain('SYNTHETIC');
  });
});
