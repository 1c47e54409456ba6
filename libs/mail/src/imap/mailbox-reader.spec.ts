import { MemoryDatabase, memoryStores } from '#application/testing';
import { MemoryLog } from '#telemetry';
import {
  describeWithDovecot,
  startDovecot,
  type TestDovecot,
} from '../../../../test/support/services/dovecot.js';
import { until } from '../../../../test/support/services/until.js';
import type { ReceivedMail } from '../received-mail.js';
import { MailboxReader, type MailboxReaderOptions } from './mailbox-reader.js';

const aMessage = (number: number, more = '') =>
  `From: desk@platform.example\nTo: replies+facebook@helpline.example\nSubject: Synthetic ${number}\n` +
  `Message-ID: <${number}@platform.example>\n${more}\nText ${number}.\n`;

describeWithDovecot('a mailbox on a real Dovecot', () => {
  let dovecot: TestDovecot;
  let kept: ReceivedMail[];
  let database: MemoryDatabase;
  let log: MemoryLog;
  const readers: MailboxReader[] = [];

  beforeEach(async () => {
    dovecot = await startDovecot();
    kept = [];
    database = new MemoryDatabase({ nowMs: Date.now, newId: () => 'none' });
    log = new MemoryLog();
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) await reader.close();
    await dovecot.stop();
  });

  const ids = () => kept.map(({ messageId }) => messageId.split('@')[0]);
  const position = () => [...database.mailboxes.values()][0];
  const access = (more = {}) => {
    const { port, user, password } = dovecot;
    return { host: '127.0.0.1', port, secure: false, user, password, mailbox: 'INBOX', ...more };
  };
  const aReader = async (more: Partial<MailboxReaderOptions> = {}) => {
    const reader = new MailboxReader({
      ...{ mailboxes: memoryStores(database).mailboxes, leaseMs: 3_000, domain: 'helpline.example', log },
      onMail: async (mail) => void kept.push(mail),
      reconnectMs: [20, 100],
      ...more,
    });
    readers.push(reader);
    await reader.listen(access());
    return reader;
  };
  const deliver = async (from: number, to: number) => {
    for (let number = from; number <= to; number += 1) await dovecot.deliver(aMessage(number));
  };
  const untilKept = (count: number) =>
    until(
      () => `${kept.length} of ${count} are kept`,
      () => kept.length >= count,
    );

  it('is read from its start, in order, and then told of by the server', async () => {
    await deliver(1, 3);
    await aReader({ pollEveryMs: 3_600_000 });
    await untilKept(3);
    await deliver(4, 5);
    await untilKept(5);
    expect(ids()).toEqual(['1', '2', '3', '4', '5']);
    expect(kept[0]).toMatchObject({ recipientTag: 'facebook', subject: 'Synthetic 1', text: 'Text 1.' });
  });

  it('is read by another process from where the last one ended', async () => {
    await deliver(1, 2);
    const first = await aReader();
    await untilKept(2);
    await first.close();
    expect(position()?.lastUid).toBe(2);
    await deliver(3, 3);
    await aReader();
    await untilKept(3);
    expect(ids()).toEqual(['1', '2', '3']);
  });

  it('is read by one of several, and by the next as soon as that one ends', async () => {
    const own: ReceivedMail[][] = [[], [], []];
    const started: MailboxReader[] = [];
    for (const mails of own)
      started.push(
        await aReader({ leaseMs: 600, onMail: async (mail) => void (mails.push(mail), kept.push(mail)) }),
      );
    await deliver(1, 2);
    await untilKept(2);
    const first = own.findIndex((mails) => mails.length > 0);
    expect(own.filter((mails) => mails.length > 0)).toHaveLength(1);
    await started[first]?.close();
    await deliver(3, 4);
    await untilKept(4);
    expect(own[first]).toHaveLength(2);
    expect(ids()).toEqual(['1', '2', '3', '4']);
  });

  it('loses nothing and reads nothing twice when Dovecot is killed under it', async () => {
    await deliver(1, 20);
    const cuts = new Set(['10', '25', '60']);
    await aReader({
      onMail: async (mail) => {
        kept.push(mail);
        const [number = ''] = mail.messageId.split('@');
        if (!cuts.delete(number)) return;
        await dovecot.kill();
        await deliver(Number(number) * 100, Number(number) * 100 + 19);
        await dovecot.resume();
      },
    });
    await deliver(21, 60);
    await untilKept(120);
    const numbers = ids().map(Number);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(cuts.size).toBe(0);
    expect(log.of('mailbox.lost').length).toBeGreaterThanOrEqual(3);
    expect(position()?.lastUid).toBe(120);
  });

  it('is read from the start where the server numbered it anew', async () => {
    await deliver(1, 3);
    await aReader();
    await untilKept(3);
    await dovecot.kill();
    await dovecot.forgetNumbers();
    await deliver(4, 4);
    await dovecot.resume();
    await untilKept(7);
    expect(new Set(ids())).toEqual(new Set(['1', '2', '3', '4']));
    expect(log.of('mailbox.renumbered')).toHaveLength(1);
    expect(position()?.lastUid).toBe(4);
  });

  it('waits with a message that cannot be kept, and with all behind it, for as long as that takes', async () => {
    await deliver(1, 3);
    let failures = 0;
    await aReader({
      onMail: async (mail) => {
        if (mail.messageId.startsWith('2@') && (failures += 1) <= 8)
          throw new Error('synthetic: no database');
        kept.push(mail);
      },
    });
    await untilKept(3);
    expect(ids()).toEqual(['1', '2', '3']);
    expect(kept[1]).toMatchObject({ text: 'Text 2.', isIncomplete: false });
  });

  it('keeps the head alone of what is too large, and goes on', async () => {
    await dovecot.deliver(aMessage(1) + 'x'.repeat(200_000));
    await deliver(2, 2);
    await aReader({ maxMessageBytes: 100_000 });
    await untilKept(2);
    expect(kept[0]).toMatchObject({
      subject: 'Synthetic 1',
      text: '',
      isIncomplete: true,
      recipientTag: 'facebook',
    });
    expect(kept[1]).toMatchObject({ isIncomplete: false });
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('marks what was read as such where that is wanted: %s', async (marksSeen, seen) => {
    await deliver(1, 1);
    const reader = await aReader({ marksSeen });
    await until('it is done', () => position()?.lastUid === 1);
    await reader.close();
    const { readdir } = await import('node:fs/promises');
    const names = (await readdir(`${dovecot.maildir}/cur`)).concat(await readdir(`${dovecot.maildir}/new`));
    expect(names).toHaveLength(1);
    expect(names.filter((name) => /:2,.*S/.test(name))).toHaveLength(seen);
  });

  it('says that the password is wrong, and nothing of whose it is', async () => {
    const reader = new MailboxReader({
      ...{ mailboxes: memoryStores(database).mailboxes, leaseMs: 3_000, domain: 'helpline.example', log },
      ...{ onMail: async () => undefined, reconnectMs: [60_000] },
    });
    readers.push(reader);
    await reader.listen(access({ password: 'wrong-synthetic' }));
    await until('it is said', () => log.of('mailbox.lost').length > 0);
    expect(log.of('mailbox.lost')[0]?.fields).toMatchObject({ code: 'MAILBOX.LOGIN_REFUSED' });
    expect(JSON.stringify(log.of('mailbox.lost'))).not.toMatch(/wrong-synthetic|replies/);
  });
});
