import type { Language } from '#core';

/**
 * Where the report number is found. The automatic mail: help.instagram.com/793658801249475, read on 2026-11-23, a
 * national flow, taken as typical; portal and app recalled.
 */
export const numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'instagram-partner-mail': {
    en: 'In the automatic e-mail of Instagram: the report number, digits only.',
    fr: "Dans l'e-mail automatique de Instagram : le numéro du signalement, uniquement des chiffres.",
    nl: 'In de automatische e-mail van Instagram: het meldingsnummer, alleen cijfers.',
    de: 'In der automatischen E-Mail von Instagram: die Meldungsnummer, nur Ziffern.',
  },
  'instagram-legal-form': {
    en: 'In the automatic e-mail of Instagram: the report number, digits only.',
    fr: "Dans l'e-mail automatique de Instagram : le numéro du signalement, uniquement des chiffres.",
    nl: 'In de automatische e-mail van Instagram: het meldingsnummer, alleen cijfers.',
    de: 'In der automatischen E-Mail von Instagram: die Meldungsnummer, nur Ziffern.',
  },
  'instagram-partner': {
    en: 'In the automatic e-mail of Instagram, and beside the report in the portal: digits only.',
    fr: "Dans l'e-mail automatique de Instagram et à côté du signalement dans le portail : uniquement des chiffres.",
    nl: 'In de automatische e-mail van Instagram, en naast de melding in het portaal: alleen cijfers.',
    de: 'In der automatischen E-Mail von Instagram und neben der Meldung im Portal: nur Ziffern.',
  },
  'instagram-in-app': {
    en: 'Only the member sees an answer, under Settings, "Support requests". Where no number stands there, leave it empty.',
    fr: "Seul le membre voit une réponse, dans les paramètres, « Demandes d'assistance ». S'il n'y a pas de numéro, laissez le champ vide.",
    nl: 'Alleen het lid ziet een antwoord, bij Instellingen, "Ondersteuningsverzoeken". Staat daar geen nummer, laat het dan leeg.',
    de: 'Nur das Mitglied sieht eine Antwort, unter Einstellungen, „Supportanfragen“. Steht dort keine Nummer, lassen Sie das Feld leer.',
  },
};
