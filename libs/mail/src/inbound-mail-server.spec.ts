import net, { type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { unprovenOrigin } from '#core';
import { MemoryLog, silentLog } from '#telemetry';
import { InboundMailServer, type InboundMailOptions } from './inbound-mail-server.js';
import type { OnMail, ReceivedMail } from './received-mail.js';
import { SmtpMailSender } from './smtp-mail-sender.js';

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function aServer(also: Partial<InboundMailOptions> = {}) {
  const mails: ReceivedMail[] = [];
  const log = new MemoryLog();
  const server = new InboundMailServer({
    domain: 'helpline.example',
    platforms: ['facebook', 'snapchat'],
    onMail: async (mail) => {
      mails.push(mail);
    },
    log,
    closeTimeoutMs: 1_000,
    ...also,
  });
  open.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const outcomes = () => log.of('mail.received').map(({ fields }) => fields['outcome']);
  return { port, mails, outcomes, server, log };
}

/** A client that speaks SMTP line by line. */
async function aClient(port: number) {
  const socket: Socket = net.connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  open.push({
    close: async () => {
      socket.destroy();
    },
  });
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const answer = async (): Promise<string> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) return 'closed';
      if (!/^\d{3}-/.test(value)) return value;
    }
  };
  const say = async (line: string) => {
    socket.write(`${line}\r\n`);
    return answer();
  };
  const greeting = await answer();
  return { socket, say, answer, greeting };
}

async function aClientAtData(port: number, to = 'replies+facebook@helpline.example') {
  const client = await aClient(port);
  await client.say('EHLO platform.example');
  await client.say('MAIL FROM:<cases@platform.example>');
  expect(await client.say(`RCPT TO:<${to}>`)).toMatch(/^250 /);
  expect(await client.say('DATA')).toMatch(/^354 /);
  return client;
}

const rawMail =
  'From: cases@platform.example\r\nSubject: Synthetic\r\nMessage-ID: <c1@platform.example>\r\n\r\nRemoved.';

