import { useTranslation } from 'react-i18next';
import type { Platform } from '#client';
import { Card } from '../../design/card.js';
import { Note } from '../../design/note.js';
import { PlatformName } from '../../design/platform.js';
import { Time } from '../../design/time.js';
import { useWaitingText } from '../../design/waiting-text.js';
import { Channels } from './channels.js';
import { ModeBadge } from './mode-badge.js';
import { ModeSwitch } from './mode-switch.js';
import classes from './platform-card.module.css';

export function PlatformCard({ platform }: { platform: Platform }) {
  const { t } = useTranslation('platforms');
  const { key, mode } = platform;
  return (
    <Card title={<PlatformName platform={key} size={24} />} aside={<ModeBadge mode={mode} />}>
      <div className={classes.body}>
        <p className={classes.meaning}>
          {mode === 'armed' && t('meaning.armed')}
          {mode === 'rehearsed' && t('meaning.rehearsed')}
          {mode === 'stopped' && t('meaning.stopped')}
        </p>
        <Held platform={platform} />
        <ModeSwitch platform={platform} />
        <ChangedBy platform={platform} />
        <Channels platform={platform} />
      </div>
    </Card>
  );
}

/** Nothing is sent for a while, whoever armed it. */
function Held({ platform: { heldUntil, heldBecause } }: { platform: Platform }) {
  const { t } = useTranslation('platforms');
  const waiting = useWaitingText();
  if (heldUntil === null) return null;
  return (
    <Note tone="attention">
      {heldBecause !== null && <p>{waiting(heldBecause)}</p>}
      <p>
        {t('heldUntil')} <Time at={heldUntil} style="both" />
      </p>
    </Note>
  );
}

function ChangedBy({ platform: { modeChangedAt, modeChangedBy } }: { platform: Platform }) {
  const { t } = useTranslation('platforms');
  if (modeChangedAt === null) return <p className={classes.small}>{t('neverChanged')}</p>;
  return (
    <p className={classes.small}>
      {modeChangedBy === null ? t('changed') : t('changedBy', { name: modeChangedBy })}{' '}
      <Time at={modeChangedAt} style="both" />
    </p>
  );
}
