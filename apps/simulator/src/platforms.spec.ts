import { InboundMailServer, SmtpMailSender, type ReceivedMail } from '#mail';
import type { Platform } from '#platform-kit';
import { describePlatformContract, type HostSettings, type SimulationHost } from '#platform-kit/testing';
import { platforms } from '#platforms';
import { startSimulator } from './simulator.js';

/**
 * The contract suite again, over real HTTP and SMTP, with the simulator as it runs: every adapter against every fault at
 * a real connection.
 */
describe('over the simulator as it runs', () => {
  for (const platform of platforms) describePlatformContract(platform, { connect: aHost });
});

async function aHost(platform: Platform, settings: HostSettings = {}): Promise<SimulationHost> {
  const { manifest, simulation } = platform;
  const { key } = manifest;
  const clock = { nowMs: Date.UTC(2026, 10, 23, 12), due: new Map<() => void, number>() };
  const answers: ReceivedMail[] = [];
  const ours = new InboundMailServer({
    domain: 'uniflag.example',
    onMail: async (mail) => {
      answers.push(mail);
    },
  });
  const { port } = await ours.listen({ host: '127.0.0.1', port: 0 });
  const simulator = await startSimulator({
    platforms: [simulation],
    ...{ host: '127.0.0.1', httpPort: 0, smtpPort: 0, replyTo: { host: '127.0.0.1', port } },
    scheduler: {
      now: () => clock.nowMs,
      schedule(work, afterMs) {
        clock.due.set(work, clock.nowMs + afterMs);
        return () => clock.due.delete(work);
      },
    },
  });
  const timeoutMs = settings.timeoutMs ?? 5_000;
  const mail = new SmtpMailSender({ host: '127.0.0.1', port: simulator.smtpPort, secure: false, timeoutMs });
  const named = manifest.channels.filter(({ kind }) => kind === 'ASSISTED_FORM' || kind === 'PORTAL');
  // A scenario that is being set is waited for before anything is sent.
  let pending: Promise<unknown> = Promise.resolve();
  const setSteps: SimulationHost['setSteps'] = (steps) => {
    pending = fetch(`${simulator.httpUrl}/_scenario`, {
      method: 'PUT',
      body: JSON.stringify({ platform: key, steps }),
    });
  };
  return {
    connection: {
      isRehearsal: true,
      httpBaseUrl: `${simulator.httpUrl}/${key}/`,
      secondContact: null,
      mailboxes: Object.fromEntries(
        Object.entries(simulation.mailboxes).map(([id, local]) => [id, `${local}@${key}.simulator.invalid`]),
      ),
      formUrls: Object.fromEntries(named.map(({ id }) => [id, `https://forms.example/${id}`])),
      mail: {
        send: async (outgoing) => {
          await pending;
          return mail.send(outgoing);
        },
      },
      sender: {
        organisation: 'Example helpline (synthetic)',
        from: 'notices@uniflag.example',
        replyTo: `replies+${key}@uniflag.example`,
      },
      credentials: simulation.credentials,
      now: () => clock.nowMs,
      useQuota: async (call) => {
        await pending;
        return settings.useQuota?.(call) ?? true;
      },
      timeoutMs,
    },
    get ledger() {
      return simulator.received(key);
    },
    wire: [],
    get mails() {
      return answers.map(({ from, subject, text }) => ({ to: '', from, subject, text }));
    },
    callbacks: [],
    setSteps,
    async advance(ms) {
      clock.nowMs += ms;
      for (const [work, atMs] of clock.due) {
        if (atMs > clock.nowMs) continue;
        clock.due.delete(work);
        work();
      }
    },
    async close() {
      await pending;
      await mail.close();
      await simulator.close();
      await ours.close();
    },
  };
}
