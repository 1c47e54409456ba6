import type { PhraseRow } from '#platform-kit';

/** What WhatsApp says beside the usual words. Recalled, 2026-11-23; it says little. */
export const whatsappPhrases: readonly PhraseRow[] = [
  {
    means: { kind: 'actioned', effects: ['ACCOUNT_SUSPENDED'] },
    en: [
      '{account} (?:is|was|has been) (?:now )?banned from (?:using )?whatsapp',
      '{we}banned {account} from (?:using )?whatsapp',
    ],
    fr: ['{account} (?:est|a ete) (?:desormais )?(?:banni|exclu)(?:e|s)? de whatsapp'],
    nl: ['{account} is (?:nu )?(?:verbannen van|geblokkeerd op) whatsapp'],
    de: ['{account} (?:ist|wurde) (?:nun )?(?:fur|von) (?:die nutzung von )?whatsapp gesperrt'],
  },
  {
    means: { kind: 'actioned', effects: ['GROUP_DISABLED'] },
    en: ['{group} (?:is|can) no longer (?:available|be used|active)', '{we}ended {group}'],
  },
];
