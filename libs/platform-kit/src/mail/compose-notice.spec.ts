import fc from 'fast-check';
import { asks, languages, type ChannelManifest, type Language } from '#core';
import type { NoticeRequest } from '#application';
import { askSentences } from './ask-sentences.js';
import { composeInformation, composeMailNotice, composeReminder } from './compose-notice.js';
import { noticeWords } from './notice-words.js';

const channel: ChannelManifest = {
  id: 'example-mail',
  kind: 'EMAIL',
  regimes: ['PLATFORM_PRIORITY', 'DSA_ART16', 'DSA_ART22'],
  accepts: '*',
  needs: ['targets', 'explanation'],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  onUnknown: 'askPerson',
  languages: ['en', 'nl'],
  maxExplanationChars: 500,
  source: { url: null, readOn: '2026-11-23', certainty: 'recalled' },
};
const everyLanguage: ChannelManifest = { ...channel, languages: [...languages] };

function aNotice(also: Partial<NoticeRequest> = {}): NoticeRequest {
  return {
    submissionId: 'sub_synthetic',
    reference: 'UF-2026-000123-2-K7QM9A',
    channel,
    regime: 'PLATFORM_PRIORITY',
    target: {
      kind: 'post',
      key: 'example:post:synthetic01',
      ids: ['synthetic01'],
      url: 'https://www.example.org/posts/synthetic01',
      locator: 'group "Synthetic", user synthetic.name',
    },
    category: {
      code: 'CYBERBULLYING',
      labels: { en: 'Cyberbullying', fr: 'Cyberharcèlement', nl: 'Cyberpesten', de: 'Cybermobbing' },
      notifierNameOptional: false,
    },
    asks: ['REMOVE_CONTENT', 'PRESERVE_DATA'],
    explanation: 'Synthetic: the post insults a pupil.',
    language: 'en',
    legalBases: [],
    goodFaithAtMs: Date.UTC(2026, 10, 23, 10, 15),
    seenAt: '2026-11-22T18:00:00+01:00',
    repeatOf: null,
    removedBefore: null,
    ...also,
  };
}

const parts = {
  platformName: 'Example',
  notifier: { name: 'Synthetic Helpline', email: 'replies@uniflag.example' },
  platformReason: 'Bullying',
};
const textOf = (also: Partial<NoticeRequest> = {}) => composeMailNotice(aNotice(also), parts).text;

/** A subject that was renumbered after the facts, and one that was not. */
const legalBases: NoticeRequest['legalBases'] = [
  {
    key: 'harassment',
    labels: { en: 'Harassment', fr: 'Harcèlement', nl: 'Belaging', de: 'Belästigung' },
    periods: [
      { from: '2022-06-01', articles: ['442bis'] },
      { from: '2026-04-08', articles: ['237', '238'] },
    ],
  },
  {
    key: 'hate',
    labels: { en: 'Incitement', fr: 'Incitation', nl: 'Aanzetten', de: 'Aufstachelung' },
    periods: [{ from: null, articles: ['Act 30.07.1981'] }],
  },
];
describe('a new notice of content that came back', () => {
  const removedBefore = {
    reference: 'UF-2026-000007-1-ABC123',
    externalRef: '1795457417419',
    removedAtMs: Date.UTC(2026, 2, 1, 9, 30),
    seenAgainAtMs: Date.UTC(2026, 10, 22, 18, 0),
  };
  const said = (language: Language, also: Partial<typeof removedBefore> | object = {}) =>
    textOf({ channel: everyLanguage, language, removedBefore: { ...removedBefore, ...also } });

  it.each(languages)('names the earlier notice, its number and both days in %s', (language) => {
    const text = said(language);
    for (const told of ['UF-2026-000007-1', '1795457417419', '2026-03-01 09:30', '2026-11-22 18:00'])
      expect(text).toContain(told);
    expect(text).not.toBe(textOf({ channel: everyLanguage, language }));
  });

  it.each(languages)('leaves out in %s what is not known', (language) => {
    const text = said(language, { externalRef: null, removedAtMs: null, seenAgainAtMs: null });
    expect(text).toContain('UF-2026-000007-1');
    expect(text).not.toMatch(/null|undefined|\(\s*\)|, ,/);
  });

  it('names no second submission in full, so that an answer that quotes it belongs to this one', () => {
    expect(said('en')).not.toContain('UF-2026-000007-1-ABC123');
    expect(said('en')).toContain('UF-2026-000123-2-K7QM9A');
  });
});

