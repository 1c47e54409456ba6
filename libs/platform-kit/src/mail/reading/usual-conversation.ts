import type { PhraseRow } from './phrase-table.js';
import { usualAnswers } from './usual-answers.js';
import { usualMachines } from './usual-machines.js';

/**
 * What platforms say beside a decision: that they have a notice, look at it, need something, or what they answer to
 * single asks. Recalled, read on 2026-11-23.
 *
 * @param memberChannel channel through which a member reports, for platforms that act on private places only then
 */
export function usualConversation(memberChannel: string): readonly PhraseRow[] {
  return [
    ...receipts,
    ...questions,
    memberReports(memberChannel),
    ...usualAnswers,
    ...usualMachines,
    ...niceties,
  ];
}

const receipts: readonly PhraseRow[] = [
  {
    means: { kind: 'acknowledged' },
    en: [
      '(?:we|our teams?) (?:have |has )?(?:now )?(?:received|got) {report}',
      '{report} (?:has been|was|is) (?:received|registered|logged)',
      '(?:confirms|confirm|confirming|acknowledge|acknowledges) (?:the )?(?:receipt of )?{report}',
      '(?:we|our teams?) (?:have )?(?:opened|created|registered) a (?:case|report|ticket)',
      '(?:your )?(?:case|ticket|request|report) (?:#?[a-z0-9-]{4,30} )?(?:has been|was) (?:created|opened)',
    ],
    fr: [
      'nous avons bien recu {report}',
      'nous avons recu {report}',
      '{report} (?:a|nous est) (?:bien )?(?:ete )?(?:recue?|enregistree?|parvenue?)',
      '(?:accusons|accuse de) (?:bonne )?reception (?:de {report}|du signalement|de la notification)?',
      'confirm(?:e|ons) (?:la )?(?:bonne )?reception de {report}',
    ],
    nl: [
      '{hebben} {report} {adv}(?:goed )?ontvangen',
      '{report} is {adv}(?:goed )?(?:ontvangen|geregistreerd|aangekomen)',
      '(?:bevestigen|bevestigt) (?:wij |we )?(?:de )?ontvangst van {report}',
    ],
    de: [
      '{haben} {report} {adv}erhalten',
      '{report} (?:ist {adv}(?:bei uns )?eingegangen|wurde {adv}(?:registriert|erfasst|empfangen))',
      '(?:wird|werden) unter der (?:ticketnummer|fallnummer|meldungsnummer|vorgangsnummer) [a-z0-9-]{4,30} bearbeitet',
      '(?:bestatigen|bestatigt) (?:wir )?(?:den )?(?:eingang|erhalt) (?:ihrer meldung|ihrer anfrage|ihrer nachricht)',
    ],
  },
  {
    means: { kind: 'reviewStarted' },
    en: [
      '(?:we|our teams?|our specialists) (?:are|is) (?:now |currently |still )?(?:reviewing|looking into|investigating|assessing) (?:{report}|{content}|{group}|{account}|it|this)',
      '{report} is (?:now |currently |still )?(?:under review|being reviewed|being looked at)',
      '(?:we|our teams?) (?:are|is) (?:still |currently |now )?working (?:on|through) (?:{report}|this|it|our queue)',
      '(?:we|our teams?) (?:have |has )?(?:started|begun|continue|continued|resumed|reopened) (?:our |the |its )?review(?: of {report})?',
    ],
    fr: [
      'nous (?:examinons|etudions) (?:actuellement )?(?:{report}|{content})',
      "{report} est (?:actuellement )?en cours d'examen",
      "nous (?:poursuivons|avons commence|reprenons) (?:l'|notre )examen",
    ],
    nl: [
      '{wij} (?:bekijken|onderzoeken|beoordelen) (?:momenteel )?(?:{report}|{content})(?: momenteel)?',
      '{report} (?:wordt (?:momenteel )?(?:bekeken|onderzocht|beoordeeld)|is in behandeling)',
      '{wij} zetten (?:ons|het) onderzoek voort',
    ],
    de: [
      'wir prufen (?:derzeit |nun )?(?:{report}|{content})(?: derzeit)?',
      '{report} wird (?:derzeit |nun )?(?:von [a-z]{3,10} [a-z]{3,20} )?(?:gepruft|bearbeitet)',
      'wir setzen (?:unsere|die) prufung fort',
    ],
  },
];

