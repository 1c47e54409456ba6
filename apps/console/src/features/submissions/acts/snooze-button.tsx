import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { Time } from '../../../design/time.js';
import { ChoiceButton, snoozeDays } from '../choice-button.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';

/** Puts this one aside, or brings it back. */
export function SnoozeButton(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const snooze = useAct(about, (until: string | undefined) => client.snoozeSubmission(submission.id, until));
  return (
    <>
      {submission.snoozedUntil === null ? (
        <ChoiceButton
          label={t('reportActs.snooze')}
          text={t('snooze.text', { who: code(`platform.${submission.platform}`) })}
          confirmLabel={t('reportActs.snooze')}
          days={snoozeDays}
          onConfirm={(_reason, until) => snooze.mutate(until)}
        />
      ) : (
        <>
          <span>
            {t('snooze.until')} <Time at={submission.snoozedUntil} style="absolute" />
          </span>
          <Button
            variant="default"
            size="sm"
            loading={snooze.isPending}
            onClick={() => snooze.mutate(undefined)}
          >
            {t('snooze.bringBack')}
          </Button>
        </>
      )}
      <ProblemAlert error={snooze.error} />
    </>
  );
}
