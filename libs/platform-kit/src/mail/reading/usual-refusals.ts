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
      '(?:found|identified) nothing (?:in (?:it|them) |there )?(?:that|which) (?:violates|goes against|breaches|breaks) (?:our|the) {rules}',
      '(?:it|they|{content}|{account}) (?:falls?|is|are) within what is (?:allowed|permitted)(?: on {service})?',
      '(?:it|they|{content}|{account}) (?:complies|comply) with (?:our|the) {rules}',
    ],
    fr: [
      "(?:n'enfreint|n'enfreignent|ne viole|ne violent|n'est|ne va|ne vont|ne contrevient) pas (?:contraires? a |a l'encontre de |a )?(?:nos|les|aux) {rules}",
      "n'avons (?:constate|trouve|releve) aucune (?:violation|infraction)(?: (?:de|a) (?:nos|des|les) {rules})?",
      "(?:n'avons|n'avons pas) (?:pas )?(?:constate|trouve|releve) (?:de violation|d'infraction)(?: (?:de|a) (?:nos|des|les) {rules})?",
      '(?:avons constate|constate|releve) aucune (?:violation|infraction)(?: (?:de|a) (?:nos|des|les) {rules})?',
    ],
    nl: [
      '(?:is|zijn) niet in strijd met (?:onze|de) {rules}',
      'niet in strijd (?:is|zijn) met (?:onze|de) {rules}',
      '(?:gaat|gaan) niet in tegen (?:onze|de) {rules}',
      'schendt (?:onze|de) {rules} niet',
      'geen (?:schending|overtreding|inbreuk) (?:van|op) (?:onze|de) {rules}(?: (?:vastgesteld|gevonden))?',
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
      '(?:(?:unable|not able) to|(?:could|can|did) not) (?:conclude|determine|establish|find) that {content} (?:is|was|were|are) (?:manifestly )?(?:illegal|unlawful)(?: (?:under|in) (?:the )?(?:applicable |local |belgian |national )?(?:laws?|{country}))?',
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
      '(?:we|our teams?) (?:did|have|will|can) {adv}not (?:take|taken) (?:any )?(?:further )?action(?: on (?:{report}|{content}|it|them))?',
      '(?:we|our teams?) (?:have {adv}not|are (?:not able|unable) to) (?:take|taken) (?:any )?(?:further )?action(?: (?:on|based on) (?:{report}|{content}|it|them))?',
      '(?:have )?decided (?:to take no|not to take(?: any)?) (?:further )?action(?: on (?:{report}|{content}|it))?',
      '(?:have )?decided to (?:leave|keep) (?:it|them|{content}) (?:up|online|in place)',
      '(?:no|no further) action (?:was|has been|will be) taken(?: on {report}| on {content})?',
      '(?:have |has been |was |been )?(?:rejected|declined) {report}',
      '{report} (?:was|has been) (?:rejected|declined)',
    ],
    fr: [
      "nous n'avons pas (?:supprime|retire)(?:e|s|es)? {content}",
      'nous avons decide de ne pas (?:supprimer|retirer) {content}',
      "{content} n'(?:a|ont) pas ete (?:supprime|retire)(?:e|s|es)?",
      "nous n'avons (?:pas pris de mesures?|pris aucune mesure)",
      "{account} n'(?:a|ont) pas ete (?:banni|suspendu|desactive|supprime|bloque)(?:e|s|es)?",
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
      '(?:did|does) not (?:contain|include|give us|provide) (?:enough|sufficient) (?:information|details)(?: (?:to|for us to) (?:take action|act|reach a decision))?',
    ],
    fr: [
      "nous avons cloture {report},? (?:faute|par manque) d'informations?(?: suffisantes?)?",
      "(?:en l'absence|faute) d'(?:informations|elements) suffisante?s?,? nous ne pouvons pas (?:donner suite a|traiter) {report}",
      "(?:elements|informations) (?:fournis|fournies|transmis|transmises) ne nous permettent pas (?:d'evaluer|d'examiner|de traiter) {report}",
    ],
    nl: [
      '{hebben} {report} (?:gesloten|afgesloten) (?:wegens|door) (?:een )?gebrek aan informatie',
      '{report} bevat (?:onvoldoende|niet genoeg|niet voldoende) (?:informatie|gegevens)',
    ],
    de: [
      '{haben} {report} (?:mangels|wegen fehlender) (?:informationen|angaben) geschlossen',
      '{report} enthalt nicht (?:genugend|ausreichend) (?:informationen|angaben)(?: fur eine entscheidung)?',
    ],
  },
  {
    means: { kind: 'refused', reason: 'NOT_THE_RIGHT_CHANNEL' },
    isNegative: true,
    en: [
      '(?:this|our) (?:mailbox|channel|team|address) (?:does|do|can) not (?:handle|accept|process) (?:this kind of|these|such|this type of) (?:reports?|requests?|notices?)',
      '(?:can|do) not (?:handle|accept|process|review) [a-z ]{0,40}(?:reports|requests|notices|complaints) (?:here|(?:via|through|in|at) this (?:channel|mailbox|(?:e-?mail )?address))',
      'this (?:channel|mailbox|(?:e-?mail )?address) is not (?:intended|meant|set up) for (?:this kind of|these|such|this type of) (?:reports?|requests?|notices?)',
    ],
    fr: [
      '(?:cette (?:adresse|boite)|ce canal) ne (?:traite|permet de traiter) pas (?:ce type de|ces) (?:signalements?|demandes?)',
    ],
    nl: [
      '(?:deze mailbox|dit kanaal|dit (?:e-?mail)?adres) (?:behandelt dit soort meldingen niet|is niet bedoeld voor (?:dit soort|zulke|deze) (?:meldingen|aanvragen))',
    ],
    de: [
      '(?:dieses postfach|dieser kanal|diese (?:e-?mail-?)?adresse) (?:bearbeitet (?:solche|diese art von) meldungen nicht|ist nicht fur (?:solche|diese art von) meldungen (?:gedacht|vorgesehen))',
    ],
  },
  {
    means: { kind: 'refused', reason: 'OUT_OF_SCOPE_PRIVATE_SPACE' },
    isNegative: true,
    en: [
      '(?:we|our teams?) (?:do|can|are) not (?:able to )?(?:review|moderate|act on|see|access|read) (?:the content of )?(?:private|personal|direct|encrypted) (?:messages|chats|conversations)',
      '(?:we|our teams?) (?:do|can|are) not (?:able to )?(?:see|access|read|review) the content of (?:messages|chats|conversations)(?: in (?:private|encrypted) (?:groups|chats))?',
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
    means: { kind: 'refused', reason: 'NOTIFIER_NOT_ACCEPTED' },
    isNegative: true,
    en: [
      '(?:can|do|will) not accept (?:reports|notices|requests) from (?:this|your) (?:e-?mail address|address|account|organi[sz]ation)',
      '(?:unable|not able) to verify that (?:you|your organi[sz]ation) (?:is|are) (?:part of|a member of|registered|an? )',
      '(?:you|your organi[sz]ation) (?:is|are) not (?:registered|recogni[sz]ed|enrolled|accepted) (?:as|in)',
    ],
    fr: [
      "(?:ne pouvons pas|n'acceptons pas|ne pouvons) (?:accepter )?(?:les|de) signalements (?:provenant )?de (?:cette adresse|votre organisation)",
      "votre organisation n'est pas (?:reconnue|enregistree|inscrite) (?:comme|dans|au)",
    ],
    nl: [
      'kunnen geen meldingen (?:aanvaarden|aannemen|accepteren) van (?:dit (?:e-?mail)?adres|uw organisatie)',
      'uw organisatie is niet (?:erkend|geregistreerd|aangesloten) (?:als|bij|in)',
    ],
    de: [
      'konnen keine meldungen von (?:dieser (?:e-?mail-?)?adresse|ihrer organisation) annehmen',
      'ihre organisation ist nicht (?:als|bei|im) [a-z ]{0,40}(?:anerkannt|registriert)',
    ],
  },
  {
    means: { kind: 'refused', reason: 'CANNOT_IDENTIFY_CONTENT' },
    isNegative: true,
    en: [
      '(?:(?:were|are) (?:unable|not able) to|(?:could|can|did) not) (?:find|locate|identify) (?:the|this|that|any) {known}{things}(?: (?:at|with|from) the (?:link|address|information) (?:you (?:provided|sent|gave us|gave)|provided))?',
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
      '{content} (?:was|were|is|are) no longer (?:available|there|on {service})(?: when we (?:reviewed|looked at) (?:it|them))?',
      '{content} (?:has|have|had) (?:already )?expired(?: and (?:is|are|was|were) no longer (?:visible|available))?(?:,? so there was nothing (?:for us )?to review)?',
      '{content} (?:has|have) been deleted from our servers because (?:it|they) had expired(?:,? so we could not review (?:it|them))?',
      '{content} (?:has|have|was|were) {adv}(?:been )?{gone} by (?:its owner|the uploader|the creator|the author)',
      '(?:it (?:looks like|appears that|seems that) )?{content} (?:is|are) no longer available(?: on {service})? or (?:was|were) {gone} by {user}',
      'the link you (?:provided|sent) leads to a page that no longer exists',
    ],
    fr: [
      '{content} (?:a|avait|ont) (?:deja ete|ete deja) (?:supprime|retire)(?:e|s|es)?(?: par son (?:auteur|proprietaire))?',
      "{content} (?:n'etait|n'est) (?:deja )?plus (?:disponible|en ligne)",
      "{group} n'existe plus(?: ?: (?:il|elle) (?:a|avait) deja ete supprimee? par son (?:createur|auteur|proprietaire|administrateur))?",
    ],
    nl: [
      '{content} (?:was|waren|is|zijn) al (?:verwijderd|weg)(?: door de eigenaar)?',
      '{content} (?:was|waren|is) al niet meer (?:beschikbaar|online)',
    ],
    de: [
      '{content} (?:war|waren|wurde|wurden|ist) bereits {removed}(?: worden)?',
      '{content} (?:war|ist) (?:zum zeitpunkt (?:unserer|der) prufung )?bereits nicht mehr (?:verfugbar|online|vorhanden|auffindbar)',
    ],
  },
  {
    means: { kind: 'duplicate' },
    en: [
      '(?:{report} (?:was|has been) )?(?:closed |marked )?(?:is|as) a duplicate of (?:another|an earlier|a previous|your earlier) (?:report|notice|case)(?: {number})?',
      '{report} (?:is|was|has been) (?:closed as |marked as )?a duplicate of {number}',
      '{report} (?:was|has been) merged (?:with|into) (?:(?:another|an earlier|a previous|your earlier) )?{number}',
      '{we}received {report} before and (?:are handling|handle) (?:it|both) (?:under|in) (?:one|the first|the same) (?:case|report)',
    ],
    fr: [
      "(?:est|comme) un doublon d'un (?:autre )?signalement(?: precedent| anterieur)?(?: {number})?",
      '{report} (?:a ete fusionnee?|est un doublon) (?:avec|de|du) {number}',
    ],
    nl: [
      '(?:is|als) een duplicaat van een (?:eerdere|andere) melding(?: {number})?',
      '{report} (?:is|werd) al eerder (?:ingediend|gedaan|ontvangen)(?: en wordt (?:al )?behandeld onder {number})?',
      '{report} (?:is|werd) samengevoegd met {number}',
    ],
    de: [
      '(?:ist|als) ein duplikat einer (?:fruheren|anderen) meldung(?: {number})?',
      '{report} wird als duplikat gefuhrt',
      '(?:zu (?:diesem|dieser|diesen) {things} )?liegt bereits eine meldung vor(?: \\({number}\\))?',
    ],
  },
  {
    means: { kind: 'reversed' },
    en: [
      '{we}(?:restored|reinstated|put back) {content}(?: that (?:we|was|were) (?:had )?(?:removed|taken down))?',
      '{content} {been}(?:restored|reinstated|put back)',
      '{we}(?:reversed|overturned) (?:our|this|that|the) (?:earlier |previous |original )?decision(?: to (?:remove|delete) {content})?(?: and (?:restored|reinstated) {content})?',
      '{we}(?:removed|lifted) (?:the|this|that|our) (?:restrictions?|limits?|limitations?|blocks?|suspensions?|warnings?|warning labels?|warning screens?) (?:on|from|for|placed on|over) (?:{content}|{account}|{group})',
      '{we}(?:restored|reinstated) {account}',
      '{account} {been}(?:restored|reinstated|reactivated)',
      '(?:and|also) (?:have )?{adv}(?:restored|reinstated) (?:{content}|{account})',
    ],
    fr: [
      'nous avons {adv}(?:retabli|restaure|remis en ligne)(?:e|s|es)? (?:{content}|{account})',
      '{content} (?:a|ont) {adv}ete {adv}(?:retabli|restaure|remis|remise) ?(?:e|s|es|en ligne)?',
      'nous avons {adv}(?:leve|retire|supprime)(?:e|s)? (?:la|les|cette|ces) (?:restrictions?|limitations?|suspensions?) (?:sur|de|concernant) (?:{content}|{account})',
      'nous sommes revenus sur (?:notre|cette) decision',
      '(?:et|puis) (?:avons )?{adv}(?:retabli|restaure|remis en ligne)(?:e|s|es)? (?:{content}|{account})',
    ],
    nl: [
      '{hebben} {adv}(?:{content}|{account}) {adv}(?:hersteld|teruggeplaatst|teruggezet)',
      '{content} (?:is|zijn|werd|werden) {adv}(?:hersteld|teruggeplaatst|teruggezet)',
      '{content} (?:is|zijn) {adv}(?:opnieuw|weer|terug) (?:zichtbaar|beschikbaar|online)',
      '{hebben} {adv}{account} {adv}(?:opnieuw|weer) (?:geactiveerd|ingeschakeld)',
      '{hebben} {adv}(?:de|deze) (?:beperking(?:en)?|blokkering|opschorting|waarschuwing) (?:op|van|voor) (?:{content}|{account}) {adv}(?:opgeheven|verwijderd)',
      '{hebben} {adv}(?:onze|deze) (?:eerdere )?beslissing {adv}(?:herzien|teruggedraaid)',
    ],
    de: [
      '{haben} {adv}(?:{content}|{account}) {adv}wiederhergestellt',
      '{content} (?:wurde|wurden|ist|sind) {adv}wiederhergestellt(?: worden)?',
      '{haben} {adv}(?:die|diese) (?:einschrankung(?:en)?|sperre|warnung) (?:des|der|fur (?:den|die|das)) (?:{things}|kontos|gruppe) {adv}(?:aufgehoben|entfernt)',
      '{haben} {adv}(?:die|diese) (?:einschrankung|sperre|sperrung|deaktivierung) (?:des|der) (?:kontos|gruppe|(?:telefon|ruf)?nummer) {adv}aufgehoben',
      '{haben} {adv}(?:unsere|diese) (?:fruhere )?entscheidung {adv}(?:aufgehoben|ruckgangig gemacht)',
    ],
  },
];
