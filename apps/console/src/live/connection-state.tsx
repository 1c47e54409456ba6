import { IconCloudOff, IconLivePhoto, IconRefresh, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../features/session/may.js';
import classes from './connection-state.module.css';
import { useLiveState, type LiveState } from './live-state.js';

const icons: Readonly<Record<LiveState, Icon>> = {
  connecting: IconRefresh,
  live: IconLivePhoto,
  reconnecting: IconRefresh,
  offline: IconCloudOff,
};

/** Whether what is shown is of now. */
export function ConnectionState() {
  const { t } = useTranslation();
  const state = useLiveState();
  const isLive = useMay('READ_EVENTS');
  const Mark = icons[state];
  const texts: Readonly<Record<LiveState, string>> = {
    connecting: t('connection.connecting'),
    live: t('connection.live'),
    reconnecting: t('connection.reconnecting'),
    offline: t('connection.offline'),
  };
  if (!isLive) return null;
  return (
    <span className={classes.state} data-state={state} role="status">
      <Mark size={18} stroke={1.8} aria-hidden />
      <span>{texts[state]}</span>
    </span>
  );
}
