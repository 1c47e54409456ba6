import { languages, type ChannelManifest } from '#core';
import type { NoticeRequest } from '#application';
import { prepareHandoff, type HandoffParts } from './prepare-handoff.js';
import { cutWithMark } from '../plain-text.js';
import { handoffWords } from './handoff-words.js';

const form: ChannelManifest = {
  id: 'example-form',
  kind: 'ASSISTED_FORM',
  regimes: ['DSA_ART16'],
  accepts: '*',
  needs: [
    'explanation',
    'legalBases',
    'targets',
    'notifierName',
    'notifierEmail',
    'goodFaith',
    'country',
    'legalIssue',
  ],
  acknowledgement: 'EMAIL',
  decisionBy: 'EMAIL',
  languages: ['en', 'nl'],
  maxExplanationChars: 1_000,
  source: { url: null, readOn: '2026-11-23', certainty: 'recalled' },
};

function aNotice(also: Partial<NoticeRequest> = {}): NoticeRequest {
  return {
    submissionId: 'sub_synthetic',
    reference: 'UF-2026-000123-2-K7QM9A',
    channel: form,
    regime: 'DSA_ART16',
    target: {
      kind: 'post',
      key: 'example:post:1',
      ids: ['1'],
      url: 'https://www.example.org/1',
      locator: 'synthetic group',
    },
    category: {
      code: 'HATE',
      labels: { en: 'Hate speech', fr: 'Propos haineux', nl: 'Haatspraak', de: 'Hassrede' },
      notifierNameOptional: false,
    },
    asks: ['REMOVE_CONTENT'],
    explanation: 'Synthetic explanation.',
    language: 'fr',
    legalBases: [],
    goodFaithAtMs: Date.UTC(2026, 10, 23, 10, 15),
    seenAt: null,
    repeatOf: null,
    removedBefore: null,
    ...also,
  };
}
const memberSteps = {
  en: ['Press and hold.'],
  fr: ['Appuyez longuement.'],
  nl: ['Houd ingedrukt.'],
  de: ['Lange drücken.'],
};
const parts: HandoffParts = {
  platformName: 'Example',
  notifier: { name: 'Synthetic Helpline', email: 'replies@uniflag.example' },
  openUrl: 'https://forms.example/report',
  memberSteps,
  numberHints: {
    'example-form': { en: 'In the mail.', fr: 'Dans le mail.', nl: 'In de mail.', de: 'In der Mail.' },
  },
};
const valueOf = (notice: NoticeRequest, label: string) =>
  prepareHandoff(notice, parts).fields.find((field) => field.label === label)?.value;

