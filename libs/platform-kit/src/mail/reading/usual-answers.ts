import type { PhraseRow } from './phrase-table.js';

/** What platforms answer to single asks, in sentences of their own. Recalled, read on 2026-11-23. */
export const usualAnswers: readonly PhraseRow[] = [
  {
    means: { kind: 'asksAnswered', answers: { IDENTIFY_ADMINS: 'ONLY_VIA_POLICE' } },
    isNegative: true,
    en: [
      '(?:can|may|do|will) not (?:share|tell you|disclose|provide|reveal|give you|identify)(?: you)? (?:who (?:{admins}|they) (?:are|is)|(?:the )?(?:identity|identities|names?|details) of {admins}|(?:information|details|data) (?:about|on) {admins}|who (?:is|are) behind (?:it|the group))(?: with you)?',
      'only (?:disclose|share|provide)(?: (?:this|such|account|user))?(?: data| information| details| records)?(?: about {admins})? (?:(?:to|with) (?:law enforcement|the police|the authorities)|in response to (?:a |an )?(?:valid |legal ){0,2}(?:request|process|order)s?(?: (?:from|by|of) (?:law enforcement|the police|the authorities))?)',
      '(?:for (?:the )?identification of (?:users|{admins}),? )?(?:please )?direct (?:law enforcement|the police) to',
      '(?:disclose|share|provide)(?: (?:this|such|account|user))?(?: data| information| details)?(?: about {admins})? only (?:to|with) (?:law enforcement|the police|the authorities)',
    ],
    fr: [
      "ne (?:pouvons|pourrons) pas (?:vous )?(?:dire|communiquer|divulguer|reveler|indiquer|partager) (?:qui sont {admins}|l'identite (?:des|de ses) administrateurs|les noms? des administrateurs)",
      "(?:communiquons|divulguons|partageons) l'identite (?:des|de ses) administrateurs qu'(?:a la police|aux autorites|a la justice)",
    ],
    nl: [
      '(?:kunnen|mogen) (?:{wij} )?(?:u )?(?:echter )?(?:niet (?:delen|meedelen|zeggen|vertellen) wie {admins} zijn|de identiteit van {admins} niet (?:delen|meedelen|vrijgeven))',
      'de identiteit van {admins} delen {wij} (?:enkel|alleen) met (?:de )?(?:politie|justitie|gerecht)(?: (?:of|en) (?:de |het )?(?:politie|justitie|gerecht))?',
      'wie {admins} zijn,? (?:mogen|kunnen) {wij} (?:u |je )?(?:om privacyredenen )?niet (?:zeggen|meedelen|delen|vertellen)',
    ],
    de: [
      '(?:konnen|durfen) (?:wir )?(?:ihnen )?(?:aber |jedoch )?(?:nicht mitteilen, wer {admins} sind|die identitat der administratoren nicht (?:mitteilen|offenlegen|preisgeben))',
      'die identitat der administratoren (?:teilen|geben) {wir} nur (?:der polizei|den behorden|strafverfolgungsbehorden)(?: mit)?',
    ],
  },
  {
    means: { kind: 'asksAnswered', answers: { IDENTIFY_ADMINS: 'YES' } },
    en: [
      '{we}(?:identified|been able to identify) {admins}',
      '(?:we|our teams?) (?:can|are able to) identify {admins}',
    ],
    fr: ["nous (?:avons identifie|sommes en mesure d'identifier) {admins}"],
    nl: ['{wij} (?:hebben {admins} geidentificeerd|kunnen {admins} identificeren)'],
    de: ['wir (?:haben {admins} identifiziert|konnen {admins} identifizieren)'],
  },
  {
    means: { kind: 'asksAnswered', answers: { PRESERVE_DATA: 'YES' } },
    en: [
      '{we}preserved (?:the|this|all|any) (?:(?:relevant|available|account|related) ){0,2}(?:data|records|information)(?: for \\d{1,3} [a-z]{3,6})?',
      '(?:the|this) (?:relevant )?(?:data|records|information) (?:has|have) been preserved(?: for \\d{1,3} [a-z]{3,6})?',
    ],
    fr: ['nous avons {adv}conserve les donnees', 'les donnees ont {adv}ete conservees'],
    nl: [
      '{hebben} de gegevens {adv}bewaard',
      'de gegevens (?:zijn|worden) (?:\\d{1,3} (?:dagen|weken|maanden) )?bewaard',
    ],
    de: ['{haben} die daten {adv}gesichert', 'die daten wurden {adv}gesichert'],
  },
  {
    means: { kind: 'asksAnswered', answers: { PRESERVE_DATA: 'ONLY_VIA_POLICE' } },
    isNegative: true,
    en: [
      '(?:can |will |are )?(?:only |able to )?preserve (?:the |this |account |user )?(?:data|records|information) (?:only )?(?:at|on|upon|after) (?:the |a )?request (?:of|from|by) (?:law enforcement|the police|the authorities)',
    ],
    fr: [
      "ne (?:conservons|pouvons conserver) (?:les|des) donnees qu'a la demande (?:de la police|des autorites)",
    ],
    nl: ['bewaren (?:de )?gegevens alleen op verzoek van de (?:politie|autoriteiten)'],
    de: [
      'sichern (?:die )?daten nur auf (?:ersuchen|anfrage) der (?:polizei|behorden)',
      '(?:eine )?sicherung der daten ist nur auf (?:ersuchen|anfrage) der (?:polizei|behorden|strafverfolgungsbehorden) moglich',
    ],
  },
  {
    means: { kind: 'asksAnswered', answers: { REFER_TO_AUTHORITIES: 'YES' } },
    en: [
      '(?:and )?(?:referred|reported) (?:this|the matter|the case|it|{account}|{content}) to (?:the )?(?:competent |relevant )?(?:law enforcement|authorities|police|ncmec)',
      '{we}(?:referred|reported) (?:this|the matter|the case|it|{account}|{content}) to (?:the )?(?:competent |relevant )?(?:law enforcement|authorities|police|ncmec)',
    ],
    fr: [
      'nous avons {adv}(?:signale|transmis) (?:ces faits|le dossier|cette affaire) (?:aux autorites(?: competentes)?|a la police)',
    ],
    nl: [
      '{hebben} dit {adv}(?:doorgegeven|gemeld) aan de (?:bevoegde )?(?:autoriteiten|politie)',
      '{hebben} dit {adv}aan de (?:bevoegde )?(?:autoriteiten|politie) (?:doorgegeven|gemeld)',
    ],
    de: ['{haben} (?:dies|den fall) {adv}(?:den (?:zustandigen )?behorden|der polizei) gemeldet'],
  },
  {
    means: { kind: 'asksAnswered', answers: { BLOCK_GROUP: 'NO' } },
    isNegative: true,
    en: [
      '{group} (?:remains|stays) (?:available|active|up|in place)',
      '(?:we|our teams?) (?:did|have) not (?:block|blocked|disable|disabled|close|closed) {group}',
    ],
    fr: [
      "nous n'avons pas (?:bloque|desactive|ferme|supprime) {group}",
      '{group} reste (?:actif|accessible|ouvert)',
    ],
    nl: [
      '{group} blijft (?:bestaan|actief|beschikbaar|open)',
      '{hebben} {group} niet (?:geblokkeerd|gesloten)',
    ],
    de: ['{group} bleibt (?:bestehen|aktiv|verfugbar)', '{haben} {group} nicht (?:gesperrt|geschlossen)'],
  },
  {
    means: { kind: 'asksAnswered', answers: { BLOCK_ADMINS: 'NO' } },
    isNegative: true,
    en: [
      '(?:the accounts of )?{admins} (?:have|were|are) not (?:been )?(?:blocked|disabled|suspended|banned)',
      '(?:we|our teams?) (?:did|have) not (?:take|taken) (?:any )?action against {admins}',
    ],
    fr: ["nous n'avons pas pris de mesures contre {admins}"],
    nl: ['(?:de accounts van )?{admins} (?:zijn|werden) niet (?:geblokkeerd|opgeschort)'],
    de: ['(?:die konten der administratoren|{admins}) (?:wurden|sind) nicht gesperrt'],
  },
  {
    means: { kind: 'asksAnswered', answers: { IDENTIFY_ADMINS: 'NO' } },
    isNegative: true,
    en: ['(?:can not|(?:are|were) (?:not able|unable) to) identify {admins}'],
    fr: ["(?:ne pouvons pas |ne sommes pas en mesure d'|n'avons pas pu )identifier {admins}"],
    nl: ['(?:kunnen|konden) {admins} niet identificeren'],
    de: ['(?:konnen|konnten) {admins} nicht identifizieren'],
  },
];
