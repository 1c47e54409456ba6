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
  nonsense: {
    en: 'Your message crossed with ours; please see what our colleague wrote on Tuesday.',
    nl: 'Je bericht kruiste het onze; zie wat onze collega dinsdag schreef.',
  },
};
