import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import {
  IconBan,
  IconBellRinging,
  IconClockExclamation,
  IconEye,
  IconFlag,
  IconHourglass,
  IconHourglassHigh,
  IconList,
  IconMailQuestion,
  IconUserCheck,
  IconUserQuestion,
  IconZzz,
  type Icon,
} from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListCount } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { useMay, usePersonId } from '../session/may.js';
import classes from './report-filters.module.css';
import { readReportSearch, workLists, type ReportSearch } from './report-search.js';

type CountedList = ListCount['list'];

const icons: Readonly<Record<CountedList, Icon>> = {
  needs_me: IconBellRinging,
  mine: IconUserCheck,
  unclaimed: IconUserQuestion,
  with_platform: IconHourglass,
  due: IconClockExclamation,
  refused: IconBan,
  to_look: IconEye,
  put_aside: IconZzz,
  escalated: IconFlag,
  all: IconList,
  replies: IconMailQuestion,
};

/** The list that is none of reports. */
const replies = 'replies';
const RepliesMark = icons[replies];
/** No event tells of a reply that belongs to no report. */
const countAgainMs = 60_000;

interface WorkListTabsProps {
  readonly search: ReportSearch;
  /** The list that is shown, where it is not one of reports. */
  readonly here?: typeof replies;
}

/**
 * The lists that staff work by, each with how much it has: those of reports, and the replies that wait for a person.
 * Filters stay where one goes from list to list.
 */
export function WorkListTabs({ search, here }: WorkListTabsProps) {
  const { t } = useTranslation('reports');
  const { t: code } = useTranslation('codes');
  const hasMine = usePersonId() !== null;
  const seesReplies = useMay('READ_WORK');
  const { data: counts = [] } = useQuery({
    queryKey: keys.lists,
    queryFn: () => client.countLists(),
    refetchInterval: countAgainMs,
  });
  const tabs = useHereInSight(here ?? search.list ?? 'all');
  const shown = [...workLists.filter((list) => hasMine || list !== 'mine'), 'all' as const];
  return (
    <nav ref={tabs} className={classes.presets} aria-label={t('presets')}>
      {shown.map((list) => {
        const Mark = icons[list];
        const isHere = here === undefined && (search.list ?? 'all') === list;
        return (
          <Link
            key={list}
            to="/reports"
            search={readReportSearch({ ...search, list: list === 'all' ? '' : list })}
            className={classes.preset}
            data-active={isHere}
            {...(isHere && { 'aria-current': 'page' })}
          >
            <Mark size={18} aria-hidden />
            {code(`workList.${list}`)}
            <Counted count={counts.find((each) => each.list === list)} />
          </Link>
        );
      })}
      {seesReplies && (
        <Link
          to="/replies"
          search={readReportSearch({ ...search, list: '' })}
          className={classes.preset}
          data-active={here === replies}
        >
          <RepliesMark size={18} aria-hidden />
          {code(`workList.${replies}`)}
          <Counted count={counts.find((each) => each.list === replies)} />
        </Link>
      )}
      <Link
        to="/reports"
        search={readReportSearch({ ...search, wait: search.wait === 'long' ? '' : 'long' })}
        className={classes.preset}
        data-active={here === undefined && search.wait === 'long'}
      >
        <IconHourglassHigh size={18} aria-hidden />
        {t('longWaits')}
      </Link>
    </nav>
  );
}

/** On a phone the lists stand in one row: the one that is shown is pushed into sight. */
function useHereInSight(here: string) {
  const tabs = useRef<HTMLElement>(null);
  useEffect(() => {
    const shown = tabs.current?.querySelector<HTMLElement>('[data-active="true"]');
    if (shown) tabs.current?.scrollTo({ left: shown.offsetLeft - tabs.current.offsetLeft });
  }, [here]);
  return tabs;
}

function Counted({ count: counted }: { count: ListCount | undefined }) {
  if (counted === undefined) return null;
  return <span className={classes.count}>{counted.more ? `${String(counted.count)}+` : counted.count}</span>;
}
