import '../../../design/mantine-later.css';
import { Button, Progress } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rejected } from '#client/lists';
import { saveFile } from '../../../api/save-file.js';
import { useCodeTexts } from '../../../design/code-texts.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import own from './targets.module.css';
import { FileRefused, mostTargets, type useImport } from './use-import.js';

/** What became of a long paste or a file. */
export function ImportNote({ reading }: { reading: ReturnType<typeof useImport> }) {
  const { t } = useTranslation('filing');
  const refused = {
    EMPTY: t('import.refused.EMPTY'),
    NOT_TEXT: t('import.refused.NOT_TEXT'),
    TOO_LARGE: t('import.refused.TOO_LARGE'),
  };
  const { isReading, progress, error, retry, result, chars, cancel } = reading;
  if (isReading)
    return (
      <Note tone="moving">
        <p role="status">{chars === null ? t('import.reading') : t('longPaste.reading', { chars })}</p>
        {progress && (
          <Progress
            value={(100 * progress.done) / Math.max(1, progress.all)}
            aria-label={t('import.progress', { ...progress })}
            my="xs"
          />
        )}
        <Button size="xs" variant="default" onClick={cancel}>
          {t('import.cancel')}
        </Button>
      </Note>
    );
  if (error instanceof FileRefused)
    return (
      <Note tone="attention" role="alert">
        <p>{refused[error.reason]}</p>
      </Note>
    );
  if (error) return <ProblemAlert error={error} onRetry={retry} />;
  if (!result) return null;
  const { found, list, readChars } = result;
  const isTooMany = found.length > mostTargets;
  const isCut = result.chars > readChars;
  const needsLook = isTooMany || isCut || (list !== null && list.rejected.length > 0);
  const platforms = new Set(found.flatMap(({ platform }) => platform ?? [])).size;
  return (
    <Note tone={needsLook ? 'attention' : 'calm'} role="status">
      {list ? (
        <p>
          {t('import.addresses', { count: found.length })} {t('import.platforms', { count: platforms })}{' '}
          {t('import.rejected', { count: list.rejected.length })}{' '}
          {t('import.repeats', { count: list.repeats })}
        </p>
      ) : (
        <p>{t('longPaste.read', { count: Math.min(found.length, mostTargets), chars: readChars })}</p>
      )}
      {isCut && <p>{t('longPaste.tooLong', { chars: result.chars })}</p>}
      {isTooMany && <p>{t('longPaste.tooMany', { count: found.length, most: mostTargets })}</p>}
      {list && list.rejected.length > 0 && <RejectedList rejected={list.rejected} />}
    </Note>
  );
}

const rejectedAtOnce = 20;

/** What names no target, by its line, to mend or to send back. */
function RejectedList({ rejected }: { rejected: readonly Rejected[] }) {
  const { t } = useTranslation('filing');
  const { resolve } = useCodeTexts();
  const [shown, setShown] = useState(rejectedAtOnce);
  return (
    <>
      <ul className={own.rejected} aria-label={t('import.rejectedList')}>
        {rejected.slice(0, shown).map(({ line, address, reason }, index) => (
          <li key={index}>
            <span className={own.name}>{t('import.line', { line })}</span>{' '}
            <span className={own.input}>{address}</span> {resolve(reason)}
          </li>
        ))}
      </ul>
      <div className={own.status}>
        {rejected.length > shown && (
          <Button size="xs" variant="default" onClick={() => setShown((now) => now + 10 * rejectedAtOnce)}>
            {t('import.more', { count: rejected.length - shown })}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => void download(rejected)}
        >
          {t('import.download')}
        </Button>
      </div>
    </>
  );
}

async function download(rejected: readonly Rejected[]): Promise<void> {
  const { rejectedAsCsv } = await import('#client/lists');
  saveFile(new Blob([rejectedAsCsv(rejected)], { type: 'text/csv' }), 'not-recognised.csv');
}
