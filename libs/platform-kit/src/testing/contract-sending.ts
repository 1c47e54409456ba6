import net from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, jest } from '@jest/globals';
import {
  PlatformFault,
  type MailSender,
  type OutgoingMail,
  type PlatformFaultKind,
  type Reminder,
  type SendAttempt,
} from '#application';
import { languages, type ChannelManifest } from '#core';
import type { Platform } from '../platform.js';
import { simulatedFaults, isTaken, type SimulatedFault } from '../simulation.js';
import {
  acceptedKinds,
  anExampleNotice,
  canaries,
  exampleCategories,
  exampleReference,
} from './example-notice.js';
import type { HostSettings, SimulationHost } from './simulation-host.js';

type Start = (settings?: HostSettings) => Promise<SimulationHost>;

export const anAttempt: SendAttempt = {
  idempotencyKey: '01939a0e-5a5a-7000-8000-00000000c0de',
  messageId: 'uf.synthetic.1@uniflag.example',
  mayLeave: () => true,
};

/** Which fault of the simulator must become which fault of the adapter; `silence` is none. */
const expectedKinds: Record<
  'API' | 'EMAIL',
  Record<Exclude<SimulatedFault, 'silence'>, PlatformFaultKind>
> = {
  API: {
    down: 'temporary',
    slow: 'outcomeUnknown',
    rubbish: 'outcomeUnknown',
    close: 'outcomeUnknown',
    lost_response: 'outcomeUnknown',
    server_error: 'outcomeUnknown',
    rate_limit: 'rateLimited',
    quota: 'quotaExhausted',
  },
  // A mail server says "later" (4xx) for all that it did not take.
  EMAIL: {
    down: 'temporary',
    slow: 'outcomeUnknown',
    rubbish: 'outcomeUnknown',
    close: 'outcomeUnknown',
    lost_response: 'outcomeUnknown',
    server_error: 'temporary',
    rate_limit: 'temporary',
    quota: 'temporary',
  },
};

/** What an adapter does with the notices of each channel that a machine may use. */
export function describeSending(platform: Platform, start: Start): void {
  const machine = platform.manifest.channels.filter(({ kind }) => kind === 'API' || kind === 'EMAIL');
  for (const channel of machine) {
    describe(`a notice through ${channel.id}`, () => {
      describeDelivery(platform, channel, start);
      describeRefiled(platform, channel, start);
      describeUnknown(platform, channel, start);
      describeFaults(platform, channel, channel.kind as 'API' | 'EMAIL', start);
      if (channel.kind === 'EMAIL' && platform.manifest.abilities.includes('remind'))
        describeReminding(platform, channel, start);
    });
  }
}

function describeReminding(platform: Platform, channel: ChannelManifest, start: Start): void {
  const reminder: Reminder = {
    ...{ to: 'DESK', sentAtMs: Date.UTC(2026, 10, 20, 9), inReplyTo: 'thread.1@platform.example' },
    ...{ externalRef: null, mayRepeat: false, attempt: anAttempt },
  };

  it.each(['REMINDER', 'WITHDRAWAL', 'CORRECTION'] as const)(
    'takes a %s in its thread, by reference alone',
    (about) =>
      onHost(start, {}, async (host) => {
        const notice = anExampleNotice(platform, channel);
        const sent: OutgoingMail[] = [];
        const mail: MailSender = {
          send: (each) => {
            sent.push(each);
            return host.connection.mail.send(each);
          },
        };
        await platform.createAdapter({ ...host.connection, mail }).remind?.(notice, { ...reminder, about });
        const [{ subject, text, inReplyTo, to }, ...more] = sent as [OutgoingMail, ...OutgoingMail[]];
        expect(more).toEqual([]);
        expect(subject).toMatch(/^Re: /);
        expect(subject).toContain(`[${exampleReference}]`);
        expect([inReplyTo, to]).toEqual([reminder.inReplyTo, host.connection.mailboxes[channel.id]]);
        for (const told of [...canaries, notice.target.key, ...notice.target.ids])
          expect(text).not.toContain(told);
      }),
  );

  it('is reminded of at the second contact, where one was agreed', () =>
    onHost(start, {}, async (host) => {
      const notice = anExampleNotice(platform, channel);
      const second: Reminder = { ...reminder, to: 'SECOND_CONTACT' };
      await expect(platform.createAdapter(host.connection).remind?.(notice, second)).rejects.toEqual(
        new PlatformFault(platform.manifest.key, 'refused', 'ESCALATION.NO_SECOND_CONTACT'),
      );
      const sent: string[] = [];
      const mail: MailSender = {
        send: async ({ to }) => {
          sent.push(to);
          return { outcome: 'accepted', response: '250' };
        },
      };
      const connection = { ...host.connection, mail, secondContact: 'second@platform.example' };
      await platform.createAdapter(connection).remind?.(notice, second);
      expect(sent).toEqual(['second@platform.example']);
    }));
}

