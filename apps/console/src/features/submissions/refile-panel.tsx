import '../../design/mantine-later.css';
import { Button, Checkbox, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RefilingDraft, Report } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import acts from './acts/acts.module.css';
import { LongText } from '../../design/long-text.js';
import { refilingQuery } from './queries.js';

/** Whether there is something to file again: seen again, and nothing stands in its place yet. */
export function hasReappeared({ submissions, submissionsCursor, counts }: Report): boolean {
  if (submissionsCursor !== null) return (counts['reappeared'] ?? 0) > 0;
  return submissions.some(({ word, repeatedBy }) => word === 'reappeared' && repeatedBy === null);
}

/** It came back: a new notice is prepared for every platform it was gone from, and leaves when a person says so. */
export function RefilePanel({ report }: { report: Report }) {
  const { t } = useTranslation('report');
  const { data: drafts, error, refetch } = useQuery(refilingQuery(report.id));
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [isGoodFaith, setIsGoodFaith] = useState(false);
  const seenAgain = drafts?.filter((draft) => draft.seenAgain).map(({ repeats }) => repeats) ?? [];
  const wanted = (chosen ?? seenAgain).filter((id) => drafts?.some(({ repeats }) => repeats === id));
  /** One a choice: pressed twice, or sent again after a lost answer, they leave once. */
  const key = useRef({ choice: '', key: '' });
  const refile = useMutation({
    mutationFn: (submissions: readonly string[]) => {
      const choice = submissions.join();
      if (key.current.choice !== choice) key.current = { choice, key: crypto.randomUUID() };
      return client.refileReport(report.id, submissions, { idempotencyKey: key.current.key });
    },
    onSuccess: (after) => queryClient.setQueryData(keys.report(report.id), after),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(report.id) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
      ]),
  });
  const toggle = (id: string, isWanted: boolean) =>
    setChosen(isWanted ? [...wanted, id] : wanted.filter((each) => each !== id));
  return (
    <Card title={t('refile.title')}>
      <div className={acts.acts}>
        <p>{t('refile.text')}</p>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {!drafts && !error && <Loading rows={2} />}
        {drafts?.map((draft) => (
          <Draft
            key={draft.repeats}
            draft={draft}
            isWanted={wanted.includes(draft.repeats)}
            onToggle={(isWanted) => toggle(draft.repeats, isWanted)}
          />
        ))}
        <Checkbox
          label={t('refile.goodFaith')}
          checked={isGoodFaith}
          onChange={(event) => setIsGoodFaith(event.currentTarget.checked)}
        />
        <Group>
          <Button
            disabled={wanted.length === 0 || !isGoodFaith}
            loading={refile.isPending}
            onClick={() => refile.mutate(wanted)}
          >
            {t('refile.send', { count: wanted.length })}
          </Button>
        </Group>
        <ProblemAlert error={refile.error} />
      </div>
    </Card>
  );
}

function Draft({
  draft,
  isWanted,
  onToggle,
}: {
  draft: RefilingDraft;
  isWanted: boolean;
  onToggle: (isWanted: boolean) => void;
}) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  return (
    <section className={acts.panel}>
      <Checkbox
        label={<PlatformName platform={draft.platform} size={20} />}
        description={[
          code(`channelKind.${draft.channelKind}`),
          draft.seenAgain ? t('refile.seenAgain') : t('refile.notSeenAgain'),
        ].join(' · ')}
        checked={isWanted}
        onChange={(event) => onToggle(event.currentTarget.checked)}
      />
      <details>
        <summary>{t('refile.show')}</summary>
        {draft.steps.length > 0 && (
          <ol className={acts.steps}>
            {draft.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
        <div className={acts.fields}>
          {draft.fields.map(({ label, value }) => (
            <div key={label} className={acts.field}>
              <span className={acts.fieldHead}>{label}</span>
              <LongText text={value} label={label} />
            </div>
          ))}
        </div>
      </details>
    </section>
  );
}
