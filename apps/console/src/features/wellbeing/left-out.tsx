import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { ReportSearch } from '../reports/report-search.js';

interface LeftOutProps {
  readonly search: ReportSearch;
  /** The same without the categories that are not wanted today. */
  readonly wanted: ReportSearch;
  readonly isShown: boolean;
  readonly onShow: (isShown: boolean) => void;
}

/** Says how many reports the list leaves out, because somebody does not want their category today; a click shows them. */
export function LeftOut({ search, wanted, isShown, onShow }: LeftOutProps) {
  const { t } = useTranslation('wellbeing');
  const [all, some] = useQueries({
    queries: [search, wanted].map((query) => ({
      queryKey: keys.reportCount(query),
      queryFn: () => client.countReports(query),
    })),
  });
  const leftOut = all?.data && some?.data && !all.data.more ? all.data.count - some.data.count : undefined;
  if (leftOut === 0) return null;
  return (
    <Note tone="calm" role="status">
      <ProblemAlert error={all?.error ?? some?.error} />
      {isShown ? (
        <p>{t('leftOut.shown')}</p>
      ) : (
        <p>{leftOut === undefined ? t('leftOut.some') : t('leftOut.counted', { count: leftOut })}</p>
      )}
      <Button variant="default" size="xs" mt="xs" onClick={() => onShow(!isShown)}>
        {isShown ? t('leftOut.hide') : t('leftOut.show')}
      </Button>
    </Note>
  );
}
