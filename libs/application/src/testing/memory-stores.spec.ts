import { uuidv7 } from 'uuidv7';
import { describeStores } from './contract/describe-stores.js';
import { MemoryDatabase } from './memory-database.js';
import { memoryStores } from './memory-stores.js';

describeStores('memory', async () => {
  let nowMs = Date.UTC(2026, 10, 24);
  let between: (() => Promise<unknown>) | undefined;
  const database = new MemoryDatabase({ nowMs: () => nowMs, newId: uuidv7 });
  const stores = memoryStores(database, () => ({
    betweenStatements: async () => {
      const work = between;
      between = undefined;
      await work?.();
    },
  }));
  return {
    stores,
    pass: async (ms) => {
      nowMs += ms;
    },
    beforeNextWrite: (work) => {
      between = work;
    },
    close: async () => undefined,
  };
});
