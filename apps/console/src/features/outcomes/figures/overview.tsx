import { useTranslation } from 'react-i18next';
import type { OutcomeGroup, Outcomes } from '#client';
import { Card } from '../../../design/card.js';
import { durationText } from './duration.js';
import classes from './figures.module.css';
import { daysLater } from './period.js';
import { sectionId } from './regime-props.js';
import type { Asked, Regime } from './outcome-search.js';
import { useNames } from './use-names.js';

interface OverviewProps {
  readonly asked: Asked;
  readonly outcomes: Outcomes;
  readonly regimes: readonly (readonly [Regime, OutcomeGroup])[];
}

/** What matters most, a sentence or two for each regime: they are never added up. */
export function Overview({ asked, outcomes, regimes }: OverviewProps) {
  const { t } = useTranslation('figures');
  const { t: code } = useTranslation('codes');
  const { day, time } = useNames();
  return (
    <Card title={t('overview.title', { from: day(asked.from), until: day(lastOf(asked)) })}>
      <dl className={classes.sentences}>
        {regimes.map(([regime, group]) => (
          <div key={regime}>
            <dt>
              <a href={`#${sectionId(regime)}`}>{code(`regime.${regime}`)}</a>
            </dt>
            <dd>
              <Sentences group={group} />
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.about}>{t('overview.about', { time: time(outcomes.countedAt) })}</p>
    </Card>
  );
}

function lastOf({ to }: Asked): string {
  return daysLater(to, -1);
}

function Sentences({ group }: { readonly group: OutcomeGroup }) {
  const { t, i18n } = useTranslation('figures');
  const { number } = useNames();
  const { medianMinutes } = group.waits.decision;
  const unexplained = group.words['gone_unexplained'] ?? 0;
  const { submissions } = group;
  const { ACTIONED: acted = 0, REFUSED: refused = 0 } = group.decisions;
  return (
    <>
      {t('overview.of', { count: submissions, shown: number(submissions) })}{' '}
      {t('overview.acted', { count: acted, shown: number(acted) })}{' '}
      {medianMinutes === null
        ? t('overview.fewDecided')
        : t('overview.half', { time: durationText(medianMinutes, i18n.language) })}
      {refused > 0 && ` ${t('overview.refused', { count: refused, shown: number(refused) })}`}
      {unexplained > 0 && ` ${t('overview.unexplained', { count: unexplained, shown: number(unexplained) })}`}
    </>
  );
}
