/** Whom a hostile mail is about. */
export interface Victim {
  /** Our reference of the submission. */
  readonly reference: string;
  /** Address made for its notice. */
  readonly address: string;
}

export interface HostileMail {
  readonly what: string;
  /** `unproven`: proves no origin, whatever it says. `broken`: the platform's own, as far as anybody can tell, and nothing can be read from it. */
  readonly kind: 'unproven' | 'broken';
  /** Came to the platform's mailbox, not to an address that only its mail server can know. */
  readonly isToMailbox?: boolean;
  readonly raw: (victim: Victim) => Buffer;
}

const removal = 'Hello,\r\n\r\nWe have removed the content you reported.\r\n';
const platform = 'desk@support.facebook.com';
const standIn = 'case++1@facebook.simulator.invalid';

let count = 0;
const mail = (headers: readonly string[], body: string | Buffer): Buffer => {
  const id = `Message-ID: <hostile-${(count += 1)}@stranger.example>`;
  return Buffer.concat([
    Buffer.from(`${[id, ...headers].join('\r\n')}\r\n\r\n`, 'latin1'),
    Buffer.from(body),
  ]);
};
const forged = (
  what: string,
  headers: (victim: Victim) => readonly string[],
  body = removal,
): HostileMail => ({
  ...{ what, kind: 'unproven' },
  raw: (victim) => mail([`To: ${victim.address}`, ...headers(victim)], body),
});
const broken = (what: string, headers: readonly string[], body: string | Buffer): HostileMail => ({
  ...{ what, kind: 'broken' },
  raw: ({ address }) => mail([`From: ${standIn}`, `To: ${address}`, ...headers], body),
});
/** The platform's mailbox itself. */
export function mailboxOf({ address }: Victim): string {
  return address.replace(/\.[^@+]*@/, '@');
}

const about = ({ reference }: Victim) => `Subject: Re: [${reference}]`;
const html = 'Content-Type: text/html; charset=utf-8';
const mixed = 'Content-Type: multipart/mixed; boundary=b';

export const hostileMails: readonly HostileMail[] = [
  forged("a stranger's mail with the right reference", (v) => ['From: x@stranger.example', about(v)]),
  forged("a stranger's mail with the platform's name", (v) => [
    'From: "Facebook support.facebook.com" <x@stranger.example>',
    about(v),
  ]),
  forged("the platform's address, unsigned", (v) => [`From: ${platform}`, about(v)]),
  forged("the platform's address with results of its own", (v) => [
    'Authentication-Results: uniflag.localhost; dmarc=pass header.from=support.facebook.com',
    ...[`From: ${platform}`, about(v)],
  ]),
  forged("the platform's address beside another", (v) => [`From: x@stranger.example, ${platform}`, about(v)]),
  forged("the platform's address in a second header", (v) => [
    'From: x@stranger.example',
    `From: ${platform}`,
    about(v),
  ]),
  forged('a signature that fits nothing', (v) => [
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=support.facebook.com; s=a; h=from:subject; bh=AAAA; b=AAAA',
    ...[`From: ${platform}`, about(v)],
  ]),
  forged('an address that only ends alike', (v) => [
    'From: desk@notfacebook.simulator.invalid.stranger.example',
    about(v),
  ]),
  forged('encoded words that hide who writes', (v) => [
    `From: =?utf-8?q?case=40facebook.simulator.invalid?= <x@stranger.example>`,
    about(v),
  ]),
  forged('line breaks in encoded words', (v) => [
    'From: x@stranger.example',
    `Subject: =?utf-8?q?Re:_a=0D=0AFrom:_case=40facebook.simulator.invalid=0D=0A?= [${v.reference}]`,
  ]),
  forged('a sender without an address', (v) => ['From: support.facebook.com', about(v)]),
  forged('no sender', (v) => [about(v)]),
  forged('a date to come, in a thread of strangers', (v) => [
    ...[
      'From: x@stranger.example',
      'Date: Fri, 31 Dec 9999 23:59:59 +9999',
      'In-Reply-To: <a@b.example>',
      about(v),
    ],
  ]),
  forged('a date before mail', (v) => [
    'From: x@stranger.example',
    'Date: Thu, 30 Feb 0000 99:99:99',
    about(v),
  ]),
  {
    ...{ what: 'a report of delivery that names no mail of ours', kind: 'unproven', isToMailbox: true },
    raw: (victim) =>
      mail(
        [
          `To: ${mailboxOf(victim)}`,
          ...['From: MAILER-DAEMON@stranger.example', about(victim)],
          'Content-Type: multipart/report; boundary=b',
        ],
        '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n' +
          'Action: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n',
      ),
  },
  broken('a body of 8 MB on one line', ['Content-Type: text/plain'], Buffer.alloc(8_000_000, 'x')),
  broken('ten thousand parts', [mixed], '--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(10_000)),
  broken(
    'parts within parts, a thousand deep',
    ['Content-Type: multipart/mixed; boundary=b0'],
    Array.from(
      { length: 1_000 },
      (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`,
    ).join(''),
  ),
  broken(
    'mails within mails, five hundred deep',
    ['Content-Type: message/rfc822'],
    'Content-Type: message/rfc822\r\n\r\n'.repeat(500),
  ),
  broken('a part that never ends', [mixed], `--b\r\nContent-Type: text/plain\r\n\r\n${'x '.repeat(100_000)}`),
  broken(
    'an unknown character set',
    ['Content-Type: text/plain; charset=x-nobody-knows'],
    Buffer.from([0xff, 0xfe, 0x80, 0x00]),
  ),
  broken(
    'an encoding that is broken',
    ['Content-Type: text/plain', 'Content-Transfer-Encoding: base64'],
    '====\u0000!!!\r\nAA',
  ),
  broken(
    'bytes that are no text',
    ['Content-Type: text/plain; charset=utf-8'],
    Buffer.from(Array.from({ length: 4_096 }, (_, n) => n % 256)),
  ),
  broken('nothing at all', [], ''),
  broken(
    'scripts',
    [html],
    '<script>document.title="x"</script><img src=x onerror=alert(1)><style>p{}</style><p>Hello</p>',
  ),
  broken('HTML nested a hundred thousand deep', [html], '<div>'.repeat(100_000)),
  broken('entities without end', [html], '&amp;'.repeat(300_000)),
  {
    ...broken(
      'a subject of a megabyte in pieces',
      [`Subject: ${'=?utf-8?b?eHg=?=\r\n '.repeat(8_000)}x`],
      'Hello.',
    ),
    kind: 'unproven' as const,
  },
  {
    ...broken(
      'ten thousand references',
      [`References: ${Array.from({ length: 10_000 }, (_, n) => `<${n}@x.example>`).join('\r\n ')}`],
      'Hello.',
    ),
    kind: 'unproven' as const,
  },
  broken(
    'a name of a file that is a path',
    [mixed],
    '--b\r\nContent-Type: image/jpeg; name="../../../../etc/passwd"\r\nContent-Disposition: attachment; filename="\u202egpj.exe"\r\n\r\nx\r\n--b--',
  ),
];
