import type { Language } from '#core';

/**
 * Words that phrases are built from: `{name}` in a phrase stands for the entry of its language.
 *
 * Only named things stand here: a pronoun ("we removed it") may mean a warning as well as a post. Repeats are bounded,
 * so that every phrase runs in linear time.
 */
export const vocabulary: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    adv: '(?:(?:now|also|therefore|since|accordingly|subsequently) ){0,2}',
    we: '(?:we|our teams?) (?:have |has )?{adv}',
    did: '(?:(?:we|our teams?) )?(?:did|have|has)',
    been: '(?:(?:has|have) {adv}been|was|were|is now|are now) {adv}',
    reported:
      '(?: (?:that |which )?you (?:have )?(?:reported|flagged|notified|sent|told us about|notified us of)(?: to us)?)?',
    known: '(?:(?:reported|flagged|facebook|instagram|whatsapp|snapchat|spotlight|public|private) ){0,2}',
    things:
      '(?:content|posts?|photos?|pictures?|images?|videos?|reels?|stories|story|snaps?|spotlight|lens(?:es)?|comments?|messages?|publications?|material)',
    content: '(?:the|this|that|these|those) {known}{things}{reported}',
    account:
      '(?:the|this|that|these|those) {known}(?:accounts?|profiles?|pages?|(?:phone )?numbers?)(?: (?:that|which) (?:posted|shared|sent|published) (?:it|them|this|the [a-z]{3,12})| behind (?:it|them|this))?{reported}',
    group: '(?:the|this|that) {known}(?:group chat|group|community|broadcast channel|channel){reported}',
    admins: '(?:the|its) (?:group )?(?:admins?|administrators?)(?: of the group)?',
    country:
      '(?:your (?:country|region)|belgium|the (?:eu|european union)|france|germany|the netherlands|luxembourg)',
    rules:
      '(?:community standards|community guidelines|terms(?: of service)?|rules|policies|policy|guidelines)',
    report: '(?:(?:your|the|this) (?:report|notice|request|message|e-?mail|case|complaint))',
  },
  fr: {
    adv: '(?:(?:donc|egalement|aussi|desormais|bien|maintenant) ){0,2}',
    reported: '(?: (?:signalee?s?|en question))?(?: que vous (?:nous )?(?:avez|aviez) signalee?s?)?',
    known: '(?:(?:facebook|instagram|whatsapp|snapchat|prive|privee|publique) ){0,1}',
    things:
      '(?:contenus?|publications?|photos?|images?|videos?|reels?|stories|story|snaps?|commentaires?|messages?)',
    the: "(?:le |la |les |l'|ce |cet |cette |ces )",
    content: '{the}{things}{reported}',
    account: '{the}(?:comptes?|profils?|pages?|numeros?){reported}',
    group: '{the}(?:groupe|communaute|canal){reported}',
    admins: '(?:les|ses|des) administrateurs(?: du groupe)?',
    country:
      "(?:dans votre pays|en belgique|dans l'union europeenne|dans l'ue|en france|en allemagne|aux pays-bas)",
    rules:
      "(?:standards de la communaute|regles de la communaute|regles|conditions d'utilisation|reglements?|politiques?)",
    report: '(?:(?:votre|le|ce) (?:signalement|notification|demande|message|e-?mail|dossier))',
  },
  nl: {
    adv: '(?:(?:nu|ook|daarom|inmiddels|dus) ){0,2}',
    wij: '(?:we|wij)',
    hebben: '(?:{wij} hebben|hebben {wij})',
    reported: '(?: (?:die|dat) (?:u|je|jullie) (?:hebt|heeft|hebben) (?:gemeld|gerapporteerd))?',
    known: '(?:(?:gemelde|gerapporteerde|besloten) ){0,1}',
    things:
      "(?:inhoud|content|berichten|bericht|posts?|foto's|foto|afbeelding(?:en)?|video's|video|reels?|stories|story|verhaal|snaps?|reacties|reactie)",
    the: '(?:de|het|deze|dit|die|dat)',
    content: '{the} {known}{things}{reported}',
    account: "{the} {known}(?:accounts?|profiel(?:en)?|pagina's|pagina|nummers?){reported}",
    group: '{the} {known}(?:whatsapp-)?(?:groep|community|kanaal){reported}',
    admins: '(?:de|haar|zijn) (?:groeps)?beheerders(?: van de groep)?',
    country:
      '(?:in (?:uw|je) land|in belgie|in de (?:eu|europese unie)|in nederland|in frankrijk|in duitsland)',
    rules: '(?:richtlijnen voor de community|communityrichtlijnen|richtlijnen|regels|voorwaarden|beleid)',
    report:
      '(?:(?:uw|je|de|deze) (?:melding|aanvraag|e-?mail|zaak|kennisgeving)|(?:uw|je|het|dit) (?:bericht|verzoek|dossier))',
  },
  de: {
    adv: '(?:(?:nun|auch|daher|deshalb|inzwischen|jetzt) ){0,2}',
    reported: '(?:, (?:den|die|das) sie (?:uns )?gemeldet haben,?)?',
    known: '(?:(?:von ihnen )?(?:gemeldeten?|gemeldetes|gemeldeter|private|privaten) ){0,1}',
    things:
      '(?:beitrage?|inhalte?s?|fotos?|bild(?:er)?|videos?|reels?|storys?|snaps?|kommentare?|nachrichten?)',
    the: '(?:den|die|das|der|diesen|diese|dieses|dieser)',
    content: '{the} {known}{things}{reported}',
    account: '{the} {known}(?:kontos|konto|konten|profile?|seiten?|nummern?){reported}',
    group: '{the} {known}(?:whatsapp-)?(?:gruppe|community|kanal){reported}',
    admins: '(?:die|ihre|der) administratoren(?: der gruppe)?',
    country:
      '(?:in ihrem land|in belgien|in der (?:eu|europaischen union)|in deutschland|in frankreich|in den niederlanden)',
    rules: '(?:gemeinschaftsstandards|gemeinschaftsrichtlinien|richtlinien|regeln|nutzungsbedingungen)',
    haben: '(?:wir haben|haben wir)',
    removed: '(?:entfernt|geloscht|geloescht)',
    report: '(?:(?:ihre|die|diese) (?:meldung|anfrage|nachricht|e-?mail)|ihren (?:fall|hinweis))',
  },
};
