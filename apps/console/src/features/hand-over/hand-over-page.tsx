import { useQuery } from '@tanstack/react-query';
import { IconMoodSmile, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswers } from '#client';
import { EmptyState } from '../../design/empty-state.js';
import { Loading } from '../../design/loading.js';
import { Note } from '../../design/note.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { BulkResult } from '../reports/bulk-result.js';
import { usePersonId } from '../session/may.js';
import { HandOverForm } from './hand-over-form.js';
import classes from './hand-over.module.css';
import { ownReports } from './queries.js';

/** The end of a shift: what somebody takes care of, by what happens next, goes to a colleague or to nobody. */
export function HandOverPage() {
  const { t } = useTranslation('reports');
  const isPerson = usePersonId() !== null;
  const { data: rows, error, isPending, refetch } = useQuery({ ...ownReports, enabled: isPerson });
  const [answers, setAnswers] = useState<BulkAnswers>();
  return (
    <Page title={t('handOver.title')} lead={t('handOver.lead')} width="narrow">
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {answers && <HandedOn answers={answers} />}
      {!isPerson && (
        <EmptyState
          icon={IconUserCheck}
          title={t('handOver.persons.title')}
          text={t('handOver.persons.text')}
        />
      )}
      {isPerson && isPending && <Loading rows={4} />}
      {rows?.length === 0 && (
        <EmptyState icon={IconMoodSmile} title={t('handOver.none.title')} text={t('handOver.none.text')} />
      )}
      {rows && rows.length > 0 && <HandOverForm rows={rows} onDone={setAnswers} />}
    </Page>
  );
}

/** What became of each, and which of them the note is not kept with. */
function HandedOn({ answers }: { answers: BulkAnswers }) {
  const { t } = useTranslation('reports');
  const without = answers.data.filter(({ noted }) => noted === false);
  return (
    <div className={classes.result}>
      <BulkResult answers={answers} />
      {without.length > 0 && (
        <Note tone="attention" title={t('handOver.notNoted')}>
          {without.map(({ reference }) => reference).join(', ')}
        </Note>
      )}
    </div>
  );
}
