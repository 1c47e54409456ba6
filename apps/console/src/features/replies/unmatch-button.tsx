import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { repliesMoved, unmatchReply, type WaitingReply } from './queries.js';

/** Takes back that a reply was matched; where something rests on it, the API says what to do instead. */
export function UnmatchButton({ reply: { id, reportReference } }: { reply: WaitingReply }) {
  const { t } = useTranslation('replies');
  const unmatch = useMutation({ mutationFn: () => unmatchReply(id), onSettled: repliesMoved });
  return (
    <>
      <ConfirmButton
        size="sm"
        title={t('unmatch.title')}
        text={t('unmatch.text', { reference: reportReference })}
        confirmLabel={t('unmatch.label')}
        onConfirm={() => unmatch.mutate()}
        loading={unmatch.isPending}
      >
        {t('unmatch.label')}
      </ConfirmButton>
      <ProblemAlert error={unmatch.error} />
    </>
  );
}
