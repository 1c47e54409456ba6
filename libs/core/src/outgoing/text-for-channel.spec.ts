import { textForChannel, type Translations } from './text-for-channel.js';
import type { ChannelKind, Language } from '../platform/manifest.js';

const written = { text: 'Texte inventé', language: 'fr' } as const;
const on = (kind: ChannelKind, languages: readonly Language[], translations: Translations = {}) =>
  textForChannel({ kind, languages }, written, translations)?.text;

it.each([
  ['as it was written', 'EMAIL', ['en', 'fr'], { en: 'Invented' }, 'Texte inventé'],
  ['in the language it reads best', 'EMAIL', ['nl', 'en'], { en: 'Invented', nl: 'Verzonnen' }, 'Verzonnen'],
  ['in another that it reads', 'ASSISTED_FORM', ['nl', 'en'], { en: 'Invented' }, 'Invented'],
  ['not at all', 'EMAIL', ['nl', 'en'], { de: 'Erfunden', en: ' ' }, undefined],
  ['in any language where it is not passed on', 'IN_APP_BY_MEMBER', ['en'], {}, 'Texte inventé'],
] as const)('a channel gets the explanation %s', (_how, kind, languages, translations, text) => {
  expect(on(kind, languages, translations)).toBe(text);
});
