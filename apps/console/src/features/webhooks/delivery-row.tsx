import { Button, Group } from '@mantine/core';
import { IconCircleCheck, IconCircleMinus, IconCircleX, IconClock, type Icon } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeliveryState, WebhookDelivery } from '#client';
import { client } from '../../api/client.js';
import { ToneBadge } from '../../design/badges.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import type { Tone } from '../../design/tone.js';
import { Attempts } from './attempts.js';
import { useEndpointAct } from './use-endpoint-act.js';
import classes from './webhooks.module.css';

const looks: Readonly<Record<DeliveryState, { tone: Tone; icon: Icon }>> = {
  WAITING: { tone: 'moving', icon: IconClock },
  DELIVERED: { tone: 'good', icon: IconCircleCheck },
  EXHAUSTED: { tone: 'bad', icon: IconCircleX },
  SKIPPED: { tone: 'calm', icon: IconCircleMinus },
};

interface DeliveryRowProps {
  readonly delivery: WebhookDelivery;
  /** Whether the endpoint gets anything now; else nobody knows when the next attempt is. */
  readonly isSent: boolean;
}

/** One event for one endpoint: how it stands, its attempts, and what a person does about it. */
export function DeliveryRow({ delivery, isSent }: DeliveryRowProps) {
  const { t } = useTranslation('webhooks');
  const { t: code } = useTranslation('codes');
  const { event: eventText } = useCodeTexts();
  const [isOpen, setIsOpen] = useState(false);
  const panel = useId();
  const { id, type, reportId, sequence, state, attempts, isUnderWay, nextAttemptAt } = delivery;
  const { createdAt, closedAt, skippedBy } = delivery;
  const resend = useEndpointAct(() => client.resendWebhookDelivery(id));
  const skip = useEndpointAct(() => client.skipWebhookDelivery(id));
  // The API answers with the state's name; one that is not known here is shown as it is.
  const known = (Object.keys(looks) as DeliveryState[]).find((each) => each === state);
  return (
    <li className={classes.delivery}>
      <div className={classes.row}>
        <p>
          <strong>{eventText(type as Parameters<typeof eventText>[0])}</strong>{' '}
          <Time at={createdAt} style="both" />
        </p>
        {known ? <ToneBadge {...looks[known]}>{code(`deliveryState.${known}`)}</ToneBadge> : state}
      </div>
      <p className={classes.small}>
        {t('delivery.of', { type, report: reportId, sequence })} {t('delivery.attempts', { count: attempts })}
      </p>
      {isUnderWay && <p className={classes.small}>{t('delivery.underWay')}</p>}
      {isSent && nextAttemptAt !== null && (
        <p className={classes.small}>
          {t('delivery.next')} <Time at={nextAttemptAt} style="both" />
        </p>
      )}
      {closedAt !== null && (
        <p className={classes.small}>
          {skippedBy === null ? t('delivery.closed') : t('delivery.skippedBy', { name: skippedBy })}{' '}
          <Time at={closedAt} style="both" />
        </p>
      )}
      <ProblemAlert error={resend.error ?? skip.error} />
      <Group gap="xs" mt="xs">
        <Button
          size="xs"
          variant="subtle"
          aria-expanded={isOpen}
          aria-controls={panel}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('delivery.show')}
        </Button>
        <Button size="xs" variant="default" loading={resend.isPending} onClick={() => resend.mutate()}>
          {t('delivery.resend')}
        </Button>
        {(state === 'WAITING' || state === 'EXHAUSTED') && (
          <ConfirmButton
            size="xs"
            loading={skip.isPending}
            title={t('skip.title')}
            text={t('skip.text')}
            confirmLabel={t('skip.confirm')}
            onConfirm={() => skip.mutate()}
          >
            {t('skip.button')}
          </ConfirmButton>
        )}
      </Group>
      <div id={panel}>{isOpen && <Attempts delivery={delivery} />}</div>
    </li>
  );
}
