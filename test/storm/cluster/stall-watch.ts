import type { FaultRecord } from './fault-record.js';

const everyMs = 100;
/** Later than this by so much, and time limits of a second or two are no fault of the product. */
const tolerableMs = 300;

/**
 * Notes when the machine itself stands still: this process had to wait for its turn, so the others had to as well. On a
 * machine that the storm has for itself it notes nothing.
 *
 * @returns ends it
 */
export function watchForStalls(record: FaultRecord): () => void {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const lateMs = nowMs - lastMs - everyMs;
    lastMs = nowMs;
    if (lateMs > tolerableMs) record.past('stall', lateMs);
  }, everyMs);
  return () => clearInterval(timer);
}
