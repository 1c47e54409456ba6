import type { Page } from 'playwright-core';
import { chooseCategory, fillRest, whereField } from './support/filing-page.js';
import { describeInBrowser } from './support/office.js';
import { tells } from './support/report-page.js';

const group = 'https://chat.whatsapp.com/SyntheticInviteStory77';
const video = 'https://www.instagram.com/reel/SynthStory7/';
const picture = 'https://www.facebook.com/synthetic.example/posts/1000000000000787';
const sexting = 'https://www.instagram.com/p/SynthStory77/';

describeInBrowser('what callers ring about', (office) => {
  it('is a private group: it is blocked, the member looks, and who runs it is a matter for the police', async () => {
    await office.house.scenario('whatsapp', {}, [{ afterMs: 0, reply: 'group_blocked_admins_via_police' }]);
    const page = await atFiling();
    await whereField(page).fill(group);
    await chooseCategory(page, 'Private group created to insult');
    await page.getByRole('checkbox', { name: 'Say who runs the group' }).check();
    await fillRest(page, { caller: 'Member of the group' });
    await fileIt(page);

    await tells(page, /^WhatsApp says it is removed\.$/);
    const card = page.getByRole('article', { name: /^WhatsApp/ });
    await card.getByText('Say who runs the group: ').first().waitFor();
    await card.getByRole('button', { name: 'I looked' }).click();
    await card.getByRole('checkbox', { name: 'Somebody else looked and told me' }).check();
    await card.getByRole('button', { name: 'Gone', exact: true }).click();
    await tells(page, /^It is gone from WhatsApp\.$/);
    const police = page.getByRole('group', { name: /^Police/ });
    await police.getByRole('button', { name: 'Accepted' }).click();
    await page.getByText(/^accepted, by /i).waitFor();
  });

  it('is a video that breaks no rule: that is not the end, every lawful way has its letter, and one is taken', async () => {
    await office.house.scenario('instagram', {}, [{ afterMs: 0, reply: 'refused_no_violation' }]);
    const page = await atFiling();
    await whereField(page).fill(video);
    await chooseCategory(page, 'Cyberbullying');
    await fillRest(page);
    await fileIt(page);

    await tells(page, /^Instagram refused: no policy violation\.$/);
    const ways = page.getByRole('region', { name: 'What can still be done' });
    await ways
      .getByRole('button', { name: /^Letter: / })
      .first()
      .click();
    expect(await ways.getByRole('textbox', { name: /^Letter: / }).inputValue()).toContain('UF-');
    await ways.getByRole('button', { name: 'Take this way' }).first().click();
    await ways.getByText('How did it end?').waitFor();
  });

  it('is a picture that comes back: somebody sees it again, and a new notice leaves that says so', async () => {
    await office.house.scenario('facebook', {}, [{ afterMs: 0, reply: 'removed' }]);
    const page = await atFiling();
    await whereField(page).fill(picture);
    await chooseCategory(page, 'Sextortion');
    await fillRest(page);
    await fileIt(page);

    await tells(page, /^Facebook says it is removed\.$/);
    await look(page, 'Gone');
    await tells(page, /^It is gone from Facebook\.$/);
    await look(page, 'Still there');
    await tells(page, /^It is back on Facebook\.$/);
    const back = page.getByRole('region', { name: 'It is back' });
    await back.getByRole('checkbox', { name: /right and complete/ }).check();
    await back.getByRole('button', { name: 'Send 1 new notice' }).click();
    await tells(page, /Facebook says it is removed/);
    const notices = office.house.simulator.received('facebook');
    expect(notices.at(-1)?.text).toMatch(/removed before/i);
  });

  it('is which of the three nobody knows: plain questions in the language of the caller lead to it', async () => {
    await office.house.scenario('instagram', {}, [{ afterMs: 0, reply: 'acknowledge' }]);
    const { page } = await office.openDesk({ language: 'fr' });
    await page.goto('/file');
    await page.locator('textarea').first().fill(sexting);
    const triage = (await office.house.request<Triage>('GET', '/v1/triage')).body;
    const answers: Record<string, string> = {
      DANGER: 'NO',
      NUDITY: 'YES',
      MINOR: 'YES_OR_MAYBE',
      DEMAND: 'MONEY',
    };
    await page.locator('button[aria-expanded], button').filter({ hasText: '?' }).first().click();
    for (const [key, chosen] of Object.entries(answers)) {
      const question = triage.questions.find((each) => each.key === key);
      await page.getByText(question?.texts.fr ?? key).waitFor();
      const answer = question?.answers.find((each) => each.key === chosen);
      await page.getByRole('button', { name: answer?.texts.fr ?? chosen, exact: true }).click();
    }
    await page.getByText('Sextorsion / chantage à la webcam').first().waitFor();
    await page.locator('textarea').nth(1).fill('Texte synthétique.');
    await page.getByRole('radio', { name: 'Parent' }).check();
    await page.getByRole('checkbox', { name: /^À ma connaissance/ }).check();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/reports\/UF-/);
    await page
      .getByText(/Instagram/)
      .first()
      .waitFor();
    expect(office.house.simulator.received('instagram').at(-1)?.text).toContain('Texte synthétique.');
  });

  async function atFiling(): Promise<Page> {
    const { page } = await office.openDesk();
    await page.goto('/file');
    await whereField(page).waitFor();
    return page;
  }
});

interface Triage {
  readonly questions: readonly (Texts & { readonly answers: readonly Texts[] })[];
}

interface Texts {
  readonly key: string;
  readonly texts: { readonly fr: string };
}

async function fileIt(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/\/reports\/UF-/);
}

async function look(page: Page, seen: string): Promise<void> {
  await page.getByRole('button', { name: 'I looked' }).click();
  await page.getByRole('button', { name: seen, exact: true }).click();
}
