import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { cutQuoted } from './cut-quoted.js';
import { MailReader, type MailReaderLimits } from './mail-reader.js';
import type { ReceivedMail } from './received-mail.js';

const fixtures = path.resolve(__dirname, '../fixtures');

async function read(
  raw: Buffer | string,
  limits: MailReaderLimits = {},
  pieceBytes = 4_096,
): Promise<ReceivedMail> {
  const bytes = Buffer.from(raw);
  const reader = new MailReader(limits);
  for (let at = 0; at < bytes.length; at += pieceBytes)
    await reader.write(bytes.subarray(at, at + pieceBytes));
  return reader.finish({
    recipientTag: 'facebook',
    addressedTo: [],
    envelopeFrom: 'Bounce@platform.example',
  });
}

const readFixture = (name: string) => read(readFileSync(path.join(fixtures, `${name}.eml`)));

const aMail = (headers: string, body = 'Text.') =>
  `From: cases@platform.example\r\nMessage-ID: <c1@platform.example>\r\n${headers}\r\n\r\n${body}\r\n`;

describe('MailReader on the synthetic mails in fixtures/', () => {
  const names = readdirSync(fixtures)
    .filter((file) => file.endsWith('.eml'))
    .map((file) => file.slice(0, -4));

  it.each(names)('reads %s as reviewed', async (name) => {
    const { contentHash, addressedTo: _to, origin: _origin, ...mail } = await readFixture(name);
    const raw = readFileSync(path.join(fixtures, `${name}.eml`));
    expect(Buffer.from(contentHash).toString('hex')).toBe(createHash('sha256').update(raw).digest('hex'));
    expect(mail).toEqual(JSON.parse(readFileSync(path.join(fixtures, `${name}.json`), 'utf8')));
  });

  it.each(names)('reads %s the same however it is cut into pieces', async (name) => {
    const raw = readFileSync(path.join(fixtures, `${name}.eml`));
    expect(await read(raw, {}, 7)).toEqual(await read(raw, {}, 100_000));
  });
});