const questions: readonly PhraseRow[] = [
  {
    means: { kind: 'informationRequested' },
    en: [
      '(?:we|our teams?) (?:still )?(?:needs?|requires?) (?:some |a little |a few |a bit )?(?:more|additional|further|the following) (?:information|details|context|evidence)',
      '(?:could|can) you (?:please )?(?:provide|send|share|give|tell|confirm|clarify|let us know|double-?check)',
      '(?:do you want|are you asking|would you like)(?: us)? (?:for|to)',
      'please (?:could you )?(?:provide|send|share|give|supply)(?: us)?(?: with)? (?:the |some |more |any )?(?:(?:additional|further|following|missing|exact|full) )?(?:information|details|links?|urls?|usernames?|user names?|dates?|times?|screenshots?|context|addresses|phone numbers?)',
      '(?:more|additional|further) (?:information|details) (?:is|are) (?:needed|required)',
    ],
    fr: [
      "nous avons (?:encore )?besoin (?:de plus|de davantage|d'autres) (?:d'informations?|d'elements|de details|informations?|details|precisions|de precisions)",
      "nous avons (?:encore )?besoin (?:d'informations?|de precisions|de renseignements|d'elements) (?:supplementaires|complementaires)",
      'pourriez-vous (?:nous )?(?:fournir|envoyer|indiquer|preciser|communiquer|confirmer|transmettre)',
      '(?:merci de|veuillez) (?:bien vouloir )?(?:nous )?(?:preciser|indiquer|communiquer|transmettre)',
      '(?:merci de|veuillez) (?:bien vouloir )?nous (?:fournir|envoyer|indiquer|preciser|communiquer|transmettre)',
    ],
    nl: [
      '{hebben} (?:nog )?(?:meer|aanvullende|extra|bijkomende|verdere) (?:informatie|gegevens|details) nodig',
      '(?:kunt|kan|zou) (?:u|je) (?:ons )?(?:{adv})?(?:[^ ?!;]{1,20} ){0,14}(?:bezorgen|sturen|geven|meedelen|doorgeven|bevestigen)',
      '(?:gelieve|graag) (?:ons )?(?:[a-z]{2,20} ){0,4}te (?:bezorgen|sturen|geven|meedelen)',
      'ontbreekt (?:ons )?(?:nog )?(?:de|het|een)',
      '(?:gelieve|graag) (?:ons )?(?:meer|aanvullende|de volgende|bijkomende) (?:informatie|gegevens)',
    ],
    de: [
      'wir (?:benotigen|brauchen) (?:noch )?(?:weitere|mehr|zusatzliche|genauere) (?:informationen|angaben|details)',
      'konnten sie uns (?:bitte )?(?:[a-z]{2,20} ){0,5}(?:mitteilen|senden|schicken|nennen|geben)',
      '(?:bitte )?teilen sie uns (?:bitte )?(?:[a-z]{2,20} ){0,5}mit',
      'bitte (?:senden|schicken|teilen|nennen|geben) sie uns (?:[a-z]{2,20} ){0,3}(?:informationen|angaben|details|link|nutzernamen|mit)',
    ],
  },
];

function memberReports(channel: string): PhraseRow {
  return {
    means: { kind: 'memberReportRequired', channel },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:can|are able to|may) only (?:act|take action|review|look into|look at|investigate|do something)(?: on| about| against)? (?:a |an |the |this |that |such )?(?:(?:private|whatsapp|chat|closed) ){0,3}(?:groups?|chats?|conversations?|messages|snaps?|content|spaces?) (?:after|once|when|if) (?:a |one of (?:its|the) )?(?:members?|participants?|recipients?|person in it|users? in it)[a-z ,]{0,40}(?:has |have )?report(?:s|ed)?(?: it| them)?(?: to us)?(?: in (?:the|our) app| in-app| from within the app)?',
      '(?:can|do|will) not (?:act|take action|review)(?: on| about)? (?:a |the |this )?(?:private |whatsapp )?(?:groups?|chats?|snaps?) (?:unless|until|before) (?:a |one of its )?(?:members?|participants?|recipients?) (?:has |have )?report(?:s|ed)? (?:it|them)(?: in the app| in-app)?',
      '(?:please )?ask (?:a |the |one of the )?(?:members?|participants?|recipients?)(?: of (?:the|this) (?:group|chat))? to (?:first )?report (?:it|the group|the chat|this group|the snap|the message)(?: first)?(?: in the app| in-app)?',
      '(?:we|our teams?) can only review (?:a|the|this) (?:conversation|chat|message|group) if someone in (?:it|the (?:chat|group|conversation)) reports it(?: from within the app| in the app)?',
    ],
    fr: [
      "nous ne pouvons (?:agir sur|intervenir sur|examiner|prendre de mesures (?:contre|concernant)) (?:un|le|ce) groupe(?: prive)? (?:que lorsqu'|que si |qu'apres qu')un (?:de ses )?membres? (?:l'a|l'ait) (?:d'abord )?signale(?: dans l'application)?",
      "nous ne pouvons agir que si un membre (?:du groupe )?le signale (?:au prealable |d'abord )?(?:depuis|dans) l'application",
      "un membre (?:du|de ce) groupe doit (?:d'abord )?le signaler (?:d'abord )?dans l'application",
    ],
    nl: [
      '{wij} kunnen (?:pas|alleen) (?:optreden|iets doen|ingrijpen)(?: tegen)? (?:een|de|deze) (?:prive-?|besloten )?groep (?:nadat|als|wanneer) een (?:lid|groepslid|deelnemer) (?:die|deze|ze) (?:eerst )?in de app (?:heeft gemeld|heeft gerapporteerd|meldt)',
      '(?:prive-?)?(?:snaps|berichten|gesprekken) kunnen {wij} (?:pas|alleen) (?:beoordelen|bekijken) (?:nadat|als|wanneer) (?:de|een) (?:ontvanger|lid|deelnemer) (?:die|deze|ze) (?:eerst )?in de app (?:heeft gemeld|heeft gerapporteerd|meldt)',
      'een lid (?:van de groep )?moet de groep (?:eerst )?(?:zelf )?in de app (?:melden|rapporteren)',
    ],
    de: [
      'wir konnen (?:gegen )?(?:eine|die|diese) private gruppe (?:erst|nur) (?:prufen|vorgehen|tatig werden), (?:nachdem|wenn) ein mitglied (?:sie|diese) (?:zuerst )?in der app gemeldet hat',
      'wir konnen (?:erst|nur) (?:tatig werden|vorgehen|handeln), (?:nachdem|wenn) ein mitglied (?:der gruppe )?(?:sie|diese) (?:zuerst )?in der app (?:gemeldet hat|meldet)',
      'ein mitglied (?:der gruppe )?muss die gruppe (?:zuerst )?in der app melden',
    ],
  };
}

