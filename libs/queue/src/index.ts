export { createHintQueue } from './create-hint-queue.js';
export type { HintQueueOptions } from './create-hint-queue.js';
export type { HintQueue } from './hint-queue.js';
export { MemoryHintQueue, MemoryHints } from './memory-hint-queue.js';
export { QueueFault } from './queue-fault.js';
export { redisValues } from './redis-values.js';
