import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import { ConfirmButton } from '../../../design/confirm-button.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';

/** Not to send it after all. */
export function WithdrawButton(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const who = code(`platform.${submission.platform}`);
  const withdraw = useAct(about, () => client.withdrawSubmission(submission.id));
  return (
    <>
      <ConfirmButton
        size="sm"
        title={t('withdraw.title', { who })}
        text={t('withdraw.text', { who })}
        confirmLabel={t('withdraw.confirm')}
        onConfirm={() => withdraw.mutate()}
        loading={withdraw.isPending}
        color="red"
      >
        {t('acts.withdraw')}
      </ConfirmButton>
      <ProblemAlert error={withdraw.error} />
    </>
  );
}
