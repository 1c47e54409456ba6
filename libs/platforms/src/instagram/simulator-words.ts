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
      nonsense: 'War das hilfreich? Tippen Sie auf eines der Gesichter unten.',
    },
  },
};
