import fc from 'fast-check';
import type { PlatformMessage } from '#application';
import { removingEffects } from '#core';
import { cutQuoted } from '#mail';
import { ownLines, type PlatformConnection } from '#platform-kit';
import { platforms } from '#platforms';
import { readBounceText } from '../../libs/mail/src/bounce-text.js';
import { readBounce } from '../../libs/mail/src/delivery-status.js';
import { MailReader } from '../../libs/mail/src/mail-reader.js';
import { promise, pureSurface } from './surface.js';
import { growing, growsGently, oddText, textOf } from './texts.js';

const headers = [
  ...[
    'From: <desk@platform.example>',
    'From: "A" <a@b.example>, c@d',
    'From: =?utf-8?B?w6k=?= <a@b>',
    'From: group:;',
  ],
  ...[
    'Subject: Re: [UF-2026-000123-2-K7QM9A] x',
    'Subject: =?iso-8859-1?Q?=E9=00?=',
    'Subject:',
    'Date: Mon, 23 Nov 2026 12:00:00 +0100',
  ],
  ...[
    'Date: x',
    'Message-ID: <a@b>',
    'Message-ID: <<>',
    'References: <a@b> <c@d>',
    'In-Reply-To: <a@b>',
    'Auto-Submitted: auto-replied',
  ],
  ...[
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Type: text/html',
    'Content-Type: text/plain; charset=x-none',
  ],
  ...[
    'Content-Type: multipart/mixed; boundary=b',
    'Content-Type: multipart/alternative; boundary="b"',
    'Content-Type: ;;=',
    ' folded',
  ],
  ...[
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    'Content-Type: message/delivery-status',
  ],
  ...[
    'Content-Type: message/rfc822',
    'Content-Type: text/plain; charset=utf-7',
    'Content-Type: text/plain; charset=iso-2022-jp',
  ],
  ...[
    'Content-Transfer-Encoding: base64',
    'Content-Transfer-Encoding: quoted-printable',
    'Content-Disposition: attachment; filename="a.png"',
  ],
  ...[
    "Content-Disposition: attachment; filename*0*=utf-8''%ff; filename*1=b",
    'Content-Transfer-Encoding: uuencode',
    'X: y',
    ':',
  ],
];
const lines = [
  ...[
    '',
    '--b',
    '--b--',
    '> we removed the post',
    '| quoted',
    'On Mon, 23 Nov 2026 at 12:00, A wrote:',
    'Le 23/11/2026 12:00, A a écrit :',
  ],
  ...[
    'Op 23 nov. 2026 12:00 schreef A:',
    'Am 23.11.2026 schrieb A:',
    '-----Original Message-----',
    'From: A',
    'Sent: x',
    'To: y',
    'Subject: z',
  ],
  ...[
    '##- Please type your reply above this line -##',
    'Category: CSAM',
    'We have removed the post.',
    'Nous avons supprimé la publication.',
  ],
  ...[
    'Final-Recipient: rfc822; a@b',
    'Action: failed',
    'Action: delayed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 x',
    'Message-ID: <n@o>',
  ],
  ...[
    '=E9=',
    '=00',
    '=',
    'w6k=',
    '<html><table><tr><td>a</td><td>b',
    '<script>',
    '<style>a{',
    '<!--',
    '&#0;',
    '&#x110000;',
    '<img src="data:,x">',
  ],
  ...[
    'The following address failed:',
    'a@b.example',
    'begin 644 x',
    'data:image/png;base64,AAAA',
    '+AGE-',
    '\u001b$B0',
    'Case 1234567890123456',
  ],
];
const ends = fc.constantFrom('\r\n', '\r\n', '\r\n', '\n', '\r');
const linesOf = (some: readonly string[], maxLength: number) =>
  fc
    .array(
      fc.tuple(
        fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...some) }, { weight: 1, arbitrary: oddText }),
        ends,
      ),
      {
        maxLength,
      },
    )
    .map((all) => all.flat().join(''));

/** A mail as bytes, in the pieces in which it comes over the wire. */
const rawMail = fc
  .tuple(
    linesOf(headers, 12),
    fc.array(fc.tuple(linesOf(headers, 3), linesOf(lines, 10)), { maxLength: 4 }),
    fc.constantFrom<BufferEncoding>('utf8', 'utf8', 'latin1', 'utf16le'),
    fc.integer({ min: 1, max: 400 }),
  )
  .map(([head, parts, encoding, chunkBytes]) => {
    const body = parts.map(([partHead, text]) => `${text}\r\n--b\r\n${partHead}\r\n`).join('');
    const bytes = Buffer.from(`${head}\r\n${body}--b--\r\n`, encoding);
    return Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, at) =>
      bytes.subarray(at * chunkBytes, (at + 1) * chunkBytes),
    );
  });

const unused = {
  isRehearsal: true,
  credentials: {},
  mailboxes: {},
  formUrls: {},
  httpBaseUrl: 'http://127.0.0.1:9/',
};

const readers = platforms.flatMap((platform) => {
  // Reading is pure: nothing is asked of the connection.
  const adapter = platform.createAdapter(unused as unknown as PlatformConnection);
  return adapter.readReply ? [(message: PlatformMessage) => adapter.readReply?.(message)] : [];
});

