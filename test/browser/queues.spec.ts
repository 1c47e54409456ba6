import { addKey } from '../support/keys.js';
import { describeInBrowser } from './support/office.js';
import { fileReport } from '../support/reports.js';

describeInBrowser(
  'the queues',
  (office) => {
    it('tell what waits and since when, what is stopped, and that no worker takes it', async () => {
      const { house } = office;
      await fileReport(house);
      await fileReport(house);
      const desk = await office.openDesk({ apiKey: await addKey(house, ['ADMINISTRATOR']) });
      const { page } = desk;
      await desk.go('/queues');
      await page.getByText('Nothing that is due is left lying.').waitFor();
      const instagram = page.getByRole('region', { name: 'Instagram' });
      await instagram.getByText('2 notices due now, the first since').waitFor();
      await instagram.getByText('Rehearsal', { exact: true }).waitFor();
      const youtube = page.getByRole('region', { name: 'YouTube' });
      await youtube.getByText('Nothing waits.').waitFor();
      expect(await desk.breaches()).toEqual([]);

      await house.request('POST', '/v1/platforms/youtube/stop');
      await house.pass(3 * 60_000);
      // By itself.
      await page.getByText('2 are left lying').waitFor();
      await page.getByText('the oldest for 3 minutes').waitFor();
      await youtube.getByText('Stopped', { exact: true }).waitFor();
      await page.getByText('Hints to workers that none has taken').waitFor();
      expect(await desk.breaches()).toEqual([]);
    });

    it('lead who may read reports to those of unknown fate', async () => {
      const { house } = office;
      const { pool } = house.database;
      const open = await pool.query<{ id: string }>('SELECT id FROM submissions ORDER BY reference LIMIT 1');
      const desk = await office.openDesk();
      const { page } = desk;
      // As the worker leaves it; put back, because no send says so.
      const set = (delivery: string, word: string) =>
        pool.query(
          `UPDATE submissions SET delivery = $2, word = $3, next_try_at = CASE $2 WHEN 'QUEUED' THEN now() END WHERE id = $1`,
          [open.rows[0]?.id, delivery, word],
        );
      await set('UNCERTAIN', 'delivery_uncertain');
      try {
        await desk.go('/queues');
        await page.getByText('1 of unknown fate: a person decides').waitFor();
        await page.getByRole('link', { name: 'To these reports' }).click();
        await page.getByRole('heading', { name: 'Reports', level: 1 }).waitFor();
        expect(new URL(page.url()).searchParams.get('word')).toBe('delivery_uncertain');
      } finally {
        await set('QUEUED', 'queued');
      }
    });
  },
  { hasWorker: false },
);
