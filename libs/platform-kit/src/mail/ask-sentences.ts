import type { Ask, Language } from '#core';

/** Each ask as one sentence, so that each can be answered by itself. */
export const askSentences: Readonly<Record<Language, Readonly<Record<Ask, string>>>> = {
  en: {
    REMOVE_CONTENT: 'Please remove this content.',
    SUSPEND_ACCOUNT: 'Please suspend the account concerned.',
    BLOCK_GROUP: 'Please block the group.',
    IDENTIFY_ADMINS:
      'Please tell us whether you are able to identify the administrators of the group. We do not ask for their names.',
    BLOCK_ADMINS: 'Please take action against the accounts of the administrators of the group.',
    REFER_TO_AUTHORITIES: 'Please tell us whether you refer this to the competent authorities.',
    PRESERVE_DATA: 'Please preserve the data, so that the police can request it.',
    HASH_BLOCK: 'Please prevent the same file from being uploaded again.',
  },
  fr: {
    REMOVE_CONTENT: 'Merci de supprimer ce contenu.',
    SUSPEND_ACCOUNT: 'Merci de suspendre le compte concerné.',
    BLOCK_GROUP: 'Merci de bloquer le groupe.',
    IDENTIFY_ADMINS:
      "Merci de nous dire si vous êtes en mesure d'identifier les administrateurs du groupe. Nous ne demandons pas leurs noms.",
    BLOCK_ADMINS: 'Merci de prendre des mesures contre les comptes des administrateurs du groupe.',
    REFER_TO_AUTHORITIES: 'Merci de nous dire si vous signalez ces faits aux autorités compétentes.',
    PRESERVE_DATA: 'Merci de conserver les données, afin que la police puisse les demander.',
    HASH_BLOCK: "Merci d'empêcher que le même fichier soit remis en ligne.",
  },
  nl: {
    REMOVE_CONTENT: 'Gelieve deze inhoud te verwijderen.',
    SUSPEND_ACCOUNT: 'Gelieve het betrokken account op te schorten.',
    BLOCK_GROUP: 'Gelieve de groep te blokkeren.',
    IDENTIFY_ADMINS:
      'Laat ons weten of u de beheerders van de groep kunt identificeren. Wij vragen niet naar hun namen.',
    BLOCK_ADMINS: 'Gelieve maatregelen te nemen tegen de accounts van de beheerders van de groep.',
    REFER_TO_AUTHORITIES: 'Laat ons weten of u dit doorgeeft aan de bevoegde autoriteiten.',
    PRESERVE_DATA: 'Gelieve de gegevens te bewaren, zodat de politie ze kan opvragen.',
    HASH_BLOCK: 'Gelieve te voorkomen dat hetzelfde bestand opnieuw wordt geplaatst.',
  },
  de: {
    REMOVE_CONTENT: 'Bitte entfernen Sie diesen Inhalt.',
    SUSPEND_ACCOUNT: 'Bitte sperren Sie das betreffende Konto.',
    BLOCK_GROUP: 'Bitte sperren Sie die Gruppe.',
    IDENTIFY_ADMINS:
      'Bitte teilen Sie uns mit, ob Sie die Administratoren der Gruppe identifizieren können. Wir fragen nicht nach ihren Namen.',
    BLOCK_ADMINS: 'Bitte gehen Sie gegen die Konten der Administratoren der Gruppe vor.',
    REFER_TO_AUTHORITIES: 'Bitte teilen Sie uns mit, ob Sie den Fall den zuständigen Behörden melden.',
    PRESERVE_DATA: 'Bitte sichern Sie die Daten, damit die Polizei sie anfordern kann.',
    HASH_BLOCK: 'Bitte verhindern Sie, dass dieselbe Datei erneut hochgeladen wird.',
  },
};
