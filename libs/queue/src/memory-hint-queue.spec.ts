import { hintQueueContract } from './testing/hint-queue-contract.js';
import { MemoryHintQueue, MemoryHints } from './memory-hint-queue.js';

hintQueueContract(
  'the queue in memory',
  async () => {
    const hints = new MemoryHints();
    return {
      open: (log) => new MemoryHintQueue(log, hints),
      waiting: async (lane) => hints.waitingOn(lane),
      close: async () => undefined,
    };
  },
  { overNetwork: false },
);