describe('prepareHandoff', () => {
  it('prepares every field a form needs, labelled in the report’s language, filled in one the platform reads', () => {
    const { openUrl, fields } = prepareHandoff(aNotice(), parts);
    expect(openUrl).toBe('https://forms.example/report');
    expect(Object.fromEntries(fields.map(({ label, value }) => [label, value]))).toEqual({
      'Où cela se trouve': 'https://www.example.org/1',
      'Ce qui aide encore à le trouver': 'synthetic group',
      Explication:
        '(as written, in French)\nSynthetic explanation.\n\n1. Please remove this content.\n[UF-2026-000123-2-K7QM9A]',
      'Base légale (choisie par vous)': '',
      'Nom du notifiant': 'Synthetic Helpline',
      'E-mail du notifiant': 'replies@uniflag.example',
      'Déclaration de bonne foi':
        'We believe in good faith that the statements in this notice are accurate and complete. Confirmed on 2026-11-23 10:15 UTC.',
      "Pays dont le droit s'applique": 'Belgium',
      'Type de problème juridique': 'Hate speech',
      'Notre référence': 'UF-2026-000123-2-K7QM9A',
    });
  });

  it('fills in the legal basis that staff picked, and asks for one where they did not', () => {
    const labels = { en: 'Threats', fr: 'Menaces', nl: 'Bedreigingen', de: 'Drohungen' };
    const picked = aNotice({
      legalBases: [{ key: 'threats', labels, periods: [{ from: null, articles: ['327-330'] }] }],
    });
    expect(valueOf(picked, 'Base légale (choisie par vous)')).toBe('Threats: Art. 327-330');
    const { legalBasisStep } = handoffWords.fr;
    expect(prepareHandoff(picked, parts).steps).not.toContain(legalBasisStep);
    expect(prepareHandoff(aNotice(), parts).steps).toContain(legalBasisStep);
  });

  it('leaves the notifier unnamed where the law lets it', () => {
    const notice = aNotice({ category: { ...aNotice().category, notifierNameOptional: true } });
    expect(valueOf(notice, 'Nom du notifiant')).toBeUndefined();
  });

  it('keeps asks and reference within the form’s limit, and cuts the explanation with a mark only', () => {
    const notice = aNotice({ explanation: 'long '.repeat(1_000) });
    const explanation = prepareHandoff(notice, parts).fields.find(({ label }) => label === 'Explication');
    expect(explanation?.maxChars).toBe(1_000);
    expect(explanation?.value.length).toBeLessThanOrEqual(1_000);
    expect(explanation?.isCut).toBe(true);
    expect(explanation?.value).toMatch(/long\n\[… cut by us at/u);
    expect(explanation?.value).toContain('Please remove this content.\n[UF-2026-000123-2-K7QM9A]');
  });

  it('says of nothing that it was cut where all of it is there', () => {
    expect(prepareHandoff(aNotice(), parts).fields.some(({ isCut }) => isCut)).toBe(false);
  });

  it.each([
    ['between two words', `${'x'.repeat(20)} ${'y'.repeat(20)}`, 'x'.repeat(20)],
    ['behind the last whole word', `${'x'.repeat(10)} ${'y'.repeat(20)}`, 'x'.repeat(10)],
    ['inside one that is longer than any word', 'x'.repeat(60), 'x'.repeat(20)],
    ['before half of a character', `${'x'.repeat(19)}👩${'y'.repeat(20)}`, 'x'.repeat(19)],
  ])('cuts %s', (_where, text, kept) => {
    expect(cutWithMark(text, 26, '[cut]')).toBe(`${kept}\n[cut]`);
  });

  it('says where the platform’s number is found, in the report’s language, where there is one', () => {
    expect(prepareHandoff(aNotice(), parts).numberHint).toBe('Dans le mail.');
    expect(prepareHandoff(aNotice(), { ...parts, numberHints: {} }).numberHint).toBeNull();
  });

  it('marks a possible repeat', () => {
    const notice = aNotice({ repeatOf: { firstSentAtMs: Date.UTC(2026, 10, 23, 9, 30) } });
    expect(valueOf(notice, 'Explication')).toMatch(
      /^This notice may repeat our earlier notice of 2026-11-23 09:30 UTC/u,
    );
  });

  it('tells a member to report before deleting or leaving, in every language', () => {
    const channel: ChannelManifest = { ...form, id: 'example-in-app', kind: 'IN_APP_BY_MEMBER' };
    for (const language of languages) {
      const { steps, openUrl } = prepareHandoff(aNotice({ channel, language }), parts);
      const words = handoffWords[language];
      expect(steps).toEqual([...words.memberFirst, ...memberSteps[language], ...words.memberLast]);
      expect(openUrl).toBeNull();
    }
  });

  it('hands out the whole mail where a person must send it', () => {
    const channel: ChannelManifest = { ...form, id: 'example-mail', kind: 'EMAIL' };
    const { fields } = prepareHandoff(aNotice({ channel }), { ...parts, mailbox: 'desk@platform.example' });
    expect(fields.map(({ label }) => label)).toEqual(['Boîte e-mail', 'Objet', 'Texte']);
    expect(fields[2]?.value).toContain('Synthetic explanation.');
  });

  it('sends nothing where only the police are answered', () => {
    const channel: ChannelManifest = { ...form, id: 'example-police', kind: 'LAW_ENFORCEMENT_ONLY' };
    const { steps, fields } = prepareHandoff(aNotice({ channel }), parts);
    expect(steps).toEqual(handoffWords.fr.policeSteps('Example'));
    expect(fields.some(({ value }) => value.includes('Synthetic explanation'))).toBe(false);
  });

  it('has different words for every step in every language', () => {
    for (const steps of ['formSteps', 'portalSteps', 'mailSteps', 'policeSteps'] as const) {
      const said = languages.flatMap((language) => handoffWords[language][steps]('Example'));
      expect(new Set(said).size).toBe(said.length);
    }
  });
});
