import net, { type AddressInfo, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { OutgoingMail } from '#application';
import { SmtpMailSender, type SmtpMailSenderOptions } from './smtp-mail-sender.js';

const openSenders: SmtpMailSender[] = [];
const openServers: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(openSenders.splice(0).map((sender) => sender.close()));
  await Promise.all(openServers.splice(0).map((server) => server.close()));
});

const aMail = (also: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: 'notices@helpline.example',
  to: 'partners@platform.example',
  replyTo: 'replies+example@helpline.example',
  subject: 'Notice [UF-2026-000123-2-K7QM9A]',
  text: 'Synthetic notice.\n',
  messageId: 'synthetic-1@helpline.example',
  ...also,
});

function aSender(port: number, also: Partial<SmtpMailSenderOptions> = {}): SmtpMailSender {
  const sender = new SmtpMailSender({
    ...{ host: '127.0.0.1', port, secure: false, timeoutMs: 2_000, ehloName: 'helpline.example', ...also },
  });
  openSenders.push(sender);
  return sender;
}

type Answer = string | ((socket: Socket) => void) | undefined;

/** A mail server that answers by a script: command -> answer. What it is not told, it answers as servers do. */
async function aScriptedServer(script: Readonly<Record<string, Answer>> = {}) {
  const seen = { connections: 0, commands: [] as string[], messages: [] as string[] };
  const sockets = new Set<Socket>();
  const usual: Record<string, string> = {
    GREETING: '220 scripted.example ESMTP',
    EHLO: '250 scripted.example',
    'MAIL FROM': '250 Ok',
    'RCPT TO': '250 Ok',
    DATA: '354 Go ahead',
    MESSAGE: '250 2.0.0 Ok: queued as 4F2A77',
    RSET: '250 Ok',
    QUIT: '221 Bye',
  };
  const server = net.createServer((socket) => {
    seen.connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const answer = (step: string) => {
      const reply = step in script ? script[step] : (usual[step] ?? '502 Not implemented');
      if (typeof reply === 'function') reply(socket);
      else if (reply !== undefined) socket.write(`${reply}\r\n`);
    };
    let pending = '';
    let isData = false;
    socket.on('data', (chunk) => {
      pending += chunk.toString('utf8');
      for (;;) {
        const mark = isData ? '\r\n.\r\n' : '\r\n';
        const end = pending.indexOf(mark);
        if (end < 0) return;
        const piece = pending.slice(0, end);
        pending = pending.slice(end + mark.length);
        if (isData) {
          isData = false;
          seen.messages.push(piece);
          answer('MESSAGE');
        } else {
          const step = Object.keys(usual).find((name) => piece.toUpperCase().startsWith(name)) ?? piece;
          seen.commands.push(step);
          isData = step === 'DATA' && script['DATA'] === undefined;
          answer(step);
        }
      }
    });
    answer('GREETING');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  openServers.push({
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((done) => server.close(() => done()));
    },
  });
  return { port: (server.address() as AddressInfo).port, seen, sockets };
}

describe('SmtpMailSender', () => {
  it('hands the mail over as written and keeps the answer as receipt', async () => {
    const server = await aScriptedServer();
    const outcome = await aSender(server.port).send(
      aMail({
        subject: 'Notice [UF-2026-000123-2-K7QM9A] – Übergriff, menaces et harcèlement',
        text: 'Line one.\n.\n..two dots\nÄpfel 🍎\n',
        inReplyTo: 'question-7@platform.example',
        references: ['first@helpline.example'],
        headers: { 'Auto-Submitted': 'no', 'X-Uniflag-Kind': 'notice' },
      }),
    );
    expect(outcome).toEqual({ outcome: 'accepted', response: '250 2.0.0 Ok: queued as 4F2A77' });
    const [message = ''] = server.seen.messages;
    const [head = '', body = ''] = message.split('\r\n\r\n');
    expect(head).toContain('Message-ID: <synthetic-1@helpline.example>');
    expect(head).toContain('In-Reply-To: <question-7@platform.example>');
    expect(head.replace(/\r\n /g, ' ')).toContain(
      'References: <first@helpline.example> <question-7@platform.example>',
    );
    expect(head).toContain('Auto-Submitted: no');
    expect(head).toContain('X-Uniflag-Kind: notice');
    expect(head).toContain('Content-Type: text/plain; charset=utf-8');
    expect(body).toContain('\r\n..\r\n...two dots\r\n=C3=84pfel =F0=9F=8D=8E');
  });

  it('sends many mails over few connections', async () => {
    const server = await aScriptedServer();
    const sender = aSender(server.port, { maxConnections: 2 });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        sender.send(aMail({ messageId: `m${index}@helpline.example` })),
      ),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true);
    expect(server.seen.messages).toHaveLength(12);
    expect(server.seen.connections).toBeLessThanOrEqual(2);
  });

  it('sends over a new connection where the kept one died meanwhile, once', async () => {
    const server = await aScriptedServer();
    const sender = aSender(server.port);
    await sender.send(aMail());
    for (const socket of server.sockets) socket.resetAndDestroy();
    expect(await sender.send(aMail())).toMatchObject({ outcome: 'accepted' });
    expect(server.seen.messages).toHaveLength(2);
  });

  it.each([
    [
      'a greylisting answer to the recipient',
      { 'RCPT TO': '451 4.7.1 <partners@platform.example> greylisted' },
      '451 4.7.1',
    ],
    ['a full mailbox', { 'RCPT TO': '452 4.2.2 mailbox full' }, '452 4.2.2'],
    ['a temporary answer to the message', { MESSAGE: '450 4.2.0 later' }, '450 4.2.0'],
    ['a server that is closing', { 'MAIL FROM': '421 4.3.2 closing' }, '421 4.3.2'],
    ['a greeting that refuses everybody', { GREETING: '554 no mail service here' }, '554'],
    ['a demand to sign in first', { 'MAIL FROM': '530 5.7.0 Authentication required' }, '530 5.7.0'],
  ])('defers at %s', async (_title, script, code) => {
    const server = await aScriptedServer(script);
    const outcome = await aSender(server.port).send(aMail());
    expect(outcome).toEqual({ outcome: 'deferred', reason: expect.stringContaining(code) });
    expect(JSON.stringify(outcome)).not.toContain('@');
  });

  it.each([
    ['the recipient', { 'RCPT TO': '550 5.1.1 <partners@platform.example>: no such user' }],
    ['the sender', { 'MAIL FROM': '550 5.7.1 sender replies+example@helpline.example denied' }],
    ['the message', { MESSAGE: '554 5.7.1 message content rejected' }],
    ['DATA', { DATA: '554 5.5.1 no valid recipients' }],
  ])('counts as rejected where the server refuses %s for good', async (_title, script) => {
    const server = await aScriptedServer(script);
    const outcome = await aSender(server.port).send(aMail());
    expect(outcome).toEqual({ outcome: 'rejected', reason: expect.stringMatching(/55[04] 5\.\d\.\d/) });
    expect(JSON.stringify(outcome)).not.toContain('@');
  });

  it.each([
    ['the connection is reset', { MESSAGE: (socket: Socket) => socket.resetAndDestroy() }],
    ['the connection is closed', { MESSAGE: (socket: Socket) => socket.end() }],
    ['the answer makes no sense', { MESSAGE: '<html>Welcome</html>' }],
    ['the answer breaks off', { MESSAGE: (socket: Socket) => socket.end('554 5.7.1 no') }],
    ['no answer comes in time', { MESSAGE: undefined }],
  ])('counts as unknown where the message was sent and %s', async (_title, script) => {
    const server = await aScriptedServer(script);
    const outcome = await aSender(server.port, { timeoutMs: 150 }).send(aMail());
    expect(outcome).toMatchObject({ outcome: 'unknown' });
    expect(server.seen.messages).toHaveLength(1);
    expect(server.seen.connections).toBe(1);
  });

  it('does not send again over a kept connection what may have arrived', async () => {
    let messages = 0;
    const server = await aScriptedServer({
      MESSAGE: (socket) => {
        messages += 1;
        if (messages === 1) socket.write('250 Ok\r\n');
        else socket.resetAndDestroy();
      },
    });
    const sender = aSender(server.port);
    await sender.send(aMail());
    expect(await sender.send(aMail())).toMatchObject({ outcome: 'unknown' });
    expect(server.seen.messages).toHaveLength(2);
    expect(server.seen.connections).toBe(1);
  });

  it('counts as unknown where the connection is cut in the middle of the message', async () => {
    const server = await aScriptedServer({
      DATA: (socket) => {
        socket.removeAllListeners('data');
        socket.once('data', () => socket.resetAndDestroy());
        socket.write('354 Go ahead\r\n');
      },
    });
    const text = 'Synthetic line of a long notice.\n'.repeat(100_000);
    expect(await aSender(server.port).send(aMail({ text }))).toMatchObject({ outcome: 'unknown' });
  });

  it.each([
    ['at the greeting', { GREETING: undefined }],
    ['at EHLO', { EHLO: undefined }],
    ['at the recipient', { 'RCPT TO': undefined }],
    ['at DATA', { DATA: () => undefined }],
  ])('defers where the server falls silent %s', async (_title, script) => {
    const server = await aScriptedServer(script);
    const outcome = await aSender(server.port, { timeoutMs: 150 }).send(aMail());
    expect(outcome).toMatchObject({ outcome: 'deferred', reason: expect.stringContaining('ETIMEDOUT') });
    expect(server.seen.messages).toHaveLength(0);
  });

  it('ends in time where the server sends one byte at a time', async () => {
    let timer: NodeJS.Timeout | undefined;
    const server = await aScriptedServer({
      'MAIL FROM': (socket) => {
        timer = setInterval(() => socket.write('2'), 20);
        socket.once('close', () => clearInterval(timer));
      },
    });
    expect(await aSender(server.port, { timeoutMs: 200 }).send(aMail())).toMatchObject({
      outcome: 'deferred',
    });
  });

  it('hands nothing over where its time was up by then', async () => {
    const server = await aScriptedServer();
    const sender = aSender(server.port);
    let asked = 0;
    const mayLeave = () => {
      asked += 1;
      // Asked once the server waits for the message.
      expect(server.seen.commands.at(-1)).toBe('DATA');
      return false;
    };
    expect(await sender.send(aMail({ mayLeave }))).toMatchObject({ outcome: 'deferred' });
    expect(asked).toBe(1);
    expect(server.seen.messages).toEqual([]);
    expect(await sender.send(aMail())).toMatchObject({ outcome: 'accepted' });
    expect(server.seen.messages).toHaveLength(1);
  });

  it('defers where nobody listens', async () => {
    const server = await aScriptedServer();
    await openServers.pop()?.close();
    expect(await aSender(server.port).send(aMail())).toEqual({
      outcome: 'deferred',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('defers where the name of the server does not exist', async () => {
    const sender = aSender(25, { host: 'mail.nowhere.invalid', timeoutMs: 3_000 });
    expect(await sender.send(aMail())).toMatchObject({ outcome: 'deferred' });
  });

  it('defers where TLS is demanded and the server has none, or a certificate nobody vouches for', async () => {
    const plain = await aScriptedServer();
    expect(await aSender(plain.port, { requireTls: true }).send(aMail())).toMatchObject({
      outcome: 'deferred',
    });
    expect(plain.seen.commands).not.toContain('MAIL FROM');

    const selfSigned = new SMTPServer({
      logger: false,
      secure: true,
      authOptional: true,
      disableReverseLookup: true,
    });
    selfSigned.on('error', () => undefined);
    await new Promise<void>((done) => selfSigned.listen(0, '127.0.0.1', done));
    openServers.push({ close: () => new Promise((done) => selfSigned.close(done)) });
    const { port } = selfSigned.server.address() as AddressInfo;
    expect(await aSender(port, { secure: true }).send(aMail())).toEqual({
      outcome: 'deferred',
      reason: expect.stringMatching(/CERT|SIGNED/),
    });
  });

  it('defers, and names no secret, where the server refuses our sign-in', async () => {
    const server = await aScriptedServer({
      EHLO: '250-scripted.example\r\n250 AUTH PLAIN',
      'AUTH PLAIN AHN5bnRoZXRpYy11c2VyAHN5bnRoZXRpYy1zZWNyZXQ=':
        '535 5.7.8 bad credentials for synthetic-user',
    });
    const sender = aSender(server.port, { auth: { user: 'synthetic-user', password: 'synthetic-secret' } });
    const outcome = await sender.send(aMail());
    expect(outcome).toEqual({
      outcome: 'deferred',
      reason: 'the mail server answered 535 5.7.8 to AUTH PLAIN',
    });
  });

  it('defers where no connection comes free until the time is up', async () => {
    const server = await aScriptedServer();
    const outcome = await aSender(server.port, { maxConnections: 0, timeoutMs: 50 }).send(aMail());
    expect(outcome).toEqual({ outcome: 'deferred', reason: 'no free connection to the mail server in time' });
    expect(server.seen.connections).toBe(0);
  });

  it('lets the send under way end when it is closed, and takes no other', async () => {
    let answerMessage = (): void => undefined;
    const arrived = new Promise<void>((resolve) => {
      answerMessage = resolve;
    });
    let release: (() => void) | undefined;
    let leave = (): void => undefined;
    const left = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const server = await aScriptedServer({
      QUIT: (socket) => socket.end('221 Bye\r\n', leave),
      MESSAGE: (socket) => {
        release = () => socket.write('250 Ok\r\n');
        answerMessage();
      },
    });
    const sender = aSender(server.port);
    const sending = sender.send(aMail());
    await arrived;
    const closing = sender.close();
    expect(await sender.send(aMail())).toMatchObject({ outcome: 'deferred' });
    release?.();
    expect(await sending).toMatchObject({ outcome: 'accepted' });
    await Promise.all([closing, left]);
    expect(server.seen.messages).toHaveLength(1);
  });

  it('takes addresses out of the receipt', async () => {
    const server = await aScriptedServer({ MESSAGE: '250 Ok for <partners@platform.example> as 77' });
    const outcome = await aSender(server.port).send(aMail());
    expect(outcome).toEqual({ outcome: 'accepted', response: '250 Ok for <…> as 77' });
  });
});
