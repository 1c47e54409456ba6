import type { Role } from '#core';
import { addKey, withKey } from '../support/keys.js';
import { addPerson } from '../support/people.js';
import { describeInBrowser } from './support/office.js';

describeInBrowser(
  'what takes two persons',
  (office) => {
    const aKey = (role: Role) => addKey(office.house, [role]);
    const ask = (key: string, method: string, path: string, body: object) =>
      office.house.request<any>(method, path, body, withKey(key));
    let filed = 0;
    async function aReport(key: string, category: string): Promise<{ id: string; reference: string }> {
      filed += 1;
      const { status, body } = await ask(key, 'POST', '/v1/reports', {
        ...{ category, targets: [{ input: `https://www.facebook.com/groups/SYNTHETIC${filed}/` }] },
        ...{ explanation: 'CANARY synthetic words of a test.', goodFaith: true },
        ...{ caller: { role: 'PARENT' }, language: 'en' },
      });
      expect([status, body.errors]).toEqual([201, undefined]);
      return body;
    }

    it('is said in plain words, with its terms, and refused with a reason', async () => {
      const { id, reference } = await aReport(office.house.apiKey, 'CYBERBULLYING');
      const keep = { reason: 'POLICE_REQUEST', until: '2031-05-06T10:00:00Z' };
      const asked = await ask(await aKey('SUPERVISOR'), 'PUT', `/v1/reports/${id}/keep`, keep);
      expect(asked.status).toBe(202);
      const desk = await office.openDesk({ apiKey: await aKey('SUPERVISOR') });
      await desk.go('/approvals');
      const card = desk.page.getByRole('region', { name: `Keep ${reference} longer` });
      await card.getByText(/^It is not erased before .*2031.*: the police asked for it\.$/).waitFor();
      expect(await desk.breaches()).toEqual([]);
      await card.getByRole('button', { name: 'Refuse' }).click();
      const dialog = desk.page.getByRole('dialog', { name: 'Refuse' });
      await dialog.getByRole('combobox', { name: 'Why' }).selectOption('MISTAKE');
      await dialog.getByRole('button', { name: 'Refuse it' }).click();
      await desk.page.getByText('Nothing waits for a second person').waitFor();
      const { body } = await office.house.request<any>('GET', '/v1/approvals?state=REFUSED');
      expect(body.data).toMatchObject([{ refusedBecause: 'MISTAKE' }]);
    });

    it('holds a report of abuse images until another analyst confirms that it is one', async () => {
      const { reference } = await aReport(await aKey('ANALYST'), 'CSAM');
      const desk = await office.openDesk({ apiKey: await aKey('ANALYST') });
      const { page } = desk;
      await desk.go('/approvals');
      const waiting = page.getByRole('region', { name: 'Is it really about abuse images?' });
      expect(await desk.breaches()).toEqual([]);
      await waiting.getByRole('link', { name: reference }).click();
      const whole = page.getByRole('region', { name: 'The whole report' });
      await whole.getByText('Waits until its category is confirmed').first().waitFor();
      await whole.getByRole('button', { name: 'Release it' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(/^With this you confirm that it is about abuse images\./).waitFor();
      await dialog.getByRole('button', { name: 'Release it' }).click();
      await whole.getByRole('button', { name: 'Hold it' }).waitFor();

      await whole.getByRole('button', { name: 'Correct the category' }).click();
      const correcting = page.getByRole('dialog', { name: 'Correct the category' });
      await correcting.getByRole('combobox', { name: 'Right category' }).selectOption('HATE');
      await correcting.getByRole('button', { name: 'Correct it' }).click();
      await whole.getByText('A second analyst decides').waitFor();
      expect(await desk.breaches()).toEqual([]);
      const second = await office.openDesk({ apiKey: await aKey('ANALYST') });
      await second.go('/approvals');
      const asked = second.page.getByRole('region', { name: `Take ${reference} out of the abuse images` });
      await asked.getByText(/“Hate speech” is its category/).waitFor();
      await asked.getByRole('button', { name: 'Approve' }).click();
      await second.page.getByRole('button', { name: 'Approve and do it' }).click();
      await second.page.getByText('Nothing waits for a second person').waitFor();
    });

    it('is not needed in an emergency: an administrator opens one report by its reference, for an hour', async () => {
      const { reference } = await aReport(office.house.apiKey, 'CYBERBULLYING');
      const { cookie } = await addPerson(office.house, 'Synthetic Administrator', ['ADMINISTRATOR']);
      const desk = await office.openDesk({ isSignedIn: false });
      const { page } = desk;
      await desk.context.addCookies([
        { name: 'uniflag', value: cookie.replace('uniflag=', ''), url: desk.url, sameSite: 'Strict' },
      ]);
      await desk.go('/approvals');
      const card = page.getByRole('region', { name: 'Open a report in an emergency' });
      await card.getByRole('button', { name: 'Open it in an emergency' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Reference of the report').fill(reference.toLowerCase());
      await dialog.getByLabel('Why it cannot wait').fill('Synthetic: nobody else is here.');
      expect(await desk.breaches()).toEqual([]);
      await dialog.getByRole('button', { name: 'Open for one hour' }).click();
      await page.getByRole('heading', { name: reference, level: 1 }).waitFor();
      await page.getByText('CANARY synthetic words of a test.').first().waitFor();
      await page.getByText('You can read this report without the role it takes:').waitFor();
    });
  },
  { env: { UNIFLAG_ACCESS__FOUR_EYES: 'KEEP,CONFIRM_CATEGORY' } },
);
