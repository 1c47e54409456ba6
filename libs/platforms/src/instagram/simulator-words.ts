/** What the desk can say, in the language of the notice. `N` stands for the report number. */
export interface DeskWords {
  readonly hello: string;
  readonly goodbye: string;
  readonly says: Readonly<Record<string, string>>;
}

export type DeskLanguage = 'en' | 'fr' | 'nl' | 'de';

/** How Instagram's desk words its answers. Synthetic, after what users of Instagram are shown; recalled, 2026-11-23. */
export const deskWords: Readonly<Record<DeskLanguage, DeskWords>> = {
  en: {
    hello: 'Hello,',
    goodbye: 'Thanks for helping keep Instagram safe.\nInstagram Partner Desk (synthetic)',
    says: {
      acknowledge:
        'This is an automatic confirmation: your report has been received. Your report number is N. If we need anything, we will ask you in this thread.',
      removed:
        'We have looked at the post you reported. The post has been removed from Instagram because it goes against our Community Guidelines.\n\nReport number: N',
      refused_no_violation:
        "We didn't remove the post you reported because it doesn't go against our Community Guidelines.",
      information_requested:
        'We need additional information about your report. Please provide the exact link of the comment, and the time when it was seen.',
      review_continues: 'Thanks for getting back to us. Our team is reviewing your report.',
      partial: 'We have not removed the post but limited its distribution.',
      geo_restricted: 'The reel you reported is not available in your country.',
      account_disabled: 'The account you reported has been permanently disabled.',
      group_disabled: 'The broadcast channel has been disabled.',
      already_removed: 'The story was no longer available when we reviewed it.',
      group_blocked_admins_via_police:
        'We disabled the group. However, we can not disclose the identity of the administrators.',
      reversed: 'We have lifted the restriction on the account.',
      refused_not_illegal: `We reviewed the content you reported. It is not unlawful in Belgium.`,
      refused_insufficient: `We closed your report because it did not contain enough information.`,
      refused_wrong_channel: `This mailbox does not handle this kind of report.`,
      refused_private_space: `We do not review private messages.`,
      refused_not_identified: `We were not able to locate the content at the link you provided.`,
      refused_notifier: `We cannot accept reports from this email address.`,
      refused_no_reason: `We decided not to remove the content.`,
      duplicate: `Your report was closed as a duplicate of an earlier report.`,
      age_restricted: `We restricted the content to adults.`,
      partly_answered: `We removed the content you reported.\n\nSuspend the account: no.\nPreserve the data: yes.\nIdentify the administrators: only via the police.`,
      only_via_police: `We only disclose account information to law enforcement.`,
      names_volunteered: `We've disabled the group. The administrators are: Ms Synthetic Example.`,
      still_reviewing: `Thank you for your reminder. We are still reviewing your report.`,
      nonsense: 'Was this helpful? Tap one of the faces below.',
    },
  },
  fr: {
    hello: 'Bonjour,',
    goodbye: 'Merci de contribuer à la sécurité d’Instagram.\nService partenaires d’Instagram (synthétique)',
    says: {
      acknowledge:
        'Ceci est une confirmation automatique : votre signalement a bien été reçu. Numéro de votre signalement : N. Si nécessaire, nous vous écrirons dans ce fil.',
      removed:
        'La publication que vous nous avez signalée a été supprimée, car elle enfreint nos Règles de la communauté.\n\nNuméro de votre signalement : N',
      refused_no_violation:
        'Nous n’avons pas supprimé la publication que vous nous avez signalée, car elle n’enfreint pas nos Règles de la communauté.',
      information_requested:
        'Nous avons encore besoin de précisions. Veuillez nous indiquer le lien exact du commentaire.',
      review_continues: 'Merci de votre réponse. Nous examinons votre signalement.',
      partial: 'Nous n’avons pas supprimé la publication, mais nous avons limité sa distribution.',
      geo_restricted: 'La vidéo signalée n’est pas disponible dans votre pays.',
      account_disabled: 'Le compte signalé a été définitivement désactivé.',
      group_disabled: 'Le canal a été désactivé.',
      already_removed: 'La story n’était déjà plus disponible.',
      group_blocked_admins_via_police:
        'Nous avons désactivé le groupe. Nous ne pouvons pas communiquer l’identité de ses administrateurs.',
      reversed: 'Nous avons levé la restriction sur le compte.',
      refused_not_illegal: `Nous avons examiné le contenu signalé. Il n’est pas illégal.`,
      refused_insufficient: `Nous avons clôturé votre signalement, faute d’informations suffisantes.`,
      refused_wrong_channel: `Cette adresse ne traite pas ce type de signalement.`,
      refused_private_space: `Nous ne pouvons pas examiner les messages privés.`,
      refused_not_identified: `Nous n’avons pas pu trouver le contenu signalé.`,
      refused_notifier: `Nous ne pouvons pas accepter les signalements provenant de cette adresse.`,
      refused_no_reason: `Nous avons décidé de ne pas supprimer le contenu.`,
      duplicate: `Votre signalement est un doublon d’un signalement précédent.`,
      age_restricted: `Nous avons limité le contenu aux adultes.`,
      partly_answered: `Nous avons supprimé le contenu signalé.\n\nSuspendre le compte : non.\nConserver les données : oui.\nIdentifier les administrateurs : uniquement via la police.`,
      only_via_police: `Nous ne pouvons pas communiquer l’identité des administrateurs.`,
      names_volunteered: `Nous avons désactivé le groupe. Les administrateurs sont : Mme Exemple Synthétique.`,
      still_reviewing: `Merci pour votre rappel. Nous examinons actuellement votre signalement.`,
      nonsense: 'Cela vous a-t-il aidé ? Touchez l’un des visages ci-dessous.',
    },
  },
  nl: {
    hello: 'Dag,',
    goodbye: 'Bedankt om Instagram mee veilig te houden.\nPartnerdesk van Instagram (synthetisch)',
    says: {
      acknowledge:
        'Dit is een automatische bevestiging: uw melding is goed ontvangen. Uw meldingsnummer: N. Als er iets nodig is, vragen we het u in deze mailwisseling.',
      removed:
        'De foto die u hebt gemeld is verwijderd, omdat die in strijd is met onze Richtlijnen voor de community.\n\nUw meldingsnummer: N',
      refused_no_violation:
        'We hebben de foto die u hebt gemeld niet verwijderd, want die is niet in strijd met onze Richtlijnen voor de community.',
      information_requested:
        'We hebben nog aanvullende informatie nodig. Kunt u ons de exacte link van de reactie doorgeven?',
      review_continues: 'Bedankt voor uw antwoord. We onderzoeken momenteel uw melding.',
      partial: 'We hebben de foto niet verwijderd, maar het bereik ervan beperkt.',
      geo_restricted: 'De video is in uw land niet beschikbaar.',
      account_disabled: 'Het account dat u hebt gemeld is definitief uitgeschakeld.',
      group_disabled: 'Het kanaal is uitgeschakeld.',
      already_removed: 'Het verhaal was al weg.',
      group_blocked_admins_via_police:
        'We hebben de groep uitgeschakeld. We mogen de identiteit van de beheerders niet vrijgeven.',
      reversed: 'We hebben de beperking op het account opgeheven.',
      refused_not_illegal: `We hebben uw melding bekeken. De gemelde inhoud is niet onwettig.`,
      refused_insufficient: `We hebben uw melding gesloten wegens gebrek aan informatie.`,
      refused_wrong_channel: `Deze mailbox behandelt dit soort meldingen niet.`,
      refused_private_space: `We kunnen privéberichten niet beoordelen.`,
      refused_not_identified: `We konden de gemelde inhoud niet vinden.`,
      refused_notifier: `We kunnen geen meldingen aanvaarden van dit adres.`,
      refused_no_reason: `We hebben besloten de inhoud niet te verwijderen.`,
      duplicate: `Uw melding is een duplicaat van een eerdere melding.`,
      age_restricted: `We hebben de inhoud beperkt tot volwassenen.`,
      partly_answered: `We hebben de gemelde inhoud verwijderd.\n\nHet account opschorten: nee.\nDe gegevens bewaren: ja.\nDe beheerders identificeren: enkel via de politie.`,
      only_via_police: `De identiteit van de beheerders delen wij enkel met de politie.`,
      names_volunteered: `We hebben de groep uitgeschakeld. De beheerders zijn: mevrouw Synthetisch Voorbeeld.`,
      still_reviewing: `Bedankt voor uw herinnering. We bekijken momenteel uw melding.`,
      nonsense: 'Was dit nuttig? Tik op een van de gezichtjes hieronder.',
    },
  },
  de: {
    hello: 'Guten Tag,',
    goodbye: 'Danke, dass Sie helfen, Instagram sicher zu halten.\nPartnerdesk von Instagram (synthetisch)',
    says: {
      acknowledge:
        'Dies ist eine automatische Bestätigung: Ihre Meldung ist bei uns eingegangen. Ihre Meldungsnummer: N. Falls wir etwas brauchen, fragen wir in diesem Verlauf nach.',
      removed:
        'Das Foto, das Sie uns gemeldet haben, wurde entfernt, da es gegen unsere Gemeinschaftsrichtlinien verstößt.\n\nIhre Meldungsnummer: N',
      refused_no_violation:
        'Wir haben das Foto, das Sie uns gemeldet haben, nicht entfernt, da es nicht gegen unsere Gemeinschaftsrichtlinien verstößt.',
      information_requested:
        'Wir brauchen noch genauere Angaben. Bitte senden Sie uns den genauen Link des Kommentars.',
      review_continues: 'Danke für Ihre Antwort. Ihre Meldung wird derzeit geprüft.',
      partial: 'Wir haben das Foto nicht entfernt, aber seine Reichweite eingeschränkt.',
      geo_restricted: 'Das Video ist in Ihrem Land nicht verfügbar.',
      account_disabled: 'Das gemeldete Konto wurde dauerhaft deaktiviert.',
      group_disabled: 'Der Kanal wurde deaktiviert.',
      already_removed: 'Das Video war bereits nicht mehr verfügbar.',
      group_blocked_admins_via_police:
        'Wir haben die Gruppe deaktiviert. Wir dürfen Ihnen die Identität der Administratoren nicht preisgeben.',
      reversed: 'Wir haben die Einschränkung des Kontos aufgehoben.',
      refused_not_illegal: `Wir haben Ihre Meldung geprüft. Der gemeldete Inhalt ist nicht rechtswidrig.`,
      refused_insufficient: `Wir haben Ihre Meldung mangels Angaben geschlossen.`,
      refused_wrong_channel: `Dieses Postfach bearbeitet solche Meldungen nicht.`,
      refused_private_space: `Wir können private Nachrichten nicht prüfen.`,
      refused_not_identified: `Wir konnten den gemeldeten Inhalt nicht finden.`,
      refused_notifier: `Wir können keine Meldungen von dieser Adresse annehmen.`,
      refused_no_reason: `Wir haben uns entschieden, den Inhalt nicht zu entfernen.`,
      duplicate: `Ihre Meldung ist ein Duplikat einer früheren Meldung.`,
      age_restricted: `Wir haben den Inhalt auf Erwachsene beschränkt.`,
      partly_answered: `Wir haben den gemeldeten Inhalt entfernt.\n\nDas Konto sperren: nein.\nDie Daten sichern: ja.\nDie Administratoren identifizieren: nur über die Polizei.`,
      only_via_police: `Die Identität der Administratoren geben wir nur der Polizei.`,
      names_volunteered: `Wir haben die Gruppe deaktiviert. Die Administratoren sind: Frau Synthetisches Beispiel.`,
      still_reviewing: `Danke für Ihre Erinnerung. Wir prüfen derzeit Ihre Meldung.`,
      nonsense: 'War das hilfreich? Tippen Sie auf eines der Gesichter unten.',
    },
  },
};