describe('MailReader', () => {
  it('makes a Message-ID from the content where there is none, the same each time', async () => {
    const raw = 'From: cases@platform.example\r\nSubject: x\r\n\r\nText.\r\n';
    const [once, twice, other] = [await read(raw), await read(raw), await read(`${raw}More.`)];
    expect(once.messageId).toMatch(/^[0-9a-f]{64}@sha256\.invalid$/);
    expect(twice.messageId).toBe(once.messageId);
    expect(other.messageId).not.toBe(once.messageId);
  });

  it.each([
    ['Auto-Submitted: auto-generated', true],
    ['Auto-Submitted: no', false],
    ['Precedence: bulk', true],
    ['Precedence: auto_reply', true],
    ['Precedence: first-class', false],
    ['X-Autoreply: yes', true],
    ['X-Auto-Response-Suppress: All', false],
    ['Subject: Automatic reply', false],
  ])('tells from %s whether a machine wrote it: %s', async (header, isAutoReply) => {
    expect((await read(aMail(header))).isAutoReply).toBe(isAutoReply);
  });

  it('makes text of HTML that quotes us, so that the quotation can be cut', async () => {
    const html =
      '<div>We <b>removed</b> it.</div><br><div class="gmail_quote"><div>On Mon, Nov 23, 2026 at 5:06 PM Helpline ' +
      '&lt;<a href="mailto:replies@helpline.example">replies@helpline.example</a>&gt; wrote:<br></div>' +
      '<blockquote><div>Please remove this post.</div><div>Reason: …</div></blockquote></div>';
    const { text } = await read(aMail('Content-Type: text/html; charset=utf-8', html));
    expect(text).toContain('> Please remove this post.');
    expect(cutQuoted(text)).toBe('We removed it.');
  });

  it('cuts a text that is too long and says so', async () => {
    const mail = await read(aMail('Subject: long', 'Synthetic line.\r\n'.repeat(2_000)), {
      maxTextChars: 1_000,
    });
    expect(mail.text).toHaveLength(1_000);
    expect(mail.isIncomplete).toBe(true);
  });

  it('hands over what it understood of a mail with too many parts', async () => {
    const parts = '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(300);
    const mail = await read(
      aMail('Subject: many\r\nContent-Type: multipart/mixed; boundary=b', `${parts}--b--`),
    );
    expect(mail).toMatchObject({ subject: 'many', messageId: 'c1@platform.example', isIncomplete: true });
  });

  it('hands over a mail whose headers do not end', async () => {
    const mail = await read(`Subject: x\r\n${'X-Long: synthetic header without end\r\n'.repeat(20_000)}`);
    expect(mail).toMatchObject({ subject: '', isIncomplete: true });
    expect(mail.text).toMatch(/^Subject: x\nX-Long: [^]{1,4100}$/);
    expect(mail.messageId).toMatch(/@sha256\.invalid$/);
  });

  it('hands over an HTML mail that is nested too deeply to be read, with its head in place of its text', async () => {
    const mail = await read(aMail('Content-Type: text/html', '<b>'.repeat(50_000)));
    expect(mail.isIncomplete).toBe(true);
    expect(mail.text).toBe(aMail('Content-Type: text/html').split('\r\n\r\n')[0]?.replaceAll('\r', ''));
  });

  it.each([
    ['letters', 'x'],
    ['an address that carries data', 'data:,x'],
    ['spaces', ' '],
    ['signs of a quotation', '>'],
    ['dots', '.'],
  ])('hands over a mail of eight megabytes of %s on one line, as incomplete', async (_what, piece) => {
    const mail = await read(aMail('X: y', `${piece}${(piece.at(-1) ?? '').repeat(8_000_000)}`), {}, 65_536);
    expect(mail.messageId).toBe('c1@platform.example');
    expect(mail.text.length).toBeLessThanOrEqual(500_000);
  });

  it('keeps nothing of a large attachment but its size', async () => {
    const attachment = Buffer.alloc(8_000_000, 'synthetic').toString('base64').replace(/.{76}/g, '$&\r\n');
    const raw = Buffer.from(
      aMail(
        'Content-Type: multipart/mixed; boundary=b',
        `--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n--b\r\nContent-Type: video/mp4; name="clip.mp4"\r\n` +
          `Content-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n${attachment}\r\n--b--`,
      ),
    );
    const mail = await read(raw, {}, 65_536);
    expect(mail.attachments).toEqual([{ name: 'clip.mp4', contentType: 'video/mp4', sizeBytes: 8_000_000 }]);
    expect(JSON.stringify(mail).length).toBeLessThan(2_000);
  });

  it('never throws and always ends, with text that can be stored, on any bytes', async () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      fc.constantFrom(
        ...['\r\n', '\r\n\r\n', '\n', '--b', '--b--', '\0', 'Content-Type: multipart/mixed; boundary=b\r\n'],
        ...[
          'Content-Type: text/html\r\n',
          'Content-Type: message/rfc822\r\n',
          'Content-Transfer-Encoding: base64\r\n',
        ],
        ...[
          'Content-Type: text/plain; charset=utf-16le\r\n',
          'Subject: =?utf-16le?B?ANgA?=\r\n',
          'From: <@>\r\n',
          '=?',
          '?=',
        ],
        ...[
          'Content-Transfer-Encoding: quoted-printable\r\n',
          'Date: \r\n',
          'References: <<>>@<a@b>\r\n',
          '=00=',
          '&#xD800;',
        ],
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const mail = await read(Buffer.from(pieces.join(''), 'latin1'), { parseTimeoutMs: 1_000 });
        const stored = JSON.stringify(mail);
        expect(`${mail.subject}${mail.text}${mail.from}`).not.toMatch(
          // eslint-disable-next-line no-control-regex -- what a database refuses
          /[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u,
        );
        expect(stored).not.toContain('\\u0000');
        expect(mail.messageId).toMatch(/^[!-~]+@[!-~]+$/);
        expect(mail.writtenAtMs === null || Number.isSafeInteger(mail.writtenAtMs)).toBe(true);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
