import { uuidv7 } from 'uuidv7';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import { fileByKeyboard } from './support/keyboard.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('the police first', (office) => {
  it('is chosen when filing; what is held leaves once a second person releases it', async () => {
    const { page } = await office.openDesk();
    await page.goto('/file');
    await page.getByRole('checkbox', { name: /^Police first/ }).check();
    await page.getByRole('textbox').first().focus();
    await fileByKeyboard(page, ['https://youtu.be/SYNTHHOLD_1'], 'Synthetic explanation, held.');
    const card = page.getByRole('region', { name: 'The whole report' });
    await card.getByText(/^Held by test ·/).waitFor();
    await page.getByText(/is told nothing until a second person releases the report/).waitFor();
    const reference = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    await card.getByRole('button', { name: 'Release it' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Release it' }).click();
    await card.getByText('You hold this report yourself: a second person releases it.').waitFor();
    await office.house.settle();
    expect(office.house.simulator.received('youtube')).toEqual([]);

    const { key: apiKey, prefix, hash } = newApiKey();
    await new PgApiKeys(office.house.database.pool).add({ id: uuidv7(), name: 'second', prefix, hash });
    const second = await office.openDesk({ apiKey });
    await second.page.goto('/reports');
    await second.page
      .getByRole('listitem')
      .filter({ hasText: reference })
      .getByText('Held', { exact: true })
      .waitFor();
    await second.page.getByRole('link', { name: reference }).click();
    await second.page.getByRole('button', { name: 'Release it' }).click();
    await second.page.getByRole('dialog').getByRole('button', { name: 'Release it' }).click();
    await second.page.getByRole('button', { name: 'Hold it' }).waitFor();
    expect(await second.breaches()).toEqual([]);
    await office.house.settle();
    expect(office.house.simulator.received('youtube').length).toBeGreaterThan(0);
  });

  it('is the wrong category once in a while: it is corrected, and the platform told by reference', async () => {
    const { house } = office;
    await house.scenario('instagram', {}, [{ afterMs: 0, fault: 'silence' }]);
    const { reference } = await fileReport(house);
    await house.settle();
    const { page } = await office.openDesk({ width: 360 });
    await page.goto(`/reports/${reference}`);
    await page.getByRole('button', { name: 'Correct the category' }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct the category' });
    await dialog.getByText('One platform has the notice already').waitFor();
    await dialog.getByRole('combobox', { name: 'Right category' }).selectOption('SEXTORTION');
    await dialog.getByRole('button', { name: 'Correct it' }).click();
    await page.getByRole('region', { name: 'Timeline' }).getByText('Corrected').first().waitFor();
    await house.settle();
    const subjects = house.simulator
      .received('instagram')
      .map(({ body }) => (body as { subject: string }).subject);
    expect(subjects.at(-1)).toMatch(/^Re: .*correction/);
  });
});
