import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser('webhooks', (office) => {
  let isDown = false;
  const consumer = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      if (isDown) response.writeHead(500).end('<b id="planted">not now</b>');
      else response.writeHead(204).end();
    });
  });
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => consumer.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(consumer.address() as AddressInfo).port}/hook`;
  });
  afterAll(async () => {
    await new Promise((resolve) => consumer.close(resolve));
  });

  it('are added with a secret that is shown once; a bad address is told of at its field', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/webhooks');
    await page.getByText('No program is told of anything').waitFor();
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    const url = page.getByLabel('Address');
    await url.fill('https://somebody:secret@consumer.example/');
    await page.getByRole('button', { name: 'Add it' }).click();
    await page.getByText('user name or password is not taken').first().waitFor();
    expect(await url.getAttribute('aria-invalid')).toBe('true');
    await url.fill(address);
    await page.getByLabel('What it is for').fill('Synthetic consumer');
    await page.getByLabel('All events').uncheck();
    await page.getByLabel('Everything about reports').check();
    expect(await desk.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'Add it' }).click();
    const secret = await page.getByText(/^whsec_\S{20,}$/).textContent();
    const card = page.getByRole('region', { name: 'Synthetic consumer' });
    await card.getByText('Active', { exact: true }).waitFor();
    expect(await desk.breaches()).toEqual([]);
    await page.reload();
    await card.getByText(address).waitFor();
    expect(await page.getByText(secret ?? '').count()).toBe(0);
  });

  it('have a log: what was answered is text, a delivery is skipped, sent again and recovered', async () => {
    isDown = true;
    const { reference } = await fileReport(office.house);
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/webhooks');
    await page.getByRole('link', { name: 'Synthetic consumer' }).click();
    await page.getByRole('heading', { name: 'Synthetic consumer', level: 1 }).waitFor();
    const log = page.getByRole('region', { name: 'Deliveries' });
    const first = log.getByRole('listitem').filter({ hasText: 'Report filed' });
    await first.getByText(/Next attempt/).waitFor();
    await first.getByRole('button', { name: 'Attempts' }).click();
    await first.getByText('Not taken').first().waitFor();
    await first.getByText('<b id="planted">not now</b>').first().waitFor();
    expect(await page.locator('#planted').count()).toBe(0);
    expect(await desk.breaches()).toEqual([]);

    await first.getByRole('button', { name: 'Skip' }).click();
    await page.getByRole('button', { name: 'Skip it' }).click();
    await first.getByText(/Skipped by test/).waitFor();
    isDown = false;
    await first.getByRole('button', { name: 'Send again' }).click();
    await first.getByText('Delivered', { exact: true }).waitFor();

    await log.getByLabel('State').selectOption('Used up');
    await log.getByText('No such delivery.').waitFor();
    expect(new URL(page.url()).searchParams.get('state')).toBe('EXHAUSTED');

    const since = page.getByLabel('Send what it has not had since');
    await since.fill('2001-01-01T00:00');
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText('Choose a time within the last 90 days.').waitFor();
    expect(await since.getAttribute('aria-invalid')).toBe('true');
    // In the zone of this browser.
    await since.fill(
      await page.evaluate<string>(
        `new Date(Date.now() - 3_600_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)`,
      ),
    );
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByText(/deliver(y was|ies were) put back/).waitFor();
    expect(reference).toMatch(/^UF-/);
    await page.getByText('Nothing waits.').waitFor();
  });

  it('keep what was typed where somebody else changed the endpoint meanwhile', async () => {
    const { house } = office;
    const { body } = await house.request<any>('GET', '/v1/webhooks/endpoints');
    const path = `/v1/webhooks/endpoints/${body.data[0].id}`;
    const desk = await office.openDesk();
    const { page } = desk;
    // What the page reads by itself stands still, so that it knows nothing of the other change.
    await desk.go(`/webhooks/${body.data[0].id}`);
    await page.getByRole('button', { name: 'Change it' }).click();
    const description = page.getByLabel('What it is for');
    await description.fill('Named here');
    await page.route(`**${path}`, async (route) => {
      if (route.request().method() === 'GET') await route.abort();
      else await route.continue();
    });
    const { headers } = await house.request('GET', path);
    const etag = { 'if-match': headers.get('etag') ?? '' };
    const changed = await house.request('PATCH', path, { platforms: ['youtube'] }, etag);
    expect(changed.status).toBe(200);
    const save = page.getByRole('button', { name: 'Save', exact: true });
    await save.click();
    await page.getByText('Somebody changed this endpoint meanwhile').waitFor();
    expect(await description.inputValue()).toBe('Named here');
    await page.unroute(`**${path}`);
    await page.getByText('Platforms: YouTube').waitFor();
    await save.click();
    await page.getByRole('heading', { name: 'Named here', level: 1 }).waitFor();
    const after = await house.request<any>('GET', path);
    expect(after.body).toMatchObject({ description: 'Named here', platforms: ['youtube'] });
  });

  it('are paused and go on, get another secret and pace, and are deleted', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    await desk.go('/webhooks');
    await page.getByRole('link', { name: 'Named here' }).click();
    const standing = page.getByRole('region', { name: 'How it stands' });
    await standing.getByRole('button', { name: 'Pause' }).click();
    await standing.getByText('Paused', { exact: true }).waitFor();
    await standing.getByRole('button', { name: 'Go on' }).click();
    await standing.getByText('Active', { exact: true }).waitFor();
    await standing.getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await standing.getByRole('button', { name: 'Switch on again' }).click();
    await standing.getByText('Active', { exact: true }).waitFor();
    await standing.getByRole('button', { name: 'Send a ping' }).click();
    await standing.getByText(/Taken \(204\)/).waitFor();

    const pace = page.getByRole('region', { name: 'Pace' });
    await pace.getByLabel('Most deliveries a minute').fill('none');
    await pace.getByText('A whole number from 1 to 10,000').waitFor();
    expect(await pace.getByRole('button', { name: 'Save the pace' }).isDisabled()).toBe(true);
    await pace.getByLabel('Most deliveries a minute').fill('600');
    await pace.getByRole('button', { name: 'Save the pace' }).click();
    await pace.getByRole('button', { name: 'Save the pace', disabled: true }).waitFor();
    await office.house.until('the pace is kept', async () => {
      const { body } = await office.house.request<any>('GET', '/v1/webhooks/endpoints');
      return body.data[0].ratePerMinute === 600 && body.data[0].isOrdered;
    });

    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('For 24 hours both sign').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText(/^whsec_\S{20,}$/).waitFor();
    await page.getByText('The secret before signs too until').waitFor();
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('The secret before still signs').waitFor();

    await standing.getByRole('button', { name: 'Delete' }).click();
    const its = page.url();
    await page.getByRole('button', { name: 'Delete the endpoint' }).click();
    await page.getByText('No program is told of anything').waitFor();
    await desk.go(new URL(its).pathname);
    await page.getByText('There is no such endpoint any more.').waitFor();
  });
});
