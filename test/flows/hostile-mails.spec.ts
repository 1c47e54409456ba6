import nodemailer from 'nodemailer';
import { hostileMails, mailboxOf, type Victim } from '../support/hostile-mails.js';
import { openHouse, type House } from '../support/house.js';
import { startDovecot, whyNoDovecot, type TestDovecot } from '../support/services/dovecot.js';

const whyNoMailbox = whyNoDovecot();
const nobody = () => Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

let house: House;
let dovecot: TestDovecot | undefined;
let victim: Victim & { readonly reportId: string };
let delivered = 0;

beforeAll(async () => {
  dovecot = whyNoMailbox === undefined ? await startDovecot() : undefined;
  house = await openHouse({
    resolve: nobody,
    env: dovecot
      ? {
          UNIFLAG_MAIL__IMAP__HOST: '127.0.0.1',
          UNIFLAG_MAIL__IMAP__PORT: String(dovecot.port),
          UNIFLAG_MAIL__IMAP__SECURE: 'false',
          UNIFLAG_MAIL__IMAP__USER: dovecot.user,
          UNIFLAG_MAIL__IMAP__PASSWORD: dovecot.password,
        }
      : {},
  });
  await house.scenario('facebook', {}, [{ afterMs: 0, fault: 'silence' }]);
  const { body } = await house.request<any>('POST', '/v1/reports', {
    category: 'CYBERBULLYING',
    targets: [{ input: 'https://www.facebook.com/synthetic.example/posts/1000000000000001' }],
    ...{ explanation: 'Synthetic explanation.', goodFaith: true, caller: { role: 'PARENT' }, language: 'en' },
  });
  await house.until('the notice was sent', () => house.simulator.received('facebook').length === 1);
  const [notice] = house.simulator.received('facebook') as any[];
  const reference = /UF-[0-9A-Z-]+/.exec(notice.body.subject)?.[0] ?? '';
  victim = { reportId: body.id, reference, address: notice.body.replyTo };
});
afterAll(async () => {
  await house.close();
  await dovecot?.stop();
});

const submission = async () =>
  (await house.request<any>('GET', `/v1/reports/${victim.reportId}`)).body.submissions[0];
const kept = async () =>
  (
    await house.database.pool.query<{ state: string; code: string | null }>(
      `SELECT state, code FROM replies ORDER BY received_at DESC, id DESC`,
    )
  ).rows;

const ways = {
  'our own mail server': async (raw: Buffer, to: string) => {
    const port = house.worker().mailPort ?? 0;
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port,
      ignoreTLS: true,
      name: 'x.example',
    });
    const sent = await transport.sendMail({ envelope: { from: '', to }, raw });
    transport.close();
    expect(sent.response).toMatch(/^250 /);
  },
  'the mailbox': async (raw: Buffer) =>
    dovecot?.deliver(Buffer.from(raw.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')),
};

describe.each(Object.keys(ways) as (keyof typeof ways)[])('what comes by %s', (way) => {
  const itOrSkip = way === 'the mailbox' && whyNoMailbox !== undefined ? it.skip : it;

  itOrSkip.each(hostileMails.map((mail) => [mail.what, mail] as const))(
    'moves nothing and is kept for staff: %s',
    async (_what, { kind, raw, isToMailbox }) => {
      const before = (await kept()).length;
      delivered += 1;
      await ways[way](raw(victim), isToMailbox ? mailboxOf(victim) : victim.address);
      await house.until(
        'it is with staff',
        async () => {
          const rows = await kept();
          return rows.length === before + 1 && !['NEW', 'WAITING'].includes(rows[0]?.state ?? 'NEW');
        },
        60_000,
      );
      const [reply] = await kept();
      // Of what lies in the mailbox nobody can tell that it is the stand-in's.
      const isUnproven = kind === 'unproven' || way === 'the mailbox';
      expect(reply).toEqual(
        isUnproven
          ? { state: 'UNMATCHED', code: 'REPLY.ORIGIN_UNTRUSTED' }
          : { state: expect.stringMatching(/^UNREADABLE$|^APPLIED$/), code: null },
      );
      expect(await submission()).toMatchObject({ word: 'sent', decision: 'NONE', delivery: 'SENT' });
    },
    90_000,
  );
});

it('leaves everything at work: the true answer still moves it, and no log says what anybody wrote', async () => {
  const { status, body } = await house.request<any>('GET', '/v1/replies?limit=100');
  expect([status, body.data.length]).toEqual([200, delivered]);
  await ways['our own mail server'](
    Buffer.from(
      `From: case++1@facebook.simulator.invalid\r\nTo: ${victim.address}\r\nMessage-ID: <true@x.example>\r\n` +
        `Subject: Re: [${victim.reference}]\r\n\r\nHello,\r\n\r\nWe have removed the content you reported.\r\n`,
    ),
    victim.address,
  );
  await house.until('it is removed', async () => (await submission()).word === 'removed');
  const lines = JSON.stringify(house.log.lines);
  expect(lines).not.toMatch(/stranger|hostile-|removed the content|etc\/passwd/);
}, 60_000);
