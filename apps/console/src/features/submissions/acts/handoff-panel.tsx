import '../../../design/mantine-later.css';
import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import type { PreparedTask } from '#client';
import { CopyButton } from '../../../design/copy-button.js';
import { Loading } from '../../../design/loading.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { LongText } from '../../../design/long-text.js';
import { isHandedToMember } from '../possible-acts.js';
import { taskQuery } from '../queries.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { MemberLinkPanel } from './member-link-panel.js';
import { ReceiptForm } from './receipt-form.js';
import { useTicked } from './use-ticked.js';

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
      {task.data && (
        <Prepared
          key={task.data.channel}
          task={task.data}
          language={report.language}
          isElsewhere={about.standing?.channels.some(
            ({ id, kind }) => id === task.data.channel && (kind === 'ASSISTED_FORM' || kind === 'PORTAL'),
          )}
        />
      )}
      {isHandedToMember(submission, about.standing) && <MemberLinkPanel {...about} />}
      {task.data && task.data.numberHint !== null && (
        <Note tone="calm" title={t('handoff.whereNumber')}>
          <p lang={report.language}>{task.data.numberHint}</p>
        </Note>
      )}
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

interface PreparedProps {
  readonly task: PreparedTask;
  /** That of the report, in which it was prepared. */
  readonly language: string;
  /** It is filed at an address: a form or portal. */
  readonly isElsewhere: boolean | undefined;
}

function Prepared({ task, language, isElsewhere }: PreparedProps) {
  const { t } = useTranslation('report');
  const { steps, openUrl, fields } = task;
  const { isTicked, tick } = useTicked(`${task.id}-${task.channel}`);
  return (
    <>
      <ol className={classes.steps} lang={language}>
        {steps.map((step, place) => (
          <li key={step}>
            <Checkbox
              label={step}
              checked={isTicked(place)}
              onChange={(event) => tick(place, event.currentTarget.checked)}
            />
          </li>
        ))}
      </ol>
      {openUrl === null && isElsewhere && <Note tone="attention">{t('handoff.noAddress')}</Note>}
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
        {fields.map(({ label, value, maxChars, isCut }) => (
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
            {isCut && <Note tone="attention">{t('handoff.cut')}</Note>}
            <div className={classes.fieldValue}>
              {value === '' ? t('handoff.yours') : <LongText text={value} label={label} lang={language} />}
            </div>
          </div>
        ))}
      </div>
    </>
  );
}