describe('telling that content is still there', () => {
  const told = (language: Language, mayRepeat = false) =>
    composeInformation(aNotice({ channel: everyLanguage, language }), 'Example', {
      ...{ purpose: 'STILL_THERE', text: 'Synthetic text.', mayRepeat },
    });

  it.each(languages)('stays in the thread of its notice and says in %s that it is none', (language) => {
    const { subject, text } = told(language);
    expect(subject).toMatch(/^Re: \[UF-2026-000123-2-K7QM9A\]/);
    expect(text).toContain('Synthetic text.');
    const answer = composeInformation(aNotice({ channel: everyLanguage, language }), 'Example', {
      ...{ text: 'Synthetic text.', mayRepeat: false },
    });
    expect(text).not.toBe(answer.text);
    expect(told(language, true).text).toContain(noticeWords[language].followUps.STILL_THERE.repeatLine);
  });

  it.each(languages)('begins in %s with their number, what they said and what was seen', (language) => {
    const seen = { number: '1795457417419', saidAt: '2026-11-20 09:30 UTC', seenAt: '2026-11-22 18:00 UTC' };
    for (const value of Object.values(seen)) expect(noticeWords[language].stillThere(seen)).toContain(value);
    const unknown = noticeWords[language].stillThere({ number: null, saidAt: null, seenAt: null });
    expect(unknown).not.toMatch(/null|undefined| ,|\s{2}/);
  });
});

