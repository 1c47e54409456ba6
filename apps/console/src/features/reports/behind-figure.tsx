import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { platformsQuery } from '../../api/queries.js';
import { Note } from '../../design/note.js';
import classes from './behind-figure.module.css';
import { noticeFilters, type ReportSearch } from './report-search.js';

/** Says what the list is of, for who came from a figure, and the way to all reports. */
export function BehindFigure({ search }: { readonly search: ReportSearch }) {
  const { t, i18n } = useTranslation('reports');
  const { t: code } = useTranslation('codes');
  const { data: platforms = [] } = useQuery(platformsQuery);
  if (!noticeFilters.some((name) => search[name] !== undefined)) return null;
  const day = (text: string) =>
    Number.isNaN(Date.parse(text))
      ? text
      : new Intl.DateTimeFormat(`${i18n.language}-BE`, { dateStyle: 'medium', timeZone: 'UTC' }).format(
          Date.parse(text),
        );
  const channel = platforms.flatMap(({ channels }) => channels).find(({ id }) => id === search.channel);
  const { noticedFrom, noticedTo, mode, regime, team, word, decision, effect, refusalReason } = search;
  const { ask, askAnswer, deadline, content, sent, uncertain } = search;
  const deadlines = {
    ACKNOWLEDGEMENT_KEPT: t('behind.deadline.ACKNOWLEDGEMENT_KEPT'),
    ACKNOWLEDGEMENT_BREACHED: t('behind.deadline.ACKNOWLEDGEMENT_BREACHED'),
    ACKNOWLEDGEMENT_OPEN: t('behind.deadline.ACKNOWLEDGEMENT_OPEN'),
    ACKNOWLEDGEMENT_ENDED: t('behind.deadline.ACKNOWLEDGEMENT_ENDED'),
    DECISION_KEPT: t('behind.deadline.DECISION_KEPT'),
    DECISION_BREACHED: t('behind.deadline.DECISION_BREACHED'),
    DECISION_OPEN: t('behind.deadline.DECISION_OPEN'),
    DECISION_ENDED: t('behind.deadline.DECISION_ENDED'),
  };
  const about = [
    noticedFrom !== undefined && t('behind.from', { day: day(noticedFrom) }),
    noticedTo !== undefined && t('behind.to', { day: day(noticedTo) }),
    mode && t(mode === 'armed' ? 'behind.mode.armed' : 'behind.mode.rehearsed'),
    regime && code(`regime.${regime}`),
    search.channel !== undefined && (channel ? code(`channelKind.${channel.kind}`) : search.channel),
    team !== undefined && t('behind.team', { team }),
    word && code(`word.${word}`),
    decision && code(`decision.${decision}`),
    effect && code(`effect.${effect}`),
    refusalReason && code(`refusal.${refusalReason}`),
    ask && code(`ask.${ask}`),
    askAnswer && t('behind.answer', { answer: code(`askAnswer.${askAnswer}`) }),
    deadline && deadlines[deadline],
    content && t(content === 'GONE' ? 'behind.content.GONE' : 'behind.content.CAME_BACK'),
    sent && t('behind.sent'),
    uncertain && t('behind.uncertain'),
  ].filter((part) => typeof part === 'string');
  return (
    <div className={classes.note}>
      <Note tone="calm" title={t('behind.title')}>
        <p>{about.join(' · ')}</p>
        <p>
          {t('behind.text')} <Link to="/reports">{t('clear')}</Link>
        </p>
      </Note>
    </div>
  );
}
