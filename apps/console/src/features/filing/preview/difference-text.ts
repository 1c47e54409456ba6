import { useTranslation } from 'react-i18next';
import type { NoticePreview } from './use-preview.js';

type Difference = NoticePreview['differences'][number];

/** Words for how what leaves differs from what was written. */
export function useDifferenceText(): (difference: Difference) => string {
  const { t } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  return ({ code: what, field = 'EXPLANATION', kept = 0, cut = 0, because, from, into, label = '', ask }) => {
    const name = code(`differingField.${field}`);
    switch (what) {
      case 'CUT':
        return t('difference.cut', { field: name, kept, count: cut });
      case 'LEFT_OUT':
        return because === 'LAW'
          ? t('difference.leftOutByLaw', { field: name })
          : t('difference.leftOut', { field: name });
      case 'TRANSLATED':
        return t('difference.translated', {
          from: code(`language.${from ?? 'en'}`),
          into: code(`language.${into ?? 'en'}`),
        });
      case 'REASON':
        return t('difference.reason', { reason: label });
      case 'ASK_LEFT_OUT':
        return t('difference.askLeftOut', { ask: code(`ask.${ask ?? 'REMOVE_CONTENT'}`) });
    }
  };
}
