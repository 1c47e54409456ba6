import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { platforms as registry } from '#platforms';
import { openHouse, type House } from '../support/house.js';
import { sixthExample } from '../support/platforms/sixth-example/index.js';
import { startDovecot, whyNoDovecot, type TestDovecot } from '../support/services/dovecot.js';
import { startExim, whyNoExim, type TestExim } from '../support/services/exim.js';
import { keyRecord, newKey, signingDesk } from '../support/signing-desk.js';

const why = whyNoExim() ?? whyNoDovecot();
const describeOrSkip = why === undefined ? describe : describe.skip;

/** A notice as the platform's mail server got it. */
interface Notice {
  readonly raw: Buffer;
  readonly mail: ParsedMail;
  readonly envelopeFrom: string;
}

jest.setTimeout(180_000);

/** Exim between us and the platform, Dovecot with our mailbox, and the platform's own mail server. */
describeOrSkip(`real mail servers${why === undefined ? '' : ` (skipped: ${why})`}`, () => {
  const ours = newKey();
  const desk = signingDesk('sixth.example', { 'uf1._domainkey.uniflag.example': keyRecord(ours.publicKey) });
  const notices: Notice[] = [];
  /** What the platform's mail server says to the next recipients. */
  let refusal: { readonly responseCode: number; readonly text: string } | undefined;
  let platformServer: SMTPServer;
  let exim: TestExim;
  let dovecot: TestDovecot;
  let house: House;

  beforeAll(async () => {
    platformServer = aPlatformServer();
    dovecot = await startDovecot();
    const { port: outPort } = await listening(platformServer);
    exim = await startExim({ localDomain: 'uniflag.example', maildir: dovecot.maildir, outPort });
    house = await openHouse({
      platforms: [...registry, sixthExample],
      resolve: desk.resolve,
      env: {
        UNIFLAG_ORGANISATION__FROM: 'notices@uniflag.example',
        UNIFLAG_MAIL__OUTBOUND__HOST: '127.0.0.1',
        UNIFLAG_MAIL__OUTBOUND__PORT: String(exim.port),
        UNIFLAG_MAIL__OUTBOUND__DKIM__DOMAIN: 'uniflag.example',
        UNIFLAG_MAIL__OUTBOUND__DKIM__SELECTOR: 'uf1',
        UNIFLAG_MAIL__OUTBOUND__DKIM__PRIVATE_KEY: ours.privateKey,
        UNIFLAG_MAIL__INBOUND__ENABLED: 'false',
        UNIFLAG_MAIL__INBOUND__DOMAIN: 'uniflag.example',
        UNIFLAG_MAIL__IMAP__HOST: '127.0.0.1',
        UNIFLAG_MAIL__IMAP__PORT: String(dovecot.port),
        UNIFLAG_MAIL__IMAP__SECURE: 'false',
        UNIFLAG_MAIL__IMAP__USER: dovecot.user,
        UNIFLAG_MAIL__IMAP__PASSWORD: dovecot.password,
        UNIFLAG_PLATFORMS__SIXTH_EXAMPLE__MAILBOXES__SIXTH_MAIL: 'desk@sixth.example',
        UNIFLAG_ALERTS__FROM: 'alerts@uniflag.example',
        UNIFLAG_ALERTS__ADDRESSES__TEAM: 'team@helpline.example',
        UNIFLAG_ALERTS__ADDRESSES__ON_CALL: 'on-call@helpline.example',
      },
    });
    const armed = await house.request('POST', '/v1/platforms/sixth-example/arm');
    expect(armed.status).toBe(200);
  }, 120_000);

  afterAll(async () => {
    await house.close();
    await exim.stop();
    await dovecot.stop();
    await new Promise<void>((resolve) => platformServer.close(() => resolve()));
  });

  function aPlatformServer(): SMTPServer {
    return new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true },
      onRcptTo: (_address, _session, done) =>
        refusal
          ? done(Object.assign(new Error(refusal.text), { responseCode: refusal.responseCode }))
          : done(),
      onData: (stream, session, done) => {
        void (async () => {
          const pieces: Buffer[] = [];
          for await (const piece of stream) pieces.push(piece as Buffer);
          const raw = Buffer.concat(pieces);
          const envelopeFrom = session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
          notices.push({ raw, mail: await simpleParser(raw), envelopeFrom });
          done();
        })();
      },
    });
  }

  let count = 0;
  const file = async (category = 'CYBERBULLYING') => {
    const input = `https://sixth.example/~/${String((count += 1)).padStart(12, '0')}`;
    const { status, body } = await house.request<any>('POST', '/v1/reports', {
      ...{ category, targets: [{ input }], explanation: 'Synthetic explanation.' },
      ...{ goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
    });
    expect(status).toBe(201);
    return body;
  };
  const filed = async () => {
    const report = await file();
    const found = () => notices.find(({ mail }) => mail.subject?.includes(report.reference));
    await house.until(`the notice reached the platform:\n${exim.log()}`, () => found() !== undefined);
    return { report, notice: found()! };
  };
  const submissionOf = async ({ id }: { id: string }) =>
    (await house.request<any>('GET', `/v1/reports/${id}`)).body.submissions[0];
  const stands = (report: { id: string }, word: string) =>
    house.until(
      () => `it stands at ${word}:\n${exim.log()}`,
      async () => (await submissionOf(report)).word === word,
      60_000,
    );
  const answerTo = ({ mail }: Notice, text: string, more = {}) =>
    desk.write(exim.port, {
      ...{ to: mail.replyTo?.value[0]?.address ?? '', subject: `Re: ${mail.subject}`, text },
      ...{ inReplyTo: mail.messageId ?? '', ...more },
    });
  const removal =
    'Hello,\n\nThank you for your report. We have removed the content you reported.\n\nThe desk\n';
  const repliesIn = async (state: string) =>
    (await house.request<any>('GET', `/v1/replies?state=${state}`)).body.data;

  it('carry a notice, signed and with an address of its own for whatever comes back', async () => {
    const { notice } = await filed();
    const replyTo = notice.mail.replyTo?.value[0]?.address ?? '';
    expect(replyTo).toMatch(/^replies\+sixth-example\.[0-9a-f-]{36}\.0@uniflag\.example$/);
    expect(notice.envelopeFrom).toBe(replyTo);
    expect(notice.mail.messageId).toBe(`<${replyTo.replace('replies+sixth-example.', '')}>`);
    const { results } = await dkimVerify(Readable.from([notice.raw]), { resolver: desk.resolve });
    expect(results.map(({ signingDomain, status }) => [signingDomain, status.result])).toEqual([
      ['uniflag.example', 'pass'],
    ]);
  });

  it('bring the answer, which moves the submission', async () => {
    const { report, notice } = await filed();
    await answerTo(notice, removal);
    await stands(report, 'removed');
  });

  it('bring an answer without thread or reference to whose address it came', async () => {
    const { report, notice } = await filed();
    await answerTo(notice, removal, { subject: 'About your report', inReplyTo: '' });
    await stands(report, 'removed');
  });

  it('bring what is forged, and it moves nothing until a person says whose it is', async () => {
    const { report, notice } = await filed();
    const before: number = (await repliesIn('UNMATCHED')).length;
    await answerTo(notice, removal, { isSigned: false });
    await answerTo(notice, removal, { from: 'desk@sixth.example.stranger.example' });
    await house.until(
      'both are with staff',
      async () => (await repliesIn('UNMATCHED')).length === before + 2,
    );
    const [reply] = await repliesIn('UNMATCHED');
    expect(reply).toMatchObject({ code: 'REPLY.ORIGIN_UNTRUSTED', text: expect.stringContaining('removed') });
    expect((await submissionOf(report)).word).toBe('sent');
    const { submissions } = report;
    await house.request('POST', `/v1/replies/${reply.id}/match`, { submissionId: submissions[0].id });
    await stands(report, 'removed');
  });

  it('say that a notice came back: it failed, with the reason, and may be sent once more', async () => {
    refusal = { responseCode: 550, text: '5.1.1 No such mailbox here' };
    const report = await file();
    await stands(report, 'failed');
    refusal = undefined;
    expect(await submissionOf(report)).toMatchObject({
      ...{ delivery: 'FAILED', waitingFor: 'MAIL.BOUNCED_ADDRESS' },
    });
    const { id } = report.submissions[0];
    const again = await house.request('POST', `/v1/submissions/${id}/resend`, { decision: 'SEND_MARKED' });
    expect(again.status).toBe(200);
    await stands(report, 'sent');
  });

  it('carry alerts to staff, by which a notice that came back is known at any hour', async () => {
    refusal = { responseCode: 550, text: '5.1.1 No such mailbox here' };
    const report = await file('SEXTORTION');
    await stands(report, 'failed');
    refusal = undefined;
    const alertOf = async () =>
      (await house.request<any>('GET', `/v1/alerts?report=${report.id}`)).body.data[0];
    await house.until('staff are alerted', async () => (await alertOf())?.kind === 'BOUNCED');
    await house.pass(120_000);
    const found = () =>
      notices.find(
        ({ mail }) =>
          textOf(mail.to).includes('helpline.example') && mail.subject?.includes(report.reference),
      );
    await house.until(
      () => `the mail arrived:\n${exim.log()}`,
      () => found() !== undefined,
    );
    const { mail, raw } = found()!;
    expect(mail.text).toContain(`/reports/${report.reference}`);
    expect(textOf(mail.from)).toBe('alerts@uniflag.example');
    const { results } = await dkimVerify(Readable.from([raw]), { resolver: desk.resolve });
    expect(results.map(({ status }) => status.result)).toEqual(['pass']);
    await house.request('POST', `/v1/alerts/${(await alertOf()).id}/acknowledge`);
  });

  it('lose nothing and bring nothing twice while Dovecot is killed again and again', async () => {
    const all = [];
    for (let n = 0; n < 6; n += 1) all.push(await filed());
    for (const [n, { notice }] of all.entries()) {
      if (n % 2 === 0) await dovecot.kill();
      await answerTo(notice, removal, { messageId: `<storm-${n}@sixth.example>` });
      if (n % 2 === 0) await dovecot.resume();
    }
    for (const { report } of all) await stands(report, 'removed');
    const { rows } = await house.database.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM replies WHERE message_key LIKE 'storm-%@sixth.example' AND state = 'APPLIED'`,
    );
    expect(rows[0]?.n).toBe(6);
  });

  it('are read from the start where the mailbox was numbered anew, and nothing is taken twice', async () => {
    const count = async () =>
      (await house.database.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM replies')).rows[0]?.n ??
      0;
    const before = await count();
    await dovecot.kill();
    await dovecot.forgetNumbers();
    const { report, notice } = await filed();
    await answerTo(notice, removal);
    await dovecot.resume();
    await stands(report, 'removed');
    expect(house.log.of('mailbox.renumbered').length).toBeGreaterThan(0);
    const { rows } = await house.database.pool.query<{ last_uid: string; uid_validity: string }>(
      'SELECT last_uid, uid_validity FROM mailboxes',
    );
    expect(rows[0]?.uid_validity).toBe('17');
    expect(await count()).toBe(before + 1);
  });
});

function textOf(addresses: ParsedMail['from'] | ParsedMail['to']): string {
  return [addresses ?? []]
    .flat()
    .map(({ text }) => text)
    .join();
}

async function listening(server: SMTPServer): Promise<AddressInfo> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server.server.address() as AddressInfo;
}