function describeDelivery(platform: Platform, channel: ChannelManifest, start: Start): void {
  it('arrives once, with our reference and the target', () =>
    onHost(start, {}, async (host) => {
      const notice = anExampleNotice(platform, channel);
      const result = await platform.createAdapter(host.connection).submit(notice, anAttempt);
      expect(Array.isArray(result.facts)).toBe(true);
      expect(host.ledger).toHaveLength(1);
      expect(host.ledger[0]?.text).toContain(exampleReference);
      for (const id of notice.target.ids) expect(host.ledger[0]?.text).toContain(id);
    }));

  it('arrives for every kind and language, and for every category that the platform has a word for', () =>
    onHost(start, {}, async (host) => {
      const adapter = platform.createAdapter(host.connection);
      const kinds = acceptedKinds(platform, channel);
      for (const kind of kinds) {
        for (const language of languages) {
          await adapter.submit(anExampleNotice(platform, channel, { kind, language }), freshAttempt());
        }
      }
      const known = (code: string) => channel.kind !== 'API' || code in platform.manifest.reasons;
      const codes = Object.keys(exampleCategories).filter(known);
      for (const categoryCode of codes) {
        await adapter.submit(anExampleNotice(platform, channel, { categoryCode }), freshAttempt());
      }
      expect(host.ledger).toHaveLength(kinds.length * languages.length + codes.length);
    }));

  it('stays within what the channel takes, however long the explanation is', () =>
    onHost(start, {}, async (host) => {
      const notice = anExampleNotice(platform, channel, { explanation: 'long '.repeat(20_000) });
      await platform.createAdapter(host.connection).submit(notice, anAttempt);
      const longest = channel.maxExplanationChars + 10_000;
      expect(host.ledger[0]?.text.length).toBeLessThan(longest);
      expect(host.ledger[0]?.text).toContain(exampleReference);
    }));

  it('never leaves this machine in a rehearsal', () =>
    onHost(start, {}, async (host) => {
      const connect = jest.spyOn(net.Socket.prototype, 'connect');
      try {
        const adapter = platform.createAdapter(host.connection);
        await adapter.submit(anExampleNotice(platform, channel), anAttempt);
        await adapter.checkVisibility?.(anExampleNotice(platform, channel).target);
        const hosts = connect.mock.calls.map((call) => hostOf(call));
        expect(hosts.filter((name) => name !== '127.0.0.1' && name !== '::1')).toEqual([]);
        if (channel.kind === 'API') expect(hosts).not.toEqual([]);
      } finally {
        connect.mockRestore();
      }
    }));

  it('does not leave once its time is over', () =>
    onHost(start, {}, async (host) => {
      const adapter = platform.createAdapter(host.connection);
      const late = { ...anAttempt, mayLeave: () => false };
      const caught = await faultOf(adapter.submit(anExampleNotice(platform, channel), late));
      expect([caught.kind, caught.code]).toEqual(['temporary', 'SEND.TOO_LATE']);
      expect(host.ledger).toEqual([]);
    }));

  it('is marked when it may repeat the first one', () =>
    onHost(start, {}, async (host) => {
      const adapter = platform.createAdapter(host.connection);
      const notice = anExampleNotice(platform, channel);
      const repeat = { ...notice, repeatOf: { firstSentAtMs: Date.UTC(2026, 10, 22, 9, 30) } };
      await adapter.submit(notice, anAttempt);
      await adapter.submit(repeat, freshAttempt());
      const [first, second] = host.ledger.map(({ text }) => text);
      expect(second).toContain(exampleReference);
      expect(second?.length).toBeGreaterThan(first?.length ?? 0);
    }));
}

