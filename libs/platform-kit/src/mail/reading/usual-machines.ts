import type { PhraseRow } from './phrase-table.js';

/**
 * What machines answer to any mail: absences, read receipts, surveys; and that nobody reads our notice, as long as we do
 * nothing: closed mailboxes, challenges, quarantines. Recalled, read on 2026-11-27.
 */
export const usualMachines: readonly PhraseRow[] = [
  {
    means: { kind: 'courtesy' },
    isNegative: true,
    en: [
      '(?:i am|we are|i will be) (?:currently |now )?(?:out of (?:the )?office|on (?:vacation|holiday|leave|annual leave|parental leave)|away(?: from my (?:mail|e-?mail|desk))?)',
      '(?:our )?offices? (?:is|are) closed (?:for|on|until|due to)',
      'was (?:read|opened|displayed) on \\d{1,4}',
      'how did we do',
      'rate (?:your|the) (?:experience|support|conversation)',
      '(?:take|complete|fill in) (?:our|this|a) (?:short |quick |brief )?survey',
    ],
    fr: [
      '(?:je suis|nous sommes|je serai) (?:actuellement )?(?:absente?s?|en conges?|en vacances|hors du bureau)',
      'nos bureaux (?:sont|seront) fermes',
      'votre avis (?:nous interesse|compte)',
      'comment evaluez-vous',
      'repondre a (?:l.|notre )enquete',
      'a ete lu le \\d{1,4}',
    ],
    nl: [
      '(?:ik ben|wij zijn|we zijn) (?:momenteel |even )?(?:afwezig|met (?:vakantie|verlof)|niet op kantoor|buiten kantoor)',
      '(?:onze|ons) kanto(?:ren|or) (?:zijn|is) (?:gesloten|dicht)',
      'uw mening telt',
      'hoe (?:beoordeelt u|beoordeel je|deden we het)',
      'is gelezen op \\d{1,4}',
    ],
    de: [
      '(?:ich bin|wir sind) (?:derzeit |momentan |zurzeit |aktuell )?(?:nicht im (?:buro|haus)|abwesend|im urlaub|ausser haus|nicht erreichbar)',
      'unsere? (?:buros?|geschaftsstelle) (?:ist|sind) geschlossen',
      'ihre meinung (?:zahlt|ist uns wichtig)',
      'wie bewerten sie',
      'wurde am \\d{1,2}\\.? ?[a-z0-9.]{0,12} ?\\d{0,4} gelesen',
    ],
  },
  {
    means: { kind: 'unheard' },
    en: [
      'no longer (?:work|with|employed|monitored|in use|active|valid)(?: (?:at|for|by|with) [a-z ]{2,30})?',
      '(?:is|are) not (?:being )?(?:monitored|read|checked|attended)',
      '(?:send|forward|direct|address) your (?:message|e-?mail|request|notice) to',
      '(?:re-?send|send (?:it|your (?:message|e-?mail)) again)',
      '(?:click|follow|use) (?:here|the link|this link)(?: below)? to (?:deliver|verify|confirm|release)',
      'confirm (?:that )?you are (?:not a robot|human)',
      'guest list',
      'wait-?listed',
      'quarantined?',
      'let your (?:e-?mail|message) through',
      'held (?:for (?:review|moderation)|in (?:the )?queue)',
      'awaits? (?:moderator )?(?:approval|verification)',
    ],
    fr: [
      "n'est plus (?:relevee|consultee|active|utilisee|suivie|valide)",
      'ne travaille plus',
      "n'etes pas un robot",
      '(?:est|sera) (?:en attente|mis en quarantaine)',
      'cliquer sur le lien',
      '(?:veuillez|merci de) (?:renvoyer|adresser|envoyer) (?:votre|vos) (?:message|e-?mail|demande)',
    ],
    nl: [
      'wordt niet (?:meer )?(?:gelezen|opgevolgd|gecontroleerd)',
      'werk(?:t)? niet meer (?:bij|voor)',
      'niet langer in gebruik',
      'in quarantaine',
      'geen robot',
      'klik (?:hier|op de link) om',
      'opnieuw (?:te )?(?:sturen|verzenden)',
    ],
    de: [
      'wird nicht (?:mehr )?(?:gelesen|abgerufen|uberwacht)',
      'nicht mehr (?:bei|fur) [a-z ]{2,30} tatig',
      'nicht mehr in gebrauch',
      'in quarantane',
      'kein roboter',
      'klicken sie (?:hier|auf den link),? um',
      'erneut (?:zu )?(?:senden|zuzusenden)',
    ],
  },
  {
    means: { kind: 'closed' },
    isNegative: true,
    en: ['{report} (?:is|was|has been) (?:now |therefore )?closed', '{we}closed {report}'],
    fr: ['(?:nous )?avons (?:donc )?cloture {report}', '{report} (?:est|a ete) (?:desormais )?cloturee?'],
    nl: [
      '{report} (?:is|werd) (?:daarom |hiermee |nu )?(?:afgesloten|gesloten)',
      '{hebben} {report} (?:daarom )?(?:afgesloten|gesloten)',
    ],
    de: [
      '{report} (?:ist|wurde) (?:damit |daher |deshalb )?(?:geschlossen|abgeschlossen)',
      '{haben} (?:sie|{report}) {adv}(?:ohne massnahmen? )?(?:geschlossen|abgeschlossen)',
    ],
  },
];
