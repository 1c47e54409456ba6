/** What stands before a platform's number of a case, in most of them. Patterns, in the writing of the message. */
export const usualNumberLabels: readonly string[] = [
  '(?:report|case|request|ticket|reference) (?:number|no\\.?|id)',
  '(?:case|request|ticket)',
  'num[eé]ro de (?:votre )?(?:signalement|dossier|demande|ticket)',
  'porte le num[eé]ro',
  '(?:meldings|zaak|dossier|aanvraag|ticket)nummer',
  '(?:meldungs|fall|ticket|vorgangs)nummer',
];
