import type { Language } from '#core';
import { places } from './places.js';

const brands = 'facebook|instagram|whatsapp|snapchat|youtube';

/** What a platform calls itself. */
export const services: Readonly<Record<Language, string>> = {
  en: `(?:${brands}|(?:the|our) (?:platforms?|services?|apps?|site))`,
  fr: `(?:${brands}|(?:la|notre|nos) (?:plateforme|services?|application|site))`,
  nl: `(?:${brands}|(?:het|ons|onze|de) (?:platform|dienst(?:en)?|app|site))`,
  de: `(?:${brands}|(?:der|unserer|unseren|dem|unserem) (?:plattform|dienste?n?|app|seite))`,
};

/** The platform's number of another case, with or without its label. */
const caseNumber =
  '(?:(?:(?:the|le|la|de|het|der|die) )?(?:case|report|request|ticket|dossier|signalement|numero|nummer|zaak|melding|zaaknummer|meldingsnummer|dossiernummer|fall|meldung|fallnummer|meldungsnummer|ticketnummer)(?: number| no\\.?| id| numero| nummer| n°)? ?:? ?)?#?(?=[a-z0-9-]{0,20}[0-9]{4})[a-z0-9][a-z0-9-]{4,30}';

/**
 * Words that phrases are built from: `{name}` in a phrase stands for the entry of its language.
 *
 * Only named things stand here: a pronoun ("we removed it") may mean a warning as well as a post. Repeats are bounded,
 * so that every phrase runs in linear time.
 */
