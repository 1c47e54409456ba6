import { useTranslation } from 'react-i18next';
import type { ReportEvent, Resolution } from '#client';
import { ApiProblem, ApiUnreachable } from '#client';

/** Groups of codes.json whose codes the API's description does not list. */
type OpenGroup = 'alert' | 'waiting' | 'regimeReason' | 'plan' | 'problem' | 'targetKind' | 'resolve';

/**
 * Words for codes that the compiler cannot check: those of enums are asked for directly,
 * by `useTranslation('codes')` and `t(`word.${word}`)`. A key of codes.json is never written out, see i18next.config.ts.
 *
 * A code without a text of its own gets the group's OTHER, which names it.
 */
export function useCodeTexts() {
  const { t, i18n } = useTranslation('codes');
  const textOf = (group: OpenGroup, code: string) => {
    const known = i18n.exists(`codes:${group}.${code}`) ? code : 'OTHER';
    return t(`${group}.${known}` as 'waiting.OTHER', { code });
  };
  return {
    /** What staff are alerted about; its platform stands before it. */
    alert: (kind: string) => textOf('alert', kind),
    /** Why a submission waits, failed, or was left to a person. */
    waiting: (code: string) => textOf('waiting', code),
    /** Why a notice claims no more standing. */
    regimeReason: (code: string) => textOf('regimeReason', code),
    /** Which ways in a notice takes, and why. */
    plan: (code: string) => textOf('plan', code),
    targetKind: (kind: string) => textOf('targetKind', kind),
    /** Why an address was not taken, and the way out. */
    resolve: (reason: NonNullable<Resolution['reason']>) => textOf('resolve', reason),
    event: (type: ReportEvent['type']) => t(`event.${type.replaceAll('.', '_')}` as 'event.report_created'),
    /** What went wrong with a call, for people. */
    problem: (error: unknown) => {
      if (error instanceof ApiUnreachable) return textOf('problem', 'UNREACHABLE');
      if (error instanceof Error && error.name === 'PasskeyNotGiven')
        return textOf('problem', 'PASSKEY_NOT_GIVEN');
      if (!(error instanceof ApiProblem)) return textOf('problem', 'SERVER.ERROR');
      if (error.status === 429) return textOf('problem', 'TOO_MANY');
      // Of a request that needs a change: what, where there are words for it.
      const known = error.errors.find(({ code }) => i18n.exists(`codes:problem.${code}`));
      return textOf('problem', known?.code ?? error.code);
    },
  };
}
