import type { PhraseRow } from '#platform-kit';

/**
 * What YouTube says beside the usual words: "from YouTube", channels, strikes, age restrictions. Recalled, 2026-11-23.
 */
export const youtubePhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    en: [
      '{we}(?:removed|deleted|taken down|took down) {content} from youtube',
      '{content} {been}(?:removed|deleted|taken down) from youtube',
    ],
    fr: [
      'nous avons {adv}(?:supprime|retire)(?:e|s|es)? {content} de youtube',
      '{content} (?:a|ont) {adv}ete {adv}(?:supprime|retire)(?:e|s|es)? de youtube',
    ],
    nl: [
      '{wij} hebben {adv}{content} {adv}van youtube verwijderd',
      '{content} (?:is|zijn|werd|werden) {adv}van youtube verwijderd',
    ],
    de: [
      'wir haben {adv}{content} {adv}von youtube {removed}',
      '{content} (?:wurde|wurden) {adv}von youtube {removed}',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['AGE_RESTRICTED'] },
    en: [
      '{we}(?:applied|added|placed|put) an age restriction (?:to|on) {content}',
      'an age restriction {been}(?:applied|added|placed)(?: (?:to|on) {content})?',
    ],
    fr: [
      "nous avons {adv}(?:applique|ajoute|impose) une (?:limite|restriction) d'age (?:a|sur|pour) {content}",
      "{content} (?:est|sont) {adv}soumise?s? a une (?:limite|restriction) d'age",
      "une (?:limite|restriction) d'age a {adv}ete {adv}(?:appliquee|ajoutee|imposee)",
    ],
    nl: [
      '{wij} hebben {adv}(?:een|een nieuwe) leeftijdsbeperking (?:op|voor|bij) {content} (?:ingesteld|geplaatst|toegepast)',
      'voor {content} geldt {adv}een leeftijdsbeperking',
    ],
    de: [
      'wir haben {adv}(?:fur {content} )?eine altersbeschrankung (?:fur {content} )?(?:festgelegt|eingerichtet|angewendet)',
      'fur {content} gilt {adv}eine altersbeschrankung',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_TERMINATED'] },
    en: [
      '{we}(?:terminated|deleted|removed|closed) (?:the|this|that) (?:youtube )?channel(?: from youtube)?',
      '(?:the|this|that) (?:youtube )?channel {been}(?:terminated|deleted|removed|closed)(?: from youtube)?',
    ],
    fr: [
      'nous avons {adv}(?:ferme|supprime|resilie|cloture) (?:la|cette) chaine(?: youtube)?',
      '(?:la|cette) chaine(?: youtube)? a {adv}ete {adv}(?:fermee|supprimee|resiliee|cloturee)',
    ],
    nl: [
      '{wij} hebben {adv}(?:het|dit) (?:youtube-)?kanaal {adv}(?:beeindigd|verwijderd|gesloten)',
      '(?:het|dit) (?:youtube-)?kanaal (?:is|werd) {adv}(?:beeindigd|verwijderd|gesloten)',
    ],
    de: [
      'wir haben {adv}(?:den|diesen) (?:youtube-)?kanal {adv}(?:gekundigt|{removed}|geschlossen)',
      '(?:der|dieser) (?:youtube-)?kanal wurde {adv}(?:gekundigt|{removed}|geschlossen)',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_WARNED'] },
    en: [
      '{we}(?:issued|applied|assigned|given|gave) (?:a|the) (?:community guidelines )?(?:strike|warning) (?:to|against) (?:the|this|their) (?:channel|account|uploader)',
      '(?:the|this|their) (?:channel|account|uploader) (?:has )?received (?:a|the) (?:community guidelines )?(?:strike|warning)',
    ],
    fr: [
      'nous avons {adv}(?:attribue|adresse|donne) un avertissement (?:a la|a cette) chaine',
      '(?:la|cette) chaine a {adv}recu un avertissement',
    ],
    nl: [
      '{wij} hebben (?:het|dit) kanaal een (?:waarschuwing|strike) gegeven',
      '(?:het|dit) kanaal heeft een (?:waarschuwing|strike) (?:gekregen|ontvangen)',
    ],
    de: [
      'wir haben (?:dem|diesem) kanal eine (?:verwarnung|strafe) (?:erteilt|gegeben)',
      '(?:der|dieser) kanal hat eine (?:verwarnung|strafe) erhalten',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['FEATURE_LIMITED'] },
    en: [
      '{we}(?:limited|disabled|turned off) (?:certain |some )?features (?:for|on|of) {content}',
      '{content} {been}placed in a limited state',
      '(?:certain |some )?features such as [a-z, ]{3,60} have been (?:disabled|turned off)',
    ],
    fr: [
      'nous avons {adv}(?:limite|desactive) (?:certaines |des )?fonctionnalites (?:de|pour|sur) {content}',
    ],
    nl: ['{wij} hebben {adv}(?:bepaalde )?functies (?:van|voor|bij) {content} (?:beperkt|uitgeschakeld)'],
    de: ['wir haben {adv}(?:bestimmte )?funktionen (?:fur|bei) {content} (?:eingeschrankt|deaktiviert)'],
  },
  {
    means: { kind: 'refused', reason: 'NO_POLICY_VIOLATION' },
    isNegative: true,
    en: [
      "(?:does|do|did) not (?:go against|violate|breach|break) (?:any of )?youtube's {rules}",
      "(?:is|are|was|were) not (?:in )?(?:violation|breach) of youtube's {rules}",
    ],
    fr: ["(?:n'enfreint|n'enfreignent) pas (?:le|les) (?:{rules}) de youtube"],
    nl: ['niet in strijd (?:is |zijn )?met (?:de )?{rules} van youtube'],
    de: ['nicht gegen (?:die )?{rules} von youtube(?: verstosst| verstossen)?'],
  },
];
