import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Note } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { LongText } from '../../design/long-text.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { HiddenFor } from '../submissions/hidden-for.js';

/** What one note says, or why it says nothing. */
export function NoteBody({ reportId, note, mayStrike }: NoteBodyProps) {
  const { t } = useTranslation('timeline');
  const strike = useMutation({
    mutationFn: () => client.strikeNote(reportId, note.id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.notesOf(reportId) }),
  });
  if (note.struckAt !== null)
    return (
      <p>
        {t('note.struck', { who: note.by })} <Time at={note.struckAt} style="absolute" />
      </p>
    );
  if (note.contentFor !== null) return <HiddenFor roles={note.contentFor} />;
  return (
    <>
      <LongText text={note.text ?? ''} label={t('note.by', { who: note.by })} />
      {mayStrike && note.isYours && (
        <ConfirmButton
          size="compact-xs"
          title={t('note.strikeTitle')}
          text={t('note.strikeText')}
          confirmLabel={t('note.strike')}
          onConfirm={() => strike.mutate()}
        >
          {t('note.strike')}
        </ConfirmButton>
      )}
      <ProblemAlert error={strike.error} />
    </>
  );
}

interface NoteBodyProps {
  readonly reportId: string;
  readonly note: Note;
  readonly mayStrike: boolean;
}
