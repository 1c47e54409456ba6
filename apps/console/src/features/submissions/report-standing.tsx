import { useTranslation } from 'react-i18next';
import type { Report, Submission } from '#client';
import { AttentionBadge, StatusBadge } from '../../design/badges.js';
import { Card } from '../../design/card.js';
import { ClockBadge, EscalatedBadge } from '../../design/clock-badge.js';
import { Time } from '../../design/time.js';
import { clausesForPeople, clausesOf } from './clauses.js';
import classes from './report-standing.module.css';
import { sentenceOf, type SentencePart } from './sentence.js';

/** Status and attention, and the one sentence that explains them, which is read out whenever it changes. */
export function ReportStanding({ report }: { report: Report }) {
  const { t, i18n } = useTranslation(['report', 'codes']);
  const { t: code } = useTranslation('codes');
  const groupsOf = ({ standing }: Report) =>
    standing
      .map(({ platform, word, count: places }) =>
        t('pages.group', { platform: code(`platform.${platform}`), word: code(`word.${word}`), places }),
      )
      .join('; ');
  const nameOf = (platform: Submission['platform']) => code(`platform.${platform}`);
  return (
    <Card>
      <div className={classes.badges}>
        <StatusBadge status={report.status} />
        {report.attention.map((word) => (
          <AttentionBadge key={word} word={word} />
        ))}
        <ClockBadge sla={report.sla} clock={report.clock} />
        {report.escalated && <EscalatedBadge />}
      </div>
      <p className={classes.sentence} aria-live="polite">
        {report.submissionsCursor === null
          ? sentenceOf(t, i18n.language, clausesOf(report), nameOf).map((part, index) => (
              <Part key={index} part={part} />
            ))
          : t('standing.many', { groups: groupsOf(report) })}
      </p>
      <p className={classes.updated}>
        {t('lastChange')} <Time at={report.updatedAt} style="both" />
      </p>
    </Card>
  );
}

/** What waits for a person leads to where it is done. */
function Part({ part: { text, clause } }: { part: SentencePart }) {
  if (clause === null || !clausesForPeople.includes(clause.kind)) return text;
  return (
    <a href={`#${clause.submissionId}`} className={classes.yours}>
      {text}
    </a>
  );
}
