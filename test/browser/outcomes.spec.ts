import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

const posts = [1, 2, 3].map(
  (number) => `https://www.facebook.com/synthetic.example/posts/100000000000000${number}`,
);

describeInBrowser('the outcomes', (office) => {
  let supervisor: string;
  const references: string[] = [];
  beforeAll(async () => {
    const { house } = office;
    supervisor = await addKey(house, ['SUPERVISOR']);
    await house.scenario('facebook', {}, [{ afterMs: 0, reply: 'removed' }]);
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'refused_no_violation' }]);
    for (const input of posts) references.push((await fileReport(house, { inputs: [input] })).reference);
    await fileReport(house);
    await house.settle();
    await house.until('both platforms decided', async () => {
      const { body } = await house.request<{ data: { status: string }[] }>('GET', '/v1/reports');
      return body.data.every(({ status }) => !['IN_PROGRESS', 'DRAFT'].includes(status));
    });
  });

  it('tell of an installation that only rehearses where to look, and count what it rehearsed', async () => {
    const desk = await office.openDesk({ apiKey: supervisor });
    const { page } = desk;
    await desk.go('/');
    await page.getByRole('link', { name: 'Outcomes' }).click();
    await page.getByRole('heading', { name: 'Outcomes', level: 1 }).waitFor();
    await page.getByText('No notice went to a platform in this period').waitFor();
    await page.getByRole('link', { name: 'Show what was rehearsed' }).click();
    await page.getByText('None of these notices went to a platform.').waitFor();
    const short = page.getByRole('region', { name: /^In short/ });
    await short
      .getByText('Of 4 notices, 3 were acted on; half were decided within', { exact: false })
      .waitFor();
    await short.getByText('1 was refused.', { exact: false }).waitFor();
    // Back to what went to platforms.
    await page.goBack();
    await page.getByText('No notice went to a platform in this period').waitFor();
  });

  it('show every chart as a table too, whose numbers lead to the reports behind them', async () => {
    const desk = await office.openDesk({ apiKey: supervisor });
    const { page } = desk;
    await desk.go('/outcomes?mode=rehearsed');
    const decided = page.getByRole('region', { name: 'What platforms decided' });
    const chart = decided.getByRole('img', { name: /^Chart: What platforms decided/ });
    await chart.getByText('Facebook').waitFor();
    expect(await chart.getByText('3', { exact: true }).count()).toBe(1);
    expect(await decided.getByRole('table').count()).toBe(0);
    // Parts of a bar each say how many they are, not how many are up to there.
    const months = page.getByRole('region', { name: 'By month' }).getByRole('img');
    await months.getByText(/^1$/).waitFor();
    expect((await months.locator('text[paint-order]').allTextContents()).sort()).toEqual(['1', '3']);
    await decided.getByText('Table', { exact: true }).click();
    await decided.getByRole('row', { name: /^Facebook 3/ }).waitFor();
    expect(await decided.getByRole('img').count()).toBe(0);

    await decided.getByRole('link', { name: '3: reports behind them, Facebook, Acted' }).click();
    await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
    await page.getByText('The reports behind a figure').waitFor();
    const rows = page.getByRole('list', { name: 'Reports' }).getByRole('link');
    await rows.nth(2).waitFor();
    expect((await rows.allTextContents()).sort()).toEqual([...references].sort());
    await page.getByRole('link', { name: 'Show all' }).click();
    await rows.nth(3).waitFor();
    expect(await rows.count()).toBe(4);
  });

  it('count by the filters in the address, and say which of them are none', async () => {
    const desk = await office.openDesk({ apiKey: supervisor, language: 'nl' });
    const { page } = desk;
    await desk.go('/outcomes?mode=rehearsed&platform=instagram&period=sometime&regime=DSA');
    await page.getByText('Van 1 melding leidden er 0 tot actie', { exact: false }).waitFor();
    await page
      .getByText('Weggelaten, omdat de waarde niet bestaat: Periode, Regime.', { exact: false })
      .waitFor();
    await page.getByLabel('Platform', { exact: true }).selectOption('facebook');
    await page.getByText('Van 3 meldingen leidden er 3 tot actie', { exact: false }).waitFor();
    expect(new URL(page.url()).searchParams.get('platform')).toBe('facebook');
    await page.getByLabel('Periode', { exact: true }).selectOption('own');
    await page.getByLabel('Tot en met', { exact: true }).fill('2020-01-01');
    await page.getByLabel('Van', { exact: true }).fill('2020-01-01');
    await page.getByLabel('Van', { exact: true }).blur();
    await page.getByText('In deze periode is niets geoefend').waitFor();
    await desk.go('/outcomes?platform=nowhere');
    await page.getByText('Er is geen platform met deze naam bekend', { exact: false }).waitFor();
    await page.getByLabel('Platform', { exact: true }).selectOption('');
    await page.getByText('ging geen melding naar een platform', { exact: false }).waitFor();
  });

  it('are handed out as tables to who may export, and shown to nobody of another role', async () => {
    const desk = await office.openDesk({ apiKey: supervisor });
    await desk.go('/outcomes');
    const coming = desk.page.waitForEvent('download');
    await desk.page.getByRole('button', { name: 'A row for each notice (CSV)' }).click();
    expect((await coming).suggestedFilename()).toMatch(/^uniflag-submissions-\d{4}-01-01-\d{4}-01-01\.csv$/);
    const auditor = await office.openDesk({ apiKey: await addKey(office.house, ['AUDITOR']) });
    await auditor.go('/outcomes');
    await auditor.page.getByText('No notice went to a platform').waitFor();
    expect(await auditor.page.getByRole('button', { name: /CSV/ }).count()).toBe(0);
    const staff = await office.openDesk({ apiKey: await addKey(office.house, ['STAFF']) });
    await staff.go('/outcomes');
    await staff.page.getByRole('heading', { level: 1 }).waitFor();
    expect(await staff.page.getByRole('link', { name: 'Outcomes' }).count()).toBe(0);
    expect(await staff.page.getByText('No notice went to a platform').count()).toBe(0);
  });

  it.each([
    ['light', 360, 'chart'],
    ['dark', 1_280, 'chart'],
    ['dark', 360, 'table'],
    ['light', 1_280, 'table'],
  ] as const)('keep to WCAG 2.2 AA in %s, %i pixels wide, each as a %s', async (scheme, width, view) => {
    const desk = await office.openDesk({ apiKey: supervisor, scheme, width });
    const { page } = desk;
    await desk.go('/outcomes?mode=rehearsed');
    const charts = page.getByRole('img', { name: /^Chart/ });
    await charts.first().getByText('Facebook').waitFor();
    const switches = page.getByText('Table', { exact: true });
    expect(await switches.count()).toBeGreaterThan(5);
    if (view === 'table') for (const each of await switches.all()) await each.click();
    expect(await charts.count()).toBe(view === 'table' ? 0 : await switches.count());
    expect(await desk.breaches()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
  });
});
