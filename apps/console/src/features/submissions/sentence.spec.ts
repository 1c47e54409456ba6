import type { Submission, Word } from '#client';
import { words } from '#core';
import { languages, type UiLanguage } from '../../i18n/languages.js';
import { refusalReasons } from './possible-acts.js';
import { clauseOrder, clausesOf } from './clauses.js';
import { sentenceOf, type ReportTexts } from './sentence.js';
import { aQuestion, aSubmission } from './testing/a-submission.js';
import { textsIn } from './testing/texts-in.js';

const names: Readonly<Record<string, string>> = {
  facebook: 'Facebook',
  instagram: 'Instagram',
  snapchat: 'Snapchat',
  whatsapp: 'WhatsApp',
  youtube: 'YouTube',
};
const platforms = Object.keys(names) as Submission['platform'][];

describe('the sentence that explains a report', () => {
  const texts = new Map<UiLanguage, ReportTexts>();
  beforeAll(async () => {
    for (const language of languages) texts.set(language, await textsIn(language));
  });
  const tell = (language: UiLanguage, submissions: readonly Submission[]) =>
    sentenceOf(
      texts.get(language)!,
      language,
      clausesOf({ submissions: [...submissions] }),
      (platform) => names[platform] ?? platform,
    )
      .map(({ text }) => text)
      .join('');
  const at = (platform: Submission['platform'], word: Word, but: Partial<Submission> = {}) =>
    aSubmission({ id: `sub_${platform}`, platform, word, ...but });

  it('tells what was reached, what was refused and what is asked, in that order', () => {
    const report = [
      at('snapchat', 'info_requested', { question: aQuestion() }),
      at('youtube', 'refused', { refusalReason: 'NO_POLICY_VIOLATION' }),
      at('facebook', 'gone_verified'),
      at('instagram', 'gone_unexplained'),
      at('whatsapp', 'gone_verified'),
    ];
    expect(Object.fromEntries(languages.map((language) => [language, tell(language, report)]))).toEqual({
      en: '3 of 5 gone, YouTube refused: no policy violation, Snapchat asks you something.',
      fr: '3 sur 5 ont disparu, YouTube a refusé\u00a0: pas d’infraction à ses règles, Snapchat vous pose une question.',
      nl: '3 van de 5 zijn weg, YouTube weigerde: geen inbreuk op de regels, Snapchat vraagt je iets.',
      de: '3 von 5 sind weg, YouTube hat abgelehnt: kein Verstoß gegen die Regeln, Snapchat fragt Sie etwas.',
    });
  });

  it('says of one place that it is gone, and of all that everything is', () => {
    expect(tell('fr', [at('facebook', 'gone_verified')])).toBe('Ce n’est plus visible sur Facebook.');
    const all = platforms.map((platform) => at(platform, 'gone_verified'));
    expect(tell('de', all)).toBe('Alles ist weg.');
  });

  it('lets verbs agree with the platforms it names, and counts the places on each', () => {
    const one = [at('facebook', 'acknowledged'), at('facebook', 'acknowledged')];
    expect(tell('fr', one)).toBe('Facebook (2) a bien reçu le signalement.');
    const two = [at('facebook', 'under_review'), at('youtube', 'under_review'), at('snapchat', 'sent')];
    expect(tell('fr', two)).toBe('Facebook et YouTube examinent le signalement, envoyé vers Snapchat.');
    expect(tell('nl', two)).toBe('Facebook en YouTube bekijken de melding, verzonden naar Snapchat.');
  });

  it('names no platform where all of them stand at the same', () => {
    const all = platforms.map((platform) => at(platform, 'queued'));
    expect(tell('en', all)).toBe('On its way to all 5 platforms.');
    expect(tell('fr', all)).toBe('En route vers les 5 plateformes.');
  });

  it('parts clauses by semicolons where one of them has commas', () => {
    const report = [
      ...(['facebook', 'instagram', 'whatsapp'] as const).map((platform) => at(platform, 'sent')),
      at('youtube', 'queued'),
    ];
    expect(tell('en', report)).toBe('Sent to Facebook, Instagram, and WhatsApp; on its way to YouTube.');
  });

  it('keeps refusals for different reasons apart', () => {
    const report = [
      at('facebook', 'refused', { refusalReason: 'NO_REASON_GIVEN' }),
      at('youtube', 'refused', { refusalReason: 'NOT_ILLEGAL_IN_JURISDICTION' }),
    ];
    expect(tell('en', report)).toBe('Facebook refused: no reason given, YouTube refused: not illegal here.');
  });

  it('asks nobody while an answer is on its way', () => {
    const report = [at('snapchat', 'info_requested', { question: aQuestion('QUEUED') })];
    expect(tell('en', report)).toBe('Your answer is on its way to Snapchat.');
    const failed = [at('snapchat', 'info_requested', { question: aQuestion('FAILED') })];
    expect(tell('en', failed)).toBe('Snapchat asks you something.');
  });

  it('has a place for every word', () => {
    const kinds = words.map((word) => clausesOf({ submissions: [aSubmission({ word })] })[0]?.kind);
    expect(new Set([...kinds, 'answering'])).toEqual(new Set(clauseOrder));
  });

  describe.each(languages)('in %s', (language) => {
    it.each(words)('has a clause for one and for several submissions at %s', (word) => {
      const one = tell(language, [at('facebook', word)]);
      const several = tell(language, [
        at('facebook', word),
        at('snapchat', word),
        at('youtube', word === 'sent' ? 'queued' : 'sent'),
      ]);
      for (const sentence of [one, several]) {
        expect(sentence).toMatch(/^[\p{Lu}\d].*\.$/u);
        expect(sentence).not.toMatch(/[{}]|undefined|null|\.\.|, ,/);
      }
      expect(one).toContain('Facebook');
      if (!word.startsWith('gone')) expect(several).toContain('Snapchat');
    });

    it('has words for every reason of a refusal', () => {
      const said = refusalReasons.map((refusalReason) =>
        tell(language, [at('youtube', 'refused', { refusalReason })]),
      );
      expect(new Set(said).size).toBe(refusalReasons.length);
    });
  });
});
