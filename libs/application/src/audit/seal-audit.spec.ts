import { MemoryLog } from '#telemetry';
import type { AnchorPort, AnchorWay, AuditChain, AuditHead } from '../ports/audit-chain.js';
import { SealAudit } from './seal-audit.js';

/** A chain of so many links, with heads as the store keeps them. */
class SmallChain implements AuditChain {
  linked = 0;
  readonly heads: AuditHead[] = [];
  readonly anchoredWays: string[] = [];

  constructor(public waiting: number) {}

  async seal(limit: number): Promise<number> {
    const taken = Math.min(limit, this.waiting);
    this.waiting -= taken;
    this.linked += taken;
    return taken;
  }

  async head(_everyMs: number, sign: Parameters<AuditChain['head']>[1]): Promise<AuditHead | undefined> {
    if ((this.heads.at(-1)?.sequence ?? 0) === this.linked) return undefined;
    const place = { sequence: this.linked, hash: new Uint8Array(32), atMs: 1 };
    this.heads.push({ ...place, signed: sign(place) });
    return this.heads.at(-1);
  }

  async unanchored(way: AnchorWay): Promise<AuditHead | undefined> {
    const head = this.heads.at(-1);
    return head && !this.anchoredWays.includes(`${way} ${head.sequence}`) ? head : undefined;
  }

  async anchored(sequence: number, way: AnchorWay): Promise<void> {
    this.anchoredWays.push(`${way} ${sequence}`);
  }
}

const setUp = (waiting: number, answers: (string | undefined)[] = []) => {
  const chain = new SmallChain(waiting);
  const kept: number[] = [];
  const anchor: AnchorPort = {
    way: 'MAIL',
    keep: async ({ sequence }) => {
      kept.push(sequence);
      return answers.shift();
    },
  };
  let nowMs = 0;
  const log = new MemoryLog();
  const seal = new SealAudit({
    ...{ chain, log, anchors: [anchor], settings: { sealEveryMs: 1_000 } },
    sign: () => ({ keyId: 'sk-1', signature: new Uint8Array(64) }),
    clock: { now: () => nowMs, startTimer: () => () => undefined },
  });
  const runAfter = async (ms: number) => {
    nowMs += ms;
    await seal.run();
    await seal.settled();
  };
  return { chain, kept, log, runAfter };
};

it('links what waits, signs the place and takes it out, once', async () => {
  const { chain, kept, runAfter } = setUp(700);
  await runAfter(0);
  await runAfter(2_000);
  expect([chain.linked, chain.heads.length, kept, chain.anchoredWays]).toEqual([700, 1, [700], ['MAIL 700']]);
});

it('does not hold up a sweep by an old installation', async () => {
  const { chain, runAfter } = setUp(5_000);
  await runAfter(0);
  expect(chain.linked).toBe(2_000);
  await runAfter(0);
  expect(chain.linked).toBe(4_000);
});

it('tries again later what did not get out, and says why', async () => {
  const { kept, log, chain, runAfter } = setUp(3, ['deferred']);
  await runAfter(0);
  await runAfter(30_000);
  expect(kept).toEqual([3]);
  expect(log.lines).toEqual([
    {
      ...{ level: 'warn', event: 'audit.not_anchored' },
      fields: { way: 'MAIL', sequence: 3, reason: 'deferred' },
    },
  ]);
  await runAfter(31_000);
  expect([kept, chain.anchoredWays]).toEqual([[3, 3], ['MAIL 3']]);
});
