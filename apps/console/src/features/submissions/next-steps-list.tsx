import { IconHandStop, IconHourglass, IconWalk, type Icon } from '@tabler/icons-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Platform, Submission } from '#client';
import { Time } from '../../design/time.js';
import { useWaitingText } from '../../design/waiting-text.js';
import { nextStepText } from './next-step-texts.js';
import { nextSteps, type NextStep, type NextStepBy } from './next-steps.js';
import classes from './next-steps-list.module.css';

/** What happens next, and when. */
export function NextSteps({
  submission,
  standing,
}: {
  submission: Submission;
  standing: Platform | undefined;
}) {
  const { t } = useTranslation('report');
  const nowMs = useSyncExternalStore(everyMinute, currentMinute) * minuteMs;
  return (
    <section className={classes.next} aria-label={t('next.title')}>
      <h4 className={classes.title}>{t('next.title')}</h4>
      <ul className={classes.steps}>
        {nextSteps(submission, standing, nowMs).map((step) => (
          <Step key={step.kind} step={step} platform={submission.platform} />
        ))}
      </ul>
    </section>
  );
}

const marks: Readonly<Record<NextStepBy, Icon>> = {
  itself: IconHourglass,
  mayPerson: IconWalk,
  mustPerson: IconHandStop,
};

function Step({ step, platform }: { step: NextStep; platform: Submission['platform'] }) {
  const { t } = useTranslation(['report', 'codes']);
  const { t: code } = useTranslation('codes');
  const waiting = useWaitingText();
  const Mark = marks[step.by];
  return (
    <li className={classes.step} data-by={step.by}>
      <Mark size={20} stroke={1.8} aria-hidden />
      <div>
        {nextStepText(t, step.kind, code(`platform.${platform}`))}{' '}
        {step.at !== null && (
          <strong>
            <Time at={step.at} style="both" />
          </strong>
        )}
        {step.because !== null && <span className={classes.because}>{waiting(step.because)}</span>}
      </div>
    </li>
  );
}

const minuteMs = 60_000;
const currentMinute = () => Math.floor(Date.now() / minuteMs);

function everyMinute(tell: () => void): () => void {
  const timer = setInterval(tell, minuteMs / 4);
  return () => clearInterval(timer);
}
