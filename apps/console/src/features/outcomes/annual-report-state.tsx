import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnualReport, AnnualReportComparison } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useMay } from '../session/may.js';

/** What the page reads of a report; the rest is for files. */
interface Told {
  readonly preliminaryOn: string | null;
  readonly mode: 'armed' | 'rehearsed';
  readonly figures: { readonly notices: number | null };
}

/** Whether a year is sealed, and whether it still is what was sealed. */
export function AnnualReportState({ read, year }: { readonly read: AnnualReport; readonly year: number }) {
  const { t } = useTranslation('outcomes');
  const maySeal = useMay('SEAL_ANNUAL_REPORT');
  const { preliminaryOn, mode, figures } = read.report as unknown as Told;
  const sealing = useMutation({
    mutationFn: () => client.sealAnnualReport(year),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.annualReport }),
  });
  const comparing = useMutation({ mutationFn: () => client.compareAnnualReport(year) });
  const isOpen = read.seal === null && preliminaryOn === null && mode === 'armed';
  return (
    <Stack>
      <Text>
        {figures.notices === null ? t('notices.hidden') : t('notices.count', { count: figures.notices })}
      </Text>
      {mode === 'rehearsed' && <Note tone="attention">{t('state.rehearsed')}</Note>}
      {preliminaryOn !== null && <Note tone="attention">{t('state.preliminary')}</Note>}
      {isOpen && <Note tone="calm">{t('state.open')}</Note>}
      {read.seal && (
        <Note tone="good" title={t('state.sealed')}>
          <Time at={read.seal.sealedAt} style="absolute" />
        </Note>
      )}
      <Group>
        {isOpen && maySeal && (
          <ConfirmButton
            title={t('seal.title', { year })}
            text={t('seal.text')}
            confirmLabel={t('seal.confirm')}
            loading={sealing.isPending}
            onConfirm={() => sealing.mutate()}
          >
            {t('seal.button')}
          </ConfirmButton>
        )}
        {read.seal && (
          <Button variant="default" loading={comparing.isPending} onClick={() => comparing.mutate()}>
            {t('compare.button')}
          </Button>
        )}
      </Group>
      <ProblemAlert error={sealing.error ?? comparing.error} />
      {comparing.data && <Compared comparison={comparing.data} />}
    </Stack>
  );
}

function Compared({ comparison }: { readonly comparison: AnnualReportComparison }) {
  const { t } = useTranslation('outcomes');
  const { outcome, sealState, changes, laterEvents } = comparison;
  const isBroken = sealState === 'TEXT_CHANGED' || sealState === 'FORGED';
  if (isBroken)
    return (
      <Note tone="bad" role="alert">
        {t('compare.broken')}
      </Note>
    );
  if (outcome === 'SAME')
    return (
      <Note tone="good" role="status">
        {t('compare.same')}
      </Note>
    );
  const events = laterEvents.reduce((sum, { count }) => sum + count, 0);
  const shown = (value: string | null | undefined) =>
    value === null ? t('compare.hidden') : value === undefined ? '–' : value;
  return (
    <Note tone="attention" role="status" title={t('compare.changed', { count: changes.length })}>
      <Text size="sm">{t('compare.events', { count: events })}</Text>
      <ul>
        {changes.map(({ where, sealed, now }) => (
          <li key={where}>
            <code>{where}</code>: {shown(sealed)} → {shown(now)}
          </li>
        ))}
      </ul>
    </Note>
  );
}
