import { loadConfig } from '#config';
import { PgSendStore } from '#persistence';
import type { Platform } from '#platform-kit';
import { createLogger, type Log } from '#telemetry';
import { startWorker } from '../../../apps/worker/src/worker.js';
import { platforms } from '../../support/platforms/with-examples.js';
import { targetIn } from '../plan/targets.js';

/** The worker as it is shipped, with the test platforms; it asks the storm before and after each notice. */
export async function run({ name }: { name: string }): Promise<void> {
  const log = createLogger({ service: name, level: 'info' });
  noteEmptyClaims(log);
  await startWorker({ config: loadConfig({ env: process.env }), platforms: platforms.map(watched), log });
}

/**
 * Tells the storm when a notice is about to leave and when its answer is there, and waits until it may go on. What keeps
 * one that stood still here from sending behind the back of its successor comes after this: its last question whether it
 * may still leave.
 */
function watched(platform: Platform): Platform {
  return {
    ...platform,
    createAdapter: (connection) => {
      const adapter = platform.createAdapter(connection);
      return {
        ...adapter,
        submit: async (notice, attempt) => {
          const target = targetIn(notice.target.key);
          await ask({ kind: 'beforeSend', target });
          try {
            return await adapter.submit(notice, attempt);
          } finally {
            await ask({ kind: 'afterSend', target });
          }
        },
      };
    },
  };
}

const waiting = new Map<number, () => void>();
let lastQuestion = 0;

process.on('message', (message: unknown) => {
  const { question } = message as { question?: number };
  if (question === undefined) return;
  waiting.get(question)?.();
  waiting.delete(question);
});

function ask(message: Readonly<Record<string, unknown>>): Promise<void> {
  const question = (lastQuestion += 1);
  return new Promise((resolve) => {
    waiting.set(question, resolve);
    process.send?.({ ...message, question });
  });
}

/** A lane that was hinted at and had nothing due: the hint was stale. The product says nothing of it. */
function noteEmptyClaims(log: Log): void {
  const claimDue = PgSendStore.prototype.claimDue;
  PgSendStore.prototype.claimDue = async function (question) {
    const claimed = await claimDue.call(this, question);
    if (claimed.length === 0) log.info('storm.nothing_due', { platform: question.platform });
    return claimed;
  };
}
