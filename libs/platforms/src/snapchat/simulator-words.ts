export type SnapLanguage = 'en' | 'nl';

/**
 * What Snap's safety desk writes, in the two languages it says it works in. Synthetic, after its published measures and
 * what users are shown; wording recalled, 2026-11-23.
 */
export const lines: Readonly<Record<string, Readonly<Record<SnapLanguage, string>>>> = {
  acknowledge: {
    en: 'Thanks for reaching out! Your request has been received. A member of our Trust & Safety team will get back to you.',
    nl: 'Bedankt voor je bericht! We hebben je melding ontvangen. Iemand van ons Trust & Safety-team neemt contact met je op.',
  },
  removed: {
    en: 'We reviewed the Spotlight Snap that you reported and removed it for violating our Community Guidelines.',
    nl: 'De Snap die je hebt gemeld is verwijderd, want die was in strijd met onze Richtlijnen voor de community.',
  },
  refused_no_violation: {
    en: 'After careful review, we found no violation of our Community Guidelines.',
    nl: 'Na zorgvuldig onderzoek hebben we vastgesteld dat de inhoud niet in strijd is met onze Richtlijnen voor de community.',
  },
  information_requested: {
    en: 'We need a little more information before we can look into this. Please reply with:\n\n- the username of the account\n- the time the Snap was sent\n\nPlease do not send us the picture itself.',
    nl: 'Voor we dit kunnen bekijken, hebben we bijkomende informatie nodig:\n\n- de gebruikersnaam van het account\n- het tijdstip van de Snap\n\nStuur ons de foto zelf niet.',
  },
  review_continues: {
    en: 'Thanks for the extra details! Your request is under review.',
    nl: 'Bedankt voor de extra details! Je melding is in behandeling.',
  },
  partial: {
    en: 'We reviewed your report. The Snapchatter has been warned.',
    nl: 'We hebben je melding bekeken. De Snapchatter is gewaarschuwd.',
  },
  account_disabled: {
    en: 'The account has been terminated.',
    nl: 'Het account is verwijderd.',
  },
  account_suspended: {
    en: 'We have suspended the account.',
    nl: 'We hebben het account opgeschort.',
  },
  group_disabled: {
    en: 'The group has been shut down.',
    nl: 'De groep is gesloten.',
  },
  already_removed: {
    en: 'The story was already gone when we looked.',
    nl: 'Het verhaal was al verwijderd.',
  },
  group_blocked_admins_via_police: {
    en: 'The group has been blocked. We will not share the identity of the admins with you.',
    nl: 'De groep is geblokkeerd. We kunnen niet delen wie de beheerders zijn.',
  },
  member_first: {
    en: 'We can only review private Snaps once a recipient has reported them in the app.',
    nl: 'Wij kunnen pas ingrijpen tegen een groep nadat een lid die in de app heeft gerapporteerd.',
  },
  reversed: {
    en: 'We took another look and have reinstated the account.',
    nl: 'We hebben het account hersteld.',
  },
  refused_not_illegal: {
    en: `We reviewed the content you reported. It is not unlawful in Belgium.`,
    nl: `We hebben je melding bekeken. De gemelde inhoud is niet onwettig.`,
  },
  refused_insufficient: {
    en: `We closed your report because it did not contain enough information.`,
    nl: `We hebben je melding gesloten wegens gebrek aan informatie.`,
  },
  refused_wrong_channel: {
    en: `This mailbox does not handle this kind of report.`,
    nl: `Deze mailbox behandelt dit soort meldingen niet.`,
  },
  refused_private_space: {
    en: `We do not review private messages.`,
    nl: `We kunnen privéberichten niet beoordelen.`,
  },
  refused_not_identified: {
    en: `We were not able to locate the content at the link you provided.`,
    nl: `We konden de gemelde inhoud niet vinden.`,
  },
  refused_notifier: {
    en: `We cannot accept reports from this email address.`,
    nl: `We kunnen geen meldingen aanvaarden van dit adres.`,
  },
  refused_no_reason: {
    en: `We decided not to remove the content.`,
    nl: `We hebben besloten de inhoud niet te verwijderen.`,
  },
  duplicate: {
    en: `Your report was closed as a duplicate of an earlier report.`,
    nl: `Je melding is een duplicaat van een eerdere melding.`,
  },
  partly_answered: {
    en: `We removed the content you reported.\n\nSuspend the account: no.\nPreserve the data: yes.\nIdentify the administrators: only via the police.`,
    nl: `We hebben de gemelde inhoud verwijderd.\n\nHet account opschorten: nee.\nDe gegevens bewaren: ja.\nDe beheerders identificeren: enkel via de politie.`,
  },
  only_via_police: {
    en: `We only disclose account information to law enforcement.`,
    nl: `De identiteit van de beheerders delen wij enkel met de politie.`,
  },
  names_volunteered: {
    en: `We've disabled the group. The administrators are: Ms Synthetic Example.`,
    nl: `We hebben de groep uitgeschakeld. De beheerders zijn: mevrouw Synthetisch Voorbeeld.`,
  },
  still_reviewing: {
    en: `Thank you for your reminder. We are still reviewing your report.`,
    nl: `Bedankt voor je herinnering. We bekijken momenteel je melding.`,
  },
  nonsense: {
    en: 'Your message crossed with ours; please see what our colleague wrote on Tuesday.',
    nl: 'Je bericht kruiste het onze; zie wat onze collega dinsdag schreef.',
  },
};
