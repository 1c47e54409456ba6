import { MemoryDatabase } from '../testing/memory-database.js';
import { memoryStores } from '../testing/memory-stores.js';
import { StoreBench } from '../testing/contract/store-bench.js';
import { RecordReferral } from './record-referral.js';

function open() {
  let count = 0;
  const database = new MemoryDatabase({ nowMs: () => 1_000, newId: () => `synthetic-${(count += 1)}` });
  const stores = memoryStores(database);
  const fixture = {
    stores,
    pass: () => Promise.resolve(),
    beforeNextWrite: () => undefined,
    close: () => Promise.resolve(),
  };
  const bench = new StoreBench(() => fixture);
  const record = new RecordReferral({
    reports: stores.reports,
    catalogue: new Map([['POLICE', {} as never]]),
  });
  return { bench, database, record };
}

describe('RecordReferral', () => {
  it('tells the timeline by codes alone, and says the same thing once', async () => {
    const { bench, database, record } = open();
    const { id } = await bench.file(['one']);
    const told = { reportId: id, key: 'POLICE', state: 'OFFERED', by: 'Synthetic Person' } as const;
    expect(await record.run(told)).toBe('recorded');
    expect(await record.run(told)).toBe('repeated');
    expect(await record.run({ ...told, state: 'DECLINED' })).toBe('recorded');
    const events = database.events.filter(({ type }) => type === 'referral.recorded');
    expect(events.map(({ detail }) => detail)).toEqual([
      { referral: 'POLICE', referralState: 'OFFERED', actor: 'STAFF' },
      { referral: 'POLICE', referralState: 'DECLINED', actor: 'STAFF' },
    ]);
  });

  it('needs a report and a referral that are there', async () => {
    const { bench, record } = open();
    const { id } = await bench.file(['one']);
    const told = { key: 'POLICE', state: 'OFFERED', by: 'test' } as const;
    expect(await record.run({ ...told, reportId: 'synthetic-none' })).toBe('notFound');
    expect(await record.run({ ...told, reportId: id, key: 'NOBODY' })).toBe('unknownReferral');
  });
});
