import type { Language } from '#core';

/**
 * Where the report number is found. The automatic mail: help.instagram.com/793658801249475, read on 2026-11-23, a
 * national flow, taken as typical; portal and app recalled.
 */
export const numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'facebook-partner-mail': {
    en: 'In the automatic e-mail of Facebook: the report number, digits only.',
    fr: "Dans l'e-mail automatique de Facebook : le numéro du signalement, uniquement des chiffres.",
    nl: 'In de automatische e-mail van Facebook: het meldingsnummer, alleen cijfers.',
    de: 'In der automatischen E-Mail von Facebook: die Meldungsnummer, nur Ziffern.',
  },
  'facebook-legal-form': {
    en: 'In the automatic e-mail of Facebook: the report number, digits only.',
    fr: "Dans l'e-mail automatique de Facebook : le numéro du signalement, uniquement des chiffres.",
    nl: 'In de automatische e-mail van Facebook: het meldingsnummer, alleen cijfers.',
    de: 'In der automatischen E-Mail von Facebook: die Meldungsnummer, nur Ziffern.',
  },
  'facebook-partner': {
    en: 'In the automatic e-mail of Facebook, and beside the report in the portal: digits only.',
    fr: "Dans l'e-mail automatique de Facebook et à côté du signalement dans le portail : uniquement des chiffres.",
    nl: 'In de automatische e-mail van Facebook, en naast de melding in het portaal: alleen cijfers.',
    de: 'In der automatischen E-Mail von Facebook und neben der Meldung im Portal: nur Ziffern.',
  },
  'facebook-in-app': {
    en: 'Only the member sees an answer, in their Support Inbox. Where no number stands there, leave it empty.',
    fr: "Seul le membre voit une réponse, dans son espace d'assistance. S'il n'y a pas de numéro, laissez le champ vide.",
    nl: 'Alleen het lid ziet een antwoord, in de eigen Ondersteuningsinbox. Staat daar geen nummer, laat het dan leeg.',
    de: 'Nur das Mitglied sieht eine Antwort, im eigenen Support-Postfach. Steht dort keine Nummer, lassen Sie das Feld leer.',
  },
};
