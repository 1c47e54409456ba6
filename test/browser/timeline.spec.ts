import type { Role } from '#core';
import { addPerson } from '../support/people.js';
import type { Desk } from './support/desk.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the timeline', (office) => {
  /** Somebody's own browser. */
  async function seat(name: string, roles: readonly Role[], options = {}): Promise<Desk> {
    const { cookie } = await addPerson(office.house, name, roles);
    const desk = await office.openDesk({ isSignedIn: false, ...options });
    const value = cookie.slice('uniflag='.length);
    await desk.context.addCookies([{ name: 'uniflag', value, url: desk.url, httpOnly: true }]);
    return desk;
  }
  const timelineOf = ({ page }: Desk, name = 'Timeline') => page.getByRole('region', { name });
  const shows = (desk: Desk, name: string) =>
    timelineOf(desk).getByRole('navigation').getByRole('link', { name, exact: true });

  it('has the notes of colleagues at once, which are struck out by their writer alone', async () => {
    const { reference } = await fileReport(office.house);
    const [ada, bea] = [await seat('Ada Synthetic', ['STAFF']), await seat('Bea Synthetic', ['STAFF'])];
    await bea.go(`/reports/${reference}`);
    await bea.page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await ada.go(`/reports/${reference}`);
    await timelineOf(ada).getByRole('button', { name: 'Write a note' }).click();
    const field = ada.page.getByLabel('Note', { exact: true });
    expect(await field.evaluate((each) => each.ownerDocument.activeElement === each)).toBe(true);
    await ada.page.getByText('Leave out names of suspects').waitFor();
    await field.fill('The school calls back on Monday.\n<b>Second line</b>');
    await timelineOf(ada).getByRole('button', { name: 'Keep the note' }).click();
    await timelineOf(bea).getByText('Ada Synthetic wrote').waitFor();
    await timelineOf(bea).getByText('<b>Second line</b>').waitFor();
    expect(await timelineOf(bea).getByRole('button', { name: 'Strike out' }).count()).toBe(0);
    expect(await ada.breaches()).toEqual([]);

    await timelineOf(ada).getByRole('button', { name: 'Strike out' }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Strike out' }).click();
    await timelineOf(bea).getByText('Struck out by Ada Synthetic').waitFor();
    expect(await timelineOf(bea).getByText('The school calls').count()).toBe(0);
  });

  it('shows what is chosen, which stands in the address', async () => {
    const { id, reference } = await fileReport(office.house);
    const desk = await seat('Cleo Synthetic', ['STAFF']);
    await office.house.request('POST', `/v1/reports/${id}/notes`, { text: 'Synthetic note.' });
    await desk.go(`/reports/${reference}`);
    await timelineOf(desk).getByText('Synthetic note.').waitFor();
    await timelineOf(desk).getByText('Report filed').waitFor();
    await shows(desk, 'Notes').click();
    await desk.page.waitForURL(/show=notes/);
    await timelineOf(desk).getByText('Report filed').waitFor({ state: 'detached' });
    await desk.page.reload();
    await timelineOf(desk).getByText('Synthetic note.').waitFor();
    const marked = await Promise.all(
      ['Everything', 'Notes'].map((name) => shows(desk, name).getAttribute('aria-current')),
    );
    expect(marked).toEqual([null, 'page']);
    expect(await timelineOf(desk).getByText('Report filed').count()).toBe(0);
    await shows(desk, 'People').click();
    await timelineOf(desk).getByText('Report filed').waitFor();
    expect(await timelineOf(desk).getByText('Synthetic note.').count()).toBe(0);
    expect(await desk.breaches()).toEqual([]);
  });

  it('leads to one entry by its address, which the keyboard reaches, also where earlier ones are not shown', async () => {
    const { id, reference } = await fileReport(office.house);
    const desk = await seat('Dana Synthetic', ['STAFF']);
    for (let n = 0; n < 20; n += 1)
      await office.house.request('POST', `/v1/reports/${id}/notes`, { text: `Synthetic note ${n}.` });
    await desk.go(`/reports/${reference}`);
    const last = timelineOf(desk).getByRole('listitem').filter({ hasText: 'Synthetic note 19.' });
    await last.getByRole('link', { name: 'Link to this entry' }).focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.waitForURL(/#nte_/);
    expect(await last.getAttribute('aria-current')).toBe('true');

    const { body } = await office.house.request<any>('GET', `/v1/reports/${id}/notes`);
    await desk.go('/');
    await desk.go(`/reports/${reference}#${body.data[0].id}`);
    const first = timelineOf(desk).getByRole('listitem').filter({ hasText: 'Synthetic note 0.' });
    await first.waitFor();
    await desk.page.waitForFunction(`document.activeElement.id === '${body.data[0].id}'`);
    const box = await first.boundingBox();
    expect(box!.y).toBeGreaterThan(0);
    expect(box!.y).toBeLessThan(800);
    expect(await desk.breaches()).toEqual([]);
  });

  it('is read beside colleagues, who are named while they have the page open', async () => {
    const { reference } = await fileReport(office.house);
    const [ada, bea] = [await seat('Finn Synthetic', ['STAFF']), await seat('Gwen Synthetic', ['STAFF'])];
    await ada.go(`/reports/${reference}`);
    await ada.page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    await bea.go(`/reports/${reference}`);
    await bea.page.getByText('Also here: Finn Synthetic').waitFor();
    const beside = ada.page.getByText('Also here: Gwen Synthetic');
    await beside.waitFor();
    expect(await ada.breaches()).toEqual([]);
    // By a link within the console, and by closing the page.
    await bea.page.getByRole('link', { name: 'Reports', exact: true }).click();
    const row = bea.page.getByRole('listitem').filter({ hasText: reference });
    await row.getByText('Open: Finn Synthetic').waitFor();
    await beside.waitFor({ state: 'detached' });
    await bea.page.goBack();
    await beside.waitFor();
    await bea.page.close({ runBeforeUnload: true });
    await beside.waitFor({ state: 'detached' });
  });

  it('can be used on a phone, in the dark and in French, Dutch and German', async () => {
    const { reference } = await fileReport(office.house);
    for (const [language, write] of [
      ['fr', 'Écrire une note'],
      ['nl', 'Notitie schrijven'],
      ['de', 'Notiz schreiben'],
    ] as const) {
      const desk = await seat(`Eli ${language}`, ['STAFF'], {
        ...{ language, scheme: 'dark', width: 360, height: 740 },
      });
      await desk.go(`/reports/${reference}`);
      await desk.page.getByRole('button', { name: write }).click();
      expect(await desk.breaches()).toEqual([]);
      expect(await desk.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    }
  });
});
