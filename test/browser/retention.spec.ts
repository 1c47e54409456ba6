import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser(
  'retention',
  (office) => {
    it('shows the times, what is erased next, what is kept longer and why, and proof of what was erased', async () => {
      const { house } = office;
      // An answer would be something that happened.
      await house.scenario('instagram', {}, [{ afterMs: 0, fault: 'silence' }]);
      const [due, kept, erased] = [await fileReport(house), await fileReport(house), await fileReport(house)];
      await house.settle();
      const keep = { reason: 'POLICE_REQUEST', note: 'Synthetic note.' };
      expect((await house.request('PUT', `/v1/reports/${kept.id}/keep`, keep)).status).toBe(200);
      const erase = { reference: erased.reference };
      expect((await house.request('POST', `/v1/reports/${erased.id}/erase`, erase)).status).toBe(204);
      await house.database.pool.query(
        `UPDATE reports SET updated_at = updated_at - interval '200 days' WHERE reference = ANY($1)`,
        [[due.reference, kept.reference]],
      );
      const desk = await office.openDesk();
      const { page } = desk;
      await desk.go('/retention');
      await page.getByText('Nothing is erased by itself').waitFor();
      await page.getByRole('region', { name: 'The times' }).getByText('183 days').first().waitFor();

      const next = page.getByRole('region', { name: 'Erased next' });
      await next.getByText(/: 1 report$/).waitFor();
      expect(await next.getByRole('link').allTextContents()).toEqual([due.reference]);

      const longer = page.getByRole('region', { name: 'Kept longer' });
      await longer.getByText('Because the police asked for it. Said by test').waitFor();
      await longer.getByText('Until somebody lifts it.').waitFor();
      expect(await longer.getByRole('link').allTextContents()).toEqual([kept.reference]);
      expect(await page.content()).not.toContain('Synthetic note');

      const gone = page.getByRole('region', { name: 'Erased', exact: true });
      await gone.getByText(erased.reference).waitFor();
      await gone.getByText('Asked for by test').waitFor();
      await gone.getByText(/keys? w(as|ere) destroyed/).click();
      await gone
        .getByText(/^[0-9a-f]{64}$/)
        .first()
        .waitFor();
      expect(await desk.breaches()).toEqual([]);

      await longer.getByRole('link').click();
      await page.getByRole('heading', { name: kept.reference, level: 1 }).waitFor();
    });
  },
  { env: { UNIFLAG_RETENTION__IS_ON: 'false' } },
);
