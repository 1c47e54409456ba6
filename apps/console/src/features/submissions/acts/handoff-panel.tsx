import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import type { PreparedTask } from '#client';
import { CopyButton } from '../../../design/copy-button.js';
import { Loading } from '../../../design/loading.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { LongText } from '../../../design/long-text.js';
import { isHandedToMember } from '../possible-acts.js';
import { taskQuery } from '../queries.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { MemberLinkPanel } from './member-link-panel.js';
import { ReceiptForm } from './receipt-form.js';

/** Everything that is needed to file by hand: what to do, where, the texts to paste, and the receipt afterwards. */
export function HandoffPanel(about: ActProps) {
  const { report, submission } = about;
  const { t } = useTranslation('report');
  const task = useQuery(taskQuery(report.id, submission.id));
  const done = useAct(about, (number: string | null) =>
    client.recordHandoff(submission.id, number ?? undefined),
  );
  return (
    <>
      <h4 className={classes.title}>{t('acts.handoff')}</h4>
      {task.isPending && <Loading rows={2} />}
      <ProblemAlert error={task.error} onRetry={() => void task.refetch()} />
      {task.data && <Prepared task={task.data} language={report.language} />}
      {isHandedToMember(submission, about.standing) && <MemberLinkPanel {...about} />}
      <ReceiptForm
        label={t('handoff.receipt')}
        description={t('handoff.receiptHelp')}
        submitLabel={t('handoff.done')}
        isNumberNeeded={false}
        act={done}
      />
    </>
  );
}

/** In the language of the report, in which it was prepared. */
function Prepared({ task, language }: { task: PreparedTask; language: string }) {
  const { t } = useTranslation('report');
  const { steps, openUrl, fields } = task;
  return (
    <>
      <ol className={classes.steps} lang={language}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {openUrl !== null && (
        <div>
          <Button
            component="a"
            href={openUrl}
            target="_blank"
            rel="noreferrer noopener"
            variant="light"
            leftSection={<IconExternalLink size={18} aria-hidden />}
          >
            {t('handoff.open', { host: new URL(openUrl).host })}
          </Button>
        </div>
      )}
      <div className={classes.fields}>
        {fields.map(({ label, value, maxChars }) => (
          <div key={label} className={classes.field}>
            <div className={classes.fieldHead}>
              <span lang={language}>
                {label}{' '}
                {maxChars !== null && (
                  <span className={classes.count}>
                    {t('handoff.chars', { used: value.length, most: maxChars })}
                  </span>
                )}
              </span>
              {value !== '' && <CopyButton value={value} label={label} />}
            </div>
            <div className={classes.fieldValue}>
              {value === '' ? t('handoff.yours') : <LongText text={value} label={label} lang={language} />}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
