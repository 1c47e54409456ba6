import type { Language } from '#core';

/** Where the ticket number is found. Recalled, 2026-11-23; what a notice about a Channel gets is unclear. */
export const numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'wa-partner': {
    en: 'If WhatsApp confirms it by e-mail, the ticket number in it. Usually no answer comes: leave it empty.',
    fr: "Si WhatsApp confirme par e-mail, le numéro du ticket qui s'y trouve. En général, aucune réponse ne vient : laissez le champ vide.",
    nl: 'Bevestigt WhatsApp per e-mail, dan het ticketnummer daarin. Meestal komt geen antwoord: laat het leeg.',
    de: 'Bestätigt WhatsApp per E-Mail, dann die Ticketnummer darin. Meist kommt keine Antwort: Lassen Sie das Feld leer.',
  },
  'wa-dsa-channel': {
    en: 'In the e-mail that confirms the form, where it names one.',
    fr: "Dans l'e-mail qui confirme le formulaire, s'il en indique un.",
    nl: 'In de e-mail die het formulier bevestigt, als die er een noemt.',
    de: 'In der E-Mail, die das Formular bestätigt, wenn sie eine nennt.',
  },
  'wa-in-app': {
    en: 'WhatsApp gives a member no number: leave it empty.',
    fr: 'WhatsApp ne donne pas de numéro à un membre : laissez le champ vide.',
    nl: 'WhatsApp geeft een lid geen nummer: laat het leeg.',
    de: 'WhatsApp gibt einem Mitglied keine Nummer: Lassen Sie das Feld leer.',
  },
};
