import type { Page } from 'playwright-core';
import type { DeskOptions } from './support/desk.js';
import { describeInBrowser } from './support/office.js';
import { tells } from './support/report-page.js';
import { fileReport } from '../support/reports.js';

/** One target of each platform, with made-up ids. */
const inputs = {
  facebook: 'https://www.facebook.com/synthetic.example/posts/1000000000000001',
  instagram: 'https://www.instagram.com/p/SynthPost01/',
  snapchat: 'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticid01',
  whatsapp: 'https://chat.whatsapp.com/SyntheticInviteCode001',
  youtube: 'https://youtu.be/SYNTHETIC_1',
};

interface Wishes extends DeskOptions {
  readonly explanation?: string;
  readonly locator?: string;
  readonly channels?: Readonly<Record<string, string>>;
}

/** Markup that runs where it is taken for markup, in the ways browsers know. */
const hostileMarkup = [
  '<img src=x onerror="window.hacked=1">',
  '<svg onload="window.hacked=1">',
  '"><script>window.hacked=1</script>',
  "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
  '<a href="javascript:window.hacked=1">x</a>',
  '{{constructor.constructor("window.hacked=1")()}}',
].join(' ');

describeInBrowser('the page of a report', (office) => {
  it('runs nothing of what anybody wrote, and would not where text became markup', async () => {
    const desk = await office.openDesk();
    const { page } = desk;
    const { reference } = await fileReport(office.house, {
      ...{ explanation: hostileMarkup, locator: hostileMarkup },
    });
    await desk.go(`/reports/${reference}`);
    await page.getByText('<img src=x onerror').first().waitFor();
    expect(await page.locator('main img, main iframe, main script, a[href^="javascript:"]').count()).toBe(0);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(desk.mishaps).toEqual([]);

    const asHole = (code: string) => page.evaluate(`try { ${code} } catch (error) { error.name }`);
    const markup = JSON.stringify(hostileMarkup);
    expect(await asHole(`document.querySelector('main').innerHTML = ${markup}`)).toBe('TypeError');
    expect(await asHole(`document.write(${markup})`)).toBe('TypeError');
    expect(await asHole(`setTimeout('window.hacked = 1')`)).toBe('TypeError');
    expect(await asHole(`document.createElement('script').src = 'https://evil.invalid/x.js'`)).toBe(
      'TypeError',
    );
    await asHole(`const button = document.createElement('button');
      button.setAttribute('onclick', 'window.hacked = 1');
      document.body.append(button);
      button.click();`);
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    // The browser names each as a breach: so a page of ours that made one would fail its test.
    expect(desk.mishaps.splice(0).length).toBeGreaterThan(4);
  });

  it('shows the five outcomes as they come, in one sentence and in the words of each platform', async () => {
    const { house } = office;
    await house.scenario('facebook', {}, [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 50, reply: 'removed' },
    ]);
    await house.scenario('instagram', {}, [
      { afterMs: 0, reply: 'acknowledge' },
      { afterMs: 50, reply: 'refused_no_violation' },
    ]);
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    await house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'member_first' }]);
    await house.scenario('youtube', {}, [{ afterMs: 0, reply: 'region_blocked' }]);
    await stopAll(true);
    const { page } = await open(Object.values(inputs));
    await tells(page, /^On its way to all 5 platforms\.$/);
    await nextOf(page, 'Facebook', 'Facebook is stopped here');
    await stopAll(false);
    await tells(page, /Facebook says it is removed/);
    await tells(page, /YouTube acted without removing it/);
    await tells(page, /Instagram refused: no policy violation/);
    await tells(page, /to be filed by hand: WhatsApp, Snapchat asks you something\.$/);
    const facebook = card(page, 'Facebook');
    await facebook.getByText('Removed, to be checked').waitFor();
    await facebook.getByRole('figure').getByText('synthetic').waitFor();
    await facebook.getByRole('button', { name: '1 earlier message' }).click();
    expect(await facebook.getByRole('figure').count()).toBe(2);
    await card(page, 'YouTube').getByText('Hidden in some countries').first().waitFor();
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await timeline.getByRole('button', { name: /earlier$/ }).click();
    expect(await timeline.getByText(/ Sent$/).count()).toBe(5);
  });

  it('lets an answer be given by keyboard alone, and goes on with the platform', async () => {
    const { house } = office;
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const { page } = await open([inputs.snapchat]);
    await tells(page, /^Snapchat asks you something\.$/);
    await page.getByRole('link', { name: 'Snapchat asks you something' }).press('Enter');
    await isFocused(page, 'button', /^Snapchat/);
    const answer = page.getByLabel('Your answer to Snapchat');
    for (let steps = 0; steps < 10 && !(await answer.evaluate(isActive)); steps += 1)
      await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Write the answer first.').waitFor();
    await page.keyboard.type('Synthetic account, on Friday at four.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await house.until('Snapchat has the answer, once', async () => {
      const mails = house.simulator.received('snapchat').filter(({ text }) => text.includes('at four'));
      return Promise.resolve(mails.length === 1);
    });
    await answer.waitFor({ state: 'detached' });
    await tells(page, /^Snapchat says it is removed\.$/);
    await page.getByRole('region', { name: 'Timeline' }).getByText('Question answered').waitFor();
  });

  it('records that a question was answered elsewhere', async () => {
    await office.house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const { page } = await open([inputs.snapchat]);
    await page.getByRole('button', { name: 'Already answered elsewhere' }).click();
    await tells(page, /^Snapchat is looking at it\.$/);
    await page.getByRole('listitem').getByText('by staff').waitFor();
  });

  it('finishes a hand-off: steps, texts to copy, and the number out of the receipt', async () => {
    await office.house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'member_first' }]);
    const { page, desk } = await open([inputs.whatsapp]);
    await desk.context.grantPermissions(['clipboard-write']);
    const panel = page.getByRole('region', { name: 'File by hand' });
    await panel.getByRole('button', { name: /^Copy/ }).first().click();
    expect(await panel.getByRole('listitem').count()).toBeGreaterThan(3);
    const receipt = panel.getByLabel('Paste the receipt, if there is one');
    await receipt.press('Control+V');
    expect(await receipt.inputValue()).toContain('SyntheticInviteCode001');
    await receipt.fill('Thank you. Ticket: WA-SYNTH-4711\nWhatsApp Support');
    expect(await panel.getByLabel('Their number').inputValue()).toBe('WA-SYNTH-4711');
    await panel.getByRole('button', { name: 'It is filed' }).click();
    await tells(page, /^WhatsApp received it\.$/);
    await panel.waitFor({ state: 'detached' });
    await card(page, 'WhatsApp').getByText('WA-SYNTH-4711').waitFor();
    await isFocused(page, 'button', /^WhatsApp/);
  });

  it('shows how long a text may be, and leads to the form by a deliberate press alone', async () => {
    const channels = { facebook: 'facebook-legal-form' };
    const { page, desk } = await open([inputs.facebook], { channels });
    const asked: string[] = [];
    desk.context.on('request', (request) => asked.push(new URL(request.url()).origin));
    await page.reload();
    const panel = page.getByRole('region', { name: 'File by hand' });
    await panel.getByText(/^[\d,]+ of at most [\d,]+ characters$/).waitFor();
    const form = panel.getByRole('link', { name: /^Open / });
    expect(await form.getAttribute('href')).toMatch(/^https:/);
    expect(await form.getAttribute('target')).toBe('_blank');
    expect(await form.getAttribute('rel')).toBe('noreferrer noopener');
    expect(new Set(asked)).toEqual(new Set([new URL(desk.url).origin]));
    await panel.getByText('Where their number is').waitFor();
    await panel.getByText('In the automatic e-mail of Facebook: the report number, digits only.').waitFor();
    const steps = panel.getByRole('listitem').getByRole('checkbox');
    await steps.nth(1).check();
    await page.reload();
    await steps.nth(2).waitFor();
    expect([await steps.nth(0).isChecked(), await steps.nth(1).isChecked()]).toEqual([false, true]);
    expect(await desk.breaches()).toEqual([]);
  });

  it('records a decision read elsewhere once everything about it is said, and what somebody saw', async () => {
    await office.house.scenario('instagram', {}, [{ afterMs: 0, fault: 'silence' }]);
    const { page } = await open([inputs.instagram]);
    await tells(page, /^Sent to Instagram\.$/);
    await page.getByRole('button', { name: 'Record a decision' }).click();
    const panel = page.getByRole('region', { name: 'Record a decision' });
    const save = panel.getByRole('button', { name: 'Record it' });
    await save.click();
    await panel.getByText('Choose what was said.').waitFor();
    await panel.getByRole('radio', { name: 'Refused' }).check();
    await save.click();
    await panel.getByText('Choose the reason.').waitFor();
    await panel.getByRole('radio', { name: 'It is in a private space' }).check();
    await save.click();
    await tells(page, /^Instagram refused: private space\.$/);
    await page.getByRole('button', { name: 'I looked' }).click();
    await page.getByRole('button', { name: 'Gone', exact: true }).click();
    await tells(page, /^It is gone from Instagram\.$/);
    await page.getByRole('button', { name: 'Record a decision' }).click();
    await panel.getByRole('radio', { name: 'Acted' }).check();
    await panel.getByRole('checkbox', { name: 'Content removed' }).check();
    await save.click();
    await nextOf(page, 'Instagram', 'Instagram acted, and it is gone');
  });

  it('lets a person decide about a notice of unknown fate', async () => {
    await office.house.scenario('facebook', {}, [{ afterMs: 0, fault: 'lost_response' }]);
    const { page } = await open([inputs.facebook]);
    await tells(page, /^Nobody knows whether Facebook received it\.$/);
    await page.getByRole('button', { name: 'Send it once more' }).click();
    await page
      .getByRole('region', { name: 'Timeline' })
      .getByText(/ Sent$/)
      .waitFor();
    expect(office.house.simulator.received('facebook').at(-1)?.text).toMatch(/repeat/i);
  });

  it('withdraws only after asking, and then offers nothing more', async () => {
    await stopAll(true);
    const { page } = await open([inputs.facebook]);
    await page.getByRole('button', { name: 'Withdraw this notice' }).click();
    const dialog = page.getByRole('dialog', { name: 'Withdraw it at Facebook?' });
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await tells(page, /^On its way to Facebook\.$/);
    await page.getByRole('button', { name: 'Withdraw this notice' }).click();
    await dialog.getByRole('button', { name: 'Withdraw it' }).click();
    await tells(page, /^Withdrawn: Facebook\.$/);
    expect(await card(page, 'Facebook').getByRole('group', { name: 'What you can do' }).count()).toBe(0);
    await stopAll(false);
  });

  it('says so where somebody else was first, and shows how it stands now', async () => {
    const { house } = office;
    await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'lost_response' }]);
    const { page, desk, report } = await open([inputs.facebook]);
    await page.getByRole('button', { name: 'Leave it' }).waitFor();
    // What others do does not arrive while the press is on its way.
    await desk.context.route('**/v1/submissions/*/resend', async (route) => {
      await house.request('POST', `/v1/submissions/${report.submissions[0]!.id}/withdraw`);
      await route.continue();
    });
    await page.getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('alert').getByText('It has moved on meanwhile').waitFor();
    await tells(page, /^Withdrawn: Facebook\.$/);
  });

  it('keeps what was typed while news arrives, and when the session ends', async () => {
    const { house } = office;
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const { page, desk, report } = await open([inputs.snapchat]);
    const answer = page.getByLabel('Your answer to Snapchat');
    await answer.fill('Synthetic answer that is being written');
    await house.request('POST', `/v1/submissions/${report.submissions[0]!.id}/verification`, {
      seen: 'LIVE',
    });
    await page.getByText('Still there').first().waitFor();
    expect(await answer.inputValue()).toBe('Synthetic answer that is being written');
    await desk.endSession();
    // Not by the mouse: where the page hears of it first, its dialog lies over the button.
    await page.getByRole('button', { name: 'Send to Snapchat' }).dispatchEvent('click');
    const again = page.getByRole('dialog', { name: 'Please sign in again' });
    await again.getByLabel('Your key').fill(house.apiKey);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'hidden' });
    expect(await answer.inputValue()).toBe('Synthetic answer that is being written');
    await page.getByRole('button', { name: 'Send to Snapchat' }).click();
    await answer.waitFor({ state: 'detached' });
  });

  it('shows texts of people and platforms as text: nothing in them runs, and nothing leads anywhere', async () => {
    const script = `<img src=x onerror="document.title='ran'"><script>document.title='ran'</script> https://evil.example`;
    await office.house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    const { page } = await open([inputs.snapchat], { explanation: script, locator: script });
    await page.getByText('onerror').first().waitFor();
    expect(await page.getByText('onerror').count()).toBe(2);
    const answer = page.getByLabel('Your answer to Snapchat');
    await answer.fill(script);
    await page.getByRole('button', { name: 'Send to Snapchat' }).click();
    await answer.waitFor({ state: 'detached' });
    expect(await page.title()).toMatch(/^UF-/);
    const origins = await page.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll('main a[href]')].map((link) => new URL(link.href).origin))]`,
    );
    expect(origins.filter((origin) => !page.url().startsWith(origin))).toEqual([]);
  });

  it('says plainly that there is no such report, whatever the address holds', async () => {
    const desk = await office.openDesk();
    for (const reference of ['UF-2020-999999', 'rep_01kb0000000000000000000000', '%3Cimg%20src%3Dx%3E']) {
      await desk.go(`/reports/${reference}`);
      await desk.page.getByRole('heading', { name: 'There is no such report', level: 1 }).waitFor();
    }
    await desk.page.getByRole('link', { name: 'To the reports' }).click();
    await desk.page.waitForURL(/\/reports$/);
  });

  it('has no breach of WCAG 2.2 AA, light and wide or dark and narrow, with everything open', async () => {
    const { house } = office;
    await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'lost_response' }]);
    await house.scenario('instagram', {}, [{ afterMs: 0, reply: 'refused_no_violation' }]);
    await house.scenario('snapchat', {}, [{ afterMs: 0, reply: 'information_requested' }]);
    await house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'member_first' }]);
    const { page, desk } = await open(Object.values(inputs), { language: 'fr' });
    await tells(page, /on ne sait pas si Facebook/);
    await tells(page, /à signaler à la main\s: WhatsApp, Snapchat vous pose une question/);
    await card(page, 'Instagram').getByRole('button', { name: 'Noter une décision' }).click();
    await card(page, 'Instagram').getByRole('radio', { name: 'Mesure prise' }).check();
    await card(page, 'YouTube').getByRole('button', { name: 'J’ai regardé' }).click();
    expect(await desk.breaches()).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await desk.breaches()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
  });

  const open = async (
    targets: readonly string[],
    { explanation, locator, channels, ...seat }: Wishes = {},
  ) => {
    const { house } = office;
    const filed = await fileReport(house, {
      inputs: targets,
      ...(locator !== undefined && { locator }),
      ...(explanation !== undefined && { explanation }),
      ...(channels !== undefined && { channels }),
    });
    const report = (await house.request<{ submissions: { id: string }[] }>('GET', `/v1/reports/${filed.id}`))
      .body;
    const desk = await office.openDesk(seat);
    await desk.go(`/reports/${filed.reference}`);
    await desk.page.getByRole('heading', { name: filed.reference, level: 1 }).waitFor();
    return { desk, page: desk.page, report };
  };

  const stopAll = async (isStopped: boolean) => {
    for (const platform of Object.keys(inputs))
      await office.house.request('POST', `/v1/platforms/${platform}/${isStopped ? 'stop' : 'rehearse'}`);
  };

  const card = (page: Page, platform: string) =>
    page.getByRole('article', { name: new RegExp(`^${platform}`) });

  const nextOf = (page: Page, platform: string, text: string) =>
    card(page, platform).getByRole('region', { name: 'What happens next' }).getByText(text).waitFor();

  const isActive = (element: unknown) =>
    element === (globalThis as { document?: { activeElement: unknown } }).document?.activeElement;

  const isFocused = async (page: Page, role: 'button', name: RegExp) =>
    office.house.until('it has the focus', () => page.getByRole(role, { name }).evaluate(isActive));
});
