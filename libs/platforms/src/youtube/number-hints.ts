import type { Language } from '#core';

/**
 * Where the case id is found. Forms recalled, 2026-11-23; that a flag gets none: developers.google.com/youtube/v3/docs/
 * videos/reportAbuse, read on 2026-11-23.
 */
export const numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'yt-priority-form': {
    en: 'In the subject of the confirmation e-mail, in brackets, such as [3-1234000012345].',
    fr: "Dans l'objet de l'e-mail de confirmation, entre crochets, par exemple [3-1234000012345].",
    nl: 'In het onderwerp van de bevestigingsmail, tussen haken, zoals [3-1234000012345].',
    de: 'Im Betreff der Bestätigungsmail, in Klammern, etwa [3-1234000012345].',
  },
  'yt-legal-form': {
    en: 'In the subject of the confirmation e-mail, in brackets, such as [3-1234000012345].',
    fr: "Dans l'objet de l'e-mail de confirmation, entre crochets, par exemple [3-1234000012345].",
    nl: 'In het onderwerp van de bevestigingsmail, tussen haken, zoals [3-1234000012345].',
    de: 'Im Betreff der Bestätigungsmail, in Klammern, etwa [3-1234000012345].',
  },
  'yt-privacy': {
    en: 'In the subject of the confirmation e-mail, in brackets, such as [3-1234000012345].',
    fr: "Dans l'objet de l'e-mail de confirmation, entre crochets, par exemple [3-1234000012345].",
    nl: 'In het onderwerp van de bevestigingsmail, tussen haken, zoals [3-1234000012345].',
    de: 'Im Betreff der Bestätigungsmail, in Klammern, etwa [3-1234000012345].',
  },
  'yt-api': {
    en: 'YouTube gives a flag no number: leave it empty.',
    fr: 'YouTube ne donne pas de numéro à un signalement : laissez le champ vide.',
    nl: 'YouTube geeft een rapportering geen nummer: laat het leeg.',
    de: 'YouTube gibt einer Meldung keine Nummer: Lassen Sie das Feld leer.',
  },
};
