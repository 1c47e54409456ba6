import { uuidv7 } from 'uuidv7';
import type { Role } from '#core';
import { PgApiKeys } from '#persistence';
import { newApiKey } from '#security';
import { describeInBrowser } from './support/office.js';

const takesTwo = {
  env: {
    UNIFLAG_ACCESS__FOUR_EYES: 'ARM_PLATFORM',
    // What youtube needs to be armed.
    UNIFLAG_PLATFORMS__YOUTUBE__DEFAULT_CHANNEL: 'yt-priority-form',
  },
};

describeInBrowser(
  'the platforms',
  (office) => {
    it('are stopped and set going again by who means it, and a banner says so on every page', async () => {
      const desk = await office.openDesk();
      const { page } = desk;
      await desk.go('/platforms');
      const facebook = page.getByRole('region', { name: 'Facebook' });
      await facebook.getByText('Rehearsal', { exact: true }).waitFor();
      await page.getByText('nothing really leaves for any platform yet').waitFor();

      await facebook.getByRole('button', { name: 'Stop' }).click();
      const question = page.getByRole('dialog', { name: 'Stop sending to Facebook?' });
      await question.getByText('What has left cannot be called back').waitFor();
      await page.keyboard.press('Escape');
      await question.waitFor({ state: 'hidden' });
      await facebook.getByText('Rehearsal', { exact: true }).waitFor();

      await facebook.getByRole('button', { name: 'Stop' }).click();
      await question.getByRole('button', { name: 'Stop sending' }).click();
      await facebook.getByText('Stopped', { exact: true }).waitFor();
      await facebook.getByText('Changed by test').waitFor();
      await page.getByText('Stopped, nothing is sent: Facebook.').waitFor();
      await page.getByRole('link', { name: 'Reports' }).click();
      await page.getByText('Stopped, nothing is sent: Facebook.').waitFor();
      await page.getByRole('link', { name: 'To the platforms' }).click();

      await facebook.getByRole('button', { name: 'Rehearse' }).click();
      await page.getByRole('button', { name: 'Rehearse only' }).click();
      await facebook.getByText('Rehearsal', { exact: true }).waitFor();
    });

    it('say what is missing where one cannot be armed', async () => {
      const desk = await office.openDesk({ language: 'fr' });
      const { page } = desk;
      await desk.go('/platforms');
      const snapchat = page.getByRole('region', { name: 'Snapchat' });
      await snapchat.getByRole('button', { name: 'Activer' }).click();
      await page.getByRole('button', { name: 'Activer : envoyer réellement' }).click();
      await snapchat.getByRole('alert').getByText('il lui manque des réglages').waitFor();
      await snapchat.getByText('Répétition', { exact: true }).waitFor();
    });

    it('tell of a platform that asked for a pause, and until when', async () => {
      const { house } = office;
      await house.database.pool.query(
        `UPDATE platforms SET held_until = '2030-01-02T11:30:00Z', held_because = 'PLATFORM.RATE_LIMITED' WHERE platform = 'youtube'`,
      );
      const desk = await office.openDesk();
      await desk.go('/platforms');
      const youtube = desk.page.getByRole('region', { name: 'YouTube' });
      await youtube.getByText('The platform asked us to slow down.').waitFor();
      // Brussels, though the browser is elsewhere.
      await youtube.getByText('12:30').waitFor();
      await house.database.pool.query(`UPDATE platforms SET held_until = NULL WHERE platform = 'youtube'`);
    });

    it('are armed by two: one asks and cannot approve, another does', async () => {
      const asker = await office.openDesk({ apiKey: await aKey('Synthetic One', ['ADMINISTRATOR']) });
      await asker.go('/');
      // The first page that is theirs.
      await asker.page.getByRole('heading', { name: 'Platforms', level: 1 }).waitFor();
      expect(await asker.page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(
        expect.arrayContaining(['Platforms', 'Approvals', 'Keys']),
      );
      expect(await asker.page.getByRole('link', { name: 'Reports' }).count()).toBe(0);
      const theirs = asker.page.getByRole('region', { name: 'YouTube' });
      await theirs.getByRole('button', { name: 'Arm', exact: true }).click();
      await asker.page.getByRole('button', { name: 'Arm: send for real' }).click();
      await theirs.getByText('Waits for a second person').waitFor();
      expect(await asker.breaches()).toEqual([]);
      await theirs.getByRole('link', { name: 'To the approvals' }).click();
      await asker.page.getByText('You asked for this').waitFor();
      expect(await asker.page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
      await asker.go('/file');
      await asker.page.getByText('This page is for: staff').waitFor();

      const second = await office.openDesk({ apiKey: await aKey('Synthetic Two', ['ADMINISTRATOR']) });
      await second.go('/platforms');
      await second.page.getByRole('link', { name: '1 waits for a second person' }).click();
      const asked = second.page.getByRole('region', { name: 'Arm YouTube' });
      await asked.getByText('Asked for by Synthetic One.').waitFor();
      expect(await second.breaches()).toEqual([]);
      await asked.getByRole('button', { name: 'Approve' }).click();
      await second.page.getByRole('button', { name: 'Approve and do it' }).click();
      await second.page.getByText('Nothing waits for a second person').waitFor();
      await second.page.getByRole('link', { name: 'Platforms', exact: true }).click();
      const youtube = second.page.getByRole('region', { name: 'YouTube' });
      await youtube.getByText('Armed', { exact: true }).waitFor();
      await youtube.getByText('Changed by Synthetic One, Synthetic Two').waitFor();
    });

    async function aKey(name: string, roles: readonly Role[]): Promise<string> {
      const { key, prefix, hash } = newApiKey();
      await new PgApiKeys(office.house.database.pool).add({
        ...{ id: uuidv7(), name, prefix, hash, roles, madeBy: { id: uuidv7(), name: 'synthetic' } },
      });
      return key;
    }
  },
  takesTwo,
);
