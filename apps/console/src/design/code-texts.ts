import { useTranslation } from 'react-i18next';
import type { ReportEvent, Resolution } from '#client';

/** Groups of codes.json whose codes the API's description does not list. */
type OpenGroup = 'alert' | 'deliveryOutcome' | 'regimeReason' | 'plan' | 'targetKind' | 'resolve';

/**
 * Words for codes that the compiler cannot check: those of enums are asked for directly,
 * by `useTranslation('codes')` and `t(`word.${word}`)`. A key of codes.json is never written out, see i18next.config.ts.
 *
 * A code without a text of its own gets the group's OTHER, which names it.
 */
export function useCodeTexts({ useSuspense = true } = {}) {
  const { t, i18n } = useTranslation('codes', { useSuspense });
  const textOf = (group: OpenGroup, code: string) => {
    const known = i18n.exists(`codes:${group}.${code}`) ? code : 'OTHER';
    return t(`${group}.${known}` as 'alert.OTHER', { code });
  };
  return {
    /** What staff are alerted about; its platform stands before it. */
    alert: (kind: string) => textOf('alert', kind),
    /** Why a notice claims no more standing. */
    regimeReason: (code: string) => textOf('regimeReason', code),
    /** Which ways in a notice takes, and why. */
    plan: (code: string) => textOf('plan', code),
    targetKind: (kind: string) => textOf('targetKind', kind),
    /** Why an address was not taken, and the way out. */
    resolve: (reason: NonNullable<Resolution['reason']>) => textOf('resolve', reason),
    event: (type: ReportEvent['type']) => t(`event.${type.replaceAll('.', '_')}` as 'event.report_created'),
    /** How an attempt to deliver a webhook ended. */
    deliveryOutcome: (outcome: string) => textOf('deliveryOutcome', outcome),
  };
}
