import fc from 'fast-check';
import { cutQuoted } from './cut-quoted.js';

const answer = 'We removed the content.\n\nSynthetic review team';

describe('cutQuoted', () => {
  it.each([
    ['English', 'On Mon, Nov 23, 2026 at 5:06 PM Example helpline <replies@helpline.example> wrote:'],
    [
      'English over two lines',
      'On Mon, Nov 23, 2026 at 5:06 PM Example helpline\n<replies@helpline.example> wrote:',
    ],
    ['French', 'Le lun. 23 nov. 2026 à 17:06, Example helpline <replies@helpline.example> a écrit :'],
    ['Dutch', 'Op ma 23 nov 2026 om 17:06 schreef Example helpline <replies@helpline.example>:'],
    ['Dutch, the other way', 'Op 23-11-2026 17:06 heeft Example helpline het volgende geschreven:'],
    ['German', 'Am Mo., 23. Nov. 2026 um 17:06 Uhr schrieb Example helpline <replies@helpline.example>:'],
  ])('cuts below an attribution in %s', (_title, attribution) => {
    expect(cutQuoted(`${answer}\n\n${attribution}\n\n> Please remove this post.\n> Reason: …\n`)).toBe(
      answer,
    );
    expect(cutQuoted(`${answer}\n\n${attribution}\nPlease remove this post.\n`)).toBe(answer);
  });

  it.each([
    [
      'English',
      'From: Example helpline\nSent: Monday, 23 November 2026 17:06\nTo: Partners\nSubject: Notice',
    ],
    ['French', 'De : Example helpline\nEnvoyé : lundi 23 novembre 2026 17:06\nÀ : Partners\nObjet : Notice'],
    [
      'Dutch',
      'Van: Example helpline\nVerzonden: maandag 23 november 2026 17:06\nAan: Partners\nOnderwerp: Notice',
    ],
    [
      'German',
      'Von: Example helpline\nGesendet: Montag, 23. November 2026 17:06\nAn: Partners\nBetreff: Notice',
    ],
    ['bold letters', '*From:* Example helpline\n*Date:* 23 Nov 2026\n*To:* Partners'],
  ])("cuts below Outlook's block of headers in %s", (_title, block) => {
    expect(
      cutQuoted(`${answer}\n\n________________________________\n${block}\n\nPlease remove this post.`),
    ).toBe(answer);
  });

  it.each([
    '-----Original Message-----',
    '-----Message d’origine-----',
    '-----Oorspronkelijk bericht-----',
    '----- Ursprüngliche Nachricht -----',
  ])('cuts below %s', (line) => {
    expect(cutQuoted(`${answer}\n\n${line}\nPlease remove this post.`)).toBe(answer);
  });

  it('cuts from the first line of our own notice on, however it is spaced', () => {
    const text = `${answer}\n\n  Notice under  Article 16 \nPlease remove this post.`;
    expect(cutQuoted(text, ['Notice under Article 16'])).toBe(answer);
  });

  it('keeps an answer that stands below what it quotes', () => {
    const text =
      'On 23 Nov 2026 at 17:06 Example helpline wrote:\n> Please remove this post.\n\nWe removed it.\n> Reason: …\nRegards';
    expect(cutQuoted(text)).toBe('We removed it.\nRegards');
  });

  it('keeps a sentence that only looks like an attribution', () => {
    const text = 'On review our team wrote:\nthe content stays.\nOn 23 November 2026 we looked again.';
    expect(cutQuoted(text)).toBe(text);
  });

  it('keeps what reads like one mail header alone', () => {
    const text = 'From: the review team\nYour report was closed.';
    expect(cutQuoted(text)).toBe(text);
  });

  it('leaves nothing of an answer that is nothing but our notice', () => {
    expect(cutQuoted('> Please remove this post.\n> It was removed before.\n')).toBe('');
  });

  it('cuts what a ticket system, a forward or a bar marks as not theirs', () => {
    const quoted = 'The post was removed.';
    for (const text of [
      `##- Please type your reply above this line -##\n\nWe looked.\n\n| ${quoted}`,
      `We looked.\n\n---------- Forwarded message ---------\n${quoted}`,
      `We looked.\n\nBegin forwarded message:\n\n${quoted}`,
      `We looked.\n\nHelpline <a@b.example> wrote on 23/11/2026 12:00:00:\n\n> ${quoted}`,
    ])
      expect(cutQuoted(text)).toBe('We looked.');
  });

  it('keeps the rows of a table', () => {
    expect(cutQuoted('| Block the group | Yes |')).toBe('| Block the group | Yes |');
  });

  it('cuts our own notice where nothing marks it, whether the answer stands above or below', () => {
    const notice = 'To the team of Example\n\nIt was removed before.\n\nCategory: CYBERBULLYING';
    const own = ['To the team of'];
    expect(cutQuoted(`We looked.\n\n${notice}\n\nOlder words.`, own)).toBe('We looked.');
    expect(cutQuoted(`${notice}\n\nWe looked.`, own)).toBe('We looked.');
    expect(cutQuoted('To the team of Example\nIt was removed before.', own)).toBe('');
  });

  it('reads Windows line ends', () => {
    expect(cutQuoted('We removed it.\r\n\r\n> Please remove.\r\n')).toBe('We removed it.');
  });

  it('never adds anything, never throws, and cutting twice is cutting once', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '> q',
        'On 1 Jan 2026 x wrote:',
        'From: a',
        'To: b',
        'Subject: c',
        '',
        '-----Original Message-----',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 20 }), (lines) => {
        const text = lines.join('\n');
        const cut = cutQuoted(text);
        const before = new Set(
          text
            .replace(/\r\n?/g, '\n')
            .split('\n')
            .map((each) => each.trimEnd()),
        );
        expect(cut.split('\n').every((each) => each === '' || before.has(each))).toBe(true);
        expect(cutQuoted(cut)).toBe(cut);
      }),
    );
  });

  it('is quick on a megabyte made to be slow', () => {
    const startedAtMs = performance.now();
    for (const piece of [
      'x wrote on 2026\n',
      'On 2026 ',
      'On 2026\n',
      '> ',
      'Op 2026 schreef ',
      '-',
      ' \n',
      'From: a\nTo: b\n',
    ])
      cutQuoted(piece.repeat(1_000_000 / piece.length));
    expect(performance.now() - startedAtMs).toBeLessThan(3_000);
  });
});
