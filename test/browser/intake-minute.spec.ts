import type { Page } from 'playwright-core';
import { tabTo } from './support/keyboard.js';
import { describeInBrowser } from './support/office.js';

/** Of the keystroke-level model (Card, Moran, Newell 1980): an average typist's key, and the thought before a decision. */
const keyMs = 200;
const decisionMs = 1_350;

describeInBrowser('a simple case while the caller is on the phone', (office) => {
  it('is filed by keyboard in under a minute and in 25 acts at most', async () => {
    const { page } = await office.openDesk();
    await page.goto('/file');
    await page.getByLabel('Links, names or numbers').waitFor();
    const hand = handOf(page);

    await hand.paste('https://www.instagram.com/p/SynthMinute1/');
    await page.getByRole('list', { name: 'What was found' }).getByRole('listitem').waitFor();
    await hand.goTo('Search by a word');
    await hand.type('money');
    await hand.press('Enter');
    await hand.goTo('Explanation for the platforms');
    await hand.type('Somebody asks a child for money over a picture.');
    await hand.goTo('Parent');
    await hand.press('ArrowRight');
    await hand.goTo(/^As far as I know/);
    await hand.press('Space');
    await hand.press('Control+Enter');
    await page.waitForURL(/\/reports\/UF-/);

    const { keys, acts, decisions } = hand.counted();
    expect(acts).toBeLessThanOrEqual(25);
    expect(keys * keyMs + decisions * decisionMs).toBeLessThanOrEqual(60_000);
  });
});

/** Works by keyboard, and counts. An act is what changes something; going there by Tab costs its keys. */
function handOf(page: Page) {
  const counts = { keys: 0, acts: 0, decisions: 0 };
  const act = (keys: number) => {
    counts.keys += keys;
    counts.acts += 1;
  };
  return {
    counted: () => counts,
    goTo: async (name: string | RegExp) => {
      counts.decisions += 1;
      counts.keys += await tabTo(page, name);
    },
    type: async (text: string) => {
      act(text.length);
      await page.keyboard.type(text);
    },
    paste: async (text: string) => {
      counts.decisions += 1;
      act(2);
      await page.keyboard.insertText(text);
    },
    press: async (key: string) => {
      counts.decisions += 1;
      act(key.split('+').length);
      await page.keyboard.press(key);
    },
  };
}
