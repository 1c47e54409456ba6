import { wordPattern } from './phrase-table.js';

/*
 * Words around a phrase that change what it says, in all languages at once: platforms mix them, and a wrong alarm only
 * costs a person a look.
 */

/** What follows is only so under a condition, or asked. */
export const conditions = wordPattern(
  [
    'if|unless|whether|once|until|when|whenever|in case|should you',
    "si|s'il|s'ils|s'elle|lorsque|lorsqu'[a-z]+|quand|des que|sauf si|au cas ou",
    'als(?! iemand anders)|indien|tenzij|wanneer|zodra|of (?:we|wij|het|u|je)',
    'wenn|falls|sofern|ob|sobald',
  ].join('|'),
  'u',
);

/** Not yet, perhaps, wished, or somebody else's words. */
export const futures = wordPattern(
  [
    'will|would|may|might|can|could|should|shall|must|ask|asked|asking|hope|expect|intend|plan|before|why|how',
    'you (?:say|said|wrote|claim|claimed|think|believe|mention|mentioned|told us that)|reported that|requests? (?:to|that)',
    'peut|peuvent|pouvez|pouvons|pourrait|pourraient|pourrons|devons|allons|sera|seront|serons|serait|seraient|serez',
    'aurait|auraient|aurons|aurions|demande|demandez|souhaitez|afin de|pour que|avant de|esperons',
    'kan|kunnen|kunt|zou|zouden|zal|zullen|moet|moeten|mag|mogen|gevraagd|vraagt|voordat|hopen|wilt',
    'kann|konnen|konnte|konnten|wird|werden|wuerde|wuerden|soll|sollte|muss|mussen|bevor|hoffen|gebeten',
  ].join('|'),
  'u',
);

export const negations = wordPattern(
  [
    'not|no(?! \\d)|none|nothing|nobody|never|neither|nor|without|unable|failed|false|wrong',
    "ne|n'[a-z]+|pas|aucune?|rien|jamais|sans",
    'niet|geen|niets|nooit|zonder|nergens',
    'nicht|nichts|kein|keine|keinen|keiner|keines|nie|niemals|ohne|weder',
  ].join('|'),
  'u',
);

/** Less than it seems, or something else. */
export const doubts = wordPattern(
  [
    'by mistake|in error|accidentally|by accident|previously|in the past|similar|others?|another(?! (?:look|review|check))|some',
    'part of|partly|partially|several|certain|apparently|probably|possibly|perhaps|maybe|supposedly|almost|nearly|last (?:week|month|year)',
    'earlier(?! (?:report|notice|message|e-?mail|request))|instead|rather than|only|again (?:available|visible|online)',
    'par erreur|auparavant|precedemment|similaires?|autres?|certaine?s|une partie|partiellement|peut-etre|probablement',
    'apparemment|presque|au lieu de|plutot que|uniquement|seulement',
    'per vergissing|per ongeluk|eerder(?!e melding)|vroeger|gelijkaardige?|soortgelijke?|andere?|sommige|een deel|gedeeltelijk',
    'misschien|waarschijnlijk|blijkbaar|bijna|in plaats van|alleen|enkel',
    'irrtumlich|versehentlich|fruher|frueher|ahnliche[nrs]?|andere[nrs]?|einige|teilweise|vielleicht|wahrscheinlich',
    'anscheinend|fast|beinahe|statt|nur|anstelle',
  ].join('|'),
  'u',
);

/**
 * Stems of what a platform can do, undo or take back, in the forms in which it says so. Each must stand inside a known phrase;
 * otherwise nobody knows what was meant.
 */
export const actionWords = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${[
    'remov|delet|disabl|suspend|terminat|bann(?:ed|ing)|block|restrict(?:ed|ion)|limited (?!time)|restor|reinstat',
    '(?:put|brought|bring) (?:it |them )?back|back (?:online|up)',
    'taken? down|took down|taken offline|take it offline|lift(?:ed|ing)|revers|overturn|withdr[ae]w|hidden|hid |geo-?block',
    '(?:no longer|not|still|again) (?:available|visible|online)|(?:available|visible|online) again|gone',
    '(?:not|unable to) (?:been able to |able to )?review|reject|declin|denied|refus(?:e|al)|decision|decided|resolved|closed|violat|breach',
    'remain(?:s|ed)?(?! at your)|stays?(?! safe)|stayed|kept|still (?:there|up|live)|re-?post|re-?upload',
    'cover(?:ed|s) |labell?ed|warning (?:screen|label|message)|age-?(?:restrict|gat)|demot|shown (?:with|behind|lower)|recommended in',
    'avertissement|limite d.age|waarschuwing|leeftijdsbeperking|warnhinweis|altersbeschrank|reactivat|geactiveerd',
    'against (?:our|the)|(?:take|took|taken|taking) (?:any |further |the |appropriate )?(?:action|measures|steps)|action (?:was|has been)',
    'not (?:true|correct|right|the case)|incorrect|disregard|correction|sent in error|by mistake',
    'pas (?:vrai|exact|correct)|inexact|rectificati|tenir compte|niet (?:waar|juist|correct)|onjuist|rechtzetting|stimmt nicht|nicht (?:richtig|korrekt|wahr)|korrektur|berichtigung',
    'supprim|retir|desactiv|bloqu|restrein|limitee?s? |retabl|restaur|remis(?:e|es)? |rejet|annul|cloture|decision|enfrei',
    "plus (?:disponible|visible|en ligne)|pris (?:des|aucune|une) mesures?|a l'encontre",
    'verwijder|geblokkeerd|blokkeer|uitgeschakeld|opgeschort|geschorst|beperkt|verbannen|hersteld|teruggeplaatst|teruggezet',
    'opgeheven|afgewezen|geweigerd|offline|beslissing|besloten (?!groep)|afgesloten|maatregelen|actie ondernomen|in strijd',
    'entfern|gelosch|geloesch|losch|gesperrt|deaktiviert|eingeschrankt|blockier|wiederhergestellt|aufgehoben|abgelehnt',
    'zuruckgewiesen|entscheidung|entschieden|geschlossen|massnahmen|verstoss',
  ].join('|')})`,
  'gu',
);
