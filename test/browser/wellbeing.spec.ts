import type { Role } from '#core';
import { addPerson } from '../support/people.js';
import type { Desk } from './support/desk.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser(
  'whoever reads grave reports',
  (office) => {
    /** Somebody's own browser. */
    async function seat(name: string, roles: readonly Role[], options = {}): Promise<Desk> {
      const { cookie } = await addPerson(office.house, name, roles);
      const desk = await office.openDesk({ isSignedIn: false, ...options });
      const value = cookie.slice('uniflag='.length);
      await desk.context.addCookies([{ name: 'uniflag', value, url: desk.url, httpOnly: true }]);
      return desk;
    }
    const grave = () => fileReport(office.house, { category: 'SEXTORTION' });
    const breakIn = (desk: Desk) => desk.page.getByText('A break would do you good');
    /** The page of a report is there, and knows whether it counts. */
    const opens = async (desk: Desk, reference: string) => {
      const known = ['/v1/wellbeing', '/v1/taxonomy'].map((path) => desk.page.waitForResponse(`**${path}`));
      await desk.go(`/reports/${reference}`);
      await Promise.all(known);
      await desk.page.getByRole('region', { name: 'Who takes care of it' }).waitFor();
    };
    const counts = ({ page }: Desk, id: string) =>
      page.waitForFunction(`sessionStorage.getItem('uniflag-latest-opened') === '${id}'`);

    it('is offered a break after as many as are configured, with whom to call, and only in this browser', async () => {
      const desk = await seat('Ada Synthetic', ['STAFF']);
      const asked: string[] = [];
      desk.page.on('request', (request) => asked.push(`${request.url()} ${request.postData() ?? ''}`));
      const [first, second] = [await grave(), await grave()];
      const mild = await fileReport(office.house);
      await opens(desk, mild.reference);
      await opens(desk, first.reference);
      await counts(desk, first.id);
      await desk.page.reload();
      await desk.page.getByRole('region', { name: 'Who takes care of it' }).waitFor();
      expect(await breakIn(desk).count()).toBe(0);
      await opens(desk, second.reference);
      await breakIn(desk).waitFor();
      await desk.page.getByText('You opened 2 reports with grave content today').waitFor();
      await desk.page.getByText('Own supervision: 02 000 00 00').waitFor();
      expect(await desk.breaches()).toEqual([]);

      await desk.page.getByRole('button', { name: 'I have read this' }).click();
      await breakIn(desk).waitFor({ state: 'detached' });
      const third = await grave();
      await opens(desk, third.reference);
      await counts(desk, third.id);
      expect(await breakIn(desk).count()).toBe(0);
      await desk.go('/account');
      await desk.page.getByText('You opened 3 reports with grave content today').waitFor();
      expect(await desk.breaches()).toEqual([]);
      expect(asked.filter((each) => /sinceBreak|opened|notToday/.test(each))).toEqual([]);

      // Who signs in here next sees nothing of it.
      const { cookie } = await addPerson(office.house, 'Bea Synthetic', ['STAFF']);
      const value = cookie.slice('uniflag='.length);
      await desk.context.addCookies([{ name: 'uniflag', value, url: desk.url, httpOnly: true }]);
      await desk.page.reload();
      await desk.page.getByText('You opened 0 reports with grave content today').waitFor();
    });

    it('is counted nothing of what is not shown to them', async () => {
      const desk = await seat('Cleo Synthetic', ['STAFF']);
      const { reference } = await fileReport(office.house, { category: 'CSAM' });
      await opens(desk, reference);
      await desk.go('/account');
      await desk.page.getByText('You opened 0 reports with grave content today').waitFor();
    });

    it('is spared categories that they do not want today, until they ask for them or the day ends', async () => {
      const desk = await seat('Dana Synthetic', ['STAFF']);
      const { page } = desk;
      const [unwanted, other] = [
        await fileReport(office.house, { category: 'THREAT' }),
        await fileReport(office.house, { category: 'HATE' }),
      ];
      await page.clock.install();
      await desk.go('/account');
      await page.getByLabel('Threat', { exact: false }).first().check();
      await desk.go('/reports');
      await page.getByText('1 report of a category that you do not want today is left out.').waitFor();
      await page.getByRole('link', { name: other.reference }).waitFor();
      expect(await page.getByRole('link', { name: unwanted.reference }).count()).toBe(0);
      expect(await desk.breaches()).toEqual([]);
      await page.getByRole('button', { name: 'Show them' }).click();
      await page.getByRole('link', { name: unwanted.reference }).waitFor();
      expect(page.url()).not.toMatch(/THREAT/);
      await page.getByRole('button', { name: 'Leave them out' }).click();
      await page.getByRole('link', { name: unwanted.reference }).waitFor({ state: 'detached' });

      await page.clock.fastForward('24:00:00');
      await page.getByRole('link', { name: unwanted.reference }).waitFor();
      await page.getByText('that you do not want today').waitFor({ state: 'detached' });
    });

    it('can say so on a phone, in the dark and in French, Dutch and German', async () => {
      for (const [language, title] of [
        ['fr', 'Pas aujourd’hui'],
        ['nl', 'Vandaag niet'],
        ['de', 'Heute nicht'],
      ] as const) {
        const desk = await seat(`Eli ${language}`, ['STAFF'], {
          ...{ language, scheme: 'dark', width: 360, height: 740 },
        });
        await desk.go('/account');
        await desk.page.getByText(title, { exact: true }).waitFor();
        expect(await desk.breaches()).toEqual([]);
        expect(await desk.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      }
    });
  },
  {
    env: {
      UNIFLAG_WELLBEING__BREAK_AFTER_REPORTS: '2',
      UNIFLAG_WELLBEING__HELPLINES: 'Own supervision: 02 000 00 00',
    },
  },
);
