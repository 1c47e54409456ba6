import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCodeTexts } from './code-texts.js';
import { Note } from './note.js';

/** What went wrong with a call, and the way out; nothing where nothing did. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { problem } = useCodeTexts();
  if (error === null || error === undefined) return null;
  return (
    <Note tone="bad" role="alert">
      <p>{problem(error)}</p>
      {onRetry && (
        <Button variant="default" size="xs" mt="xs" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </Note>
  );
}
