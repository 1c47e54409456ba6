import { IconHandStop, IconMasksTheater, IconSend2, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Platform, PlatformMode } from '#client';
import { ToneBadge } from '../../design/badges.js';
import { Card } from '../../design/card.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { Note } from '../../design/note.js';
import { PlatformName } from '../../design/platform.js';
import { Time } from '../../design/time.js';
import type { Tone } from '../../design/tone.js';
import { Channels } from './channels.js';
import { ModeSwitch } from './mode-switch.js';
import classes from './platform-card.module.css';

const looks: Readonly<Record<PlatformMode, { tone: Tone; icon: Icon }>> = {
  armed: { tone: 'good', icon: IconSend2 },
  rehearsed: { tone: 'moving', icon: IconMasksTheater },
  stopped: { tone: 'attention', icon: IconHandStop },
};

export function PlatformCard({ platform }: { platform: Platform }) {
  const { t } = useTranslation('platforms');
  const { t: code } = useTranslation('codes');
  const { key, mode } = platform;
  return (
    <Card
      title={<PlatformName platform={key} size={24} />}
      aside={<ToneBadge {...looks[mode]}>{code(`mode.${mode}`)}</ToneBadge>}
    >
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
  const { waiting } = useCodeTexts();
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
