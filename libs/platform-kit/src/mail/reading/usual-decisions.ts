import type { PhraseRow } from './phrase-table.js';
import { usualRefusals } from './usual-refusals.js';

/**
 * What platforms say they did or did not do. Recalled from answers as users see them, not from any list a platform
 * publishes; read on 2026-11-23. A phrase that stands nowhere here goes to a person.
 */
export const usualDecisions: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    en: [
      '{we}(?:permanently )?(?:removed|deleted|taken down|took down) {content}',
      '{content} {been}(?:permanently )?(?:removed|deleted|taken down)',
      '(?:and|so) (?:have )?{adv}(?:removed|deleted|taken down|took down) {content}',
      '(?:reviewed|looked at|checked|assessed) {content}(?:,? and) (?:{we}|have )?(?:removed|deleted|taken down) (?:it|them)',
      "{content} (?:goes|go|went) against (?:our|the|facebook's|instagram's|snapchat's) {rules}(?:, so|,? and) {we}(?:removed|deleted|taken down) (?:it|them)",
      '{content} (?:violates|violate|violated|breaches|breached) (?:our|the) {rules}(?:, so|,? and) (?:{we}(?:removed|deleted|taken down) (?:it|them)|(?:it|they) {been}(?:removed|deleted|taken down))',
    ],
    fr: [
      'nous avons {adv}(?:supprime|retire)(?:e|s|es)? {content}',
      '{content} (?:a|ont) {adv}ete {adv}(?:supprime|retire)(?:e|s|es)?',
      "(?:examine|verifie) {content} et (?:nous )?(?:l'|les )avons {adv}(?:supprime|retire)(?:e|s|es)?",
      "{content} (?:enfreint|enfreignent) (?:nos|les) {rules}(?:,? et)? nous (?:l'|les )avons {adv}(?:supprime|retire)(?:e|s|es)?",
      '(?:et|puis|ainsi que) (?:avons )?{adv}(?:supprime|retire) {content}',
    ],
    nl: [
      '{hebben} {adv}{content} {adv}(?:verwijderd|offline gehaald)',
      '{wij} {content} {adv}(?:hebben {adv}verwijderd|verwijderd hebben)',
      '{content} (?:is|zijn|werd|werden) {adv}(?:verwijderd|offline gehaald)',
      '{content} (?:bekeken|beoordeeld|gecontroleerd) en (?:hebben )?(?:het |deze |die |dit )?{adv}verwijderd',
      '{content} (?:bekeken|beoordeeld|gecontroleerd) en (?:deze|die|dit|het) (?:is|zijn|werd|werden) {adv}(?:van {service} )?verwijderd',
    ],
    de: [
      '{haben} {adv}{content} {adv}{removed}',
      'wir {content} {adv}{removed} haben',
      '{content} (?:wurde|wurden|ist|sind) {adv}{removed}(?: worden)?',
      '{content} gepruft und (?:ihn |sie |es )?{adv}{removed}',
      '{content} (?:verstosst|verstossen) gegen (?:unsere|die) {rules} und (?:wurde|wurden|ist|sind) {adv}{removed}(?: worden)?',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['CONTENT_REMOVED'] },
    isNegative: true,
    en: [
      '{content} (?:does|do|did) not (?:follow|comply with|meet|respect) (?:our|the) {rules}(?:, so|,? and) {we}(?:removed|deleted|taken down) (?:it|them)',
    ],
    fr: [
      "{content} ne (?:respecte|respectent) pas (?:nos|les) {rules}(?:,? et|,)? nous (?:l'|les )avons {adv}(?:supprime|retire)(?:e|s|es)?",
    ],
    nl: [
      '{content} (?:voldoet|voldoen) niet aan (?:onze|de) {rules}(?:, dus| en|, daarom)? (?:hebben {wij}|{wij} hebben) (?:het|deze|die|dit) {adv}verwijderd',
    ],
    de: [
      '{content} (?:entspricht|entsprechen) nicht (?:unseren|den) {rules}(?:, daher|, deshalb| und)? (?:haben wir|wir haben) (?:ihn|sie|es) {adv}{removed}',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['CONTENT_DISABLED'] },
    en: ['{we}(?:disabled|blocked) access to {content}', 'access to {content} {been}(?:disabled|blocked)'],
    fr: [
      "nous avons {adv}(?:bloque|desactive) l'acces (?:au|a la|a l'|aux|a ce|a cette) ?{things}{reported}",
    ],
    nl: ['{hebben} {adv}de toegang tot {content} {adv}(?:geblokkeerd|uitgeschakeld)'],
    de: ['{haben} {adv}den zugang zu (?:dem|der|den|diesem|dieser|diesen) {things} {adv}gesperrt'],
  },
  {
    means: { kind: 'actioned', effects: ['GEO_RESTRICTED'] },
    isNegative: true,
    en: [
      '{content} (?:is|are) {adv}(?:not|no longer) (?:available|visible|accessible) in {country}',
      '{content} {been}(?:restricted|blocked|made unavailable|withheld)(?: from view)?(?: (?:on|from) {service})? in {country}',
      '{we}(?:restricted|blocked|limited|withheld) (?:access to )?(?:{content}|{group}|{account}) in {country}',
      '{we}made (?:{content}|{group}|{account}) (?:unavailable|inaccessible) in {country}',
      'access to {content} {been}(?:restricted|blocked|limited) in {country}',
      '{did} not (?:remove|removed|delete|deleted) {content},? but (?:{we}(?:restricted|blocked|limited) (?:access to )?(?:it|them) in {country}|(?:it|they) (?:is|are) (?:now )?(?:not|no longer) (?:available|visible) in {country})',
    ],
    fr: [
      "{content} n'(?:est|sont) (?:plus|pas) (?:disponible|visible|accessible)s? {country}",
      "nous avons {adv}(?:bloque|restreint|limite) (?:l'acces (?:au|a la|a l'|a ce|a cette) ?{things}{reported}|{content}) {country}",
      'nous avons {adv}rendu (?:{content}|{group}) (?:inaccessible|indisponible)s? {country}',
    ],
    nl: [
      '{content} (?:is|zijn) {adv}(?:niet meer|niet|niet langer) (?:beschikbaar|zichtbaar|toegankelijk) {country}',
      '{content} (?:is|zijn) {country} (?:niet meer|niet|niet langer) (?:beschikbaar|zichtbaar|toegankelijk)',
      '{hebben} {adv}{content} {country} (?:geblokkeerd|beperkt|ontoegankelijk gemaakt)',
      '{hebben} {adv}de toegang tot {content} (?:(?:beperkt|geblokkeerd) {country}|{country} (?:beperkt|geblokkeerd))',
    ],
    de: [
      '{content} (?:ist|sind) {country} nicht (?:mehr )?(?:verfugbar|sichtbar|abrufbar)',
      '{haben} {adv}{content} (?:auf der landerdomain )?{country} gesperrt',
      '{haben} {adv}den zugang zu (?:dem|der|den|diesem|dieser|diesen) {things} {country} (?:gesperrt|eingeschrankt)',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['AGE_RESTRICTED'] },
    en: [
      '{we}(?:restricted|limited) {content} to (?:adults|people (?:aged )?(?:over 18|18 and over))',
      '{we}(?:restricted|limited) (?:who can see (?:it|them|{content})|access to {content}) to (?:adults|people (?:aged )?(?:over 18|18 and over|18\\+))',
      '{we}age-restricted {content}',
      '{content} {been}age-restricted',
      '{content} (?:is|are) (?:now )?only (?:visible|available) to (?:adults|people (?:aged )?(?:over 18|18 and over))',
    ],
    fr: [
      'nous avons {adv}(?:limite|restreint) {content} aux (?:adultes|personnes majeures)',
      "{content} n'(?:est|sont) {adv}(?:plus )?(?:visible|accessible)s? que (?:pour les|aux) (?:adultes|personnes majeures)",
    ],
    nl: [
      '{hebben} {adv}{content} {adv}beperkt tot volwassenen',
      '{content} (?:is|zijn) {adv}(?:enkel|alleen) (?:nog )?(?:zichtbaar|beschikbaar) voor (?:volwassenen|personen (?:van|vanaf) 18(?: jaar)?(?: en ouder)?)',
    ],
    de: [
      '{haben} {adv}{content} {adv}auf erwachsene beschrankt',
      '{content} (?:ist|sind) {adv}nur noch fur (?:erwachsene|personen ab 18(?: jahren)?) (?:sichtbar|verfugbar)',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_TERMINATED'] },
    en: [
      '{we}(?:permanently (?:disabled|banned|suspended)|terminated|deleted|removed|closed) {account}',
      '(?:and|also) (?:have )?(?:permanently (?:disabled|banned|suspended)|terminated) {account}',
      '(?:reviewed|looked (?:at|into)|checked|investigated) {account}(?:,? and) (?:{we}|have )?(?:permanently (?:disabled|banned|suspended)|terminated|deleted) (?:it|them)',
      '{account} {been}(?:permanently (?:disabled|banned|suspended)|terminated|deleted|removed|closed|banned permanently)',
      '{account} (?:has|have) been permanently (?:disabled|banned|suspended)',
    ],
    fr: [
      'nous avons (?:definitivement (?:desactive|suspendu|banni)|supprime|resilie|ferme)(?:e|s|es)? {account}',
      'nous avons (?:desactive|suspendu|banni)(?:e|s|es)? definitivement {account}',
      '{account} (?:a|ont) ete (?:definitivement (?:desactive|suspendu|banni)|supprime|resilie|ferme)(?:e|s|es)?',
      '{account} (?:a|ont) ete (?:desactive|suspendu|banni)(?:e|s|es)? definitivement',
    ],
    nl: [
      '{hebben} {account} (?:definitief|permanent) (?:uitgeschakeld|geblokkeerd|opgeschort|verbannen)',
      '{hebben} {adv}{account} {adv}(?:(?:definitief|permanent) )?(?:verwijderd|beeindigd|gesloten)',
      '{account} (?:is|zijn|werd|werden) (?:(?:definitief|permanent) (?:uitgeschakeld|geblokkeerd|opgeschort|verbannen|verwijderd)|verwijderd|beeindigd|gesloten)',
    ],
    de: [
      '{haben} {account} (?:dauerhaft|endgultig) (?:deaktiviert|gesperrt)',
      '{haben} {adv}{account} {adv}(?:{removed}|gekundigt|geschlossen)',
      '{account} (?:wurde|wurden|ist) (?:(?:dauerhaft|endgultig) (?:deaktiviert|gesperrt)|{removed}|gekundigt|geschlossen)(?: worden)?',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_SUSPENDED'] },
    en: [
      '{we}(?:temporarily )?(?:disabled|suspended|banned|blocked) {account}',
      '(?:and|also) (?:have )?{adv}(?:temporarily )?(?:disabled|suspended|banned) {account}',
      '{account} {been}(?:temporarily )?(?:disabled|suspended|banned|blocked)(?: temporarily)?',
      '(?:reviewed|looked (?:at|into)|checked|investigated) {account}(?:,? and) (?:{we}|have )?(?:temporarily )?(?:disabled|suspended|banned) (?:it|them)',
    ],
    fr: [
      'nous avons {adv}(?:temporairement )?(?:desactive|suspendu|banni|bloque)(?:e|s|es)? (?:temporairement )?{account}',
      '{account} (?:a|ont) {adv}ete {adv}(?:temporairement )?(?:desactive|suspendu|banni|bloque)(?:e|s|es)?(?: temporairement)?',
    ],
    nl: [
      '{hebben} {adv}{account} {adv}(?:tijdelijk )?(?:uitgeschakeld|opgeschort|geblokkeerd|geschorst|verbannen)',
      '{account} (?:is|zijn|werd|werden) {adv}(?:tijdelijk )?(?:uitgeschakeld|opgeschort|geblokkeerd|geschorst|verbannen)',
    ],
    de: [
      '{haben} {adv}{account} {adv}(?:vorubergehend )?(?:deaktiviert|gesperrt)',
      '{account} (?:wurde|wurden|ist|sind) {adv}(?:vorubergehend )?(?:deaktiviert|gesperrt)(?: worden)?',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_WARNED'] },
    en: [
      '{we}(?:warned {account}|(?:sent|given|issued) (?:a|an official) warning to {account})',
      '{account} (?:{been}(?:warned|given a warning)|(?:has )?received a warning)',
    ],
    fr: [
      'nous avons {adv}(?:envoye|adresse) un avertissement (?:au|a la|a ce|a cette) (?:compte|profil|titulaire du compte)',
    ],
    nl: [
      '{hebben} {adv}{account} {adv}(?:gewaarschuwd|een waarschuwing (?:gegeven|gestuurd))',
      '{account} (?:heeft een waarschuwing gekregen|is {adv}gewaarschuwd)',
    ],
    de: ['{haben} {adv}{account} {adv}verwarnt', '{account} wurde {adv}verwarnt'],
  },
  {
    means: { kind: 'actioned', effects: ['GROUP_DISABLED'] },
    en: [
      '{we}(?:permanently )?(?:blocked|disabled|removed|deleted|terminated|suspended|banned|shut down|closed|taken down) {group}',
      '{group} {been}(?:permanently )?(?:blocked|disabled|removed|deleted|terminated|suspended|banned|shut down|closed|taken down)',
      '(?:and|also) (?:have )?{adv}(?:blocked|disabled|terminated) {group}',
    ],
    fr: [
      'nous avons {adv}(?:bloque|desactive|supprime|ferme)(?:e|s|es)? {group}',
      '{group} a {adv}ete {adv}(?:bloque|desactive|supprime|ferme|suspendu)e?',
      'nous avons {adv}procede a la (?:fermeture|suppression|desactivation) (?:du groupe|du canal|de la communaute)',
    ],
    nl: [
      '{hebben} {adv}{group} {adv}(?:geblokkeerd|uitgeschakeld|verwijderd|gesloten|beeindigd)',
      '{group} (?:is|werd) {adv}(?:geblokkeerd|uitgeschakeld|verwijderd|gesloten|afgesloten|beeindigd)',
    ],
    de: [
      '{haben} {adv}{group} {adv}(?:gesperrt|deaktiviert|{removed}|geschlossen)',
      '{group} (?:wurde|ist) {adv}(?:gesperrt|deaktiviert|{removed}|geschlossen)(?: worden)?',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['GROUP_ADMINS_ACTIONED'] },
    en: [
      '{we}(?:taken|took) action against {admins}',
      '(?:and|also) (?:have )?{adv}(?:taken|took) action against {admins}',
      '{we}(?:suspended|disabled|banned|blocked) (?:the accounts of )?{admins}',
      '(?:the accounts of )?{admins} {been}(?:permanently )?(?:suspended|disabled|banned|blocked)',
    ],
    fr: [
      'nous avons {adv}(?:pris des mesures contre|suspendu|bloque) (?:les comptes des administrateurs(?: du groupe)?|{admins})',
    ],
    nl: [
      '{hebben} {adv}(?:maatregelen genomen|actie ondernomen) tegen (?:de accounts van )?{admins}',
      '(?:de accounts van )?{admins} (?:zijn|werden) {adv}(?:geblokkeerd|opgeschort|uitgeschakeld)',
      '{hebben} {adv}(?:de accounts van )?{admins} {adv}(?:geblokkeerd|opgeschort)',
    ],
    de: [
      'wir (?:haben|sind) {adv}(?:massnahmen gegen {admins} ergriffen|gegen {admins} vorgegangen)',
      '{haben} {adv}(?:die konten der administratoren|{admins}) {adv}gesperrt',
      '(?:die konten der administratoren|{admins}) (?:wurden|sind) {adv}gesperrt(?: worden)?',
    ],
  },
  {
    means: { kind: 'actioned', effects: ['HASH_BLOCKED'] },
    isNegative: true,
    en: [
      '{we}(?:blocked|prevented) (?:the|this|that) (?:same )?(?:file|image|video|photo) from being (?:uploaded|shared) again',
      '(?:its|the|a) hash (?:of {content} )?{been}added to our [a-z -]{0,30}(?:bank|database|list)(?:,? (?:so that|to prevent) [a-z -]{5,60}(?:uploaded again|re-?uploads?))?',
      '{we}added (?:it|{content}|its hash|the hash) to our [a-z -]{0,30}(?:bank|database|list)(?:,? (?:so that|to prevent) [a-z -]{0,60}(?:uploaded again|re-?uploads?))?',
    ],
    fr: ['nous avons {adv}(?:bloque|empeche) la remise en ligne (?:du meme|de ce) fichier'],
    nl: ['{hebben} {adv}voorkomen dat hetzelfde bestand opnieuw wordt geplaatst'],
    de: ['{haben} {adv}das erneute hochladen derselben datei {adv}(?:gesperrt|verhindert)'],
  },
  ...usualRefusals,
];
