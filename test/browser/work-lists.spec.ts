import type { Page } from 'playwright-core';
import type { Role } from '#core';
import { addPerson } from '../support/people.js';
import type { Desk } from './support/desk.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the work lists', (office) => {
  /** Somebody's own browser. */
  async function seat(name: string, roles: readonly Role[], options = {}): Promise<Desk> {
    const { cookie } = await addPerson(office.house, name, roles);
    const desk = await office.openDesk({ isSignedIn: false, ...options });
    const value = cookie.slice('uniflag='.length);
    await desk.context.addCookies([{ name: 'uniflag', value, url: desk.url, httpOnly: true }]);
    return desk;
  }
  const row = (page: Page, reference: string) =>
    page.getByRole('list', { name: 'Reports' }).getByRole('listitem').filter({ hasText: reference });
  const list = (page: Page, name: string) =>
    page.getByRole('navigation', { name: 'Lists' }).getByRole('link', { name });

  it('are counted, and combine with filters that stay from list to list', async () => {
    await fileReport(office.house, { category: 'HATE' });
    const { page, go } = await open(await seat('Cleo Synthetic', ['STAFF']));
    await go('/reports?category=HATE');
    await list(page, 'Unclaimed').getByText(/^\d+$/).waitFor();
    await list(page, 'Unclaimed').click();
    await page.waitForURL(/list=unclaimed/);
    expect(page.url()).toContain('category=HATE');
    expect(await list(page, 'Unclaimed').getAttribute('aria-current')).toBe('page');
    await page.reload();
    await list(page, 'Unclaimed').waitFor();
    expect(await page.getByLabel('Category').inputValue()).toBe('HATE');
  });

  it('show a second person at once who is on a report, which is handed over and taken over', async () => {
    const { reference } = await fileReport(office.house);
    const [ada, bea] = [await seat('Ada Synthetic', ['STAFF']), await seat('Bea Synthetic', ['STAFF'])];
    await bea.go('/reports');
    await bea.page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await ada.go(`/reports/${reference}`);
    const card = ada.page.getByRole('region', { name: 'Who takes care of it' });
    await card.getByText('Nobody yet.').waitFor();
    await card.getByRole('button', { name: 'I am on it' }).click();
    await card.getByText('You take care of it.').waitFor();
    await row(bea.page, reference).getByText('Ada Synthetic', { exact: true }).waitFor();
    expect(await ada.breaches()).toEqual([]);

    await card.getByRole('button', { name: 'Hand over' }).click();
    await ada.page.getByLabel('Colleague').selectOption({ label: 'Bea Synthetic' });
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Hand over' }).click();
    await card.getByText('Bea Synthetic takes care of it.').waitFor();
    await row(bea.page, reference).getByText('You', { exact: true }).waitFor();
    await list(bea.page, 'Mine').click();
    await row(bea.page, reference).waitFor();
  });

  it('pass on at the end of a shift, with a note, what goes to whom', async () => {
    // Reports stay where they are, however long this takes.
    await office.house.scenario('instagram', {}, [{ afterMs: 0, fault: 'silence' }]);
    const reports = [await fileReport(office.house), await fileReport(office.house)];
    const [first, second] = reports.map(({ reference }) => reference) as [string, string];
    const [ada, bea] = [await seat('Ona Synthetic', ['STAFF']), await seat('Pia Synthetic', ['STAFF'])];
    await ada.go('/reports?list=unclaimed');
    for (const reference of [first, second]) await ada.page.getByLabel(`Select ${reference}`).check();
    await ada.page.getByRole('button', { name: 'I am on it' }).click();
    await ada.page.getByText('2 of 2 done').waitFor();

    await ada.page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Hand over' })
      .click();
    const group = ada.page.getByRole('list', { name: 'Waiting for a platform' });
    await group.getByText(first).waitFor();
    await group.getByText(second).waitFor();
    expect(await ada.breaches()).toEqual([]);
    // By the keyboard alone.
    await ada.page.getByLabel(`Select ${second}`).press('Space');
    await ada.page.getByLabel('To', { exact: true }).focus();
    await ada.page.keyboard.type('Pia');
    await ada.page.getByLabel('Note (optional)').focus();
    await ada.page.keyboard.type('Synthetic: the school calls at nine.');
    await ada.page.keyboard.press('Tab');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByText('1 of 1 done').waitFor();
    await group.getByText(first).waitFor({ state: 'detached' });

    await bea.go('/reports?list=mine');
    const handed = bea.page.getByRole('region', { name: 'Handed over to you' });
    await handed.getByText('Ona Synthetic handed a report over to you').waitFor();
    await handed.getByText('Synthetic: the school calls at nine.').waitFor();
    await row(bea.page, first).getByText('From Ona Synthetic').waitFor();
    expect(await bea.breaches()).toEqual([]);
    await handed.getByRole('button', { name: 'I am on it' }).click();
    await handed.waitFor({ state: 'detached' });

    await ada.page.getByLabel('To', { exact: true }).selectOption('nobody');
    await ada.page.getByRole('button', { name: 'Hand 1 over' }).click();
    await ada.page.getByText('You take care of no report').waitFor();
    await list(bea.page, 'Unclaimed').click();
    await row(bea.page, second).waitFor();
  });

  it('leave a report to whoever has it, until somebody says that they take it over, or it is released', async () => {
    const { reference } = await fileReport(office.house);
    const [ada, bea] = [await seat('Kai Synthetic', ['STAFF']), await seat('Lea Synthetic', ['STAFF'])];
    await bea.go(`/reports/${reference}`);
    await bea.page.getByRole('button', { name: 'I am on it' }).click();
    await bea.page.getByText('You take care of it.').waitFor();
    await bea.go('/reports?list=mine');
    await row(bea.page, reference).waitFor();
    await bea.page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await ada.go(`/reports/${reference}`);
    const card = ada.page.getByRole('region', { name: 'Who takes care of it' });
    await card.getByRole('button', { name: 'Take over' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Take over' }).click();
    await card.getByText('You take care of it.').waitFor();
    await bea.page.getByText('Nothing is in this list now').waitFor();
    await card.getByRole('button', { name: 'Release' }).click();
    await card.getByText('Nobody yet.').waitFor();
  });

  it('find reports of pasted content, which never stands in an address', async () => {
    const input = 'https://www.instagram.com/p/SynthPasted1/';
    const { reference } = await fileReport(office.house, { inputs: [input] });
    const { page, go } = await open(await seat('Dana Synthetic', ['STAFF']));
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await go('/reports');
    const search = page.getByLabel('Reference or address');
    await search.fill(`${input}?igsh=synthetic`);
    await search.press('Enter');
    const found = page.getByRole('region', { name: 'Reports of this content' });
    await found.getByRole('link', { name: reference }).waitFor();
    expect([page.url(), ...asked].filter((url) => url.includes('SynthPasted1'))).toEqual([]);
    await found.getByRole('button', { name: 'Back to the list' }).click();
    await search.fill('https://www.instagram.com/synthetic.person/');
    await search.press('Enter');
    await page.getByText('This names a person or an account').waitFor();
    await search.fill('https://www.facebook.com/share/p/synthetic1/');
    await search.press('Enter');
    await page.getByRole('alert').getByText('short link').waitFor();
  });

  it('take what is ticked, or all that match, in one go, and say what became of each', async () => {
    const filed = [];
    for (let n = 0; n < 3; n += 1) filed.push(await fileReport(office.house, { category: 'THREAT' }));
    const ada = await seat('Erin Synthetic', ['STAFF']);
    const { page, go } = await open(await seat('Finn Synthetic', ['STAFF']));
    await ada.go(`/reports/${filed[0]!.reference}`);
    await ada.page.getByRole('button', { name: 'I am on it' }).click();
    await ada.page.getByText('You take care of it.').waitFor();

    await go('/reports?category=THREAT');
    await page.getByLabel(`Select ${filed[0]!.reference}`).check();
    await page.getByLabel(`Select ${filed[1]!.reference}`).check();
    await page.getByText('2 selected').waitFor();
    await page.getByRole('button', { name: 'Select all 3 that match' }).click();
    await page.getByText('All 3 that match are selected').waitFor();
    await page
      .getByRole('region', { name: 'What is selected' })
      .getByRole('button', { name: 'I am on it' })
      .click();
    await page.getByText('2 of 3 done').waitFor();
    await page.getByText(`A colleague takes care of it. ${filed[0]!.reference}`).waitFor();
    await row(page, filed[1]!.reference).getByText('You', { exact: true }).waitFor();
    await row(page, filed[0]!.reference).getByText('Erin Synthetic', { exact: true }).waitFor();
  });

  it('keep filters under a name, for oneself or for everybody', async () => {
    const lead = await open(await seat('Gwen Synthetic', ['SUPERVISOR']));
    await lead.go('/reports?list=refused&platform=youtube');
    await lead.page.getByRole('button', { name: 'Saved views' }).click();
    await lead.page.getByLabel('Keep these filters as').fill('Refused at YouTube');
    await lead.page.getByLabel('For everybody').check();
    await lead.page.getByRole('button', { name: 'Save', exact: true }).click();
    await lead.page.getByRole('link', { name: 'Refused at YouTube' }).waitFor();

    const desk = await seat('Hana Synthetic', ['STAFF']);
    const { page, go } = await open(desk);
    await go('/reports');
    await page.getByRole('button', { name: 'Saved views' }).click();
    expect(await desk.breaches()).toEqual([]);
    await page.getByRole('link', { name: 'Refused at YouTube' }).click();
    await page.waitForURL(/list=refused/);
    expect(page.url()).toContain('platform=youtube');
  });

  it('hold few rows of many, and go on by themselves', async () => {
    await copies(office.house.database.pool, 3_000);
    const { page, go } = await open(await seat('Iris Synthetic', ['STAFF']));
    await go('/reports?category=PRIVACY_DOXXING');
    const shown = page.getByRole('list', { name: 'Reports' }).locator('> li');
    const isSeen = async (place: number) => {
      while ((await shown.last().getAttribute('aria-posinset').then(Number)) < place) {
        await page.evaluate('window.scrollTo(0, document.body.scrollHeight)');
        await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
        expect(await shown.count()).toBeLessThan(60);
      }
    };
    await shown.first().waitFor();
    await isSeen(1_000);
    expect(await shown.first().getAttribute('aria-setsize')).toBe('-1');
    await page.getByRole('button', { name: 'Back to the top, read anew' }).click();
    await page.waitForFunction('window.scrollY === 0');
    expect(Number(await shown.first().getAttribute('aria-posinset'))).toBe(1);
    await office.house.database.pool.query(
      `WITH made AS (SELECT id FROM reports WHERE reference LIKE 'UF-1999-%'),
         rest AS (DELETE FROM submissions WHERE report_id IN (SELECT id FROM made) RETURNING report_id)
       DELETE FROM reports WHERE id IN (SELECT report_id FROM rest)`,
    );
  });

  it('can be used on a phone, in the dark and in French and Dutch', async () => {
    await fileReport(office.house);
    for (const [language, title] of [
      ['fr', 'Listes'],
      ['nl', 'Lijsten'],
    ] as const) {
      const desk = await seat(`Jade ${language}`, ['STAFF'], {
        ...{ language, scheme: 'dark', width: 360, height: 740 },
      });
      await desk.go('/reports');
      await desk.page.getByRole('navigation', { name: title }).getByRole('link').first().waitFor();
      await desk.page.getByRole('checkbox').first().check();
      expect(await desk.breaches()).toEqual([]);
      // Lists are pushed aside in their own row; the page itself does not move.
      expect(await desk.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    }
  });

  const open = async (desk: Desk) => ({ page: desk.page, go: (path: string) => desk.go(path) });
});

/** So many reports as the first one is, each a minute older. */
async function copies(pool: import('pg').Pool, count: number): Promise<void> {
  await pool.query(
    `WITH first AS (SELECT * FROM reports ORDER BY created_at LIMIT 1), made AS (
       INSERT INTO reports (id, reference, category, status, attention, counts, last_sequence, language, caller_role, asks,
         good_faith_at, filed_by, created_at)
       SELECT gen_random_uuid(), 'UF-1999-' || lpad(n::text, 6, '0'), 'PRIVACY_DOXXING', 'IN_PROGRESS', '{}', '{}', 1, 'en', 'PARENT',
         '{}', now(), 'test', created_at - n * interval '1 minute' FROM first, generate_series(1, $1::int) n
       RETURNING id, reference, created_at
     )
     INSERT INTO submissions (id, report_id, ordinal, reference, platform, channel, regime, asks, target_kind, names_person,
       delivery, decision, effects, verification, remedy, word, ask_answers, created_at)
     SELECT gen_random_uuid(), id, 1, reference || '-1', 'instagram', 'ig-partner-mail', 'USER', '{}', 'post', false,
       'SENT', 'NONE', '{}', 'NONE', 'NONE', 'acknowledged', '{}', created_at FROM made`,
    [count],
  );
}