function removals(subject: string, text: string): number {
  const message: PlatformMessage = { via: 'EMAIL', receivedAtMs: 2, writtenAtMs: 1, subject, text };
  return readers.filter((read) => {
    const reading = read(message);
    if (reading?.outcome !== 'understood') return false;
    return reading.facts.some(
      (fact) => fact.kind === 'actioned' && fact.effects.some((effect) => removingEffects.includes(effect)),
    );
  }).length;
}

/** The stems of every word that says a removal in the four languages, with no look at the product's own phrases. */
const removing =
  /remov|delet|tak|took|disabl|suspen|termin|ban|block|clos|shut|suppr|retir|desact|ferm|bloq|resili|verwijd|gesl|gebl|offline|opge|uitges|geschl|losch|entfern|sperr|deakt|kundig|schloss|gone|down/;
const flat = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();

const words = [
  ...[
    'we ',
    'We have ',
    'the post ',
    'the video ',
    'the account ',
    'this group ',
    'you reported ',
    'it ',
    'has been ',
    'was ',
  ],
  ...[
    'reviewed ',
    'and ',
    'but ',
    ', ',
    '. ',
    '\n',
    '\n\n',
    'goes against our Community Standards ',
    'does not ',
    'our guidelines ',
  ],
  ...[
    'nous avons ',
    'examiné ',
    'la publication ',
    'signalée ',
    "n'est plus disponible ",
    'en Belgique ',
    'restreint ',
    'le compte ',
  ],
  ...[
    'wij hebben ',
    'het bericht ',
    'bekeken ',
    'de groep ',
    'is niet meer beschikbaar ',
    'in België ',
    'beperkt ',
    'niet ',
  ],
  ...[
    'wir haben ',
    'den Beitrag ',
    'geprüft ',
    'eingeschränkt ',
    'in Deutschland ',
    'das Konto ',
    'restricted ',
    'limited ',
    'warned ',
  ],
  ...[
    'Thank you. ',
    'case number 1234567890123456 ',
    'report number: 12345678 ',
    'YES ',
    'NO ',
    '1. ',
    '- ',
    '* ',
    '?',
    '!',
    '“',
    '’',
  ],
  ...[
    'https://example.org/x ',
    'actions taken: ',
    'no longer ',
    'available ',
    'visible ',
    'added a warning ',
    'the user ',
    'admin ',
  ],
];
const wordsOfRemoval = [
  'removed ',
  'deleted ',
  'supprimé ',
  'verwijderd ',
  'entfernt ',
  'disabled ',
  'We have removed the post. ',
];

const quoted = fc.tuple(
  textOf(words, 8),
  fc.array(textOf([...words, ...wordsOfRemoval], 6), { minLength: 1, maxLength: 4 }),
);

export const mails = pureSurface('mails', [
  promise(
    'reads-any-mail',
    fc.asyncProperty(rawMail, async (chunks) => {
      const reader = new MailReader({ parseTimeoutMs: 5_000 });
      for (const chunk of chunks) await reader.write(chunk);
      const mail = await reader.finish({ recipientTag: null, addressedTo: [], envelopeFrom: '' });
      if (mail.messageId === '' || mail.text.includes('\u0000') || /[\r\n]/.test(mail.subject + mail.from))
        throw new Error('a mail that cannot be stored');
      if (mail.contentHash.length !== 32) throw new Error('no hash');
      removals(mail.subject, cutQuoted(mail.text, ownLines));
    }),
  ),
  promise(
    'says-no-removal-without-a-word-for-it',
    fc.property(fc.tuple(textOf(words, 8), textOf(words, 30)), ([subject, text]) => {
      fc.pre(!removing.test(flat(`${subject} ${text}`)));
      if (removals(subject, text) > 0) throw new Error('reads a removal');
    }),
  ),
  promise(
    'says-no-removal-that-is-quoted',
    fc.property(quoted, ([own, theirs]) => {
      fc.pre(!removing.test(flat(own)));
      const marked = theirs.flatMap((each) => each.split(/\r\n?|\n/)).map((line) => `> ${line}`);
      if (removals('', cutQuoted([own, ...marked].join('\n'), ownLines)) > 0)
        throw new Error('reads a removal out of a quote');
    }),
  ),
  promise(
    'takes-time-by-length',
    fc.asyncProperty(growing([...words, ...wordsOfRemoval, ...lines, ...headers]), (text) =>
      growsGently(text, (grown) => {
        removals('', cutQuoted(grown, ownLines));
        readBounce({ status: grown, originalHead: grown, answers: [] });
        readBounceText({
          envelopeFrom: '',
          from: 'mailer-daemon@a.example',
          subject: 'Undelivered',
          text: grown,
        });
      }),
    ),
  ),
  promise(
    'takes-mails-in-time-by-length',
    fc.asyncProperty(
      growing([...headers, ...lines, '\r\n', '\r\n\r\n', '\r\n ', ' ', '<', '"', '(', '=?', ',']),
      (text) =>
        growsGently(text, async (grown) => {
          const reader = new MailReader();
          await reader.write(Buffer.from(grown));
          await reader.finish({ recipientTag: null, addressedTo: [], envelopeFrom: '' });
        }),
    ),
  ),
]);