describe('InboundMailServer', () => {
  it('takes a mail sent by our own sender, whole', async () => {
    const { port, mails } = await aServer();
    const sender = new SmtpMailSender({
      ...{ host: '127.0.0.1', port, secure: false, timeoutMs: 2_000, ehloName: 'platform.example' },
    });
    open.push(sender);
    const outcome = await sender.send({
      from: 'Cases@platform.example',
      to: 'replies+facebook@helpline.example',
      replyTo: 'cases@platform.example',
      subject:
        'Re: [UF-2026-000123-2-K7QM9A] Übergriff – a subject that is long enough to be folded by any mail program',
      text: 'Nous avons supprimé le contenu.\n.\nZażółć 🍎\n',
      messageId: 'answer-1@platform.example',
      inReplyTo: 'notice-1@helpline.example',
      references: ['notice-0@helpline.example'],
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    expect(outcome).toEqual({ outcome: 'accepted', response: expect.stringMatching(/^250 /) });
    expect(mails).toEqual([
      {
        recipientTag: 'facebook',
        addressedTo: [],
        origin: unprovenOrigin,
        from: 'cases@platform.example',
        envelopeFrom: 'cases@platform.example',
        subject:
          'Re: [UF-2026-000123-2-K7QM9A] Übergriff – a subject that is long enough to be folded by any mail program',
        messageId: 'answer-1@platform.example',
        inReplyTo: 'notice-1@helpline.example',
        references: ['notice-0@helpline.example', 'notice-1@helpline.example'],
        writtenAtMs: expect.any(Number),
        text: 'Nous avons supprimé le contenu.\n.\nZażółć 🍎',
        isIncomplete: false,
        attachments: [],
        isAutoReply: true,
        bounce: null,
        contentHash: expect.any(Uint8Array),
      },
    ]);
    expect(mails[0]?.contentHash).toHaveLength(32);
  });

  it.each([
    ['replies+facebook@helpline.example', 'facebook'],
    ['Replies+Facebook@HELPLINE.example', 'facebook'],
    ['replies@helpline.example', null],
    ['replies+facebook.019a9c3e-0000-7000-8000-000000000001.0@helpline.example', 'facebook'],
  ])('takes mail for %s', async (to, recipientTag) => {
    const { port, mails } = await aServer();
    const client = await aClientAtData(port, to);
    expect(await client.say(`${rawMail}\r\n.`)).toMatch(/^250 /);
    expect(mails).toMatchObject([{ recipientTag, messageId: 'c1@platform.example' }]);
  });

  it.each([
    'replies+youtube@helpline.example',
    'replies+@helpline.example',
    'replies+facebook+x@helpline.example',
    'desk@helpline.example',
    'replies@elsewhere.example',
    'replies@helpline.example.elsewhere.example',
    '"replies@helpline.example"@elsewhere.example',
  ])('refuses mail for %s for good', async (to) => {
    const { port, mails } = await aServer();
    const client = await aClient(port);
    await client.say('EHLO platform.example');
    await client.say('MAIL FROM:<cases@platform.example>');
    expect(await client.say(`RCPT TO:<${to}>`)).toMatch(/^5\d\d (?!.*@)/);
    expect(await client.say('DATA')).toMatch(/^503 /);
    expect(mails).toEqual([]);
  });

  it('takes any platform where it was told of none, but no other words', async () => {
    const { port } = await aServer({ platforms: undefined as never });
    const client = await aClientAtData(port, 'replies+sixth-platform@helpline.example');
    await client.say(`${rawMail}\r\n.`);
    await client.say('MAIL FROM:<cases@platform.example>');
    expect(await client.say('RCPT TO:<replies+a/b@helpline.example>')).toMatch(/^550 /);
  });

  it('says nothing of content and addresses in its log', async () => {
    const { port, log } = await aServer();
    const client = await aClientAtData(port);
    await client.say(`${rawMail}\r\n.`);
    expect(log.lines).toHaveLength(1);
    expect(JSON.stringify(log.lines)).not.toMatch(/@|Synthetic|Removed/);
  });

  it('hands a mail to two platforms over once for each', async () => {
    const { port, mails } = await aServer();
    const client = await aClient(port);
    await client.say('EHLO platform.example');
    await client.say('MAIL FROM:<>');
    await client.say('RCPT TO:<replies+facebook@helpline.example>');
    await client.say('RCPT TO:<replies+snapchat@helpline.example>');
    await client.say('DATA');
    expect(await client.say(`${rawMail}\r\n.`)).toMatch(/^250 /);
    expect(mails.map(({ recipientTag, envelopeFrom }) => [recipientTag, envelopeFrom])).toEqual([
      ['facebook', ''],
      ['snapchat', ''],
    ]);
  });

  it('answers 250 only after the mail was stored', async () => {
    let store: (() => void) | undefined;
    let seen = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const onMail: OnMail = () => {
      seen();
      return new Promise((resolve) => {
        store = resolve;
      });
    };
    const { port } = await aServer({ onMail });
    const client = await aClientAtData(port);
    let answered: string | undefined;
    const answering = client.say(`${rawMail}\r\n.`).then((line) => {
      answered = line;
    });
    await arrived;
    expect(answered).toBeUndefined();
    store?.();
    await answering;
    expect(answered).toMatch(/^250 /);
  });

  it('answers 451 where storing failed, and takes the second try', async () => {
    let tries = 0;
    const { port, outcomes } = await aServer({
      onMail: async () => {
        tries += 1;
        if (tries === 1) throw new Error('synthetic: database away');
      },
    });
    const sender = new SmtpMailSender({
      ...{ host: '127.0.0.1', port, secure: false, timeoutMs: 2_000, ehloName: 'platform.example' },
    });
    open.push(sender);
    const mail = {
      from: 'cases@platform.example',
      to: 'replies@helpline.example',
      replyTo: 'cases@platform.example',
      ...{ subject: 'Synthetic', text: 'Removed.', messageId: 'answer-2@platform.example' },
    };
    expect(await sender.send(mail)).toEqual({
      outcome: 'deferred',
      reason: 'the mail server answered 451 to DATA',
    });
    expect(await sender.send(mail)).toMatchObject({ outcome: 'accepted' });
    expect(outcomes()).toEqual(['notStored', 'stored']);
  });

  it('refuses a mail above the size limit for good, and goes on with the connection', async () => {
    const { port, mails, outcomes } = await aServer({ maxMessageBytes: 20_000 });
    const client = await aClientAtData(port);
    expect(await client.say(`${rawMail}\r\n${'Synthetic line.\r\n'.repeat(20_000)}.`)).toMatch(/^552 /);
    expect(mails).toEqual([]);
    expect(outcomes()).toEqual(['tooLarge']);
    await client.say('MAIL FROM:<cases@platform.example>');
    await client.say('RCPT TO:<replies@helpline.example>');
    await client.say('DATA');
    expect(await client.say(`${rawMail}\r\n.`)).toMatch(/^250 /);
  });

  it('hands over nothing of a mail that broke off', async () => {
    let told: (outcome: unknown) => void = () => undefined;
    const ended = new Promise((resolve) => {
      told = resolve;
    });
    const log = { ...silentLog, info: (_event: string, fields = {}) => told(fields) };
    const { port, mails } = await aServer({ log });
    const client = await aClientAtData(port);
    client.socket.write(`${rawMail}\r\nand then`, () => client.socket.resetAndDestroy());
    expect(await ended).toMatchObject({ outcome: 'brokenOff' });
    expect(mails).toEqual([]);
  });

  it('offers no sign-in and no TLS where it has no certificate', async () => {
    const { port } = await aServer();
    const client = await aClient(port);
    expect(client.greeting).toMatch(/^220 helpline\.example/);
    await client.say('EHLO platform.example');
    expect(await client.say('AUTH PLAIN AHgAeA==')).toMatch(/^500 /);
    expect(await client.say('STARTTLS')).toMatch(/^500 /);
  });

  it('tells clients above the limit to come back', async () => {
    const { port } = await aServer({ maxClients: 1 });
    const first = await aClient(port);
    expect(first.greeting).toMatch(/^220 /);
    const second = await aClient(port);
    expect(second.greeting).toMatch(/^421 /);
  });

  it('ends a connection that says nothing', async () => {
    const { port } = await aServer({ idleTimeoutMs: 150 });
    const client = await aClient(port);
    expect(await client.answer()).toMatch(/^421 /);
  });

  it('stores the mail under way when it closes, answers it, and hangs up on the idle', async () => {
    let store: (() => void) | undefined;
    let seen = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      seen = resolve;
    });
    const { port, server } = await aServer({
      onMail: () => {
        seen();
        return new Promise((resolve) => {
          store = resolve;
        });
      },
    });
    const idle = await aClient(port);
    const busy = await aClientAtData(port);
    const answering = busy.say(`${rawMail}\r\n.`);
    await arrived;
    const closing = server.close();
    store?.();
    expect(await answering).toMatch(/^250 /);
    expect(await idle.answer()).toMatch(/^421 /);
    await closing;
    await expect(aClient(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('says so where the port is taken', async () => {
    const { port } = await aServer();
    const second = new InboundMailServer({ domain: 'helpline.example', onMail: async () => undefined });
    await expect(second.listen({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
