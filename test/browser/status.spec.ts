import { describeInBrowser, type Office } from './support/office.js';
import { fileReport } from '../support/reports.js';

const group = 'https://chat.whatsapp.com/SyntheticInviteCode800';

describeInBrowser('a caller’s page', (office) => {
  it('shows on a phone in Dutch how it stands by the code that staff read out, and what changes', async () => {
    const { staff, card, code, submissionPath } = await aCode(office);
    expect(await staff.breaches()).toEqual([]);

    const caller = await office.openDesk({ language: 'nl', width: 360, height: 740, isSignedIn: false });
    const { page } = caller;
    const asked: string[] = [];
    caller.context.on('request', (request) => asked.push(request.url()));
    await caller.go('/status');
    await page.getByRole('heading', { level: 1, name: 'Hoe het ermee staat' }).waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe('nl');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.getByRole('link', { name: '116 000' }).getAttribute('href')).toBe('tel:116000');
    expect(await caller.breaches()).toEqual([]);

    const typeCode = async () => {
      await page.getByRole('textbox', { name: 'Uw code' }).fill(code.toLowerCase().replaceAll('-', ' '));
      await page.keyboard.press('Enter');
    };
    await typeCode();
    await page.getByRole('heading', { level: 2, name: 'WhatsApp' }).waitFor();
    await page.getByText('We bereiden de vraag aan WhatsApp voor.').waitFor();
    await page.getByText('Dit is een oefening voor WhatsApp').waitFor();
    await page.getByRole('heading', { name: 'Wat u zelf kunt doen' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await caller.breaches()).toEqual([]);

    const act = (does: string, body: object) =>
      office.house.request('POST', `${submissionPath}/${does}`, body);
    await act('handoff', {});
    await page.getByRole('button', { name: 'Opnieuw kijken' }).click();
    await page.getByText('We vroegen WhatsApp om het weg te halen. We wachten op een antwoord.').waitFor();
    await act('reply', { decision: 'ACTIONED', effects: ['GROUP_DISABLED'] });
    await act('verification', { seen: 'GONE', by: 'MEMBER' });
    // Nothing of the code is kept: it is asked for again.
    await page.reload();
    await typeCode();
    await page.getByText(/^WhatsApp zegt dat het weg is\. Iemand keek op \d+ \p{L}+ \d{4}\.$/u).waitFor();
    const said = await page.locator('body').innerText();
    for (const secret of ['SyntheticInvite', 'UF-2', 'Cyber', 'Synthetic explanation'])
      expect(said).not.toContain(secret);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    expect(asked.filter((url) => url.includes(code.slice(0, 9)))).toEqual([]);
    const routes = asked.map((url) => new URL(url).pathname).filter((path) => path.startsWith('/v1/'));
    expect([...new Set(routes)].sort()).toEqual(['/v1/caller-status/help', '/v1/caller-status/read']);

    await card.getByRole('button', { name: 'End the code' }).click();
    await card.getByText('The last code was ended.').waitFor();
    await page.getByRole('button', { name: 'Opnieuw kijken' }).click();
    await page.getByRole('alert').getByText('Deze code werkt niet.').waitFor();
    expect(await page.getByRole('heading', { level: 2, name: 'WhatsApp' }).count()).toBe(0);
    expect(await caller.breaches()).toEqual([]);
  });

  it('opens by a link whose code leaves the address at once, in the dark and in any language', async () => {
    const { code } = await aCode(office);
    const caller = await office.openDesk({ language: 'fr', scheme: 'dark', width: 360, isSignedIn: false });
    const { page } = caller;
    await caller.go(`/status#code=${code}`);
    await page.getByText('Nous préparons la demande à WhatsApp.').waitFor();
    expect(new URL(page.url()).href).toBe(new URL('/status', caller.url).href);
    expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
    expect(await caller.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByText('Wir bereiten die Bitte an WhatsApp vor.').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('We are preparing the request to WhatsApp.').waitFor();
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);

    await page.emulateMedia({ media: 'print' });
    await page.getByText('We are preparing the request to WhatsApp.').waitFor();
    for (const name of ['Leave now', 'Look again', 'Another code'])
      await page.getByRole('button', { name }).waitFor({ state: 'hidden' });
  });

  it('is left at once by the button or by Escape, and "back" does not lead there', async () => {
    for (const leave of ['button', 'Escape'] as const) {
      const { page, context } = await office.openDesk({ isSignedIn: false });
      await context.route('https://www.wikipedia.org/', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<title>Elsewhere</title>' }),
      );
      await page.goto('about:blank');
      await page.goto('/status');
      const button = page.getByRole('button', { name: 'Leave now' });
      await button.waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Leave now');
      await page.keyboard.press(leave === 'button' ? 'Enter' : 'Escape');
      await page.waitForURL('https://www.wikipedia.org/');
      await page.goBack();
      expect(page.url()).toBe('about:blank');
    }
  });
});

/** Staff file a group's invitation, and make a code for whoever called. */
async function aCode(office: Office) {
  const { id, reference } = await fileReport(office.house, {
    inputs: [group],
    channels: { whatsapp: 'wa-in-app' },
  });
  await office.house.settle();
  const { body } = await office.house.request<{ submissions: { id: string }[] }>('GET', `/v1/reports/${id}`);
  const staff = await office.openDesk();
  await staff.go(`/reports/${reference}`);
  const card = staff.page.getByRole('region', { name: 'Code for the caller' });
  await card.getByRole('button', { name: 'Make a code' }).click();
  await card.getByText('it is shown this once').waitFor();
  const code = await card.getByText(/^(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}$/).innerText();
  return { staff, card, code, submissionPath: `/v1/submissions/${body.submissions[0]?.id ?? ''}` };
}
