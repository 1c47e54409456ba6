import { IconCheck, IconExclamationMark, IconMinus, IconX, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Submission } from '#client';
import { stages, stagesOf, type Stage, type StageState } from './stages.js';
import classes from './stepper.module.css';

const marks: Readonly<Partial<Record<StageState, Icon>>> = {
  done: IconCheck,
  yours: IconExclamationMark,
  bad: IconX,
  skipped: IconMinus,
};

/** The way of one submission: queued, sent, acknowledged, decided, verified. */
export function Stepper({ submission }: { submission: Submission }) {
  const { t } = useTranslation('report');
  const states = stagesOf(submission);
  const current =
    stages.findLast((stage) => ['now', 'yours', 'bad', 'done'].includes(states[stage])) ?? 'queued';
  return (
    <div>
      <ol className={classes.stages} aria-label={t('stage.label')}>
        {stages.map((stage) => (
          <li
            key={stage}
            className={classes.stage}
            data-state={states[stage]}
            aria-current={stage === current ? 'step' : undefined}
          >
            <Mark state={states[stage]} />
            <span className={classes.name}>
              <StageText submission={submission} stage={stage} state={states[stage]} />
            </span>
          </li>
        ))}
      </ol>
      <p className={classes.here} aria-hidden>
        <StageText submission={submission} stage={current} state={states[current]} />
      </p>
    </div>
  );
}

function Mark({ state }: { state: StageState }) {
  const Shape = marks[state];
  return <span className={classes.mark}>{Shape && <Shape size={14} stroke={2.6} aria-hidden />}</span>;
}

/** Behind us or here: what happened. To come: what it will be. */
function StageText({
  submission: { delivery, decision, verification },
  stage,
  state,
}: {
  submission: Submission;
  stage: Stage;
  state: StageState;
}) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  if (state === 'skipped') return t('stage.skipped', { stage: stageName() });
  if (state === 'open' || state === 'done') {
    if (state === 'done' && stage === 'decided') return code(`decision.${decision}`);
    if (state === 'done' && stage === 'verified') return code(`verification.${verification}`);
    return stageName();
  }
  if (stage === 'decided') return code(`decision.${decision}`);
  if (stage === 'acknowledged') return t('stage.acknowledging');
  if (stage === 'queued' || stage === 'sent') return code(`delivery.${delivery}`);
  return verification === 'UNCHECKED' ? t('stage.verifying') : code(`verification.${verification}`);

  function stageName(): string {
    switch (stage) {
      case 'queued':
        return t('stage.queued');
      case 'sent':
        return t('stage.sent');
      case 'acknowledged':
        return t('stage.acknowledged');
      case 'decided':
        return t('stage.decided');
      case 'verified':
        return t('stage.verified');
    }
  }
}
