/**
 * Whether a message names persons: who runs a group, who stands behind an account.
 *
 * A cue ("the administrators are", "the account belongs to"), and soon behind it what names somebody: a form of
 * address, a first and a last name, a telephone number, a mail address or a handle. English, French, Dutch and German.
 * What it takes for a name by mistake costs a person a look.
 *
 * @param text as it was written: names begin with capitals
 */
export function namesPersons(text: string): boolean {
  const flat = text.replace(/\s+/gu, ' ');
  for (const { index, 0: cue } of flat.matchAll(cues)) {
    const behind = flat.slice(index + cue.length, index + cue.length + charsBehindCue);
    if (contact.test(behind) || (name.test(behind) && !/[.!?] ?$/u.test(cue))) return true;
  }
  return false;
}

/** A short list of names with what belongs to them. */
const charsBehindCue = 200;

const runs = {
  en: '(?:admin(?:istrator)?s?|owners?|creators?|(?:account )?holders?|person behind (?:it|the [a-z]{4,10}))(?: of (?:the|this) [a-z]{4,10})?',
  fr: '(?:administrat(?:eur|rice)s?|titulaires?|propri[ée]taires?|cr[ée]ateurs?)(?: (?:du|de la|de ce|de cette) [a-z]{4,10})?',
  nl: '(?:beheerders?|eigenaars?|houders?|makers?|oprichters?)(?: van (?:de|het|deze|dit) [a-z]{4,10})?',
  de: '(?:administrator(?:en|in)?|admins?|inhaber(?:in)?|besitzer(?:in)?|ersteller(?:in)?)(?: (?:der|des|dieser|dieses) [a-z]{4,10})?',
};

const cues = new RegExp(
  `(?<![\\p{L}])(?:${[
    `(?:${runs.en}) (?:is|are|was|were)(?: as follows| the following)? ?:?`,
    '(?:account|profile|page|group|channel|number) (?:belongs to|(?:is|was) (?:registered to|owned by|run by|operated by|created by|set up by))',
    `(?:${runs.fr}) (?:est|sont) ?:?`,
    '(?:compte|profil|page|groupe|canal|num[ée]ro) (?:appartient [àa]|(?:est|a [ée]t[ée]) (?:enregistr[ée] au nom de|cr[ée][ée] par|g[ée]r[ée] par))',
    `(?:${runs.nl}) (?:is|zijn|was|waren) ?:?`,
    '(?:account|profiel|pagina|groep|kanaal|nummer) (?:is van|behoort (?:toe )?aan|staat op naam van|(?:is|werd) (?:aangemaakt|opgericht|beheerd) door)',
    `(?:${runs.de}) (?:ist|sind|hei(?:ß|ss)t|hei(?:ß|ss)en|lautet) ?:?`,
    '(?:konto|profil|seite|gruppe|kanal|nummer) (?:geh[öo]rt|ist registriert auf|wurde (?:erstellt|angelegt|betrieben) von|l[äa]uft auf)',
    `(?:${Object.values(runs).join('|')}) ?:`,
    "(?:names?|identity|noms?|identit[ée]|naam|namen|identiteit|name|identit[äa]t) (?:of|des?|du|de l'|van|der) (?:the |de |het )?(?:[a-zé]{4,15}) ?(?:is|are|est|sont|zijn|ist|sind)? ?:",
  ].join('|')})`,
  'giu',
);

/** Nothing but a person is reached, or addressed, like this. */
const contact = new RegExp(
  [
    '[\\w.+-]{1,64}@[\\w-]{1,63}\\.[\\w.-]{2,63}',
    '(?:\\+|(?<!\\d)00?)\\d(?:[ ./()-]{0,2}\\d){7,14}',
    '(?<![\\w.])@[A-Za-z0-9._]{3,30}',
    '(?:Mr|Mrs|Ms|Mme|Mlle|Herrn?|Frau|Hr|Dhr|Mevr|Mw)\\.? \\p{Lu}',
    '(?<![\\p{L}])(?:M\\. \\p{Lu}|(?:de heer|mevrouw|monsieur|madame) \\p{Lu})',
  ].join('|'),
  'u',
);

/** First and last name at once behind the cue. German nouns begin with capitals too, so there only forms of address count. */
const name =
  /^ ?(?:[-*•] ?)?(?!(?:Ihre?[rnms]?|Unsere?|Mitglieder|Personen|Nutzer|Facebook|Instagram|WhatsApp|Snapchat|YouTube|Meta|Snap|Google|The|Not|No|Only|We)(?![\p{L}]))\p{Lu}[\p{Ll}'’-]{1,30}(?: (?:van|de|der|den|von|le|la|du|d['’])){0,2} \p{Lu}[\p{Ll}'’-]{1,30}/u;
