import type { Language } from '#core';

/** Where the request number is found. Recalled, 2026-11-23. */
export const numberHints: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  'snap-partner': {
    en: 'In the e-mail of Snapchat that confirms it: the request number, digits only.',
    fr: "Dans l'e-mail de confirmation de Snapchat : le numéro de la demande, uniquement des chiffres.",
    nl: 'In de bevestigingsmail van Snapchat: het aanvraagnummer, alleen cijfers.',
    de: 'In der Bestätigungsmail von Snapchat: die Anfragenummer, nur Ziffern.',
  },
  'snap-support-form': {
    en: 'In the e-mail of Snapchat that confirms it: the request number, digits only.',
    fr: "Dans l'e-mail de confirmation de Snapchat : le numéro de la demande, uniquement des chiffres.",
    nl: 'In de bevestigingsmail van Snapchat: het aanvraagnummer, alleen cijfers.',
    de: 'In der Bestätigungsmail von Snapchat: die Anfragenummer, nur Ziffern.',
  },
  'snap-in-app': {
    en: 'The app gives none. If Snapchat answers the receiver by e-mail, the number in it; otherwise leave it empty.',
    fr: "L'application n'en donne pas. Si Snapchat répond au destinataire par e-mail, le numéro qui s'y trouve ; sinon, laissez le champ vide.",
    nl: 'De app geeft er geen. Antwoordt Snapchat de ontvanger per e-mail, dan het nummer daarin; laat het anders leeg.',
    de: 'Die App gibt keine. Antwortet Snapchat dem Empfänger per E-Mail, dann die Nummer darin; sonst lassen Sie das Feld leer.',
  },
};
