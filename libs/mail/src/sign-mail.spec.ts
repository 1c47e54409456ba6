import { generateKeyPairSync } from 'node:crypto';
import { Readable } from 'node:stream';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { composeMail } from './compose-mail.js';
import { signMail } from './sign-mail.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const verify = async (content: Buffer) => {
  const asked: string[] = [];
  const { results } = await dkimVerify(Readable.from([content]), {
    resolver: async (name) => {
      asked.push(name);
      return [[record]];
    },
  });
  return { asked, results };
};

const signed = async () => {
  const { content } = await composeMail({
    ...{
      from: 'notices@helpline.example',
      to: 'partners@platform.example',
      replyTo: 'replies+x@helpline.example',
    },
    ...{
      subject: 'Signalement [UF-2026-000123-2-K7QM9A] – à vérifier',
      messageId: 'synthetic-1@helpline.example',
    },
    text: 'Zażółć\n.\nFrom the first word on.\n\n\n',
  });
  return signMail(content, { domain: 'helpline.example', selector: 'uf1', privateKey: pem });
};

it('signs a mail so that others can verify it: its text, its subject, from whom and to where', async () => {
  const { asked, results } = await verify(await signed());
  expect(asked).toEqual(['uf1._domainkey.helpline.example']);
  expect(results).toMatchObject([
    { signingDomain: 'helpline.example', status: { result: 'pass' }, canonBodyLengthLimited: false },
  ]);
  const names = results[0]?.signingHeaders.keys.toLowerCase().split(': ') ?? [];
  expect(names).toEqual(expect.arrayContaining(['from', 'to', 'subject', 'reply-to', 'message-id', 'date']));
});

it.each([
  ['its text', 'the first word', 'the first lie'],
  ['its subject', 'K7QM9A', 'K7QM9B'],
])('signs nothing else: with %s changed it fails', async (_what, from, to) => {
  const text = (await signed()).toString('latin1');
  expect(text).toContain(from);
  const { results } = await verify(Buffer.from(text.replace(from, to), 'latin1'));
  expect(results[0]?.status.result).not.toBe('pass');
});
