import { brokenPromises } from '../../../../test/support/invariants.js';
import { openWorkshop, type Workshop } from '../../../../test/support/workshop.js';

let workshop: Workshop;
beforeEach(async () => {
  workshop = await openWorkshop();
});
afterEach(async () => {
  expect(await brokenPromises(workshop.schema.pool)).toEqual([]);
  await workshop.close();
});

describe('keeping a reply', () => {
  it('keeps one key for a message that comes again', async () => {
    const again = { messageKey: 'synthetic-message@platform.example' };
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', again);
    await expect(workshop.reply({ platform: 'sixth-example' }, 'nonsense', again)).rejects.toThrow();
    expect(await workshop.schema.rows(`SELECT 1 FROM data_keys WHERE owner_kind = 'reply'`)).toHaveLength(1);
  });

  it('keeps its text encrypted', async () => {
    await workshop.reply({ platform: 'sixth-example' }, 'nonsense', {
      subject: 'Synthetic subject',
      from: 'a.person@platform.example',
    });
    const secrets = ['Synthetic words', 'Synthetic subject', 'a.person'];
    expect(await brokenPromises(workshop.schema.pool, secrets)).toEqual([]);
  });
});
