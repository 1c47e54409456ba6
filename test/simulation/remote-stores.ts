import type { MemorySendStore } from '../../libs/application/src/testing/memory-send-store.js';
import type { MemoryStores } from '../../libs/application/src/testing/memory-stores.js';
import type { Stores } from '../../libs/application/src/testing/stores.js';
import { call } from './network.js';
import type { SimProcess } from './sim-process.js';

/** The stores as a process reaches them: over a network, on which every call can fail before or after it took effect. */
export function remoteStores(process: SimProcess, stores: MemoryStores): Stores {
  const remote = <Store extends object>(store: Store) =>
    new Proxy(store, {
      get: (target, name) => {
        const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
        return (...args: unknown[]) => ask(process, String(name), () => method.apply(target, args));
      },
    });
  const { reports, sends, followUps, deadlines, replies, platforms, mailboxes, webhooks, outbox } = stores;
  return {
    reports: remote(reports),
    sends: handingBack(process, sends),
    followUps: remote(followUps),
    deadlines: remote(deadlines),
    replies: remote(replies),
    screenshots: remote(stores.screenshots),
    mailboxes: remote(mailboxes),
    platforms: remote(platforms),
    webhooks: remote(webhooks),
    endpointHealth: remote(stores.endpointHealth),
    deliveryActs: remote(stores.deliveryActs),
    alerts: remote(stores.alerts),
    channels: remote(stores.channels),
    outbox: remote(outbox),
  };
}

/** As the real store does: a claim that got no answer was perhaps made and never sent, and is given back. */
function handingBack(process: SimProcess, sends: MemorySendStore): Stores['sends'] {
  let unanswered: string[] = [];
  return {
    claimStale: (...asked) => ask(process, 'claimStale', () => sends.claimStale(...asked)),
    claimChecks: (...asked) => ask(process, 'claimChecks', () => sends.claimChecks(...asked)),
    load: (...asked) => ask(process, 'load', () => sends.load(...asked)),
    claimDue: async (claim) => {
      if (unanswered.length > 0) {
        await ask(process, 'handBack', () => sends.handBack(unanswered));
        unanswered = [];
      }
      const claimedIds: string[] = [];
      const claiming = ask(process, 'claimDue', async () => {
        const claimed = await sends.claimDue(claim);
        claimedIds.push(...claimed.map(({ sendId }) => sendId));
        // It was asked for before its process died or stopped, and is on nobody's hands now.
        if (!process.isAlive || process.isPaused) process.world.hitAllSending();
        return claimed;
      });
      return claiming.catch((error: unknown) => {
        unanswered.push(...claimedIds);
        throw error;
      });
    },
  };
}

async function ask<T>(process: SimProcess, name: string, work: () => Promise<T>): Promise<T> {
  const { world } = process;
  const fault = world.strikes(0.02) ? world.random.pick(['before', 'after'] as const) : null;
  const options = {
    latencyMs: world.strikes(0.02) ? ([200, 3_000] as const) : ([1, 8] as const),
    // A transaction ends with its connection; a single statement that arrived is done.
    outlivesCaller: name !== 'change' && world.random.chance(0.5),
    fault,
  };
  const answer = await call(process, options, async () => {
    if (world.isDatabaseAway) throw new Error('synthetic: the database is away');
    const done = await work();
    if (fault === 'after') {
      world.took('store call whose end is unknown');
      if (name === 'claimDue') world.hitAllSending();
      world.trace(process.name, null, () => `${name}: done, and the answer is lost`);
    }
    return done;
  });
  if (name === 'claimDue' && (answer as unknown as readonly unknown[]).length === 0) world.took('stale hint');
  return answer;
}
