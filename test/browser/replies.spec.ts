import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('answers that wait', (office) => {
  it('are matched to the notice they are about, or put away', async () => {
    const { house } = office;
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'no_reference' }]);
    const { id, reference } = await fileReport(house);
    const waiting = async (count: number) => {
      const { body } = await house.request<any>('GET', '/v1/replies?waiting=true');
      return body.data.length === count;
    };
    await house.until('an answer waits', () => waiting(1));

    const desk = await office.openDesk({ width: 360 });
    const { page } = desk;
    await desk.go('/');
    await page.getByRole('heading', { level: 1, name: 'File a report' }).waitFor();
    await page.getByRole('link', { name: 'Reports', exact: true }).click();
    const tab = page
      .getByRole('navigation', { name: 'Lists' })
      .getByRole('link', { name: 'Answers that wait' });
    await tab.getByText('1', { exact: true }).waitFor();
    await tab.click();
    await page.getByText('Nobody knows which notice it is about.').waitFor();
    const { x = -1, width = 0 } = (await tab.boundingBox()) ?? {};
    expect([x >= 0, x + width <= 360]).toEqual([true, true]);
    const report = page.getByLabel('Report it is about');
    await report.fill('UF-1999-000001');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('There is no such report.').waitFor();
    await report.fill(reference.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: new RegExp(reference) }).waitFor();
    expect(await desk.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'It is about this one' }).click();
    await page.getByText('No answer waits for you').waitFor();
    await tab.getByText('0', { exact: true }).waitFor();
    expect(await tab.getAttribute('aria-current')).toBe('page');
    const { body: filed } = await house.request<any>('GET', `/v1/reports/${id}`);
    const { body: replies } = await house.request<any>(
      'GET',
      `/v1/replies?submission=${filed.submissions[0].id}`,
    );
    expect(replies.data).toMatchObject([{ reportReference: reference }]);
    await house.settle();

    const matched = page.getByRole('list', { name: 'Matched by hand' }).getByRole('listitem');
    const takeBack = matched
      .filter({ hasText: reference })
      .getByRole('button', { name: 'Take the match back' });
    await page.reload();
    await takeBack.waitFor();
    expect(await desk.breaches()).toEqual([]);
    await takeBack.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take the match back' }).click();
    await page.getByText('Nobody knows which notice it is about.').waitFor();
    const { body: undone } = await house.request<any>('GET', `/v1/reports/${id}`);
    expect(undone.counts).toEqual({ sent: 1 });
    await page.goto(`${desk.url}/reports/${reference}`);
    await page.getByText('No longer holds: the answer was about something else').first().waitFor();
    await house.request('POST', `/v1/replies/${replies.data[0].id}/dismiss`);
    await desk.go('/replies');

    await fileReport(house);
    await house.until('another waits', () => waiting(1));
    await page.reload();
    await page.getByRole('button', { name: 'Nothing to do with it' }).click();
    await page.getByRole('button', { name: 'Put it away' }).click();
    await page.getByText('No answer waits for you').waitFor();
    expect(await waiting(0)).toBe(true);

    const putAway = page.getByRole('list', { name: 'Put away' }).getByRole('listitem');
    await putAway.nth(1).waitFor();
    expect(await desk.breaches()).toEqual([]);
    await putAway.last().getByRole('button', { name: 'Match it after all' }).click();
    await page.getByRole('textbox', { name: 'Report it is about' }).fill(reference);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'It is about this one' }).click();
    await takeBack.waitFor();
    expect(await putAway.count()).toBe(1);
  });
});