function describeRefiled(platform: Platform, channel: ChannelManifest, start: Start): void {
  it('names the earlier notice where the content was gone and came back', () =>
    onHost(start, {}, async (host) => {
      const notice = anExampleNotice(platform, channel, {
        removedBefore: {
          ...{ reference: 'UF-2026-000007-1-ABC123', externalRef: null },
          ...{ removedAtMs: Date.UTC(2026, 2, 1, 9, 30), seenAgainAtMs: null },
        },
      });
      await platform.createAdapter(host.connection).submit(notice, anAttempt);
      expect(host.ledger[0]?.text).toContain('UF-2026-000007-1');
      expect(host.ledger[0]?.text).toContain('2026-03-01 09:30');
    }));
}

function describeUnknown(platform: Platform, channel: ChannelManifest, start: Start): void {
  if (channel.onUnknown === 'replay') {
    it('is counted once when it is sent again with the same key', () =>
      onHost(start, {}, async (host) => {
        await host.setSteps([{ afterMs: 0, fault: 'lost_response' }]);
        const adapter = platform.createAdapter(host.connection);
        const notice = anExampleNotice(platform, channel);
        await faultOf(adapter.submit(notice, anAttempt));
        await adapter.submit(notice, anAttempt);
        expect(host.ledger).toHaveLength(1);
      }));
  }
  if (channel.onUnknown === 'lookup') {
    it('is found by its receipt once it arrived, and not before', () =>
      onHost(start, {}, async (host) => {
        await host.setSteps([{ afterMs: 0, fault: 'lost_response' }]);
        const adapter = platform.createAdapter(host.connection);
        const notice = anExampleNotice(platform, channel);
        expect(await adapter.findReceipt?.(notice, anAttempt)).toBeUndefined();
        await faultOf(adapter.submit(notice, anAttempt));
        expect(await adapter.findReceipt?.(notice, anAttempt)).toMatchObject({ facts: expect.any(Array) });
        expect(host.ledger).toHaveLength(1);
      }));
  }
}

