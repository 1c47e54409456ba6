import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import type { OutgoingMail } from '#application';
import { composeMail } from './compose-mail.js';

const aMail = (also: Partial<OutgoingMail> = {}): OutgoingMail => ({
  from: 'notices@helpline.example',
  to: 'partners@platform.example',
  replyTo: 'replies+example@helpline.example',
  subject: 'Notice',
  text: 'Synthetic notice.\n',
  messageId: 'synthetic-1@helpline.example',
  ...also,
});

async function headersOf(mail: OutgoingMail): Promise<string[]> {
  const { content } = await composeMail(mail);
  const [head = ''] = content.toString('latin1').split('\r\n\r\n');
  return head.replace(/\r\n[ \t]/g, ' ').split('\r\n');
}

const namesOf = (headers: readonly string[]) =>
  headers.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort();

describe('composeMail', () => {
  it('reports delivery failures to where answers are received', async () => {
    const { envelope, content } = await composeMail(aMail());
    expect(envelope).toEqual({
      from: 'replies+example@helpline.example',
      to: 'partners@platform.example',
      size: content.length,
    });
  });

  it('adds no header, whatever stands in subject, text, thread and header values', async () => {
    const plain = namesOf(await headersOf(aMail({ headers: { 'X-Extra': 'x' } })));
    await fc.assert(
      fc.asyncProperty(hostileText(), hostileText(), hostileText(), async (subject, text, extra) => {
        const headers = await headersOf(
          aMail({ subject: `S ${subject}`, text, headers: { 'X-Extra': `x ${extra}` } }),
        );
        expect(namesOf(headers)).toEqual(plain);
      }),
    );
  });

  it('writes a line break in a subject as a space', async () => {
    const headers = await headersOf(aMail({ subject: 'Notice\r\nBcc: someone@else.example\n\nBody' }));
    expect(headers).toContain('Subject: Notice Bcc: someone@else.example Body');
    expect(namesOf(headers)).not.toContain('bcc');
  });

  it('leaves out thread ids that are none', async () => {
    const hostile = 'a@b>\r\nBcc: <someone@else.example';
    const headers = await headersOf(
      aMail({ inReplyTo: hostile, references: [hostile, 'ok@platform.example', 'no id'] }),
    );
    expect(namesOf(headers)).not.toContain('in-reply-to');
    expect(headers).toContain('References: <ok@platform.example>');
  });

  it.each([
    ['from', 'a@b.example\r\nBcc: c@d.example'],
    ['to', 'a@b.example, c@d.example'],
    ['to', '<a@b.example>'],
    ['to', 'a@b.example\n'],
    ['replyTo', 'replies'],
    ['messageId', 'x>\r\nBcc: <c@d.example'],
    ['messageId', 'no-domain'],
  ] as const)('refuses a %s that is none, without repeating it', async (field, value) => {
    await expect(composeMail(aMail({ [field]: value }))).rejects.toThrow(
      expect.objectContaining({ name: 'RangeError', message: expect.not.stringContaining('example') }),
    );
  });

  it.each(['Bcc', 'bcc', 'From', 'Content-Type', 'Subject', 'Resent-To', 'X Y', 'X:Y', 'X\r\nBcc', ''])(
    'refuses the extra header %j',
    async (name) => {
      await expect(composeMail(aMail({ headers: { [name]: 'x' } }))).rejects.toThrow(RangeError);
    },
  );

  it('keeps text of any script through writing and reading', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
        const body = `Begin ${text.replace(/[\r\n]/g, '\n').replace(/\p{Cc}(?<!\n)/gu, '')} end`;
        const { content } = await composeMail(
          aMail({ subject: 'Präfix [UF-2026-000123-2-K7QM9A] 通知 🍎', text: body }),
        );
        const read = await simpleParser(content);
        expect(read.subject).toBe('Präfix [UF-2026-000123-2-K7QM9A] 通知 🍎');
        expect(read.text?.trimEnd()).toBe(body);
      }),
      { numRuns: 50 },
    );
  });
});

function hostileText() {
  const pieces = fc.constantFrom(
    '\r\n',
    '\n',
    '\r',
    '\r\n\r\n',
    'Bcc: x@y.example',
    ':',
    ' ',
    '\t',
    '\0',
    '\u2028',
    '\u0085',
    'é',
    '=?utf-8?Q?=0D=0ABcc:?=',
    '.',
    '<',
    '>',
  );
  return fc
    .array(fc.oneof(pieces, fc.string({ maxLength: 8 })), { maxLength: 12 })
    .map((all) => all.join(''));
}
