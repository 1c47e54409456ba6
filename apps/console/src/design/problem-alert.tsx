import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useProblemTexts } from './problem-texts.js';
import { Note } from './note.js';

/** What went wrong with a call, and the way out; nothing where nothing did. */
export function ProblemAlert({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return error === null || error === undefined ? null : <Problem error={error} onRetry={onRetry} />;
}

interface ProblemProps {
  readonly error: unknown;
  readonly onRetry: (() => void) | undefined;
}

function Problem({ error, onRetry }: ProblemProps) {
  const { t } = useTranslation();
  const { problem } = useProblemTexts();
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
