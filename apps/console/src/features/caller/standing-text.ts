import { useTranslation } from 'react-i18next';
import type { CallerStatus } from '#client';
import { dayIn } from './day.js';

type Standing = CallerStatus['platforms'][number]['standings'][number];

/** How it stands, as one or two plain sentences. */
export function useStandingText(platform: string): (standing: Standing) => string {
  const { t, i18n } = useTranslation('caller');
  return ({ word, seenOn }) => {
    const looked = seenOn === null ? '' : ` ${t('looked', { day: dayIn(seenOn, i18n.language) })}`;
    switch (word) {
      case 'PREPARING':
        return t('word.preparing', { platform });
      case 'UNCERTAIN':
        return t('word.uncertain', { platform });
      case 'NOT_DELIVERED':
        return t('word.notDelivered', { platform });
      case 'ASKED':
        return t('word.asked', { platform });
      case 'RECEIVED':
        return t('word.received', { platform });
      case 'ASKED_US':
        return t('word.askedUs', { platform });
      case 'LIMITED':
        return t('word.limited', { platform });
      case 'SAID_GONE':
        return t('word.saidGone', { platform });
      case 'GONE':
        return t('word.gone', { platform }) + looked;
      case 'GONE_UNEXPLAINED':
        return t('word.goneUnexplained', { platform }) + looked;
      case 'STILL_THERE':
        return t('word.stillThere', { platform }) + looked;
      case 'REFUSED':
        return t('word.refused', { platform });
      case 'NOT_FOUND':
        return t('word.notFound', { platform });
      case 'REPORTED_BEFORE':
        return t('word.reportedBefore', { platform });
      case 'NO_DECISION':
        return t('word.noDecision', { platform });
      case 'PUT_BACK':
        return t('word.putBack', { platform });
      case 'CHALLENGED':
        return t('word.challenged', { platform });
      case 'BACK':
        return t('word.back', { platform }) + looked;
      case 'WITHDRAWN':
        return t('word.withdrawn', { platform });
    }
  };
}
