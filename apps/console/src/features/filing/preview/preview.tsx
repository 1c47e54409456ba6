import { useTranslation } from 'react-i18next';
import { later } from '../../../design/later.js';
import { Loading } from '../../../design/loading.js';
import { Note } from '../../../design/note.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useMistakeText } from '../mistake-text.js';
import { mistakesOf } from '../request.js';
import type { Found } from '../targets/found.js';
import classes from './preview.module.css';
import type { usePreview } from './use-preview.js';

const PlatformTabs = later(async () => (await import('./platform-tabs.js')).PlatformTabs);

interface PreviewProps {
  readonly preview: ReturnType<typeof usePreview>;
  readonly filed: readonly Found[];
  /** How many more get a notice. */
  readonly notShown: number;
  /** Whether there is enough to preview. */
  readonly isAsked: boolean;
}

/** Each platform's notices, a tab a platform. */
export function Preview({ preview, filed, notShown, isAsked }: PreviewProps) {
  const { t } = useTranslation('filing');
  const textOf = useMistakeText();
  const { notices, isCurrent, refusal, error, retry } = preview;
  if (!isAsked) return <Note tone="calm">{t('preview.later')}</Note>;
  if (refusal)
    return (
      <Note tone="attention" title={t('preview.refused')}>
        <ul className={classes.list}>
          {mistakesOf(refusal, filed).map((mistake) => (
            <li key={`${mistake.field ?? ''} ${mistake.identity ?? ''} ${mistake.code}`}>
              {textOf(mistake)}
            </li>
          ))}
        </ul>
      </Note>
    );
  if (error) return <ProblemAlert error={error} onRetry={retry} />;
  if (!notices) return <Loading rows={2} />;
  return (
    <div aria-busy={!isCurrent}>
      {notShown > 0 && <p>{t('preview.notShown', { count: notShown })}</p>}
      <PlatformTabs notices={notices} />
    </div>
  );
}
