import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import { unprovenOrigin, type MailOrigin } from '#core';
import { keyRecord, newKey } from '../../../../test/support/signing-desk.js';
import { MailReader } from '../mail-reader.js';
import { signMail } from '../sign-mail.js';
import { OriginChecker, type Arrival, type OriginOptions, type Resolve } from './origin-check.js';

const key = newKey();
const stranger = newKey();
const records: Record<string, string> = {
  'a._domainkey.platform.example': keyRecord(key.publicKey),
  'a._domainkey.stranger.example': keyRecord(stranger.publicKey),
  '_dmarc.platform.example': 'v=DMARC1; p=reject',
  '_dmarc.stranger.example': 'v=DMARC1; p=none',
  'platform.example': 'v=spf1 ip4:192.0.2.0/24 -all',
  'stranger.example': 'v=spf1 ip4:198.51.100.0/24 -all',
};
const asked: string[] = [];
const nameServers: Resolve = async (name, type) => {
  asked.push(name);
  const record = type === 'TXT' ? records[name] : undefined;
  if (record === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return [[record]];
};
beforeEach(() => asked.splice(0));

const direct: Arrival = {
  ip: '203.0.113.9',
  helo: 'mx.somewhere.example',
  envelopeFrom: 'desk@platform.example',
};
const inMailbox: Arrival = { ip: null, helo: '', envelopeFrom: '' };

async function originOf(
  raw: Buffer | string,
  arrival = direct,
  more: Partial<OriginOptions> = {},
): Promise<MailOrigin> {
  const checker = new OriginChecker({
    ...{
      isPlatformDomain: (domain) => domain === 'platform.example',
      resolve: nameServers,
      timeoutMs: 2_000,
    },
    ...{ authservId: 'mx.helpline.example', relays: ['10.0.0.0/8'], simulators: ['127.0.0.0/8', '::1/128'] },
    ...more,
  });
  const reader = new MailReader({}, checker.begin(arrival));
  const bytes = Buffer.from(raw);
  for (let at = 0; at < bytes.length; at += 700) await reader.write(bytes.subarray(at, at + 700));
  const { origin } = await reader.finish({
    recipientTag: null,
    addressedTo: [],
    envelopeFrom: arrival.envelopeFrom,
  });
  return origin;
}

async function aMail({ from = 'desk@platform.example', by = 'platform.example', text = 'Removed.\n' } = {}) {
  const plain = await new MailComposer({
    from,
    to: 'replies@helpline.example',
    subject: 'Re: synthetic',
    text,
  })
    .compile()
    .build();
  if (by === '') return plain;
  const { privateKey } = by === 'platform.example' ? key : stranger;
  return signMail(plain, { domain: by, selector: 'a', privateKey });
}
const proven = { fromDomain: 'platform.example', hasPassedDmarc: true, signedBy: ['platform.example'] };
const unproven = { ...unprovenOrigin, fromDomain: 'platform.example' };

describe('a mail that came straight from its sender', () => {
  it('proves by its signature who wrote it', async () => {
    expect(await originOf(await aMail())).toEqual({ ...unprovenOrigin, ...proven });
  });

  it('proves by the network it came from that its domain sent it', async () => {
    const origin = await originOf(await aMail({ by: '' }), { ...direct, ip: '192.0.2.7' });
    expect(origin).toEqual({ ...unproven, hasPassedDmarc: true });
  });

  it.each([
    ['is not signed', { by: '' }],
    ["bears a stranger's signature", { by: 'stranger.example' }],
  ])('proves nothing where it %s', async (_what, mail) => {
    expect(await originOf(await aMail(mail))).toMatchObject({ hasPassedDmarc: false });
  });

  it('proves nothing once a word of it was changed', async () => {
    const raw = (await aMail()).toString().replace('Removed.', 'Refused.');
    expect(await originOf(raw)).toEqual(unproven);
  });

  it.each([
    ['a second sender', 'From: desk@stranger.example\r\n'],
    ['a second subject', 'Subject: Re: another\r\n'],
  ])('proves nothing with %s put over it', async (_what, line) => {
    const origin = await originOf(Buffer.concat([Buffer.from(line), await aMail()]));
    expect(origin).toEqual(unprovenOrigin);
  });

  it('is not looked up where it is no platform’s', async () => {
    const origin = await originOf(await aMail({ from: 'x@stranger.example', by: 'stranger.example' }));
    expect(origin).toEqual({ ...unprovenOrigin, fromDomain: 'stranger.example' });
    expect(asked).toEqual([]);
  });

  it('proves nothing by results that it brought itself', async () => {
    const line = 'Authentication-Results: mx.helpline.example; dmarc=pass header.from=platform.example\r\n';
    expect(await originOf(line + (await aMail({ by: '' })).toString())).toEqual(unproven);
  });

  it('proves nothing with more signatures than anybody writes, and none is looked up', async () => {
    const many = Array.from(
      { length: 500 },
      (_, n) =>
        `DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.example; s=a; h=from:subject; bh=x; b=x; l=${n}\r\n`,
    );
    expect(await originOf(many.join('') + (await aMail()).toString())).toEqual(unproven);
    expect(asked).toEqual([]);
  });

  it('proves nothing where name servers fail, hang or say nonsense', async () => {
    const failing: Resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ESERVFAIL' }));
    const hanging: Resolve = () => new Promise(() => undefined);
    const nonsense: Resolve = () => Promise.resolve([['v=DKIM1; p=!!!'], null, 5]);
    for (const resolve of [failing, hanging, nonsense])
      expect(await originOf(await aMail(), direct, { resolve, timeoutMs: 100 })).toEqual(unproven);
  });
});

describe('a mail in our mailbox, or from a mail server of ours', () => {
  const told = (
    id: string,
    more = 'dmarc=pass header.from=platform.example; dkim=pass header.d=platform.example',
  ) => `Authentication-Results: ${id}; ${more}\r\n`;

  it.each([
    ['in the mailbox', inMailbox],
    ['from the network of that server', { ...direct, ip: '::ffff:10.1.2.3' }],
  ])('proves what that server found, %s', async (_where, arrival) => {
    const raw = told('mx.helpline.example') + (await aMail({ by: '' })).toString();
    expect(await originOf(raw, arrival)).toEqual({ ...unprovenOrigin, ...proven, isRelayed: true });
    expect(asked).toEqual([]);
  });

  it.each([
    ['of another server', told('mx.stranger.example')],
    ['below those of another server', told('mx.stranger.example') + told('mx.helpline.example')],
    [
      'below its own that say otherwise',
      told('mx.helpline.example', 'dmarc=fail') + told('mx.helpline.example'),
    ],
    ['about another domain', told('mx.helpline.example', 'dmarc=pass header.from=stranger.example')],
  ])('proves nothing by results %s', async (_which, lines) => {
    const origin = await originOf(lines + (await aMail({ by: '' })).toString(), inMailbox);
    expect(origin).toEqual({ ...unproven, isRelayed: true });
  });

  it('proves by its signature who wrote it where that server found nothing out', async () => {
    expect(await originOf(await aMail(), inMailbox)).toEqual({
      ...unprovenOrigin,
      ...proven,
      isRelayed: true,
    });
  });
});

describe("the simulator's mail", () => {
  const simulated = () => aMail({ from: 'case@facebook.simulator.invalid', by: '' });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1'])('is known by where it comes from: %s', async (ip) => {
    expect(await originOf(await simulated(), { ...direct, ip })).toMatchObject({ isSimulated: true });
  });

  it('is nobody’s from anywhere else, and no platform’s mail is its', async () => {
    expect(await originOf(await simulated())).toMatchObject({ isSimulated: false });
    expect(await originOf(await simulated(), inMailbox)).toMatchObject({ isSimulated: false });
    const local = { ...direct, ip: '127.0.0.1' };
    expect(await originOf(await aMail({ by: '' }), local)).toMatchObject({ isSimulated: false });
  });
});

it('never fails, whatever comes', async () => {
  const headers = fc.constantFrom(
    'From',
    'DKIM-Signature',
    'ARC-Seal',
    'Authentication-Results',
    'Subject',
    'Received',
  );
  const lines = fc.array(fc.tuple(headers, fc.string({ unit: 'binary', maxLength: 60 })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(lines, fc.uint8Array({ maxLength: 200 }), async (pairs, body) => {
      const head = `From: a@platform.example\r\n${pairs.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
      const origin = await originOf(Buffer.concat([Buffer.from(head), body]), direct, { timeoutMs: 300 });
      expect([origin.hasPassedDmarc, origin.signedBy]).toEqual([false, []]);
    }),
    { numRuns: 40 },
  );
}, 30_000);