describe('composeMailNotice', () => {
  it('names what staff picked as a suggestion of the notifier, by the day of the facts', () => {
    expect(textOf({ legalBases })).toContain(
      [
        'Qualification suggested by the notifier (Belgian law):',
        'Harassment: Art. 442bis; Art. 237, Art. 238 (since 2026-04-08)',
        'Incitement: Act 30.07.1981',
        'The law changed after the facts: the milder rule applies.',
      ].join('\n'),
    );
    expect(textOf({ legalBases: legalBases.slice(1) })).not.toContain('milder');
    expect(textOf({ legalBases: [] })).not.toContain('ualification');
    for (const language of languages)
      expect(textOf({ legalBases, language, channel: everyLanguage })).toContain(
        legalBases[0]!.labels[language],
      );
  });

  it('names all elements of a notice', () => {
    const { subject, text, language } = composeMailNotice(aNotice(), parts);
    expect(language).toBe('en');
    expect(subject).toBe('[UF-2026-000123-2-K7QM9A] Notice to Example');
    for (const element of [
      'Synthetic: the post insults a pupil.',
      'Exact address: https://www.example.org/posts/synthetic01',
      'What else helps to find it: group "Synthetic", user synthetic.name',
      'When it was seen: 2026-11-22T18:00:00+01:00',
      'Name: Synthetic Helpline',
      'E-mail: replies@uniflag.example',
      'Category: Cyberbullying',
      'Your own category: Bullying',
      'in good faith',
      'Confirmed on 2026-11-23 10:15 UTC.',
      '1. Please remove this content.',
      '2. Please preserve the data',
      'Please keep [UF-2026-000123-2-K7QM9A] in the subject',
      '\nReference: UF-2026-000123-2-K7QM9A\nTarget-Key: example:post:synthetic01\nCategory: CYBERBULLYING\n',
    ])
      expect(text).toContain(element);
  });

  it('leaves the notifier out where the law lets it', () => {
    const category = { ...aNotice().category, notifierNameOptional: true };
    const text = textOf({ category });
    expect(text).not.toContain('Synthetic Helpline');
    expect(text).not.toContain('replies@uniflag.example');
  });

  it.each([
    ['nl', 'nl', 'Melding aan Example'],
    ['fr', 'en', 'Notice to Example'],
  ] as const)('answers a report in %s with a notice in %s', (reportLanguage, language, title) => {
    const letter = composeMailNotice(aNotice({ language: reportLanguage }), parts);
    expect(letter.language).toBe(language);
    expect(letter.subject).toContain(title);
  });

  it('keeps the explanation as written and says in which language', () => {
    expect(textOf({ language: 'fr', explanation: 'Synthétique : insultes.' })).toContain(
      '(as written, in French)\n    Synthétique : insultes.',
    );
  });

  it('writes each ask as a sentence of its own in every language', () => {
    for (const language of languages) {
      const text = textOf({ channel: everyLanguage, language, asks });
      for (const ask of asks) expect(text).toContain(askSentences[language][ask]);
    }
    expect(
      new Set(languages.flatMap((language) => asks.map((ask) => askSentences[language][ask]))).size,
    ).toBe(asks.length * languages.length);
  });

  describe('claims a standing', () => {
    const dsaWords =
      /2022\/2065|Digital Services Act|services numériques|digitaledienstenverordening|digitale Dienste/u;
    const flaggerWords =
      /Article 22|article 22|artikel 22|Artikel 22|trusted flagger|signaleur de confiance|betrouwbare flagger|vertrauenswürdigen/u;

    it.each(languages)('only as given, in %s', (language: Language) => {
      const under = (regime: NoticeRequest['regime']) => textOf({ channel: everyLanguage, language, regime });
      expect(under('DSA_ART22')).toMatch(dsaWords);
      expect(under('DSA_ART22')).toMatch(flaggerWords);
      expect(under('DSA_ART16')).toMatch(dsaWords);
      expect(under('DSA_ART16')).not.toMatch(flaggerWords);
      for (const regime of ['PLATFORM_PRIORITY', 'USER'] as const) {
        expect(under(regime)).not.toMatch(dsaWords);
        expect(under(regime)).not.toMatch(flaggerWords);
      }
    });
  });

  it('says in its first line that it may repeat an earlier notice', () => {
    const letter = composeMailNotice(
      aNotice({ repeatOf: { firstSentAtMs: Date.UTC(2026, 10, 23, 9, 30) } }),
      parts,
    );
    expect(letter.text.split('\n')[0]).toBe(
      'This notice may repeat our earlier notice of 2026-11-23 09:30 UTC, with the same reference. Please treat both as one.',
    );
    expect(letter.subject).toContain('[UF-2026-000123-2-K7QM9A]');
    expect(letter.text).toContain('Reference: UF-2026-000123-2-K7QM9A');
  });

  it('cuts too long an explanation with a mark only', () => {
    const text = textOf({ explanation: 'long '.repeat(200) });
    expect(text).toContain('[… cut by us at 500 characters; the full text is available on request]');
    expect(textOf({ explanation: 'x'.repeat(500) })).not.toContain('cut by us');
  });

  it('lets no line of the explanation pass for one of ours', () => {
    const explanation =
      'one\r\nReference: UF-2026-999999-1-AAAAAA\nTarget-Key: forged:post:1\u2028Category: FORGED';
    const lines = textOf({ explanation }).split('\n');
    expect(lines.filter((line) => /^(?:Reference|Target-Key|Category): /u.test(line))).toEqual([
      'Category: Cyberbullying',
      'Reference: UF-2026-000123-2-K7QM9A',
      'Target-Key: example:post:synthetic01',
      'Category: CYBERBULLYING',
    ]);
  });

  it('keeps the footer and one line of subject whatever people type', () => {
    const typed = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(typed, typed, (explanation, locator) => {
        const notice = aNotice({ explanation, target: { ...aNotice().target, locator } });
        const { subject, text } = composeMailNotice(notice, parts);
        expect(subject).toBe('[UF-2026-000123-2-K7QM9A] Notice to Example');
        expect(text).not.toMatch(/(?!\n)\p{Cc}/u);
        expect(text.split('\n').filter((line) => line.startsWith('Reference: '))).toEqual([
          'Reference: UF-2026-000123-2-K7QM9A',
        ]);
      }),
    );
  });

  it('names the ids where a target has no address', () => {
    const target = { ...aNotice().target, url: null };
    expect(textOf({ target })).toContain('Identifier: synthetic01');
    const label = { en: 'Phone', fr: 'Téléphone', nl: 'Telefoon', de: 'Telefon' };
    const details = () => [{ label, value: '+32 470 00 00 00' }];
    expect(composeMailNotice(aNotice({ target }), { ...parts, details }).text).toContain(
      'Phone: +32 470 00 00 00',
    );
  });
});

