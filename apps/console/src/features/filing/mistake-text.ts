import { useTranslation } from 'react-i18next';
import type { DetailKind, Resolution } from '#client';
import { useCodeTexts } from '../../design/code-texts.js';
import type { Field, Mistake } from './request.js';

/** Words for what is wrong with a field. */
export function useMistakeText(): (mistake: Mistake) => string {
  const { t } = useTranslation('filing');
  // There by the time that something can be wrong: the page shows its first field without them.
  const { t: word } = useTranslation('codes', { useSuspense: false });
  const { resolve } = useCodeTexts({ useSuspense: false });
  const missing: Readonly<Record<Field, string>> = {
    targets: t('mistake.missing.targets'),
    category: t('mistake.missing.category'),
    asks: t('mistake.missing.asks'),
    explanation: t('mistake.missing.explanation'),
    role: t('mistake.missing.role'),
    language: t('mistake.missing.language'),
    goodFaith: t('mistake.missing.goodFaith'),
  };
  const known: Readonly<Record<string, string>> = {
    'EXPLANATION.TOO_LONG_FOR_CHANNEL': t('mistake.explanationTooLong'),
    'CATEGORY.NOTHING_TO_SEND': t('mistake.nothingToSend'),
    'CATEGORY.UNKNOWN': t('mistake.unknownCategory'),
    'CONFIDENTIAL.NO_NAME': t('mistake.noName'),
    'FIELD.ARRAY_MAX_SIZE': t('mistake.tooManyTargets'),
    STILL_READING: t('mistake.stillReading'),
  };
  return ({ field, code, detail }) => {
    if (code === 'MISSING' && field !== null) return missing[field];
    if (code.startsWith('OUTGOING.')) {
      const kind = code.slice('OUTGOING.'.length) as DetailKind;
      return t('mistake.outgoing', { detail: word(`detailKind.${kind}`) });
    }
    if (field === 'targets' && code.startsWith('TARGET.'))
      return resolve(code.slice('TARGET.'.length) as NonNullable<Resolution['reason']>);
    if (field === 'explanation' && code === 'FIELD.MAX_LENGTH') return t('mistake.explanationTooLong');
    return known[code] ?? detail ?? code;
  };
}
