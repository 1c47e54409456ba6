import '../../design/mantine-later.css';
import { Button, Checkbox, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswers, ReportRow } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { taxonomyQuery } from '../../api/queries.js';
import { AttentionBadge, StatusBadge } from '../../design/badges.js';
import { Card } from '../../design/card.js';
import { ClockBadge } from '../../design/clock-badge.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { colleaguesQuery } from '../claims/queries.js';
import { usePersonId } from '../session/may.js';
import classes from './hand-over.module.css';
import { nextGroups, type NextGroup, type NextStep } from './next-groups.js';

/** In place of a colleague: they stand unclaimed. */
const nobody = 'nobody';

interface HandOverFormProps {
  readonly rows: readonly ReportRow[];
  readonly onDone: (answers: BulkAnswers) => void;
}

/** Which reports go, to whom, and what is to be known of them: one act. */
export function HandOverForm({ rows, onDone }: HandOverFormProps) {
  const { t } = useTranslation('reports');
  const personId = usePersonId();
  const { data: everybody = [], error } = useQuery(colleaguesQuery);
  // Everything is handed over but what is taken out.
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState('');
  const [note, setNote] = useState('');
  const chosen = rows.filter(({ id }) => !leftOut.has(id));
  const act = useMutation({
    mutationFn: () =>
      client.actOnReports({
        ...(to === nobody ? { act: 'RELEASE' } : { act: 'HAND_OVER', to }),
        reports: chosen.map(({ id }) => id),
        ...(note.trim() !== '' && { note: note.trim() }),
      }),
    onSuccess: (answers) => {
      onDone(answers);
      setLeftOut(new Set());
      setNote('');
    },
    onSettled: () =>
      Promise.all(
        [keys.reports, keys.claims, keys.notes].map((queryKey) =>
          queryClient.invalidateQueries({ queryKey }),
        ),
      ),
  });
  const choose = (ids: readonly string[], isChosen: boolean) => {
    const next = new Set(leftOut);
    for (const id of ids)
      if (isChosen) next.delete(id);
      else next.add(id);
    setLeftOut(next);
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (to !== '' && chosen.length > 0) act.mutate();
  };
  const colleagues = everybody.filter(({ id }) => id !== personId);
  const ids = rows.map(({ id }) => id);
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Checkbox
        label={t('handOver.all', { count: rows.length })}
        checked={chosen.length === rows.length}
        indeterminate={chosen.length > 0 && chosen.length < rows.length}
        onChange={({ currentTarget: { checked } }) => choose(ids, checked)}
      />
      {nextGroups(rows).map((group) => (
        <Group key={group.step} group={group} leftOut={leftOut} onChoose={choose} />
      ))}
      <Card title={t('handOver.whom')}>
        <ProblemAlert error={error} />
        <NativeSelect
          label={t('handOver.to')}
          value={to}
          onChange={({ currentTarget: { value } }) => setTo(value)}
          data={[
            { value: '', label: t('handOver.choose') },
            ...colleagues.map(({ id, name, team }) => ({
              value: id,
              label: team === null ? name : `${name} (${team})`,
            })),
            { value: nobody, label: t('handOver.nobody') },
          ]}
        />
        <Textarea
          mt="md"
          label={t('handOver.noteLabel')}
          description={t('handOver.noteHelp')}
          value={note}
          onChange={({ currentTarget: { value } }) => setNote(value)}
          maxLength={4_000}
          autosize
          minRows={3}
          maxRows={12}
        />
        <ProblemAlert error={act.error} />
        <Button type="submit" mt="md" loading={act.isPending} disabled={to === '' || chosen.length === 0}>
          {t('handOver.act', { count: chosen.length })}
        </Button>
      </Card>
    </form>
  );
}

function useStepTitles(): Readonly<Record<NextStep, string>> {
  const { t } = useTranslation('reports');
  return {
    overdue: t('handOver.next.overdue'),
    dueSoon: t('handOver.next.dueSoon'),
    needsPerson: t('handOver.next.needsPerson'),
    toLook: t('handOver.next.toLook'),
    withPlatform: t('handOver.next.withPlatform'),
    putAside: t('handOver.next.putAside'),
    nothing: t('handOver.next.nothing'),
  };
}

interface GroupProps {
  readonly group: NextGroup;
  readonly leftOut: ReadonlySet<string>;
  readonly onChoose: (ids: readonly string[], isChosen: boolean) => void;
}

function Group({ group: { step, rows }, leftOut, onChoose }: GroupProps) {
  const { t, i18n } = useTranslation('reports');
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const title = useStepTitles()[step];
  return (
    <Card title={title}>
      <ul className={classes.list} aria-label={title}>
        {rows.map(({ id, reference, category, status, attention, sla, clock }) => (
          <li key={id} className={classes.row}>
            <Checkbox
              checked={!leftOut.has(id)}
              onChange={({ currentTarget: { checked } }) => onChoose([id], checked)}
              aria-label={t('bulk.select', { reference })}
            />
            <div>
              <Link to="/reports/$reference" params={{ reference }}>
                {reference}
              </Link>{' '}
              {categories.find(({ code }) => code === category)?.labels[i18n.language] ?? category}
              <div className={classes.badges}>
                <StatusBadge status={status} />
                {attention.map((word) => (
                  <AttentionBadge key={word} word={word} />
                ))}
                <ClockBadge sla={sla} clock={clock} />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