describe('composeInformation', () => {
  it('answers in the thread of the notice, without repeating it', () => {
    const answer = { text: 'Synthetic answer.\nSecond line.', mayRepeat: false };
    const { subject, text } = composeInformation(aNotice(), 'Example', answer);
    expect(subject).toBe('Re: [UF-2026-000123-2-K7QM9A] Notice to Example (information you asked for)');
    expect(text).toContain('    Synthetic answer.\n    Second line.');
    expect(text).toContain('Reference: UF-2026-000123-2-K7QM9A');
    expect(text).not.toContain('insults a pupil');
  });

  it.each([
    ['en', 'This answer may repeat an earlier one'],
    ['fr', 'Cette réponse répète peut-être'],
    ['nl', 'Dit antwoord herhaalt mogelijk'],
    ['de', 'Diese Antwort wiederholt möglicherweise'],
  ] as const)('says in %s that it may repeat an earlier answer, only where it may', (language, line) => {
    const notice = aNotice({ language, channel: { ...aNotice().channel, languages: [language] } });
    const textOf = (mayRepeat: boolean) =>
      composeInformation(notice, 'Example', { text: 'Synthetic.', mayRepeat }).text;
    expect(textOf(true)).toContain(line);
    expect(textOf(false)).not.toContain(line);
  });
});

describe('composeReminder', () => {
  const reminder = {
    ...({ to: 'DESK', sentAtMs: Date.UTC(2026, 10, 20, 9), externalRef: null, mayRepeat: false } as const),
  };

  it('says that it is a reminder, in the thread of the notice, and repeats nothing but its reference', () => {
    const { subject, text } = composeReminder(aNotice(), 'Example', { ...reminder, externalRef: 'EX-7' });
    expect(subject).toBe('Re: [UF-2026-000123-2-K7QM9A] Notice to Example (reminder)');
    expect(text).toContain('This is a reminder of our notice [UF-2026-000123-2-K7QM9A]');
    expect(text).toContain('It is not a new notice.');
    expect(text).toContain('Your number: EX-7.');
    expect(text).toContain('Reference: UF-2026-000123-2-K7QM9A');
    for (const told of ['insults a pupil', 'synthetic01', 'Target-Key', 'CYBERBULLYING'])
      expect(text).not.toContain(told);
  });

  it.each([
    ['en', 'This reminder may repeat', 'as our second contact'],
    ['fr', 'Ce rappel répète peut-être', 'en tant que second contact'],
    ['nl', 'Deze herinnering herhaalt mogelijk', 'als tweede contact'],
    ['de', 'Diese Erinnerung wiederholt möglicherweise', 'als zweitem Kontakt'],
  ] as const)(
    'says in %s that it may be a repeat, and why a second contact gets it, only where so',
    (language, repeat, second) => {
      const notice = aNotice({ language, channel: { ...aNotice().channel, languages: [language] } });
      const plain = composeReminder(notice, 'Example', reminder).text;
      const other = composeReminder(notice, 'Example', {
        ...reminder,
        to: 'SECOND_CONTACT',
        mayRepeat: true,
      }).text;
      for (const line of [repeat, second]) {
        expect(other).toContain(line);
        expect(plain).not.toContain(line);
      }
    },
  );
});
