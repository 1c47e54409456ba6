import { IconHandStop, IconMasksTheater, IconSend2, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PlatformMode } from '#client';
import { ToneBadge } from '../../design/badges.js';
import type { Tone } from '../../design/tone.js';

const looks: Readonly<Record<PlatformMode, { tone: Tone; icon: Icon }>> = {
  armed: { tone: 'good', icon: IconSend2 },
  rehearsed: { tone: 'moving', icon: IconMasksTheater },
  stopped: { tone: 'attention', icon: IconHandStop },
};

/** Whether notices to a platform really leave. */
export function ModeBadge({ mode }: { mode: PlatformMode }) {
  const { t } = useTranslation('codes');
  return <ToneBadge {...looks[mode]}>{t(`mode.${mode}`)}</ToneBadge>;
}
