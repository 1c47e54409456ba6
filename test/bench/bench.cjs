/**
 * `npm run bench`: how fast the hot paths are on this machine, against real PostgreSQL (and Redis where installed).
 *
 * Prints one line a figure. Speeds belong here, never in a test.
 */
require('../support/services/load-typescript.cjs')();
require('reflect-metadata');
const { startTestPostgres } = require('../support/services/postgres.ts');
const { startTestRedis } = require('../support/services/redis.ts');

const reports = Number(process.env.BENCH_REPORTS ?? 400);
const side = Number(process.env.BENCH_CONCURRENCY ?? 16);

async function main() {
  const postgres = await startTestPostgres();
  const redis = await startTestRedis();
  process.env.UNIFLAG_TEST_DATABASE_URL = postgres.url;
  if (redis) process.env.UNIFLAG_TEST_REDIS_URL = redis.url;
  const { openHouse } = require('../support/house.ts');
  for (const queue of redis ? ['postgres', 'redis'] : ['postgres']) await measure(openHouse, queue);
  await redis?.stop();
  await postgres.stop();
}

async function measure(openHouse, queue) {
  const house = await openHouse({ queue });
  for (const platform of ['facebook', 'instagram', 'snapchat', 'whatsapp', 'youtube'])
    await house.scenario(platform, {}, [{ afterMs: 0, fault: 'silence' }]);
  const latencies = [];
  const startedAt = performance.now();
  await sideBySide(reports, side, async (index) => {
    const before = performance.now();
    const answer = await house.request('POST', '/v1/reports', report(index));
    if (answer.status !== 201) throw new Error(`filing answered ${answer.status}`);
    latencies.push(performance.now() - before);
  });
  say(queue, 'reports filed a second (5 targets each)', reports / seconds(startedAt));
  say(queue, 'filing, median ms', percentile(latencies, 0.5));
  say(queue, 'filing, 99th percentile ms', percentile(latencies, 0.99));
  await waitUntil(async () => (await count(house, `delivery IN ('QUEUED', 'SENDING', 'RETRY_WAIT')`)) === 0);
  say(queue, 'submissions sent a second, filing included', (reports * 5) / seconds(startedAt));

  const listedAt = performance.now();
  for (let page = 0; page < 50; page += 1) await house.request('GET', '/v1/reports?limit=50');
  say(queue, 'list of 50 reports, mean ms', (performance.now() - listedAt) / 50);
  await house.close();
}

function report(index) {
  const id = String(index).padStart(6, '0');
  return {
    category: 'CYBERBULLYING',
    targets: [
      { input: `https://www.facebook.com/synthetic.example/posts/1000000000${id}` },
      { input: `https://www.instagram.com/p/Synth${id}/` },
      { input: `https://www.snapchat.com/add/synthetic${id}` },
      { input: `https://chat.whatsapp.com/SyntheticInvite${id}0` },
      { input: `https://youtu.be/SYNTH${id}` },
    ],
    explanation: 'Synthetic explanation of ordinary length. '.repeat(10),
    goodFaith: true,
    caller: { role: 'PARENT' },
    language: 'en',
  };
}

async function sideBySide(total, places, work) {
  let next = 0;
  await Promise.all(
    Array.from({ length: places }, async () => {
      while (next < total) await work(next++);
    }),
  );
}

async function count(house, condition) {
  const { rows } = await house.database.pool.query(
    `SELECT count(*)::int AS n FROM submissions WHERE ${condition}`,
  );
  return rows[0].n;
}

async function waitUntil(isTrue) {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20));
}

const seconds = (startedAt) => (performance.now() - startedAt) / 1_000;
const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * share)];
const say = (queue, what, value) =>
  process.stdout.write(`${queue.padEnd(9)} ${what.padEnd(44)} ${value.toFixed(1)}\n`);

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
