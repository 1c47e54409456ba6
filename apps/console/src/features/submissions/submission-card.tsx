import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Platform, Report, Submission } from '#client';
import { WordBadge } from '../../design/badges.js';
import { useCodeTexts } from '../../design/code-texts.js';
import { ClockBadge } from '../../design/clock-badge.js';
import { CopyButton } from '../../design/copy-button.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { LongWaitBadge, UsualWait } from '../../design/usual-wait.js';
import { RoutesPanel } from '../remedies/routes-panel.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import { Acts } from './acts/acts.js';
import { HiddenFor } from './hidden-for.js';
import { NextSteps } from './next-steps-list.js';
import { Observations } from './observations.js';
import { Outcome, Particulars } from './outcome.js';
import { OwnWords } from './own-words.js';
import { Stepper } from './stepper.js';
import classes from './submission-card.module.css';

interface SubmissionCardProps {
  readonly report: Pick<Report, 'id' | 'language'>;
  readonly submission: Submission;
  readonly standing: Platform | undefined;
  readonly isOpenAtFirst: boolean;
}

/** One submission: where it stands, what its platform says, what comes next, and what one can do now. */
export const SubmissionCard = memo(function SubmissionCard({
  report,
  submission,
  standing,
  isOpenAtFirst,
}: SubmissionCardProps) {
  const { targetKind } = useCodeTexts();
  const { platform, target, word, sla, clock, wait } = submission;
  const [movedOn, setMovedOn] = useState<unknown>(null);
  const heading = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  useEffect(
    () =>
      whenAddressed(submission.id, () => {
        setIsOpen(true);
        heading.current?.focus();
      }),
    [submission.id],
  );
  const about = {
    ...{ report, submission, standing },
    onDone: () => {
      setMovedOn(null);
      heading.current?.focus();
    },
    onMovedOn: setMovedOn,
  };
  const isGlassOpen = useIsGlassOpen(report.id);
  const mayTakeRoutes = useMay('ACT_ON_SUBMISSION') && submission.contentFor === null && !isGlassOpen;
  const mayReadReplies = useMay('READ_WORK');
  const body = `${submission.id}-body`;
  return (
    <article className={classes.card} aria-labelledby={`${submission.id}-title`}>
      <h3 className={classes.heading}>
        <UnstyledButton
          ref={heading}
          id={submission.id}
          className={classes.toggle}
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span id={`${submission.id}-title`} className={classes.title}>
            <PlatformName platform={platform} size={24} />
            <span className={classes.kind}>{targetKind(target.kind)}</span>
            {!isOpen && <span className={classes.closed}>{target.url ?? target.input}</span>}
          </span>
          <span className={classes.state}>
            <ClockBadge sla={sla} clock={clock} />
            {wait?.longerThanUsual && <LongWaitBadge />}
            <WordBadge word={word} />
          </span>
          <IconChevronDown className={classes.chevron} size={20} aria-hidden />
        </UnstyledButton>
      </h3>
      <div id={body} className={classes.body} hidden={!isOpen}>
        {isOpen && (
          <>
            <TargetLine submission={submission} />
            <PlanLine submission={submission} standing={standing} />
            <Stepper submission={submission} />
            <NextSteps submission={submission} standing={standing} />
            <WaitLine submission={submission} />
            <Outcome submission={submission} />
            <Observations report={report} submission={submission} />
            {mayReadReplies && <OwnWords report={report} submission={submission} />}
            <ProblemAlert error={movedOn} />
            {mayTakeRoutes && <RoutesPanel {...about} />}
            <Acts {...about} />
            <Particulars submission={submission} />
          </>
        )}
      </div>
    </article>
  );
});

/** Addresses are shown to be copied, never to be followed: opening one is a decision of its own. */
function TargetLine({ submission }: { submission: Submission }) {
  const { target, earlierReport, laterReports, noticeOf, repeats, repeatedBy } = submission;
  const { t } = useTranslation('report');
  const address = target.url ?? target.input;
  return (
    <div className={classes.target}>
      {submission.contentFor ? (
        <p className={classes.note}>
          <HiddenFor roles={submission.contentFor} />
        </p>
      ) : (
        <>
          <code className={classes.address}>{address}</code>
          <CopyButton value={address} label={t('target.address')} />
        </>
      )}
      {target.locator !== null && <p className={classes.note}>{target.locator}</p>}
      {earlierReport !== null && (
        <p className={classes.note}>
          {t('target.earlier')}{' '}
          <Link className={classes.link} to="/reports/$reference" params={{ reference: earlierReport }}>
            {earlierReport}
          </Link>
        </p>
      )}
      {laterReports.length > 0 && (
        <p className={classes.note}>
          {t('target.later')}{' '}
          {laterReports.map((reference) => (
            <Link key={reference} className={classes.link} to="/reports/$reference" params={{ reference }}>
              {reference}{' '}
            </Link>
          ))}
        </p>
      )}
      {noticeOf !== null && (
        <p className={classes.note}>
          <a className={classes.link} href={`#${noticeOf}`}>
            {t('target.noticeOf')}
          </a>
        </p>
      )}
      {repeats !== null && (
        <p className={classes.note}>
          <a className={classes.link} href={`#${repeats}`}>
            {t('target.repeats')}
          </a>
        </p>
      )}
      {repeatedBy !== null && (
        <p className={classes.note}>
          <a className={classes.link} href={`#${repeatedBy}`}>
            {t('target.repeatedBy')}
          </a>
        </p>
      )}
    </div>
  );
}

/** Which way it goes and why, and where else to turn once that led nowhere. */
function PlanLine({
  submission: { plan, alternatives },
  standing,
}: Pick<SubmissionCardProps, 'submission' | 'standing'>) {
  const { t, i18n } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const { plan: planText } = useCodeTexts();
  const kinds = alternatives.flatMap(
    (id) => standing?.channels.find((channel) => channel.id === id)?.kind ?? [],
  );
  const others = [...new Set(kinds)].map((kind) => code(`channelKind.${kind}`));
  return (
    <>
      {plan !== null && <p className={classes.note}>{planText(plan.because)}</p>}
      {others.length > 0 && (
        <p className={classes.note}>
          {t('plan.alternatives', {
            channels: new Intl.ListFormat(i18n.language, { type: 'disjunction' }).format(others),
          })}
        </p>
      )}
    </>
  );
}

/** How long its platform usually takes, while that is waited for. */
function WaitLine({ submission: { wait, sentAt } }: { submission: Submission }) {
  const { t } = useTranslation('report');
  if (wait === null || sentAt === null) return null;
  return (
    <p className={classes.note}>
      <UsualWait wait={wait} />{' '}
      {wait.longerThanUsual && (
        <>
          {t('next.longWait')} <Time at={sentAt} />
        </>
      )}
    </p>
  );
}

/** `#sub_…` in the address leads to its submission. */
function whenAddressed(id: string, open: () => void): () => void {
  const look = () => {
    if (window.location.hash === `#${id}`) open();
  };
  look();
  window.addEventListener('hashchange', look);
  return () => window.removeEventListener('hashchange', look);
}
