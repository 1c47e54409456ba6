import { Tabs } from '@mantine/core';
import { IconHandGrab } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../design/loading.js';
import { Note } from '../../../design/note.js';
import { PlatformName } from '../../../design/platform.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useMistakeText } from '../mistake-text.js';
import { mistakesOf } from '../request.js';
import type { Found } from '../targets/found.js';
import { Notice } from './notice.js';
import classes from './preview.module.css';
import type { NoticePreview, usePreview } from './use-preview.js';

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

function PlatformTabs({ notices }: { notices: readonly NoticePreview[] }) {
  const { t } = useTranslation('filing');
  const byPlatform = Object.groupBy(notices, ({ platform }) => platform);
  const platforms = Object.keys(byPlatform) as NoticePreview['platform'][];
  return (
    <Tabs variant="pills" defaultValue={platforms[0] ?? null} key={platforms.join()} keepMounted={false}>
      <Tabs.List aria-label={t('preview.platforms')} className={classes.tabs}>
        {platforms.map((platform) => {
          const own = byPlatform[platform] ?? [];
          return (
            <Tabs.Tab
              key={platform}
              value={platform}
              className={classes.pill}
              rightSection={
                own.some(({ byHand }) => byHand) && (
                  <IconHandGrab size={18} role="img" aria-label={t('preview.byHand')} />
                )
              }
            >
              <span className={classes.tab}>
                <PlatformName platform={platform} />
                {own.length > 1 && <span>{`(${String(own.length)})`}</span>}
              </span>
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      {platforms.map((platform) => (
        <Tabs.Panel key={platform} value={platform} className={classes.panel}>
          {byPlatform[platform]?.map((notice, index) => (
            <Notice
              key={notice.target.key}
              notice={notice}
              leader={notices[notice.noticeOf ?? -1] ?? null}
              isOpen={index === 0}
            />
          ))}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
