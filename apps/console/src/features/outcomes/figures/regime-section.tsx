import { useTranslation } from 'react-i18next';
import type { OutcomeGroup, Outcomes } from '#client';
import { Figure } from './figure.js';
import classes from './figures.module.css';
import { LedgerFigure } from './ledger-figure.js';
import {
  asksAnswered,
  byCode,
  decisionsBy,
  ownDeadlines,
  platformDeadlines,
  reappearances,
  type Named,
} from './matrix.js';
import { PrecisionFigure } from './precision-figure.js';
import { sectionId, type RegimeProps } from './regime-props.js';
import { TeamsPart } from './teams-part.js';
import { UncertainPart } from './uncertain-part.js';
import { useNames } from './use-names.js';
import { WaitsFigure } from './waits-figure.js';

interface RegimeSectionProps extends RegimeProps {
  readonly byMonth: readonly OutcomeGroup[];
  readonly byTeam: readonly OutcomeGroup[];
  readonly outcomes: Outcomes;
  /** All platforms of the page, so that each has one look everywhere. */
  readonly platforms: readonly Named[];
}

/** All figures of one regime. */
export function RegimeSection(props: RegimeSectionProps) {
  const { asked, regime, all, byPlatform, byMonth, byTeam, outcomes, platforms } = props;
  const { t } = useTranslation('figures');
  const { t: code } = useTranslation('codes');
  const names = useNames();
  const about = { asked, regime };
  const one = { asked, regime, all, byPlatform };
  const decision = (key: string) => code(`decision.${key as 'NONE'}`);
  const ends: Readonly<Record<string, string>> = {
    kept: t('deadlines.kept'),
    breached: t('deadlines.breached'),
    open: t('deadlines.open'),
    ended: t('deadlines.ended'),
    overdue: t('deadlines.overdue'),
  };
  const deadlineEnd = (end: string) => ends[end] ?? end;
  const expectation = (key: string) => code(`expectation.${key as 'DECISION'}`);
  return (
    <section className={classes.regime} id={sectionId(regime)} aria-labelledby={`${sectionId(regime)}-title`}>
      <h2 id={`${sectionId(regime)}-title`} className={classes.regimeTitle}>
        {code(`regime.${regime}`)}
      </h2>
      <div className={classes.parts}>
        <Figure
          {...about}
          title={t('decisions.title')}
          lead={t('decisions.lead')}
          matrix={decisionsBy('platform', byPlatform, { row: names.platform, decision })}
        />
        <Figure
          {...about}
          title={t('months.title')}
          lead={t('months.lead')}
          matrix={decisionsBy('month', byMonth, { row: names.month, decision })}
        />
        <Figure
          {...about}
          title={t('words.title')}
          lead={t('words.lead')}
          matrix={byCode(byPlatform, {
            tally: ({ words }) => words,
            codeName: (word) => code(`word.${word as 'sent'}`),
            platforms,
            figure: (word) => ({ word: word as 'sent' }),
          })}
        />
        <Figure
          {...about}
          title={t('effects.title')}
          lead={t('effects.lead')}
          matrix={byCode(byPlatform, {
            tally: ({ effects }) => effects,
            codeName: (effect) => code(`effect.${effect as 'OTHER'}`),
            platforms,
            figure: (effect) => ({ effect: effect as 'OTHER' }),
          })}
        />
        <WaitsFigure {...one} />
        <Figure
          {...about}
          title={t('deadlines.title')}
          lead={t('deadlines.lead')}
          matrix={platformDeadlines(byPlatform, {
            row: (platform, awaited) => `${names.platform(platform)}: ${expectation(awaited)}`,
            end: deadlineEnd,
          })}
        />
        <Figure
          {...about}
          title={t('deadlines.ownTitle')}
          lead={t('deadlines.ownLead')}
          matrix={ownDeadlines(all, { row: expectation, end: deadlineEnd })}
        />
        <Figure
          {...about}
          title={t('refusals.title')}
          matrix={byCode(byPlatform, {
            tally: ({ refusalReasons }) => refusalReasons,
            codeName: (reason) => code(`refusal.${reason as 'NO_REASON_GIVEN'}`),
            platforms,
            figure: (refusalReason) => ({ refusalReason: refusalReason as 'NO_REASON_GIVEN' }),
          })}
        />
        <Figure
          {...about}
          title={t('asks.title')}
          lead={t('asks.lead')}
          matrix={asksAnswered(all, {
            ask: (ask) => code(`ask.${ask as 'REMOVE_CONTENT'}`),
            answer: (answer) => code(`askAnswer.${answer as 'YES'}`),
          })}
        />
        <Figure
          {...about}
          title={t('reappearances.title')}
          matrix={reappearances(byPlatform, {
            row: names.platform,
            column: (column) => t(column === 'gone' ? 'reappearances.gone' : 'reappearances.reappeared'),
          })}
        />
        <TeamsPart {...about} groups={byTeam} />
        <UncertainPart {...one} />
        <PrecisionFigure {...about} outcomes={outcomes} />
        {regime === 'DSA_ART22' && asked.mode === 'armed' && <LedgerFigure asked={asked} />}
      </div>
    </section>
  );
}
