import { fileByKeyboard, tabTo } from './support/keyboard.js';
import { describeInBrowser } from './support/office.js';
import { tells } from './support/report-page.js';

const places = [
  'https://www.facebook.com/synthetic.example/posts/1000000000000777',
  'https://www.instagram.com/p/SynthStory1/',
  'https://www.snapchat.com/spotlight/W7_EDlXWTBiXAEEniNoMPwAAYsyntheticstory',
  'https://chat.whatsapp.com/SyntheticInviteStory01',
  'https://youtu.be/SYNTHSTORY1',
];

describeInBrowser('one incident, from the call to its outcomes', (office) => {
  it('is filed and worked through by keyboard alone while a colleague sees all of it live', async () => {
    const { house } = office;
    const plays = {
      facebook: { reply: 'removed' },
      instagram: { reply: 'refused_no_violation' },
      snapchat: { reply: 'information_requested' },
      whatsapp: { reply: 'member_first' },
      youtube: { reply: 'region_blocked' },
    };
    for (const [platform, play] of Object.entries(plays))
      await house.scenario(platform, {}, [{ afterMs: 0, ...play }]);
    const { page } = await office.openDesk();
    const { page: colleague } = await office.openDesk({ language: 'fr', scheme: 'dark' });
    await colleague.goto('/reports');
    await colleague.getByText('En direct').waitFor();

    await page.goto('/file');
    await page.getByLabel('Links, names or numbers').waitFor();
    await fileByKeyboard(page, places, 'Synthetic explanation.');
    await page.waitForURL(/\/reports\/UF-/);
    const reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';

    await colleague.getByRole('link', { name: reference }).press('Enter');
    for (const said of [
      /Facebook dit l’avoir supprimé/,
      /Instagram a refusé/,
      /à la main.*WhatsApp/,
      /Snapchat vous pose une question/,
    ])
      await tells(colleague, said);

    await tells(page, /to be filed by hand: WhatsApp, Snapchat asks you something\.$/);
    await tabTo(page, 'Your answer to Snapchat');
    await page.keyboard.type('Synthetic account, on Friday.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await tells(page, /Facebook and Snapchat say/);
    await tabTo(page, 'Paste the receipt, if there is one');
    await page.keyboard.insertText('Thank you. Ticket: WA-SYNTH-0815');
    await tabTo(page, 'It is filed');
    await page.keyboard.press('Enter');
    await page
      .getByRole('article', { name: /^WhatsApp/ })
      .getByText('WA-SYNTH-0815')
      .first()
      .waitFor();

    // Never reloaded: all of it came by the stream.
    await colleague
      .getByRole('article', { name: /^WhatsApp/ })
      .getByText('WA-SYNTH-0815')
      .first()
      .waitFor();
    await colleague.getByText('Réponse donnée').first().waitFor();
  });
});
