import { useTranslation } from 'react-i18next';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { mostTargets, type useLongPaste } from './use-targets.js';

/** What became of a long paste. */
export function LongPasteNote({ paste }: { paste: ReturnType<typeof useLongPaste> }) {
  const { t } = useTranslation('filing');
  const { isReading, error, retry, result, chars } = paste;
  if (isReading)
    return (
      <Note tone="moving" role="status">
        {t('longPaste.reading', { chars })}
      </Note>
    );
  if (error) return <ProblemAlert error={error} onRetry={retry} />;
  if (!result) return null;
  const { found, mostChars } = result;
  return (
    <Note tone={found > mostTargets || chars > mostChars ? 'attention' : 'calm'} role="status">
      <p>{t('longPaste.read', { count: Math.min(found, mostTargets), chars: Math.min(chars, mostChars) })}</p>
      {chars > mostChars && <p>{t('longPaste.tooLong', { chars })}</p>}
      {found > mostTargets && <p>{t('longPaste.tooMany', { count: found, most: mostTargets })}</p>}
    </Note>
  );
}
