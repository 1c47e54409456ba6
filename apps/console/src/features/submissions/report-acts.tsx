import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Approval, Holding, Report, Withdrawing } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { taxonomyQuery } from '../../api/queries.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { Dialog } from '../../design/dialog.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import acts from './acts/acts.module.css';
import { ChoiceButton, snoozeDays } from './choice-button.js';
import { ExplanationForm } from './explanation-form.js';
import { HoldHistory } from './hold-history.js';
import { isReport } from './use-correction.js';

const holdDays = ['3', '7', '14', '30'] as const;
const holdReasons = ['POLICE_FIRST', 'UNDER_INVESTIGATION', 'OTHER'] as const satisfies Holding['reason'][];
const withdrawReasons = [
  ...(['CALLER_WITHDREW', 'WRONG_ADDRESS', 'DUPLICATE', 'OTHER'] as const),
] satisfies NonNullable<Withdrawing['reason']>[];

/**
 * What a person does to the whole report: holds it, releases it, corrects its category
 * or explanation, withdraws it, puts it aside.
 */
export function ReportActs({ report }: { report: Report }) {
  const { t, i18n } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const { id, hold, attention } = report;
  const act = useMutation({
    mutationFn: (does: () => Promise<Report | Approval>) => does(),
    onSuccess: (after) => {
      if (isReport(after)) queryClient.setQueryData(keys.report(id), after);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.report(id) }),
        queryClient.invalidateQueries({ queryKey: keys.reports }),
        queryClient.invalidateQueries({ queryKey: keys.approvals }),
      ]),
  });
  const { open, left } = countsOf(report);
  const [isExplaining, explanation] = useDisclosure();
  const mayAct = useMay('ACT_ON_REPORT');
  const mayConfirm = useMay('CONFIRM_CATEGORY');
  const mayRelease = useMay('RELEASE_HOLD') && (hold?.ungraded !== true || mayConfirm);
  const isGlassOpen = useIsGlassOpen(id);
  const mayCorrect = useMay('ACT_ON_SUBMISSION') && report.contentFor === null && !isGlassOpen;
  const mayReadEvents = useMay('READ_EVENTS');
  return (
    <Card title={t('reportActs.title')}>
      <div className={acts.acts}>
        {hold !== null && (
          <Note tone="attention" title={code(`holdReason.${hold.reason}`)}>
            <p>{t('reportActs.held', { who: hold.by })}</p>
            {hold.ungraded && <p>{t('reportActs.ungraded')}</p>}
            <p>
              {t(hold.overdue ? 'reportActs.overdueSince' : 'reportActs.heldUntil')}{' '}
              <Time at={hold.until} style="absolute" />
            </p>
            {hold.note !== null && <p>{hold.note}</p>}
            {hold.left.length > 0 && <p>{t('reportActs.hadLeft', { count: hold.left.length })}</p>}
          </Note>
        )}
        <Group gap="xs">
          {hold === null
            ? mayAct &&
              open > 0 && (
                <ChoiceButton
                  label={t('reportActs.hold')}
                  text={t('reportActs.holdText')}
                  confirmLabel={t('reportActs.holdConfirm')}
                  reasons={holdReasons.map((value) => ({ value, label: code(`holdReason.${value}`) }))}
                  days={holdDays}
                  onConfirm={(reason, until) => act.mutate(() => client.holdReport(id, { reason, until }))}
                />
              )
            : mayRelease && (
                <ConfirmButton
                  size="sm"
                  title={t('reportActs.releaseTitle')}
                  text={[
                    ...(hold.ungraded ? [t('reportActs.confirmText')] : []),
                    t('reportActs.releaseText', { count: open - hold.left.length }),
                  ].join(' ')}
                  confirmLabel={t('reportActs.release')}
                  onConfirm={() => act.mutate(() => client.releaseReport(id))}
                >
                  {t('reportActs.release')}
                </ConfirmButton>
              )}
          {mayAct && attention.length > 0 && (
            <ChoiceButton
              label={t('reportActs.snooze')}
              text={t('reportActs.snoozeText')}
              confirmLabel={t('reportActs.snooze')}
              days={snoozeDays}
              onConfirm={(_reason, until) => act.mutate(() => client.snoozeReport(id, until))}
            />
          )}
          {mayCorrect && open > 0 && categories.length > 0 && (
            <ChoiceButton
              label={t('reportActs.correct')}
              text={t('reportActs.correctText', { count: left })}
              confirmLabel={t('reportActs.correctConfirm')}
              reasonLabel={t('reportActs.category')}
              reasons={categories
                .filter(({ code: value }) => value !== report.category)
                .map(({ code: value, labels }) => ({ value, label: labels[i18n.language] ?? value }))}
              onConfirm={(category) => act.mutate(() => correctCategory(id, category))}
            />
          )}
          {mayCorrect && open > 0 && left === 0 && (
            <>
              <Button variant="default" size="sm" onClick={explanation.open}>
                {t('correct.explanation')}
              </Button>
              <Dialog isOpen={isExplaining} title={t('correct.explanation')} onClose={explanation.close}>
                <ExplanationForm report={report} onDone={explanation.close} />
              </Dialog>
            </>
          )}
          {mayAct && open > 0 && (
            <ChoiceButton
              label={t('reportActs.withdraw')}
              text={t('reportActs.withdrawText', { count: left })}
              confirmLabel={t('reportActs.withdrawConfirm')}
              reasons={withdrawReasons.map((value) => ({ value, label: code(`withdrawReason.${value}`) }))}
              onConfirm={(reason) => act.mutate(() => client.withdrawReport(id, { reason }))}
            />
          )}
        </Group>
        <ProblemAlert error={act.error} />
        {act.data && !isReport(act.data) && (
          <Note tone="attention" role="status" title={t('reportActs.waits')}>
            <p>{t('reportActs.waitsText')}</p>
          </Note>
        )}
        {mayReadEvents && <HoldHistory report={report} />}
      </div>
    </Card>
  );
}

/** Whatever else happened to the report meanwhile, the category is the one that was chosen. */
async function correctCategory(id: string, category: string): Promise<Report | Approval> {
  const { response } = await client.api.GET('/v1/reports/{id}', { params: { path: { id } } });
  return client.correctReport(id, response.headers.get('etag') ?? '', { category });
}

/** How many notices are not withdrawn, and how many of them may be with a platform; of very many, by their words. */
function countsOf({ submissions, submissionsCursor, standing }: Report) {
  if (submissionsCursor !== null) {
    const sum = (without: readonly string[]) =>
      standing.reduce((all, { word, count }) => (without.includes(word) ? all : all + count), 0);
    return {
      open: sum(['withdrawn']),
      left: sum(['withdrawn', 'queued', 'staff_action', 'blocked', 'failed']),
    };
  }
  const open = submissions.filter(({ word }) => word !== 'withdrawn');
  const left = open.filter(({ sentAt, delivery }) => sentAt !== null || delivery === 'UNCERTAIN');
  return { open: open.length, left: left.length };
}
