import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Approval, Platform } from '#client';
import { taxonomyQuery } from '../../api/queries.js';
import { absoluteTime } from '../../design/times.js';

/** What waits, in a few words, and what happens once it is approved; null where the words say all. */
export function useWhat({ act, subject, reportReference, terms }: Approval): {
  readonly what: string;
  readonly meaning: string | null;
} {
  const { t, i18n } = useTranslation('approvals');
  const { t: code } = useTranslation('codes');
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const reference = reportReference ?? subject;
  switch (act) {
    case 'ARM_PLATFORM':
      return {
        what: t('what.arm', { platform: code(`platform.${subject as Platform['key']}`) }),
        meaning: t('meaning.arm'),
      };
    case 'ERASE':
      return { what: t('what.erase', { reference }), meaning: t('meaning.erase') };
    case 'KEEP': {
      const reason = code(`keepReason.${(terms.reason ?? 'OTHER') as 'OTHER'}`);
      const meaning =
        terms.until === undefined
          ? t('meaning.keep', { reason })
          : t('meaning.keepUntil', { reason, until: absoluteTime(Date.parse(terms.until), i18n.language) });
      return { what: t('what.keep', { reference }), meaning };
    }
    case 'EXPORT':
      return {
        what: t('what.export', { reference }),
        meaning: terms.for === 'POLICE' ? t('meaning.exportPolice') : t('meaning.exportPerson'),
      };
    case 'CONFIRM_CATEGORY': {
      const named = categories.find((each) => each.code === terms.category)?.labels[i18n.language];
      const category = named ?? terms.category ?? '';
      return { what: t('what.category', { reference }), meaning: t('meaning.category', { category }) };
    }
    default:
      return { what: t('what.other', { act, subject }), meaning: null };
  }
}
