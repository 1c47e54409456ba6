import { execFile } from 'node:child_process';
import path from 'node:path';
import { redisProgram } from './cluster/redis.js';
import type { StormResult } from './result.js';

/** A storm apart: Jest's module system and its open handles stay out of it. */
function aStorm(args: readonly string[]): Promise<{ readonly code: number; readonly result: StormResult }> {
  const entry = path.join(import.meta.dirname, 'storm.cjs');
  const flags = ['--disable-warning=ExperimentalWarning', entry, '--json', ...args];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, flags, { maxBuffer: 64 * 1_048_576 }, (error, stdout, stderr) => {
      const last = stdout.trimEnd().split('\n').at(-1) ?? '';
      if (!last.startsWith('{')) return reject(new Error(`no result; it said: ${stderr}`));
      resolve({ code: error ? Number(error.code ?? 1) : 0, result: JSON.parse(last) as StormResult });
    });
  });
}

const promises = {
  ...{ lost: 0, unanswered: 0, sentTwice: 0, wrongStatus: 0, eventsMissing: 0, eventsOutOfOrder: 0 },
  ...{ openSends: 0, orphans: 0 },
};

describe('a short storm', () => {
  // Five reports and no faults: it mostly waits, so it does beside the others.
  const planted = ['--seed', '103', '--backend', 'postgres', '--plant', 'new-webhook-id', '--reports', '5'];
  let withDefect: ReturnType<typeof aStorm>;
  beforeAll(() => {
    withDefect = aStorm([...planted, '--faults', '0']);
    // Its test tells; until then nobody waits for it.
    withDefect.catch(() => undefined);
  });

  it('breaks no promise on PostgreSQL alone', async () => {
    const { code, result } = await aStorm(['--seed', '101', '--backend', 'postgres', ...short]);
    expect(result).toMatchObject({ ...promises, accepted: 60, failures: [] });
    expect(code).toBe(0);
  }, 240_000);

  const itWithRedis = redisProgram() === undefined ? it.skip : it;
  const reason =
    redisProgram() === undefined ? ' (skipped: no redis-server is installed on this machine)' : '';
  itWithRedis(
    `breaks no promise with the queue in Redis${reason}`,
    async () => {
      const { code, result } = await aStorm(['--seed', '102', '--backend', 'redis', ...short]);
      expect(result).toMatchObject({ ...promises, accepted: 60, failures: [] });
      expect(code).toBe(0);
    },
    240_000,
  );

  it('fails where the product has a defect', async () => {
    const { code, result } = await withDefect;
    expect(code).toBe(1);
    expect(result.eventsMissing).toBeGreaterThan(0);
  }, 240_000);
});

const short = ['--reports', '60', '--faults', '14'];
