import type { PhraseRow } from './phrase-table.js';

/** What platforms say where they did nothing, found nothing, or took something back. Recalled, read on 2026-11-23. */
export const usualRefusals: readonly PhraseRow[] = [
  {
    means: { kind: 'refused', reason: 'NO_POLICY_VIOLATION' },
    isNegative: true,
    en: [
      "(?:does|do|did) not (?:go against|violate|breach|infringe|break|contravene) (?:any of )?(?:our|the|facebook's|instagram's|whatsapp's|snapchat's|snap's) {rules}",
      '(?:is|are|was|were) not (?:in )?(?:violation|breach) of (?:our|the) {rules}',
      '(?:did|could|have) not (?:find|found|identify|identified) (?:any |a )?(?:violation|breach)(?: of (?:our|the) {rules})?',
      '(?:found|there is|there was) no (?:violation|breach)(?: of (?:our|the) {rules})?',
    ],
    fr: [
      "(?:n'enfreint|n'enfreignent|ne viole|ne violent|n'est|ne va|ne vont|ne contrevient) pas (?:contraires? a |a l'encontre de |a )?(?:nos|les|aux) {rules}",
      "(?:n'avons|n'avons pas) (?:pas )?(?:constate|trouve|releve) (?:de violation|d'infraction)(?: (?:de|a) (?:nos|des|les) {rules})?",
      '(?:avons constate|constate|releve) aucune (?:violation|infraction)(?: (?:de|a) (?:nos|des|les) {rules})?',
    ],
    nl: [
      '(?:is|zijn) niet in strijd met (?:onze|de) {rules}',
      'niet in strijd (?:is|zijn) met (?:onze|de) {rules}',
      '(?:gaat|gaan) niet in tegen (?:onze|de) {rules}',
      'schendt (?:onze|de) {rules} niet',
      'geen (?:schending|overtreding|inbreuk) (?:van|op) (?:onze|de) {rules}',
    ],
    de: [
      '(?:verstosst|verstossen) nicht gegen (?:unsere|die) {rules}',
      'nicht gegen (?:unsere|die) {rules} (?:verstosst|verstossen)',
      'keinen? (?:verstoss|verletzung) (?:gegen|der) (?:unsere|die|unserer)? ?{rules}',
    ],
  },
  {
    means: { kind: 'refused', reason: 'NOT_ILLEGAL_IN_JURISDICTION' },
    isNegative: true,
    en: [
      '(?:is|are|was|were) not (?:illegal|unlawful)(?: (?:under|in) (?:the )?(?:applicable |local |belgian |national )?(?:law|laws|{country}))?',
      '(?:does|do|did) not (?:violate|breach|infringe) (?:the )?(?:applicable |local |belgian )?laws?',
    ],
    fr: [
      "(?:n'est|ne sont) pas illega(?:l|le|ux|les)",
      "n'enfreint pas la (?:loi|legislation)(?: applicable| belge| locale)?",
    ],
    nl: [
      '(?:is|zijn) niet (?:illegaal|onwettig)',
      '(?:is|zijn) niet in strijd met de (?:wet|belgische wet|wetgeving)',
    ],
    de: [
      '(?:ist|sind) nicht (?:rechtswidrig|illegal)',
      '(?:verstosst|verstossen) nicht gegen (?:geltendes recht|das gesetz)',
    ],
  },
  {
    means: { kind: 'refused', reason: 'NO_REASON_GIVEN' },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:did|have|do|will|could) not (?:remove|removed|delete|deleted|take down|taken down|removing) {content}',
      '(?:we|our teams?) (?:have )?(?:decided|chose|chosen) not to (?:remove|delete|take down) {content}',
      '{content} (?:was|were|has|have|will) not (?:be |been )?(?:removed|deleted|taken down)',
      '(?:we|our teams?) (?:did|have|will|can) not (?:take|taken) (?:any )?(?:further )?action(?: on {report}| on {content})?',
      '(?:no|no further) action (?:was|has been|will be) taken(?: on {report}| on {content})?',
      '(?:have |has been |was |been )?(?:rejected|declined) {report}',
      '{report} (?:was|has been) (?:rejected|declined)',
    ],
    fr: [
      "nous n'avons pas (?:supprime|retire)(?:e|s|es)? {content}",
      'nous avons decide de ne pas (?:supprimer|retirer) {content}',
      "{content} n'(?:a|ont) pas ete (?:supprime|retire)(?:e|s|es)?",
      "nous n'avons (?:pas pris de mesures?|pris aucune mesure)",
    ],
    nl: [
      '{hebben} {adv}{content} {adv}niet verwijderd',
      '{wij} {content} niet (?:hebben verwijderd|verwijderen)',
      '{content} (?:is|zijn|werd|werden) {adv}niet verwijderd',
      '{hebben} besloten {content} niet te verwijderen',
      '{hebben} {adv}geen (?:verdere )?(?:actie ondernomen|maatregelen genomen)',
    ],
    de: [
      '{haben} {adv}{content} {adv}nicht {removed}',
      '{content} (?:wurde|wurden) {adv}nicht {removed}',
      '{haben} (?:uns )?entschieden, {content} nicht zu (?:entfernen|loschen)',
      '{haben} {adv}keine (?:weiteren )?massnahmen ergriffen',
    ],
  },
  {
    means: { kind: 'refused', reason: 'INSUFFICIENT_INFORMATION' },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:have )?closed {report} because (?:we|it) did not (?:receive|contain|have|include) (?:enough|sufficient|the) (?:information|details)',
      '(?:did|does) not (?:contain|include|give us) (?:enough|sufficient) (?:information|details) (?:to|for us to) (?:take action|act)',
    ],
    fr: ["nous avons cloture {report},? (?:faute|par manque) d'informations?(?: suffisantes?)?"],
    nl: ['{hebben} {report} (?:gesloten|afgesloten) (?:wegens|door) (?:een )?gebrek aan informatie'],
    de: ['{haben} {report} (?:mangels|wegen fehlender) (?:informationen|angaben) geschlossen'],
  },
  {
    means: { kind: 'refused', reason: 'NOT_THE_RIGHT_CHANNEL' },
    isNegative: true,
    en: [
      '(?:this|our) (?:mailbox|channel|team|address) (?:does|do|can) not (?:handle|accept|process) (?:this kind of|these|such|this type of) (?:reports?|requests?|notices?)',
    ],
    fr: [
      '(?:cette (?:adresse|boite)|ce canal) ne (?:traite|permet de traiter) pas (?:ce type de|ces) (?:signalements?|demandes?)',
    ],
    nl: ['(?:deze mailbox|dit kanaal|dit adres) behandelt dit soort meldingen niet'],
    de: [
      '(?:dieses postfach|dieser kanal|diese adresse) bearbeitet (?:solche|diese art von) meldungen nicht',
    ],
  },
  {
    means: { kind: 'refused', reason: 'OUT_OF_SCOPE_PRIVATE_SPACE' },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:do|can) not (?:review|moderate|act on|see) (?:private|personal) (?:messages|chats|conversations)',
    ],
    fr: ["nous (?:ne pouvons pas examiner|n'examinons pas) les (?:messages prives|conversations privees)"],
    nl: [
      '{wij} (?:kunnen prive(?:berichten|gesprekken) niet beoordelen|beoordelen geen prive(?:berichten|gesprekken))',
    ],
    de: [
      'wir (?:konnen private (?:nachrichten|unterhaltungen) nicht prufen|prufen keine privaten (?:nachrichten|unterhaltungen))',
    ],
  },
  {
    means: { kind: 'refused', reason: 'CANNOT_IDENTIFY_CONTENT' },
    isNegative: true,
    en: [
      '(?:(?:were|are) (?:unable|not able) to|(?:could|can|did) not) (?:find|locate|identify) (?:the|this|that|any) {known}{things}(?: (?:at|with|from) the (?:link|address|information) (?:you (?:provided|sent)|provided))?',
    ],
    fr: ["nous n'avons pas (?:pu (?:trouver|identifier|localiser)|trouve) {content}"],
    nl: [
      '{wij} (?:konden|kunnen) {content} niet (?:vinden|identificeren)',
      '{hebben} {content} niet kunnen vinden',
    ],
    de: ['wir (?:konnten|konnen) {content} nicht (?:finden|identifizieren)'],
  },
  {
    means: { kind: 'notFound' },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:have |had )?already (?:removed|deleted|taken down) {content}',
      '{content} (?:had|has|was|were|is|are) already (?:been )?(?:removed|deleted|taken down|gone)(?: (?:before we (?:reviewed|could review) (?:it|them)|by (?:its|the) owner|when we looked))?',
      '{content} (?:was|were|is|are) no longer (?:available|there|on (?:facebook|instagram|snapchat|whatsapp))(?: when we (?:reviewed|looked at) (?:it|them))?',
    ],
    fr: [
      '{content} (?:a|avait|ont) (?:deja ete|ete deja) (?:supprime|retire)(?:e|s|es)?(?: par son (?:auteur|proprietaire))?',
      "{content} (?:n'etait|n'est) (?:deja )?plus (?:disponible|en ligne)",
    ],
    nl: [
      '{content} (?:was|waren|is|zijn) al (?:verwijderd|weg)(?: door de eigenaar)?',
      '{content} (?:was|waren|is) al niet meer (?:beschikbaar|online)',
    ],
    de: [
      '{content} (?:war|waren|wurde|wurden|ist) bereits {removed}(?: worden)?',
      '{content} (?:war|ist) bereits nicht mehr (?:verfugbar|online)',
    ],
  },
  {
    means: { kind: 'duplicate' },
    en: [
      '(?:{report} (?:was|has been) )?(?:closed |marked )?(?:is|as) a duplicate of (?:another|an earlier|a previous|your earlier) (?:report|notice|case)',
      '{we}received {report} before and (?:are handling|handle) (?:it|both) (?:under|in) (?:one|the first|the same) (?:case|report)',
    ],
    fr: ["(?:est|comme) un doublon d'un (?:autre )?signalement(?: precedent| anterieur)?"],
    nl: ['(?:is|als) een duplicaat van een (?:eerdere|andere) melding'],
    de: ['(?:ist|als) ein duplikat einer (?:fruheren|anderen) meldung'],
  },
  {
    means: { kind: 'reversed' },
    en: [
      '{we}(?:restored|reinstated|put back) {content}(?: that (?:we|was|were) (?:had )?(?:removed|taken down))?',
      '{content} {been}(?:restored|reinstated|put back)',
      '{we}(?:reversed|overturned) (?:our|this|that|the) (?:earlier |previous |original )?decision(?: to (?:remove|delete) {content})?(?: and (?:restored|reinstated) {content})?',
      '{we}(?:removed|lifted) (?:the|this|that|our) (?:restrictions?|limits?|limitations?|blocks?|suspensions?|warnings?|warning labels?|warning screens?) (?:on|from|for|placed on|over) (?:{content}|{account}|{group})',
      '{we}(?:restored|reinstated) {account}',
      '(?:and|also) (?:have )?{adv}(?:restored|reinstated) (?:{content}|{account})',
    ],
    fr: [
      'nous avons {adv}(?:retabli|restaure|remis en ligne)(?:e|s|es)? (?:{content}|{account})',
      '{content} (?:a|ont) {adv}ete {adv}(?:retabli|restaure|remis|remise) ?(?:e|s|es|en ligne)?',
      'nous avons {adv}(?:leve|retire|supprime)(?:e|s)? (?:la|les|cette|ces) (?:restrictions?|limitations?|suspensions?) (?:sur|de|concernant) (?:{content}|{account})',
      'nous sommes revenus sur (?:notre|cette) decision',
    ],
    nl: [
      '{hebben} {adv}(?:{content}|{account}) {adv}(?:hersteld|teruggeplaatst|teruggezet)',
      '{content} (?:is|zijn|werd|werden) {adv}(?:hersteld|teruggeplaatst|teruggezet)',
      '{hebben} {adv}(?:de|deze) (?:beperking(?:en)?|blokkering|opschorting|waarschuwing) (?:op|van|voor) (?:{content}|{account}) {adv}(?:opgeheven|verwijderd)',
      '{hebben} {adv}(?:onze|deze) (?:eerdere )?beslissing {adv}(?:herzien|teruggedraaid)',
    ],
    de: [
      '{haben} {adv}(?:{content}|{account}) {adv}wiederhergestellt',
      '{content} (?:wurde|wurden|ist|sind) {adv}wiederhergestellt(?: worden)?',
      '{haben} {adv}(?:die|diese) (?:einschrankung(?:en)?|sperre|warnung) (?:des|der|fur (?:den|die|das)) (?:{things}|kontos|gruppe) {adv}(?:aufgehoben|entfernt)',
      '{haben} {adv}(?:unsere|diese) (?:fruhere )?entscheidung {adv}(?:aufgehoben|ruckgangig gemacht)',
    ],
  },
];
