import type { Page } from 'playwright-core';
import type { Desk } from './support/desk.js';
import { chooseCategory, fillRest, storyField, whereField } from './support/filing-page.js';
import { fileByKeyboard, hasFocus } from './support/keyboard.js';
import { describeInBrowser } from './support/office.js';

const fivePlatforms = [
  'https://www.instagram.com/p/SynthFive01/',
  'https://www.facebook.com/synthetic.example/posts/1000000000000501',
  'https://youtu.be/SYNTHFIVE_1',
  'whatsapp +32 470 12 34 56',
  'my child saw snap: @synthetic.five',
];
const postOnYouTube = 'https://www.youtube.com/post/UgkxSynthetic0000000000000000000post';

describeInBrowser('filing a report', (office) => {
  it('is done by keyboard alone, for five platforms at once', async () => {
    const { page } = await atFiling();
    await fileByKeyboard(page, fivePlatforms, 'Synthetic explanation, typed.');

    expect(await filedReport(page)).toMatchObject({
      category: 'SEXTORTION',
      language: 'en',
      explanation: 'Synthetic explanation, typed.',
      submissions: ['instagram', 'facebook', 'youtube', 'whatsapp', 'snapchat'].map((platform) =>
        expect.objectContaining({ platform }),
      ),
    });
    // The sentence around a name is nobody's business.
    const { submissions } = await filedReport(page);
    expect(submissions[4]?.target.input).toBe('https://www.snapchat.com/add/synthetic.five');
    await page.goto('/file');
    expect(await whereField(page).inputValue()).toBe('');
  });

  it('shows before what each platform gets, word for word, and what is left to a person', async () => {
    const { page } = await atFiling();
    await whereField(page).fill(`https://www.instagram.com/p/SynthPrev01/\n${postOnYouTube}`);
    await chooseCategory(page, 'Cyberbullying');
    await storyField(page).fill('Synthetic words for the preview.');
    const panel = page.getByRole('tabpanel');
    await page.getByRole('tab', { name: 'Instagram' }).click();
    await panel.getByText('Synthetic words for the preview.').first().waitFor();
    await panel.getByText('Automatic, by e-mail').waitFor();
    await panel.getByText('Rehearsal: does not reach the platform').waitFor();
    await page.getByRole('tab', { name: 'YouTube To file by hand' }).click();
    await panel.getByText('Synthetic words for the preview.').first().waitFor();
    await panel.getByRole('heading', { name: 'What you will do' }).waitFor();
  });

  it('tells of each thing pasted what it is, and files what is a target', async () => {
    const { page } = await atFiling();
    await whereField(page).fill(
      [
        'https://youtu.be/SYNTHCHIP_1',
        'https://www.youtube.com/watch?v=SYNTHCHIP_1',
        'https://fb.watch/synthetic/',
        'https://example.org/synthetic',
        '@synthetic.lena',
      ].join('\n'),
    );
    await found(page).filter({ hasText: 'Stands there 2 times, filed once' }).waitFor();
    await found(page).filter({ hasText: 'A short link hides where it leads' }).waitFor();
    await found(page).filter({ hasText: 'none of the platforms' }).waitFor();
    await page.getByRole('status').getByText('1 place will be reported. 3 cannot be').waitFor();

    await page.getByLabel('Platform of this name').selectOption('Snapchat');
    await found(page).filter({ hasText: 'Names a person or an account' }).waitFor();
    await page.getByRole('button', { name: 'Leave out https://example.org/synthetic' }).press('Enter');
    await page.getByRole('button', { name: 'Leave out https://fb.watch/synthetic/' }).press('Enter');
    await page.getByRole('button', { name: 'Put back the 2 left out' }).waitFor();
    const hint = page.getByRole('button', { name: /^Add a hint .*SYNTHCHIP_1/ });
    await hint.press('Enter');
    await page.keyboard.type('minute 2 of the video');

    await chooseCategory(page, 'Cyberbullying');
    await fillRest(page);
    await page.keyboard.press('Control+Enter');
    const { submissions } = await filedReport(page);
    expect(submissions.map(({ target }) => [target.key, target.locator])).toEqual([
      ['youtube:video:SYNTHCHIP_1', 'minute 2 of the video'],
      ['snapchat:add:synthetic.lena', null],
    ]);
  });

  it('says everything that is missing, and leads to each', async () => {
    const { page } = await atFiling();
    await page.getByRole('button', { name: 'File the report' }).press('Enter');
    const summary = page.getByRole('alert').filter({ hasText: '5 things need a change' });
    await summary.waitFor();
    expect(await hasFocus(page, summary)).toBe(true);
    await summary.getByRole('link', { name: 'Explain what happened' }).press('Enter');
    await page.keyboard.type('Synthetic.');
    expect(await storyField(page).inputValue()).toBe('Synthetic.');
    await summary.getByRole('link', { name: 'Choose who called' }).press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByRole('radio', { name: 'Parent' }).isChecked()).toBe(true);
  });

  it('counts down to what the tightest platform takes, and leads to what the API refuses', async () => {
    const { page } = await atFiling();
    // A post on YouTube goes by a form that takes 5,000 characters; Instagram's mail takes 20,000.
    await whereField(page).fill(`${postOnYouTube}\nhttps://www.instagram.com/p/SynthLong01/`);
    await chooseCategory(page, 'Cyberbullying');
    await fillRest(page, { explanation: 'x'.repeat(4_990) });
    await page.getByText('10 characters left').waitFor();
    await storyField(page).fill('x'.repeat(5_100));
    await page.getByText('100 characters too many for one of the platforms').waitFor();
    await page.keyboard.press('Control+Enter');
    const tooLong = page.getByRole('alert').getByRole('link', { name: /too long for one of the platforms/ });

    await tooLong.press('Enter');
    expect(await hasFocus(page, storyField(page))).toBe(true);
    await storyField(page).fill('Short and synthetic.');
    await page.keyboard.press('Control+Enter');
    expect((await filedReport(page)).submissions).toHaveLength(2);
  });

  it('lets no detail of a person leave until somebody confirms it', async () => {
    const { page } = await atFiling();
    await fillAll(page, 'https://youtu.be/SYNTHNAME_1');
    await storyField(page).fill('Write to synthetic@example.org or +32 470 00 00 00.');
    await page.getByRole('status').getByText('an e-mail address and a telephone number').waitFor();
    await page.keyboard.press('Control+Enter');
    await page
      .getByRole('alert')
      .getByRole('link', { name: /It holds an e-mail address/ })
      .waitFor();
    await storyField(page).fill('Write to synthetic@example.org.');
    await page.getByRole('checkbox', { name: /need an e-mail address: synthetic@example.org/ }).check();
    await page.keyboard.press('Control+Enter');
    await filedReport(page);
  });

  it('keeps what was typed over a reload, in this tab alone, until it is signed out', async () => {
    const desk = await atFiling();
    const { page } = desk;
    await fillAll(page, 'https://youtu.be/SYNTHKEEP_1');
    await page.reload();
    await found(page).first().waitFor();
    expect(await storyField(page).inputValue()).toBe('Synthetic explanation.');
    expect(await page.getByRole('radio', { name: 'Parent' }).isChecked()).toBe(true);
    await page.getByText('Messages, comments or posts that insult').waitFor();
    // What is stated in good faith is stated each time.
    expect(await goodFaith(page).isChecked()).toBe(false);
    const other = await desk.context.newPage();
    await other.goto('/file');
    expect(await whereField(other).inputValue()).toBe('');
    await whereField(other).fill('https://youtu.be/SYNTHKEEP_2');
    await found(other).first().waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    for (const tab of [page, other]) {
      await tab.getByLabel('Your key').waitFor();
      expect(await tab.evaluate('JSON.stringify(sessionStorage)')).not.toContain('SYNTHKEEP');
    }
  });

  it('files once, however often it is pressed and however often the answer is lost', async () => {
    const { page } = await atFiling();
    await fillAll(page, 'https://youtu.be/SYNTHONCE_1');
    let tries = 0;
    await page.route('**/v1/reports', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      tries += 1;
      const response = await route.fetch();
      return tries === 1 ? route.abort('connectionreset') : route.fulfill({ response });
    });
    const before = await reportCount();
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Control+Enter');
    await filedReport(page);
    expect(tries).toBe(2);
    expect(await reportCount()).toBe(before + 1);
  });

  it('says so where an earlier try was filed, and what was typed has changed since', async () => {
    const desk = await atFiling();
    const { page } = desk;
    await fillAll(page, 'https://youtu.be/SYNTHAGAIN1');
    const stored = await page.evaluate<string>(`sessionStorage.getItem('uniflag-filing-draft')`);
    const { key } = JSON.parse(stored) as { key: string };
    const earlier = {
      ...{ category: 'CYBERBULLYING', targets: [{ input: 'https://youtu.be/SYNTHAGAIN1' }], language: 'en' },
      ...{ explanation: 'Synthetic, before.', goodFaith: true, caller: { role: 'PARENT' } },
    };
    const headers = { 'idempotency-key': key, origin: desk.url };
    await desk.context.request.post('/v1/reports', { data: earlier, headers, failOnStatusCode: true });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').filter({ hasText: 'This report was filed already' }).waitFor();
    const before = await reportCount();
    await page.getByRole('button', { name: 'File this as another report' }).click();
    await filedReport(page);
    expect(await reportCount()).toBe(before + 1);
  });

  it('goes on where it was when the session ends in the middle', async () => {
    const desk = await atFiling();
    const { page } = desk;
    await fillAll(page, 'https://youtu.be/SYNTHSESS_1');
    await desk.endSession();
    await page.keyboard.press('Control+Enter');
    const again = page.getByRole('dialog', { name: 'Please sign in again' });
    await again.getByLabel('Your key').fill(office.house.apiKey);
    await page.keyboard.press('Enter');
    await again.waitFor({ state: 'hidden' });
    expect(await storyField(page).inputValue()).toBe('Synthetic explanation.');
    await page.keyboard.press('Control+Enter');
    expect((await filedReport(page)).submissions).toHaveLength(1);
  });

  it('loses nothing while the API is away, and goes on when it is back', async () => {
    const { page } = await atFiling();
    await fillAll(page, 'https://youtu.be/SYNTHAWAY_1');
    await office.network.refuse();
    await whereField(page).fill('https://youtu.be/SYNTHAWAY_2');
    await page.getByRole('alert').first().waitFor();
    expect(await storyField(page).inputValue()).toBe('Synthetic explanation.');
    await office.network.heal();
    const isBack = found(page).filter({ hasText: 'SYNTHAWAY_2' }).waitFor();
    // It also tries again by itself, so that the button may be gone before it is pressed.
    await Promise.any([page.getByRole('button', { name: 'Try again' }).first().click(), isBack]);
    await isBack;
    await page.keyboard.press('Control+Enter');
    expect((await filedReport(page)).submissions).toHaveLength(1);
  });

  it('starts without a network, says so, and goes on with what was typed when the network is back', async () => {
    const desk = await office.openDesk({ isKept: true });
    const { page, context } = desk;
    await desk.go('/file');
    await fillAll(page, 'https://youtu.be/SYNTHOFFL_1');
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    const kept = `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((cache) => cache.keys()))))
      .then((lists) => lists.flat().map(({ url }) => new URL(url).pathname))`;
    await context.setOffline(true);
    await page.reload();
    await page.getByRole('heading', { name: 'No connection', level: 1 }).waitFor();
    await page.getByText('The report you were writing is kept in this tab').waitFor();
    expect(await desk.breaches()).toEqual([]);

    await context.setOffline(false);
    await found(page).first().waitFor();
    expect(await storyField(page).inputValue()).toBe('Synthetic explanation.');
    await goodFaith(page).check();
    await page.keyboard.press('Control+Enter');
    expect((await filedReport(page)).submissions).toHaveLength(1);
    const paths = await page.evaluate<string[]>(kept);
    expect(paths).toContain('/');
    expect(paths.filter((path) => !/^\/(assets\/[\w.-]+|[\w.-]+)?$/.test(path))).toEqual([]);
    expect(paths.filter((path) => path.startsWith('/v1'))).toEqual([]);
  });

  it('reads a megabyte of chat for its addresses, keeps nothing else of it, and stays usable meanwhile', async () => {
    const desk = await atFiling();
    const { page } = desk;
    await desk.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const line = '27/11/2026, 18:02 - Synthetic: kijk eens hier, dit is erg\n';
    const chat = `${line.repeat(18_000)}see https://youtu.be/SYNTHCHAT_1 and insta @synthetic.chat\n${line.repeat(100)}`;
    expect(chat.length).toBeGreaterThan(1_048_576);
    await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(chat)})`);
    await page.keyboard.insertText('https://youtu.be/SYNTHCHAT_0\n');
    await page.keyboard.press('Control+V');
    await page.keyboard.insertText('https://youtu.be/SYNTHCHAT_9\n');
    await storyField(page).fill('Typed while the chat is read.');
    await page.getByText(/^[\d,]+ characters read, 2 addresses taken/).waitFor();
    await found(page).nth(3).waitFor();
    expect((await whereField(page).inputValue()).trim().split('\n').sort()).toEqual([
      'https://www.instagram.com/synthetic.chat/',
      'https://youtu.be/SYNTHCHAT_0',
      'https://youtu.be/SYNTHCHAT_1',
      'https://youtu.be/SYNTHCHAT_9',
    ]);
    expect(await storyField(page).inputValue()).toBe('Typed while the chat is read.');
  });

  it('takes a list of 1,200 with rubbish in it, says what is in it, and files what is a target', async () => {
    const { page } = await atFiling();
    const rows = Array.from({ length: 1_200 }, (_, index) =>
      index % 100 === 50
        ? `${index};=rubbish ${index};`
        : `${index};https://youtu.be/SYNL${1_000_000 + index};at ${index} s`,
    );
    const csv = ['Nr;Adres;Opmerking', ...rows, '1;https://www.youtube.com/watch?v=SYNL1000001;'].join(
      '\r\n',
    );
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
    await page.getByText('1,188 addresses on 1 platform, 12 not recognised, 1 twice.').waitFor();
    const rejected = page.getByRole('list', { name: 'Not recognised' }).getByRole('listitem');
    expect(await rejected.first().textContent()).toContain('Line 52');
    expect(await found(page).count()).toBe(50);
    await page.getByRole('button', { name: 'Show 50 more (1,138 left)' }).click();
    expect(await found(page).count()).toBe(100);
    expect(await whereField(page).inputValue()).toBe('');
    await chooseCategory(page, 'Cyberbullying');
    await fillRest(page);
    await page.keyboard.press('Control+Enter');
    const report = await filedReport(page);
    expect(report.submissions).toHaveLength(500);
    expect(report.submissions[2]?.target).toMatchObject({
      input: 'https://youtu.be/SYNL1000002',
      locator: 'at 2 s',
    });
    expect(report.standing.reduce((sum, { count }) => sum + count, 0)).toBe(1_188);
    await page.getByRole('heading', { name: '1,188 places' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2').waitFor();
  });

  it('takes the addresses of a mail that is dropped, and nothing else of it', async () => {
    const { page } = await atFiling();
    const mail = [
      'From: synthetic@example.org',
      'Subject: Fwd: look',
      'MIME-Version: 1.0',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Synthetic words. https://www.instagram.com/p/Synth=',
      'Mail01/?igsh=3Dx',
      '--b',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(
        '<p>Synthetic words. <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fyoutu.be%2FSYNTHMAIL_1&amp;data=x">here</a></p>',
      ).toString('base64'),
      '--b--',
      '',
    ].join('\r\n');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'mail.eml', mimeType: 'message/rfc822', buffer: Buffer.from(mail) });
    await found(page).nth(1).waitFor();
    const text = await whereField(page).inputValue();
    expect(text).not.toContain('Synthetic words');
    expect(await found(page).allTextContents()).toEqual([
      expect.stringContaining('SynthMail01'),
      expect.stringContaining('SYNTHMAIL_1'),
    ]);
  });

  it('runs nothing that is typed or pasted, in any field', async () => {
    const { page } = await atFiling();
    const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await whereField(page).fill(
      `${script}\njavascript:window.hacked=1\nhttps://evil.example/${script}\nhttps://youtu.be/SYNTHSCRIPT`,
    );
    await found(page).filter({ hasText: 'YouTube' }).waitFor();
    await page.getByLabel('Search by a word').fill(script);
    await page.getByLabel('Search by a word').fill('');
    await chooseCategory(page, 'Cyberbullying');
    await page
      .getByRole('button', { name: /^Add a hint/ })
      .first()
      .click();
    await page.keyboard.insertText(script);
    await fillRest(page, { explanation: script });
    await page.getByRole('tabpanel').getByText('onerror').first().waitFor();
    await page.keyboard.press('Control+Enter');
    expect((await filedReport(page)).explanation).toBe(script);
    expect(await page.evaluate(`'hacked' in window`)).toBe(false);
  });

  it.each([
    { scheme: 'light', width: 1280, language: 'fr' },
    { scheme: 'dark', width: 360, language: 'nl' },
  ] as const)('passes WCAG 2.2 AA in $scheme at $width px, and fits', async (options) => {
    const desk = await office.openDesk(options);
    const { page } = desk;
    await desk.go('/file');
    const everything = [...fivePlatforms, 'https://fb.watch/synthetic/', '@synthetic.lena', fivePlatforms[0]];
    await page.locator('textarea').first().fill(everything.join('\n'));
    await page.getByRole('listitem').filter({ hasText: '@synthetic.lena' }).waitFor();
    await page.locator('input[value="CYBERBULLYING"]').focus();
    await page.keyboard.press('Space');
    await page.locator('textarea').nth(1).fill('Write to synthetic@example.org.');
    await page.getByRole('tab').nth(4).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').waitFor();
    expect(await desk.breaches()).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.width);
  });

  async function atFiling(): Promise<Desk> {
    const desk = await office.openDesk();
    await desk.go('/file');
    await whereField(desk.page).waitFor();
    return desk;
  }

  async function reportCount(): Promise<number> {
    const { body } = await office.house.request<{ data: unknown[] }>('GET', '/v1/reports?limit=100');
    return body.data.length;
  }

  /** The report whose page the browser was led to. */
  async function filedReport(page: Page): Promise<FiledReport> {
    await page.waitForURL(/\/reports\/UF-/);
    const reference = new URL(page.url()).pathname.split('/').at(-1);
    return (await office.house.request<FiledReport>('GET', `/v1/reports/${reference}`)).body;
  }
});

interface FiledReport {
  readonly explanation: string;
  readonly standing: readonly { readonly count: number }[];
  readonly submissions: readonly {
    readonly platform: string;
    readonly target: { readonly input: string; readonly key: string; readonly locator: string | null };
  }[];
}

const goodFaith = (page: Page) => page.getByRole('checkbox', { name: /^As far as I know/ });
const found = (page: Page) => page.getByRole('list', { name: 'What was found' }).getByRole('listitem');

async function fillAll(page: Page, place: string): Promise<void> {
  await whereField(page).fill(place);
  await found(page).first().waitFor();
  await chooseCategory(page, 'Cyberbullying');
  await fillRest(page);
}
