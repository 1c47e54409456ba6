import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconPlayerPause,
  IconPlugOff,
  IconRadar,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { WebhookEndpoint } from '#client';
import { ToneBadge } from '../../design/badges.js';
import type { Tone } from '../../design/tone.js';

type State = WebhookEndpoint['state'];

const looks: Readonly<Record<State, { tone: Tone; icon: Icon }>> = {
  ACTIVE: { tone: 'good', icon: IconCircleCheck },
  UNPROVEN: { tone: 'attention', icon: IconRadar },
  PAUSED: { tone: 'attention', icon: IconPlayerPause },
  DISABLED: { tone: 'calm', icon: IconPlugOff },
  FAILING: { tone: 'bad', icon: IconAlertTriangle },
  GONE: { tone: 'bad', icon: IconCircleX },
};

export function EndpointBadge({ state }: { state: State }) {
  const { t } = useTranslation('codes');
  return <ToneBadge {...looks[state]}>{t(`endpointState.${state}`)}</ToneBadge>;
}

/** What a state means for the events, and the way out of it. */
export function useStateMeaning(): Readonly<Record<State, string>> {
  const { t } = useTranslation('webhooks');
  return {
    ACTIVE: t('meaning.ACTIVE'),
    UNPROVEN: t('meaning.UNPROVEN'),
    PAUSED: t('meaning.PAUSED'),
    DISABLED: t('meaning.DISABLED'),
    FAILING: t('meaning.FAILING'),
    GONE: t('meaning.GONE'),
  };
}
