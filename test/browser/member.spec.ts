import type { Page } from 'playwright-core';
import type { Desk } from './support/desk.js';
import { describeInBrowser, type Office } from './support/office.js';
import { fileReport } from '../support/reports.js';

const group = 'https://chat.whatsapp.com/SyntheticInviteCode900';

describeInBrowser('a member’s link', (office) => {
  it('is made by staff, answered on a phone in Dutch without signing in, and confirmed by staff', async () => {
    const { staff, panel, address } = await aLink(office, 'wa-in-app');
    await panel.getByText('Copy it now').waitFor();

    const member = await office.openDesk({ language: 'nl', width: 360, height: 740, isSignedIn: false });
    const { page } = member;
    const asked: string[] = [];
    member.context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await member.go(address);
    await page.getByRole('heading', { level: 1, name: 'Meld het in WhatsApp' }).waitFor();
    expect(new URL(page.url()).href).toBe(new URL('/member', member.url).href);
    expect(await page.evaluate('document.documentElement.lang')).toBe('nl');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await page.getByRole('listitem').count()).toBeGreaterThan(5);
    expect(await page.getByText('Meld eerst.').count()).toBe(1);
    expect(await page.getByRole('link', { name: '116 000' }).getAttribute('href')).toBe('tel:116000');
    expect(await page.locator('body').innerText()).not.toContain('SyntheticInviteCode900');
    expect(await member.breaches()).toEqual([]);

    await page.getByRole('button', { name: 'Ik heb het gemeld' }).click();
    await page.getByRole('heading', { name: '“Ik heb het gemeld”: klopt dat?' }).waitFor();
    expect(await member.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'Terug' }).click();
    await page.getByRole('button', { name: 'Ik heb het gemeld' }).click();
    await page.getByRole('button', { name: 'Ja, versturen' }).click();
    await page.getByRole('heading', { name: 'Bedankt' }).waitFor();
    expect(await member.breaches()).toEqual([]);
    await page.reload();
    await page.getByRole('heading', { name: 'Bedankt' }).waitFor();
    const routes = asked.filter((path) => path.startsWith('/v1/'));
    expect([...new Set(routes)].sort()).toEqual(['/v1/member-links/answer', '/v1/member-links/read']);

    await panel.getByText('The member says: reported it.').waitFor();
    await staff.page.getByRole('region', { name: 'Timeline' }).getByText('A member answered').waitFor();
    expect(await staff.breaches()).toEqual([]);
    await panel.getByRole('button', { name: 'It is filed' }).click();
    await panel.waitFor({ state: 'detached' });
    await staff.page
      .getByRole('region', { name: 'Timeline' })
      .getByText(/ Sent$/)
      .waitFor();
  });

  it('speaks the language that is chosen, in the dark as well, and leads nowhere once staff ended it', async () => {
    const { panel, address } = await aLink(office, 'wa-partner');
    const member = await office.openDesk({ language: 'fr', scheme: 'dark', width: 360, isSignedIn: false });
    const { page } = member;
    await member.go(address);
    await page.getByRole('heading', { level: 1, name: 'Signalez-le dans WhatsApp' }).waitFor();
    expect(await member.breaches()).toEqual([]);
    await page.getByRole('button', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { level: 1, name: 'Melden Sie es in WhatsApp' }).waitFor();
    await page.getByText('Melden Sie zuerst.').waitFor();

    await panel.getByRole('button', { name: 'End the link' }).click();
    await panel.getByText('The last link was ended.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Dieser Link funktioniert nicht' }).waitFor();
    expect(await member.breaches()).toEqual([]);
  });

  it('is asked for where a page is opened without one', async () => {
    const { page } = await office.openDesk({ isSignedIn: false });
    await page.goto('/member');
    await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  });
});

/** Staff file a group's invitation over a channel, and make the link. */
async function aLink(office: Office, channel: string) {
  const { reference } = await fileReport(office.house, { inputs: [group], channels: { whatsapp: channel } });
  await office.house.settle();
  const staff = await office.openDesk();
  await staff.go(`/reports/${reference}`);
  const panel = await linkPanel(staff, channel === 'wa-in-app');
  await panel.getByRole('button', { name: 'Make a link' }).click();
  const address = await panel.getByText('/member#code=').innerText();
  return { staff, panel, address };
}

/** It stands in the hand-off where that is the member's, and is offered beside our own notice otherwise. */
async function linkPanel({ page }: Pick<Desk, 'page'>, isHandoff: boolean) {
  if (isHandoff) return inPanel(page, 'File by hand');
  await page.getByRole('button', { name: 'Link for the member' }).click();
  return inPanel(page, 'Link for the member');
}

function inPanel(page: Page, name: string) {
  return page.getByRole('region', { name });
}
