import type { Ask, AskAnswer } from '#core';

/**
 * Answers that stand behind the name of an ask, as in "Block the group: no." Languages together, in the spelling of
 * `normalise.ts`. Written after our own sentences (`ask-sentences.ts`), which platforms repeat in short.
 */
const labels: Readonly<Record<Ask, string>> = {
  REMOVE_CONTENT:
    '(?:remove|delete|removal of) (?:the |this )?(?:content|post|video|photo)|content removal|supprimer le contenu|suppression du contenu|(?:de )?inhoud verwijderen|verwijdering van de inhoud|(?:den )?inhalt entfernen|entfernung des inhalts',
  SUSPEND_ACCOUNT:
    '(?:suspend|suspension of) (?:the |this )?account|account suspension|suspendre le compte|suspension du compte|(?:het )?account (?:opschorten|schorsen)|opschorting van het account|(?:das )?konto sperren|sperrung des kontos',
  BLOCK_GROUP:
    'block(?:ing)? (?:of )?(?:the |this )?group|group block|bloquer le groupe|blocage du groupe|(?:de )?groep blokkeren|blokkering van de groep|(?:die )?gruppe sperren|sperrung der gruppe',
  IDENTIFY_ADMINS:
    '(?:identify(?:ing)?|identification of|identity of) (?:the )?(?:administrators|admins)(?: of the group)?|identifier les administrateurs|(?:identification|identite) des administrateurs|(?:de )?beheerders identificeren|(?:identificatie|identiteit) van de beheerders|(?:die )?administratoren identifizieren|identitat der administratoren',
  BLOCK_ADMINS:
    '(?:take )?(?:action|measures) against (?:the )?(?:accounts of the )?(?:administrators|admins)|block(?:ing)? (?:of )?(?:the )?(?:administrators|admins)|mesures contre les administrateurs|bloquer les administrateurs|maatregelen tegen de beheerders|(?:de )?beheerders blokkeren|massnahmen gegen die administratoren|(?:die )?administratoren sperren',
  REFER_TO_AUTHORITIES:
    '(?:refer(?:ral)?|report) to (?:the )?(?:competent )?(?:authorities|police)|signaler aux autorites|signalement aux autorites|doorgeven aan de (?:autoriteiten|politie)|meldung an die (?:behorden|polizei)',
  PRESERVE_DATA:
    'preserv(?:e|ing|ation of) (?:the )?data|data preservation|conserver les donnees|conservation des donnees|(?:de )?gegevens bewaren|bewar(?:en|ing) van (?:de )?gegevens|(?:die )?daten sichern|sicherung der daten|datensicherung',
  HASH_BLOCK:
    'prevent(?:ing)? (?:re-?uploads?|the same file from being uploaded again)|hash ?block(?:ing)?|empecher la remise en ligne|herplaatsing voorkomen|erneutes hochladen verhindern',
};

const answers: Readonly<Record<Exclude<AskAnswer, 'NOT_ANSWERED'>, string>> = {
  ONLY_VIA_POLICE:
    '(?:only|uniquement|seulement|enkel|alleen|nur) (?:via|through|to|with|at the request of|upon request of|par|a|via|aan|op verzoek van|uber|an|auf anfrage) (?:the |la |les |de |die |der )?(?:law enforcement|police|authorities|autorites|politie|autoriteiten|polizei|behorden)',
  YES: 'yes|done|completed|oui|fait|ja|gedaan|erledigt',
  NO: 'no|not possible|declined|non|refuse|nee|niet mogelijk|nein|nicht moglich',
  PARTLY: 'partly|partially|in part|en partie|partiellement|gedeeltelijk|deels|teilweise',
};

const label = Object.entries(labels).map(([ask, pattern]) => [ask as Ask, pattern] as const);
const anyLabel = label.map(([, pattern]) => pattern).join('|');
const labelled = new RegExp(`^(?:${anyLabel}) ?[:|?] ?`, 'u');
const byAsk = label.map(([ask, pattern]) => [ask, new RegExp(`^(?:${pattern}) ?[:|?]`, 'u')] as const);
const byAnswer = Object.entries(answers).map(
  ([answer, pattern]) =>
    [answer as AskAnswer, new RegExp(`^(?:${pattern})(?=$|[.,;!])[.,;! ]*`, 'u')] as const,
);

export interface ListedAnswer {
  readonly ask: Ask;
  /** Undefined where the answer is a sentence of its own. */
  readonly answer: AskAnswer | undefined;
  /** What follows, to be read as any other sentence. */
  readonly rest: string;
}

/** Whether a line begins with the name of an ask. */
export function beginsWithAsk(line: string): boolean {
  return labelled.test(line);
}

/** The answer behind the name of an ask; undefined where the sentence does not begin with one. */
export function listedAnswer(sentence: string): ListedAnswer | undefined {
  const ask = byAsk.find(([, pattern]) => pattern.test(sentence))?.[0];
  if (ask === undefined) return undefined;
  const said = sentence.replace(labelled, '');
  for (const [answer, pattern] of byAnswer)
    if (pattern.test(said)) return { ask, answer, rest: said.replace(pattern, '') };
  return { ask, answer: undefined, rest: said };
}
