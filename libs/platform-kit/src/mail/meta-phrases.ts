import type { PhraseRow } from './reading/phrase-table.js';

/**
 * What Meta's services say beside the usual words. Recalled from answers as users of Facebook and Instagram see them,
 * not from any list; read on 2026-11-23. They change often.
 */
export const metaPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_DEMOTED'] },
    isNegative: true,
    en: [
      '{we}(?:limited|reduced) (?:the|its|their) (?:distribution|reach|visibility)(?: of {content})?',
      '{did} not (?:remove|removed) {content},? but (?:{we})?(?:limited|reduced) (?:its|their|the) (?:distribution|reach|visibility)',
      '{content} {been}(?:shown lower in feed|given less distribution)',
      '(?:{content}|it|they) (?:will|is|are) (?:no longer|not) (?:be )?(?:recommended|suggested)(?: in [a-z ]{3,20})?',
    ],
    fr: [
      'nous avons {adv}(?:limite|reduit) (?:la|sa) (?:distribution|portee|visibilite)(?: de {content})?',
      "nous n'avons pas supprime(?:e|s|es)? {content},? mais nous avons (?:limite|reduit) sa (?:distribution|portee|visibilite)",
    ],
    nl: [
      '{hebben} {adv}(?:de|het) (?:verspreiding|bereik|zichtbaarheid)(?: van {content})? {adv}(?:beperkt|verminderd)',
      '{hebben} {content} niet verwijderd,? maar (?:{hebben} )?(?:de|het) (?:verspreiding|bereik)(?: ervan)? (?:beperkt|verminderd)',
    ],
    de: [
      '{haben} {adv}(?:die|ihre|seine) (?:verbreitung|reichweite|sichtbarkeit)(?: (?:des|der) {things})? {adv}(?:eingeschrankt|verringert)',
      '{haben} {content} nicht {removed},? aber (?:{haben} )?(?:die|ihre|seine) (?:verbreitung|reichweite) (?:eingeschrankt|verringert)',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['CONTENT_LABELLED'] },
    isNegative: true,
    en: [
      '{we}(?:covered|marked) {content} with a (?:warning screen|warning|sensitivity screen|sensitive content warning)',
      '{we}(?:added|put|placed) a (?:warning screen|warning label|warning|sensitivity screen) (?:to|on|over) {content}',
      '{content} {been}covered with a (?:warning screen|warning|sensitivity screen)',
      '(?:{content}|it) (?:is|are) now (?:shown|displayed) (?:with|behind) a (?:warning screen|warning label|warning)',
      '{did} not (?:remove|removed) {content},? but (?:{we})?(?:covered (?:it|them) with|(?:added|put|placed)) a (?:warning screen|warning)(?: (?:to|on|over) (?:it|them))?',
    ],
    fr: [
      "nous avons {adv}(?:masque|recouvert) {content} (?:par|derriere|avec|d') ?un (?:ecran d')?avertissement",
      "nous avons {adv}(?:ajoute|place) un (?:ecran d')?avertissement (?:sur|a) {content}",
      "(?:{content}|elle|il) est {adv}affichee? avec un (?:ecran d')?avertissement",
    ],
    nl: [
      '{hebben} {adv}een waarschuwing(?:sscherm)? (?:over|bij|op) {content} {adv}(?:geplaatst|gezet)',
      '(?:{content}|het|die) wordt {adv}(?:getoond|weergegeven) met een waarschuwing(?:sscherm)?',
      '{hebben} {adv}{content} {adv}afgedekt met een waarschuwing(?:sscherm)?',
    ],
    de: [
      '{haben} {adv}{content} {adv}mit (?:einem warnhinweis|einer warnung) (?:verdeckt|versehen)',
      '(?:{content}|es|er|sie) wird {adv}mit (?:einem warnhinweis|einer warnung) angezeigt',
    ],
  },
  {
    means: { kind: 'refused', reason: 'NO_POLICY_VIOLATION' },
    isNegative: true,
    en: [
      '(?:found|determined|decided) that {content} (?:follows|does not go against) (?:our|the) {rules}',
      '{content} (?:is|was) allowed (?:under|by) (?:our|the) {rules}',
    ],
    fr: ['{content} (?:respecte|respectent|est conforme a|sont conformes a) (?:nos|aux|les) {rules}'],
    nl: ['{content} (?:voldoet|voldoen) aan (?:onze|de) {rules}'],
    de: ['{content} (?:entspricht|entsprechen) (?:unseren|den) {rules}'],
  },
  {
    means: { kind: 'nothing' },
    isNegative: true,
    en: [
      '(?:limited|reduced) (?:distribution|reach) means',
      'request a review',
      'the person who (?:posted|shared|owns) (?:it|this|the [a-z]{3,12}) (?:is|was|has been|will be) (?:told|notified|informed)[a-z ]{0,60}',
    ],
  },
];
