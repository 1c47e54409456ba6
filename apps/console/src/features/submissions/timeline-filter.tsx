import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { timelineSides, type TimelineSide } from './timeline-entries.js';
import classes from './timeline.module.css';

const route = getRouteApi('/reports/$reference');

/** What of the timeline is shown. It stands in the address. */
export function TimelineFilter({ show }: { show: TimelineSide | undefined }) {
  const { t } = useTranslation('timeline');
  const { reference } = route.useParams();
  const texts: Readonly<Record<TimelineSide | 'all', string>> = {
    all: t('side.all'),
    system: t('side.system'),
    people: t('side.people'),
    platform: t('side.platform'),
    notes: t('side.notes'),
  };
  return (
    <nav className={classes.sides} aria-label={t('side.label')}>
      {(['all', ...timelineSides] as const).map((side) => {
        const isHere = side === (show ?? 'all');
        return (
          <Link
            key={side}
            to="/reports/$reference"
            params={{ reference }}
            search={side === 'all' ? {} : { show: side }}
            replace
            resetScroll={false}
            className={classes.side}
            data-active={isHere}
            activeOptions={{ exact: true }}
          >
            {texts[side]}
          </Link>
        );
      })}
    </nav>
  );
}
