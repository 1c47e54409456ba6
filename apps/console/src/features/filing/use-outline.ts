import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { taxonomyQuery } from '../../api/queries.js';
import type { Draft, ReportLanguage } from './draft.js';
import { missingIn, type Field } from './request.js';
import type { Found } from './targets/found.js';

interface OutlineEntry {
  readonly name: string;
  readonly title: string;
  readonly isDone: boolean;
  /** What was answered, in a few words. */
  readonly answer?: string | undefined;
}

interface Written {
  readonly draft: Draft;
  readonly filed: readonly Found[];
  readonly language: ReportLanguage;
  readonly isInGoodFaith: boolean;
}

/** What the page holds so far, a line a question. */
export function useOutline({ draft, filed, language, isInGoodFaith }: Written): OutlineEntry[] {
  const { t, i18n } = useTranslation('filing');
  const { t: code } = useTranslation('codes');
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const category = categories.find((each) => each.code === draft.category);
  const asks = draft.asks ?? category?.defaultAsks ?? [];
  const missing = missingIn(draft, filed, isInGoodFaith).map(({ field }) => field);
  const has = (field: Field) => !missing.includes(field);
  const answerOf = (field: Field, answer: () => string | undefined) => (has(field) ? answer() : undefined);
  return [
    {
      ...{ name: 'where', title: t('where.title'), isDone: has('targets') },
      answer: answerOf('targets', () => t('outline.places', { count: filed.length })),
    },
    {
      ...{ name: 'what', title: t('what.title'), isDone: has('category') },
      answer: answerOf('category', () => category?.labels[i18n.language]),
    },
    {
      ...{ name: 'ask', title: t('ask.title'), isDone: asks.length > 0 },
      answer: asks.length > 0 ? t('outline.asks', { count: asks.length }) : undefined,
    },
    { name: 'story', title: t('story.title'), isDone: has('explanation') },
    {
      ...{ name: 'caller', title: t('caller.title'), isDone: has('role') },
      answer: answerOf(
        'role',
        () => `${code(`role.${draft.role ?? 'OTHER'}`)}, ${code(`language.${language}`)}`,
      ),
    },
    { name: 'check', title: t('check.title'), isDone: missing.length === 0 },
  ];
}