/** Stands in most mails and decides nothing. Only phrases with words that would otherwise alarm need to stand here. */
const niceties: readonly PhraseRow[] = [
  {
    means: { kind: 'nothing' },
    isNegative: true,
    en: [
      'you (?:can|may) (?:request a review|appeal|ask for (?:another|a second) review)(?: of (?:this|our|the) decision)?',
      '(?:our|this|the) decision (?:was|has been) (?:made|taken|reviewed) (?:by|with|using) [a-z ]{3,40}',
      '(?:which|that|because it|as it|since it|for) (?:goes against|violates|breaches|violating|breaching) (?:our|the) {rules}',
      '(?:goes|go|went|going) against (?:our|the) {rules}',
      '(?:reviewed|looked at|reconsidered) (?:our|this|the) (?:earlier |first )?decision(?: again)?',
      '{user} (?:has )?(?:appealed|challenged|complained about|disagreed with) (?:our|this|the) decision',
      '(?:after|following) (?:an?|the) (?:appeal|complaint) (?:by|of|from) {user}',
      '(?:we (?:found|determined|concluded) that )?we made a mistake',
      '{we}(?:taken|took) action(?=:)',
      '{we}(?:taken|took) a(?:nother)? look(?=:)',
      'reviews? (?:all |every )?(?:reports?|content) against (?:our|the) {rules}',
      '(?:so|and|therefore|and therefore) (?:it|they) (?:has|have|was|were) not (?:been )?{gone}',
      '(?:content )?decision (?:to follow|will follow|follows)',
      '(?:how|what|why) (?:we|you) [a-z ]{0,30}decisions?',
      // The decision stands in front of these; by themselves they leave open what "it" is.
      '(?:so|therefore|and) (?:we|our teams?) (?:did|have|will) not (?:remove|removed|take|taken|be removing) (?:it|them)(?: down)?',
    ],
    fr: [
      "nous ne (?:l'|les )avons (?:donc )?pas (?:supprime|retire)(?:e|s|es)?",
      '(?:reexamine|revu|reconsidere) (?:notre|cette) decision',
      "(?:suite a|apres) une (?:reclamation|plainte) de l'(?:utilisateur|auteur)",
      'vous pouvez (?:demander un (?:nouvel )?examen|faire appel)(?: de (?:cette|notre) decision)?',
      "(?:car|qui|parce qu')? ?(?:elle |il )?(?:enfreint|est contraire a|va a l'encontre de) (?:nos|aux|les)? ?{rules}",
    ],
    nl: [
      '(?:daarom|dus) hebben {wij} (?:die|het|deze|dit) niet verwijderd',
      '(?:u|je) kunt (?:een nieuwe beoordeling|een herbeoordeling) (?:aan)?vragen(?: van (?:deze|onze) beslissing)?',
      '(?:naar aanleiding van|na|op) (?:een|het) (?:klacht|bezwaar|beroep) van de (?:gebruiker|uploader|eigenaar)',
      '(?:in strijd is met|in strijd was met|in strijd met|tegen) (?:onze|de) {rules}(?: ingaat| was| is)?',
    ],
    de: [
      '(?:daher|deshalb) haben wir (?:ihn|sie|es) nicht {removed}',
      'sie konnen (?:eine (?:erneute )?uberprufung|widerspruch) (?:[a-z]{2,20} ){0,3}(?:beantragen|einlegen)',
      'nach (?:einer|der) beschwerde (?:des nutzers|der nutzerin|des urhebers)',
      'sobald (?:eine|die) entscheidung (?:vorliegt|getroffen ist)',
      '(?:gegen|da er gegen|da es gegen) (?:unsere|die) {rules} (?:verstosst|verstossen)',
    ],
  },
];
