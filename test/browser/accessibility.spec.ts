import { roles } from '#core';
import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';
import { pages } from './support/pages.js';
import { fileReport } from '../support/reports.js';

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
      // Of every role, so that no page is closed.
      const desk = await office.openDesk({ scheme, width, apiKey: await addKey(office.house, roles) });
      const { page } = desk;
      const breaches: Record<string, string[]> = {};
      for (const [path, title] of [...Object.entries(pages), [`/reports/${reference}`, reference] as const]) {
        await desk.go(path);
        await page.getByRole('heading', { level: 1, name: title }).waitFor();
        await page.getByRole('complementary').first().waitFor();
        breaches[path] = await desk.breaches();
        // Nothing has to be scrolled sideways.
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
        await page.emulateMedia({ forcedColors: 'active' });
        expect([path, await page.evaluate(unmarkedChoices)]).toEqual([path, []]);
        await page.emulateMedia({ forcedColors: 'none' });
      }
      expect(Object.entries(breaches).filter(([, found]) => found.length > 0)).toEqual([]);
      // Each page takes seconds, on a busy machine more than five.
    },
    180_000,
  );

  it.each(['light', 'dark'] as const)(
    'has 7:1 for every text where more contrast is asked for, and stands still, when it is %s',
    async (scheme) => {
      const desk = await office.openDesk({ scheme });
      await desk.page.emulateMedia({ contrast: 'more' });
      for (const path of ['/file', '/platforms', `/reports/${reference}`]) {
        await desk.go(path);
        await desk.page.getByRole('complementary').first().waitFor();
        expect([path, await desk.breaches(desk.page, ['color-contrast-enhanced'])]).toEqual([path, []]);
        // As the desk asks for: `reducedMotion`.
        expect([path, await desk.page.evaluate(whatMoves)]).toEqual([path, []]);
      }
    },
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

/** What is chosen, and tells so by a ground alone, which the person's own colours take away. */
const unmarkedChoices = `[...document.querySelectorAll('[aria-current=page], [aria-selected=true], [aria-pressed=true]')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => getComputedStyle(element).outlineStyle === 'none')
  .map((element) => element.outerHTML)`;

/** What goes on moving by itself. */
const whatMoves = `document.getAnimations()
  .filter(({ playState, effect }) => playState === 'running' && effect.getComputedTiming().endTime > 1_000)
  .map(({ effect }) => effect.target.outerHTML)`;
