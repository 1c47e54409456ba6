import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ResendDecision } from '#client';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { resendsOf } from '../possible-acts.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** Nobody knows whether the notice arrived, or it did not: a person decides what becomes of it. */
export function ResendPanel(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const who = code(`platform.${submission.platform}`);
  const decide = useAct(about, (decision: ResendDecision) => client.decideResend(submission.id, decision));
  const texts: Readonly<Record<ResendDecision, { readonly label: string; readonly help: string }>> = {
    ARRIVED: { label: t('resend.arrived', { who }), help: t('resend.arrivedHelp') },
    SEND_MARKED: { label: t('resend.again'), help: t('resend.againHelp', { who }) },
    GIVE_UP: { label: t('resend.giveUp'), help: t('resend.giveUpHelp', { who }) },
  };
  return (
    <>
      <h4 className={classes.title}>{t('acts.resend')}</h4>
      <div className={classes.choices}>
        {resendsOf(submission).map((decision) => (
          <div key={decision} className={classes.choice}>
            <p id={`${submission.id}-${decision}`}>{texts[decision].help}</p>
            <Button
              variant="default"
              aria-describedby={`${submission.id}-${decision}`}
              loading={decide.isPending && decide.variables === decision}
              disabled={decide.isPending}
              onClick={() => decide.mutate(decision)}
            >
              {texts[decision].label}
            </Button>
          </div>
        ))}
      </div>
      <ProblemAlert error={decide.error} />
    </>
  );
}
