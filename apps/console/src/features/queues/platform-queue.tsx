import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { PlatformQueue as Queue } from '#client';
import { platformsQuery } from '../../api/queries.js';
import { Card } from '../../design/card.js';
import { Note } from '../../design/note.js';
import { Time } from '../../design/time.js';
import { useWaitingText } from '../../design/waiting-text.js';
import { useMay } from '../session/may.js';
import { ModeBadge } from '../platforms/mode-badge.js';
import classes from './queues.module.css';

/** What waits at one platform, channel by channel, and whether it is stopped. */
export function PlatformQueue({ queue }: { queue: Queue }) {
  const { t } = useTranslation('queues');
  const waiting = useWaitingText();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { platform, mode, heldUntil, heldBecause, waits } = queue;
  const known = platforms.find(({ key }) => key === platform);
  const channels = [...new Set(waits.map(({ channel }) => channel))];
  return (
    <Card title={known?.name ?? platform} aside={<ModeBadge mode={mode} />}>
      {heldUntil !== null && (
        <Note tone="attention">
          {heldBecause !== null && <p>{waiting(heldBecause)}</p>}
          <p>
            {t('held')} <Time at={heldUntil} style="both" />
          </p>
        </Note>
      )}
      {channels.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      {channels.map((channel) => (
        <ChannelQueue key={channel} queue={queue} channel={channel} />
      ))}
    </Card>
  );
}

function ChannelQueue({ queue: { platform, waits }, channel }: { queue: Queue; channel: string }) {
  const { t } = useTranslation('queues');
  const { t: code } = useTranslation('codes');
  const { data: platforms = [] } = useQuery(platformsQuery);
  const text = useWaitTexts();
  const mayRead = useMay('READ_REPORT');
  const kind = platforms.flatMap(({ channels }) => channels).find(({ id }) => id === channel)?.kind;
  return (
    <section className={classes.channel}>
      <h3 className={classes.channelName}>
        {kind === undefined ? channel : code(`channelKind.${kind}`)}{' '}
        <span className={classes.small}>{channel}</span>
      </h3>
      <ul>
        {waits
          .filter((each) => each.channel === channel)
          .map(({ wait, count, firstAt }) => (
            <li key={wait}>
              {text[wait](count)} <Time at={firstAt} style="both" />{' '}
              {wait === 'UNKNOWN' && mayRead && (
                <Link to="/reports" search={{ platform, word: 'delivery_uncertain' }}>
                  {t('toReports')}
                </Link>
              )}
            </li>
          ))}
      </ul>
    </section>
  );
}

function useWaitTexts(): Readonly<Record<Queue['waits'][number]['wait'], (count: number) => string>> {
  const { t } = useTranslation('queues');
  return {
    DUE: (count) => t('wait.DUE', { count: count }),
    LATER: (count) => t('wait.LATER', { count: count }),
    UNDER_WAY: (count) => t('wait.UNDER_WAY', { count: count }),
    FOLLOW_UPS: (count) => t('wait.FOLLOW_UPS', { count: count }),
    CHECKS: (count) => t('wait.CHECKS', { count: count }),
    UNKNOWN: (count) => t('wait.UNKNOWN', { count: count }),
    BY_HAND: (count) => t('wait.BY_HAND', { count: count }),
    BLOCKED: (count) => t('wait.BLOCKED', { count: count }),
  };
}
