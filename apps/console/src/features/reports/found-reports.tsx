import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { Card } from '../../design/card.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useProblemTexts } from '../../design/problem-texts.js';
import { ReportRows } from './report-rows.js';

interface FoundReportsProps {
  /** What was pasted. It is asked for once, and kept nowhere. */
  readonly address: string;
  readonly onClose: () => void;
}

/** Reports of the same content as a pasted address, in place of the list. */
export function FoundReports({ address, onClose }: FoundReportsProps) {
  const { t } = useTranslation('reports');
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...keys.reports, 'same-content', address],
    queryFn: () => client.searchReports(address),
    gcTime: 0,
  });
  const why = useRefusal(error);
  return (
    <Card
      title={t('found.title')}
      aside={
        <Button variant="default" size="sm" onClick={onClose}>
          {t('found.close')}
        </Button>
      }
    >
      {why === undefined ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        <Note tone="attention" role="alert">
          <p>{why}</p>
        </Note>
      )}
      {isPending && <Loading rows={2} />}
      {data?.length === 0 && (
        <EmptyState icon={IconFilterOff} title={t('found.none')} text={t('found.noneText')} />
      )}
      {data && data.length > 0 && <ReportRows rows={data} />}
    </Card>
  );
}

/** Why what was pasted names no content, where that is why. */
function useRefusal(error: unknown): string | undefined {
  const { resolve } = useCodeTexts();
  const { problem } = useProblemTexts();
  const code = error instanceof ApiProblem ? error.errors[0]?.code : undefined;
  if (code === undefined) return undefined;
  return code.startsWith('TARGET.')
    ? resolve(code.slice('TARGET.'.length) as Parameters<typeof resolve>[0])
    : problem(new ApiProblem(422, code, ''));
}