function describeFaults(
  platform: Platform,
  channel: ChannelManifest,
  kind: 'API' | 'EMAIL',
  start: Start,
): void {
  const faults = simulatedFaults.filter((fault) => fault !== 'silence');

  it.each(faults)('meets the fault %s with the right kind, and tells nothing', (fault) =>
    onHost(start, { timeoutMs: fault === 'slow' ? 400 : 5_000 }, async (host) => {
      await host.setSteps([{ afterMs: 0, fault }]);
      const adapter = platform.createAdapter(host.connection);
      const notice = anExampleNotice(platform, channel);
      const caught = await faultOf(adapter.submit(notice, anAttempt));
      expect({ fault, kind: caught.kind }).toEqual({ fault, kind: expectedKinds[kind][fault] });
      expect(host.ledger).toHaveLength(isTaken(fault) ? 1 : 0);
      expectSecrecy(platform, caught);
      if (isTaken(fault)) return;
      await adapter.submit(notice, anAttempt);
      expect(host.ledger).toHaveLength(1);
    }),
  );

  it('hears nothing more from a silent platform', () =>
    onHost(start, {}, async (host) => {
      await host.setSteps([{ afterMs: 0, fault: 'silence' }]);
      await platform.createAdapter(host.connection).submit(anExampleNotice(platform, channel), anAttempt);
      await host.advance(24 * 3_600_000);
      expect([...host.mails, ...host.callbacks]).toEqual([]);
    }));

  if (kind === 'EMAIL') {
    it('is refused when the mail server will never take it', () =>
      onHost(start, {}, async (host) => {
        const mail = {
          send: async () => ({ outcome: 'rejected', reason: '550 canary-explanation' }) as const,
        };
        const adapter = platform.createAdapter({ ...host.connection, mail });
        const caught = await faultOf(adapter.submit(anExampleNotice(platform, channel), anAttempt));
        expect(caught.kind).toBe('refused');
        expectSecrecy(platform, caught);
      }));
  }

  if (kind === 'API' && platform.manifest.credentials.some(({ isSecret }) => isSecret)) {
    it('stops at wrong keys', () =>
      onHost(start, {}, async (host) => {
        const names = platform.manifest.credentials.map(({ name }) => name);
        const credentials = Object.fromEntries(names.map((name) => [name, `wrong-canary-${name}`]));
        const adapter = platform.createAdapter({ ...host.connection, credentials });
        const caught = await faultOf(adapter.submit(anExampleNotice(platform, channel), anAttempt));
        expect(caught.kind).toBe('credentials');
        expect(inspect(caught, { depth: 9, showHidden: true })).not.toContain('wrong-canary');
        expect(host.ledger).toEqual([]);
      }));
  }

  const { quota } = platform.manifest.limits;
  if (kind === 'API' && quota !== undefined) {
    it('stays at home when the day is used up', () => {
      const asked: string[] = [];
      const useQuota = async (call: string) => {
        asked.push(call);
        return false;
      };
      return onHost(start, { useQuota }, async (host) => {
        const adapter = platform.createAdapter(host.connection);
        const caught = await faultOf(adapter.submit(anExampleNotice(platform, channel), anAttempt));
        expect(caught.kind).toBe('quotaExhausted');
        expect(caught.retryAfterMs).toBeGreaterThan(0);
        expect(asked.filter((call) => !(call in quota.cost))).toEqual([]);
        expect(host.ledger).toEqual([]);
      });
    });
  }
}

async function onHost(start: Start, settings: HostSettings, work: (host: SimulationHost) => Promise<void>) {
  const host = await start(settings);
  try {
    await work(host);
  } finally {
    await host.close();
  }
}

let attempts = 0;
function freshAttempt(): SendAttempt {
  attempts += 1;
  const end = String(attempts).padStart(12, '0');
  return {
    idempotencyKey: `01939a0e-5a5a-7000-8000-${end}`,
    messageId: `uf.synthetic.fresh.${end}@uniflag.example`,
    mayLeave: () => true,
  };
}

async function faultOf(work: Promise<unknown>): Promise<PlatformFault> {
  const caught = await work.then(
    () => new Error('no fault came'),
    (error: unknown) => error,
  );
  if (!(caught instanceof PlatformFault)) throw caught;
  return caught;
}

function expectSecrecy(platform: Platform, fault: PlatformFault): void {
  const told = inspect(fault, { depth: 9, showHidden: true });
  const secrets = [...canaries, exampleReference, ...Object.values(platform.simulation.credentials)];
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  expect(fault.platform).toBe(platform.manifest.key);
  expect(fault.code).toMatch(/^[A-Z]+\.[A-Z0-9_]+$/);
}

/** Host of a `socket.connect(…)`, whose first argument Node gives in several shapes. */
function hostOf(call: readonly unknown[]): string {
  const first = Array.isArray(call[0]) ? (call[0] as unknown[])[0] : call[0];
  return (first as { host?: string }).host ?? 'unknown';
}