export const vocabulary: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    adv: '(?:(?:now|also|therefore|since|accordingly|subsequently) ){0,2}',
    we: '(?:we|i|our (?:[a-z]{2,10} )?(?:teams?|specialists?|reviewers?)) (?:have |has )?{adv}',
    did: '(?:(?:we|our teams?) )?(?:did|have|has)',
    been: '(?:(?:has|have) {adv}been|was|were|is now|are now|got) {adv}',
    reported:
      '(?: (?:that |which )?you (?:have )?(?:reported|flagged|notified|sent|told us about|notified us of)(?: to us)?)?',
    known: '(?:(?:reported|flagged|facebook|instagram|whatsapp|snapchat|spotlight|public|private) ){0,2}',
    things:
      '(?:content|channel updates?|shorts?|clips?|posts?|photos?|pictures?|images?|videos?|reels?|stories|story|snaps?|spotlight|lens(?:es)?|comments?|messages?|publications?|material)',
    content:
      '(?:(?:all|both)(?: of)?(?: (?:the|these|those))?|the|this|that|these|those) {known}{things}(?: (?:itself|themselves))?{reported}',
    gone: '(?:removed|deleted|taken down|taken offline)',
    account:
      '(?:the|this|that|these|those) {known}(?:(?:fake|false|impersonating|offending) )?(?:accounts?|profiles?|pages?|(?:phone )?numbers?)(?: (?:that|which) (?:posted|shared|sent|published|uploaded) (?:it|them|this|the [a-z]{3,12})| behind (?:it|them|this))?{reported}',
    group:
      '(?:the|this|that) {known}(?:group chat|group|community|broadcast channel|channel)(?! updates?)(?: itself)?{reported}',
    admins: "(?:the|its|the group's) (?:group )?(?:admins?|administrators?)(?: of the group)?",
    country: places.en,
    rules:
      '(?:community standards|community guidelines|terms(?: of service)?|rules|policies|policy|guidelines)',
    service: services.en,
    number: caseNumber,
    report:
      '(?:(?:your|the|this) (?:report|notice|request|message|e-?mail|case|complaint|ticket|notification)(?: \\(?#?[0-9-]{4,20}\\)?)?)',
    user: '(?:the )?(?:user|uploader|creator|author|owner|poster|snapchatter|account holder|person who (?:posted|shared|uploaded) (?:it|this|the [a-z]{3,12}))',
  },
  fr: {
    adv: '(?:(?:donc|egalement|aussi|desormais|bien|maintenant) ){0,2}',
    reported:
      '(?: (?:signalee?s?|concernee?s?|en question))?(?:,? que vous (?:(?:nous )?(?:avez|aviez) signalee?s?|signalez)(?:,(?= (?:a|ont|est|sont) ))?)?',
    known: '(?:(?:facebook|instagram|whatsapp|snapchat|prive|privee|publique) ){0,1}',
    things:
      '(?:contenus?|publications?|photos?|images?|videos?|reels?|stories|story|snaps?|commentaires?|messages?)',
    the: "(?:le |la |les |l'|ce |cet |cette |ces )",
    content: '(?:tous |toutes |tout )?{the}{things}{reported}',
    account: '{the}(?:faux )?(?:comptes?|profils?|pages?|numeros?(?: de telephone)?){reported}',
    group: '{the}(?:groupe|communaute|canal){reported}',
    admins: '(?:les|ses|des) administrateurs(?: du groupe)?',
    country: places.fr,
    rules:
      "(?:standards de la communaute|regles de la communaute|regles|conditions d'utilisation|reglements?|politiques?)",
    service: services.fr,
    number: caseNumber,
    report: '(?:(?:votre|le|ce) (?:signalement|notification|demande|message|e-?mail|dossier))',
  },
  nl: {
    adv: '(?:(?:nu|ook|daarom|inmiddels|dus) ){0,2}',
    wij: '(?:we|wij)',
    hebben: '(?:{wij} hebben|hebben {wij})',
    reported:
      '(?:,? (?:die|dat) (?:u|je|jullie) (?:hebt|heeft|hebben) (?:gemeld|gerapporteerd)(?:,(?= (?:is|zijn|werd|werden) ))?)?',
    known: '(?:(?:gemelde|gerapporteerde|besloten) ){0,1}',
    things:
      "(?:inhoud|content|berichten|bericht|posts?|foto's|foto|afbeelding(?:en)?|video's|video|reels?|stories|story|verhaal|snaps?|reacties|reactie|spotlights?|kanaalupdates?)",
    the: '(?:de|het|deze|dit|die|dat)',
    content: '(?:(?:alle|beide)(?: {the})?|{the}) {known}{things}{reported}',
    account:
      "{the} {known}(?:(?:nep|valse? ))?(?:accounts?|profiel(?:en)?|pagina's|pagina|(?:telefoon)?nummers?){reported}",
    group:
      '{the} {known}(?:whatsapp-)?(?:groep|groepschat|groepsgesprek|community|kanaal)(?: zelf)?{reported}',
    admins: '(?:de|haar|zijn) (?:groeps)?beheerders(?: van de groep)?',
    country: places.nl,
    rules: '(?:richtlijnen voor de community|communityrichtlijnen|richtlijnen|regels|voorwaarden|beleid)',
    service: services.nl,
    number: caseNumber,
    report:
      '(?:(?:uw|je|de|deze) (?:melding|aanvraag|e-?mail|zaak|kennisgeving)|(?:uw|je|het|dit) (?:bericht|verzoek|dossier))',
  },
  de: {
    adv: '(?:(?:nun|auch|daher|deshalb|inzwischen|jetzt) ){0,2}',
    reported: '(?:, (?:den|die|das) sie (?:uns )?gemeldet haben,?)?',
    known: '(?:(?:von (?:ihnen|dir|euch) )?(?:gemeldeten?|gemeldetes|gemeldeter|private|privaten) ){0,1}',
    things:
      '(?:beitrage?|inhalte?s?|fotos?|bild(?:er)?|videos?|reels?|storys?|snaps?|kommentare?|nachrichten?)',
    the: '(?:den|die|das|der|diesen|diese|dieses|dieser)',
    content: '(?:(?:alle|beide|samtliche)(?: {the})?|{the}) {known}{things}{reported}',
    account:
      '{the} {known}(?:gefalschten? |fake-?)?(?:kontos|konto|konten|profile?|seiten?|(?:telefon|ruf)?nummern?){reported}',
    group: '{the} {known}(?:whatsapp-)?(?:gruppe|community|kanal){reported}',
    admins: '(?:die|ihre|der) administratoren(?: der gruppe)?',
    country: places.de,
    rules:
      '(?:gemeinschaftsstandards|gemeinschaftsrichtlinien|community-?richtlinien|community-?standards|richtlinien|regeln|nutzungsbedingungen)',
    haben: '(?:wir haben|haben wir)',
    wir: '(?:wir)',
    removed: '(?:entfernt|geloscht|geloescht)',
    service: services.de,
    number: caseNumber,
    report:
      '(?:(?:ihre|die|diese) (?:meldung|anfrage|nachricht|e-?mail|beschwerde)|(?:ihr|ihren|der|den) (?:fall|hinweis|antrag))',
  },
};
