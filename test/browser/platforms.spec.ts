import { describeInBrowser } from './support/office.js';

describeInBrowser('the platforms', (office) => {
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
});
