import { describeInBrowser } from './support/office.js';
import { fileReport } from './support/reports.js';

/** Address of each page, and the title it is ready with. */
const pages = {
  '/file': 'File a report',
  '/reports': 'Reports',
  '/reports?attention=any': 'Reports',
  '/replies': 'Answers that wait',
  '/platforms': 'Platforms',
  '/sheet?category=CYBERBULLYING&platform=instagram&language=en': /yourself/,
  '/account': 'My account',
  '/people': 'People',
  '/approvals': 'Approvals',
  '/keys': 'Keys',
  '/outcomes': 'Outcomes',
  '/outcomes?mode=rehearsed': 'Outcomes',
  '/annual-report': 'Annual report',
  '/nowhere': 'There is no such page',
};

describeInBrowser('every page', (office) => {
  let reference: string;
  beforeAll(async () => {
    ({ reference } = await fileReport(office.house));
    await office.house.settle();
  });

  it.each([
    ['light', 360],
    ['dark', 1_440],
  ] as const)(
    'keeps to WCAG 2.2 AA when it is %s and %i pixels wide',
    async (scheme, width) => {
      const desk = await office.openDesk({ scheme, width });
      const { page } = desk;
      const breaches: Record<string, string[]> = {};
      for (const [path, title] of [...Object.entries(pages), [`/reports/${reference}`, reference] as const]) {
        await desk.go(path);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.getByRole('complementary').first().waitFor();
        breaches[path] = await desk.breaches();
        // Nothing has to be scrolled sideways.
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      }
      expect(Object.entries(breaches).filter(([, found]) => found.length > 0)).toEqual([]);
      // Each page takes seconds, on a busy machine more than five.
    },
    180_000,
  );

  it.each(['light', 'dark'] as const)(
    'keeps to it below questions, menus and the sign-in when it is %s',
    async (scheme) => {
      const stranger = await office.openDesk({ scheme, isSignedIn: false });
      await stranger.go('/');
      await stranger.page.getByRole('button', { name: 'Sign in' }).waitFor();
      await stranger.page.getByText('With address and password').click();
      expect(await stranger.breaches()).toEqual([]);
      await stranger.go('/welcome');
      await stranger.page.getByText('is too old').waitFor();
      expect(await stranger.breaches()).toEqual([]);

      const desk = await office.openDesk({ scheme, width: 360 });
      const { page } = desk;
      await desk.go('/platforms');
      await page.getByRole('button', { name: 'Stop' }).first().click();
      await page.getByRole('dialog').getByText('cannot be called back').waitFor();
      expect(await desk.breaches()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Language, look and account' }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      expect(await desk.breaches()).toEqual([]);
      await desk.endSession();
      await page.keyboard.press('Escape');
      await page.getByRole('link', { name: 'Reports' }).click();
      await page.getByRole('dialog', { name: 'Please sign in again' }).waitFor();
      expect(await desk.breaches()).toEqual([]);
    },
  );
});
