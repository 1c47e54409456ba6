import { cutMarkIn } from './cut-mark.js';

describe('the mark of a text that was cut', () => {
  it.each([
    '[… cut by us at 500 characters; the full text is available on request]',
    '[… coupé par nous à 500 caractères ; texte complet sur demande]',
    '[… door ons ingekort op 500 tekens; volledige tekst op aanvraag]',
    '[… von uns bei 500 Zeichen gekürzt; vollständiger Text auf Anfrage]',
  ])('is found where a notice has it: %s', (mark) => {
    const text = `What was written [… and quoted] ${mark}\n\nRemove it. [UF-2026-000001-1-ABC123]`;
    expect(cutMarkIn(text)).toEqual({
      ...{ before: 'What was written [… and quoted] ', mark },
      after: '\n\nRemove it. [UF-2026-000001-1-ABC123]',
    });
  });

  it('is not found in a text that is whole', () => {
    expect(cutMarkIn('Whole. [UF-2026-000001-1-ABC123]')).toBeUndefined();
  });
});
