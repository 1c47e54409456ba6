/** Languages Meta's desks answer in; others get English. */
export type DeskLanguage = 'en' | 'fr' | 'nl' | 'de';

/** The words of one kind of answer; `number` is the case's report number. */
type Words = Readonly<Record<DeskLanguage, (number: string) => string>>;

/** How Facebook's desk words its answers. Synthetic, after what users of Facebook are shown; recalled, 2026-11-23. */
export const answers: Readonly<Record<string, Words>> = {
  acknowledge: {
    en: (number) =>
      `Thanks for contacting us. We've received your report. Your report number is ${number}.\n\nThis is an automatic message. Our team will look at your report and answer in this thread.`,
    fr: (number) =>
      `Merci de nous avoir contactés. Nous avons bien reçu votre signalement. Numéro de signalement : ${number}.\n\nCeci est un message automatique. Notre équipe vous répondra dans ce fil.`,
    nl: (number) =>
      `Bedankt dat u contact met ons opneemt. We hebben uw melding goed ontvangen. Meldingsnummer: ${number}.\n\nDit is een automatisch bericht. Ons team zal u in deze mailwisseling antwoorden.`,
    de: (number) =>
      `Vielen Dank für Ihre Nachricht. Wir haben Ihre Meldung erhalten. Meldungsnummer: ${number}.\n\nDies ist eine automatische Nachricht. Unser Team wird Ihnen in diesem Verlauf antworten.`,
  },
  removed: {
    en: (number) =>
      `Thanks for your report. We reviewed the content you reported and removed it because it goes against our Community Standards.\n\nReport number: ${number}`,
    fr: (number) =>
      `Merci pour votre signalement. Nous avons examiné le contenu que vous nous avez signalé et nous l’avons supprimé, car il enfreint nos Standards de la communauté.\n\nNuméro de signalement : ${number}`,
    nl: (number) =>
      `Bedankt voor uw melding. We hebben de inhoud die u hebt gemeld bekeken en verwijderd, omdat die in strijd is met onze Richtlijnen voor de community.\n\nMeldingsnummer: ${number}`,
    de: (number) =>
      `Vielen Dank für Ihre Meldung. Wir haben den Inhalt, den Sie gemeldet haben, geprüft und entfernt, da er gegen unsere Gemeinschaftsstandards verstößt.\n\nMeldungsnummer: ${number}`,
  },
  refused_no_violation: {
    en: () =>
      `Thanks for your report. We reviewed the content you reported and found that it doesn't go against our Community Standards, so we didn't remove it.`,
    fr: () =>
      `Merci pour votre signalement. Après examen, le contenu signalé n’enfreint pas nos Standards de la communauté. Nous ne l’avons donc pas supprimé.`,
    nl: () =>
      `Bedankt voor uw melding. De gemelde inhoud is niet in strijd met onze Richtlijnen voor de community. Daarom hebben we die niet verwijderd.`,
    de: () =>
      `Vielen Dank für Ihre Meldung. Der gemeldete Inhalt verstößt nicht gegen unsere Gemeinschaftsstandards. Daher haben wir ihn nicht entfernt.`,
  },
  information_requested: {
    en: () =>
      `We need more information to review your report. Could you send us the usernames of the accounts involved? Please answer in this thread.`,
    fr: () =>
      `Nous avons besoin d'informations complémentaires. Pourriez-vous nous indiquer les noms d'utilisateur des comptes concernés ? Merci de répondre dans ce fil.`,
    nl: () =>
      `We hebben meer informatie nodig. Kunt u ons de gebruikersnamen van de betrokken accounts bezorgen? Gelieve in deze mailwisseling te antwoorden.`,
    de: () =>
      `Wir benötigen weitere Informationen. Könnten Sie uns bitte die Nutzernamen der beteiligten Konten mitteilen? Bitte antworten Sie in diesem Verlauf.`,
  },
  review_continues: {
    en: () => `Thank you for the additional details. We are now reviewing your report.`,
    fr: () => `Merci pour ces précisions. Votre signalement est en cours d'examen.`,
    nl: () => `Bedankt voor de toelichting. Uw melding is in behandeling.`,
    de: () => `Vielen Dank für die Angaben. Wir prüfen nun Ihre Meldung.`,
  },
  partial: {
    en: () => `We reviewed your report. We covered the video with a warning screen.`,
    fr: () => `Nous avons examiné votre signalement. Nous avons placé un avertissement sur la vidéo.`,
    nl: () => `We hebben uw melding bekeken. We hebben een waarschuwingsscherm over de video geplaatst.`,
    de: () => `Wir haben Ihre Meldung geprüft. Wir haben das Video mit einem Warnhinweis versehen.`,
  },
  geo_restricted: {
    en: () => `The content you reported is no longer available in Belgium.`,
    fr: () => `Le contenu signalé n’est plus disponible en Belgique.`,
    nl: () => `De inhoud die u hebt gemeld is niet meer beschikbaar in België.`,
    de: () => `Der Inhalt, den Sie gemeldet haben, ist in Belgien nicht mehr verfügbar.`,
  },
  account_disabled: {
    en: () => `We've disabled the account that shared the content.`,
    fr: () => `Nous avons désactivé le compte signalé.`,
    nl: () => `We hebben het account uitgeschakeld.`,
    de: () => `Wir haben das gemeldete Konto deaktiviert.`,
  },
  group_disabled: {
    en: () => `We've reviewed your report and disabled the group.`,
    fr: () => `Nous avons désactivé le groupe.`,
    nl: () => `We hebben de groep uitgeschakeld.`,
    de: () => `Wir haben die Gruppe deaktiviert.`,
  },
  already_removed: {
    en: () => `The content you reported was already removed before we reviewed it.`,
    fr: () => `Le contenu signalé avait déjà été supprimé.`,
    nl: () => `De gemelde inhoud was al verwijderd.`,
    de: () => `Der gemeldete Inhalt war bereits gelöscht.`,
  },
  group_blocked_admins_via_police: {
    en: () => `We blocked the group but cannot share who the administrators are.`,
    fr: () => `Nous avons bloqué le groupe, mais nous ne pouvons pas vous dire qui sont les administrateurs.`,
    nl: () => `We hebben de groep geblokkeerd, maar kunnen niet meedelen wie de beheerders zijn.`,
    de: () =>
      `Wir haben die Gruppe gesperrt, können Ihnen aber nicht mitteilen, wer die Administratoren sind.`,
  },
  reversed: {
    en: () => `We reviewed our decision again. We restored the content.`,
    fr: () => `Après un nouvel examen, nous avons rétabli le contenu.`,
    nl: () => `Na een nieuw onderzoek hebben we de inhoud teruggeplaatst.`,
    de: () => `Nach einer erneuten Prüfung haben wir den Inhalt wiederhergestellt.`,
  },
  refused_not_illegal: {
    en: () => `We reviewed the content you reported. It is not unlawful in Belgium.`,
    fr: () => `Nous avons examiné le contenu signalé. Il n’est pas illégal.`,
    nl: () => `We hebben uw melding bekeken. De gemelde inhoud is niet onwettig.`,
    de: () => `Wir haben Ihre Meldung geprüft. Der gemeldete Inhalt ist nicht rechtswidrig.`,
  },
  refused_insufficient: {
    en: () => `We closed your report because it did not contain enough information.`,
    fr: () => `Nous avons clôturé votre signalement, faute d’informations suffisantes.`,
    nl: () => `We hebben uw melding gesloten wegens gebrek aan informatie.`,
    de: () => `Wir haben Ihre Meldung mangels Angaben geschlossen.`,
  },
  refused_wrong_channel: {
    en: () => `This mailbox does not handle this kind of report.`,
    fr: () => `Cette adresse ne traite pas ce type de signalement.`,
    nl: () => `Deze mailbox behandelt dit soort meldingen niet.`,
    de: () => `Dieses Postfach bearbeitet solche Meldungen nicht.`,
  },
  refused_private_space: {
    en: () => `We do not review private messages.`,
    fr: () => `Nous ne pouvons pas examiner les messages privés.`,
    nl: () => `We kunnen privéberichten niet beoordelen.`,
    de: () => `Wir können private Nachrichten nicht prüfen.`,
  },
  refused_not_identified: {
    en: () => `We were not able to locate the content at the link you provided.`,
    fr: () => `Nous n’avons pas pu trouver le contenu signalé.`,
    nl: () => `We konden de gemelde inhoud niet vinden.`,
    de: () => `Wir konnten den gemeldeten Inhalt nicht finden.`,
  },
  refused_notifier: {
    en: () => `We cannot accept reports from this email address.`,
    fr: () => `Nous ne pouvons pas accepter les signalements provenant de cette adresse.`,
    nl: () => `We kunnen geen meldingen aanvaarden van dit adres.`,
    de: () => `Wir können keine Meldungen von dieser Adresse annehmen.`,
  },
  refused_no_reason: {
    en: () => `We decided not to remove the content.`,
    fr: () => `Nous avons décidé de ne pas supprimer le contenu.`,
    nl: () => `We hebben besloten de inhoud niet te verwijderen.`,
    de: () => `Wir haben uns entschieden, den Inhalt nicht zu entfernen.`,
  },
  duplicate: {
    en: () => `Your report was closed as a duplicate of an earlier report.`,
    fr: () => `Votre signalement est un doublon d’un signalement précédent.`,
    nl: () => `Uw melding is een duplicaat van een eerdere melding.`,
    de: () => `Ihre Meldung ist ein Duplikat einer früheren Meldung.`,
  },
  age_restricted: {
    en: () => `We restricted the content to adults.`,
    fr: () => `Nous avons limité le contenu aux adultes.`,
    nl: () => `We hebben de inhoud beperkt tot volwassenen.`,
    de: () => `Wir haben den Inhalt auf Erwachsene beschränkt.`,
  },
  partly_answered: {
    en: () =>
      `We removed the content you reported.\n\nSuspend the account: no.\nPreserve the data: yes.\nIdentify the administrators: only via the police.`,
    fr: () =>
      `Nous avons supprimé le contenu signalé.\n\nSuspendre le compte : non.\nConserver les données : oui.\nIdentifier les administrateurs : uniquement via la police.`,
    nl: () =>
      `We hebben de gemelde inhoud verwijderd.\n\nHet account opschorten: nee.\nDe gegevens bewaren: ja.\nDe beheerders identificeren: enkel via de politie.`,
    de: () =>
      `Wir haben den gemeldeten Inhalt entfernt.\n\nDas Konto sperren: nein.\nDie Daten sichern: ja.\nDie Administratoren identifizieren: nur über die Polizei.`,
  },
  only_via_police: {
    en: () => `We only disclose account information to law enforcement.`,
    fr: () => `Nous ne pouvons pas communiquer l’identité des administrateurs.`,
    nl: () => `De identiteit van de beheerders delen wij enkel met de politie.`,
    de: () => `Die Identität der Administratoren geben wir nur der Polizei.`,
  },
  names_volunteered: {
    en: () => `We've disabled the group. The administrators are: Ms Synthetic Example.`,
    fr: () => `Nous avons désactivé le groupe. Les administrateurs sont : Mme Exemple Synthétique.`,
    nl: () => `We hebben de groep uitgeschakeld. De beheerders zijn: mevrouw Synthetisch Voorbeeld.`,
    de: () => `Wir haben die Gruppe deaktiviert. Die Administratoren sind: Frau Synthetisches Beispiel.`,
  },
  still_reviewing: {
    en: () => `Thank you for your reminder. We are still reviewing your report.`,
    fr: () => `Merci pour votre rappel. Nous examinons actuellement votre signalement.`,
    nl: () => `Bedankt voor uw herinnering. We bekijken momenteel uw melding.`,
    de: () => `Danke für Ihre Erinnerung. Wir prüfen derzeit Ihre Meldung.`,
  },
  survey: {
    en: () => `Your feedback matters to us! How did we do? Rate your experience from 1 to 5 stars.`,
    fr: () => `Votre avis compte ! Donnez une note de 1 à 5 étoiles à votre expérience.`,
    nl: () => `Uw mening telt! Geef uw ervaring 1 tot 5 sterren.`,
    de: () => `Ihre Meinung zählt! Bewerten Sie Ihre Erfahrung mit 1 bis 5 Sternen.`,
  },
  nonsense: {
    en: () => `Routed to queue 7, pending sync with tier two.`,
    fr: () => `Transféré vers la file 7, en attente de synchronisation avec le niveau deux.`,
    nl: () => `Doorgestuurd naar wachtrij 7, in afwachting van synchronisatie met niveau twee.`,
    de: () => `An Warteschlange 7 übergeben, Abgleich mit Stufe zwei steht aus.`,
  },
};

export const greetings: Readonly<Record<DeskLanguage, readonly [opening: string, closing: string]>> = {
  en: ['Hi,', 'Thanks,\nThe Facebook team (synthetic)'],
  fr: ['Bonjour,', 'Merci,\nL’équipe Facebook (synthétique)'],
  nl: ['Hallo,', 'Bedankt,\nHet Facebook-team (synthetisch)'],
  de: ['Hallo,', 'Danke,\nDas Facebook-Team (synthetisch)'],
};

/** Small words that tell one language from another. */
export const tellingWords: Readonly<Record<DeskLanguage, readonly string[]>> = {
  en: ['the', 'this', 'please', 'and', 'with', 'of'],
  fr: ['les', 'nous', 'vous', 'merci', 'cette', 'est'],
  nl: ['het', 'wij', 'een', 'deze', 'gelieve', 'van'],
  de: ['wir', 'diese', 'bitte', 'und', 'ist', 'der'],
};
