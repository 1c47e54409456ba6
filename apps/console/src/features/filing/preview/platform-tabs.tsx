import '../../../design/mantine-later.css';
import { Tabs } from '@mantine/core';
import { IconHandGrab } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { PlatformName } from '../../../design/platform.js';
import { Notice } from './notice.js';
import classes from './preview.module.css';
import type { NoticePreview } from './use-preview.js';

/** A tab for each platform, with its notices. */
export function PlatformTabs({ notices }: { notices: readonly NoticePreview[] }) {
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
