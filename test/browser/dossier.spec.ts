import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readZip, verifyDossier } from '#outcomes';
import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser(
  'a dossier',
  (office) => {
    it('is saved as a signed file, or to be read, in the language that is chosen', async () => {
      const { reference } = await fileReport(office.house);
      const desk = await office.openDesk({ width: 360 });
      const { page } = desk;
      await page.goto(`/reports/${reference}`);
      const card = page.getByRole('region', { name: 'Case dossier' });
      await card.getByRole('combobox', { name: 'Language' }).selectOption('German');
      const saving = page.waitForEvent('download');
      await card.getByRole('button', { name: 'Signed file (ZIP)' }).click();
      const saved = await saving;
      expect(saved.suggestedFilename()).toBe(`${reference}-dossier.zip`);
      const path = await saved.path();
      expect(verifyDossier(await readZip(path))).toMatchObject({ reference, faults: [] });
      expect(await desk.breaches()).toEqual([]);
      const reading = page.waitForEvent('download');
      await card.getByRole('button', { name: 'To read (PDF)' }).click();
      expect(readFileSync(await (await reading).path()).toString('latin1')).toContain('/Lang (de)');
    });

    it('is not offered to whoever may make none', async () => {
      const { reference } = await fileReport(office.house);
      const { page } = await office.openDesk({ apiKey: await addKey(office.house, ['STAFF']) });
      await page.goto(`/reports/${reference}`);
      await page.getByRole('region', { name: 'The whole report' }).waitFor();
      expect(await page.getByRole('region', { name: 'Case dossier' }).count()).toBe(0);
    });
  },
  { env: { UNIFLAG_DOSSIERS__SIGNING_KEY: randomBytes(32).toString('base64') } },
);
