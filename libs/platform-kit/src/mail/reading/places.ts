import { languages, type Language } from '#core';

/**
 * Names of the places where a restriction can hold, in the spelling of `normalise.ts`, as patterns and back to codes:
 * ISO 3166-1, and `EU`.
 *
 * Names come from the Unicode CLDR that Node carries; the countries are those of the European Economic Area and others
 * that platforms name most.
 */
const codes =
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK EU IS LI NO CH GB US CA AU TR UA MA'.split(
    ' ',
  );

const otherNames: Readonly<Record<string, string>> = {
  ...{ eu: 'EU', ue: 'EU', 'european union': 'EU', 'union europeenne': 'EU' },
  ...{ 'europese unie': 'EU', 'europaische union': 'EU', 'europaischen union': 'EU', niederlanden: 'NL' },
  ...{
    uk: 'GB',
    'united kingdom': 'GB',
    usa: 'US',
    'vereinigten konigreich': 'GB',
    'vereinigten staaten': 'US',
  },
  ...{ 'czech republic': 'CZ', turkey: 'TR', tsjechie: 'CZ', tschechien: 'CZ' },
};

const named = new Map<string, string>(Object.entries(otherNames));
for (const language of languages) {
  const names = new Intl.DisplayNames([language], { type: 'region' });
  for (const code of codes) named.set(plain(names.of(code) ?? code), code);
}

const eachName = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[...named.keys()]
    .sort((one, other) => other.length - one.length)
    .map((name) => name.replace(/[^a-z]/gu, '.'))
    .join('|')})(?![\\p{L}\\p{N}])`,
  'gu',
);

/** A sentence with a mark in place of each place's name: `§be`. */
export function markPlaces(sentence: string): string {
  return sentence
    .replaceAll('§', ' ')
    .replace(eachName, (name) => `§${(named.get(name) ?? '').toLowerCase()}`);
}

/** Codes of the places marked in words, each once, in order. */
export function placesIn(marked: string): string[] {
  return [...new Set(Array.from(marked.matchAll(/§([a-z]{2})/gu), ([, code = '']) => code.toUpperCase()))];
}

/** Several marked places in a row, each of which may stand behind `before`. */
function listOf(before: string, between: string): string {
  const place = `(?:${before})?§[a-z]{2}`;
  return `${place}(?:(?:, ?| ?/ ?|,? ${between} )${place}){0,40}`;
}

/** A place, or several, as it stands in a phrase of each language. */
export const places: Readonly<Record<Language, string>> = {
  en: `(?:your (?:country|region)|(?:the following (?:countries|country|regions?|territor(?:y|ies)):? )?${listOf('in |the ', 'and(?: in)?')})`,
  fr: `(?:dans votre pays|(?:dans les pays suivants ?: )?${listOf("en |au |aux |dans |sur |la |le |les |dans l'|dans la |dans le |l'", 'et(?: en| au| aux)?')})`,
  nl: `(?:in (?:uw|je) land|(?:in de volgende landen: ?)?${listOf('in |de |het |in de |in het ', 'en(?: in)?')})`,
  de: `(?:in ihrem land|(?:in folgenden landern: ?)?${listOf('in |fur |der |den |die |in der |in den |im ', 'und(?: in)?')})`,
};

function plain(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '');
}
