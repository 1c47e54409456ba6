import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Note, Report, ReportEvent } from '#client';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { PlatformName } from '../../design/platform.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { NoteBody } from '../notes/note-body.js';
import { NoteForm } from '../notes/note-form.js';
import { notesQuery } from '../notes/queries.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import { useEventReason } from './event-reason.js';
import { timelineQuery } from './queries.js';
import { timelineOf } from './timeline-entries.js';
import { TimelineFilter } from './timeline-filter.js';
import classes from './timeline.module.css';

const shownAtFirst = 15;
const route = getRouteApi('/reports/$reference');

/** Everything that happened and what colleagues wrote, the latest first. Each entry has an address of its own. */
export function Timeline({ report: { id, contentFor } }: { report: Report }) {
  const { t } = useTranslation('report');
  const { show } = route.useSearch();
  const addressed = useLocation({ select: ({ hash }) => hash });
  const events = useQuery(timelineQuery(id));
  const notes = useQuery(notesQuery(id));
  const isGlassOpen = useIsGlassOpen(id);
  const mayWrite = useMay('WRITE_NOTE') && contentFor === null && !isGlassOpen;
  const [wantsAll, setWantsAll] = useState(false);
  const entries = timelineOf(events.data ?? [], notes.data ?? []).filter(
    ({ side }) => show === undefined || side === show,
  );
  const hidden = entries.length - shownAtFirst;
  const isBehind = entries.slice(shownAtFirst).some((entry) => entry.id === addressed);
  const showsAll = wantsAll || isBehind;
  const isLoading = events.data === undefined && !events.error;
  return (
    <Card title={t('timeline.title')}>
      {mayWrite && <NoteForm reportId={id} />}
      <TimelineFilter show={show} />
      {[events, notes].map(({ error, refetch }, index) => (
        <ProblemAlert key={index} error={error} onRetry={() => void refetch()} />
      ))}
      {isLoading && <Loading rows={3} />}
      {!isLoading && entries.length === 0 && <NothingHere />}
      <ol className={classes.events}>
        {(showsAll ? entries : entries.slice(0, shownAtFirst)).map((entry) => (
          <Entry key={entry.id} id={entry.id} isAddressed={entry.id === addressed}>
            {'note' in entry ? (
              <Written reportId={id} note={entry.note} mayStrike={mayWrite} />
            ) : (
              <Happened event={entry.event} isWithdrawn={entry.isWithdrawn} />
            )}
          </Entry>
        ))}
      </ol>
      {hidden > 0 && !isBehind && (
        <Button variant="subtle" size="compact-sm" mt="sm" onClick={() => setWantsAll(!wantsAll)}>
          {showsAll ? t('timeline.fewer') : t('timeline.earlier', { count: hidden })}
        </Button>
      )}
    </Card>
  );
}

/** Events without addresses of their own. */
export function EventList({ events }: { events: readonly ReportEvent[] }) {
  return (
    <ol className={classes.events}>
      {events.map((event) => (
        <li key={event.id} className={classes.event}>
          <Happened event={event} />
        </li>
      ))}
    </ol>
  );
}

/** `#evt_…` or `#nte_…` in the address leads to its entry, which is marked. */
function Entry({ id, isAddressed, children }: { id: string; isAddressed: boolean; children: ReactNode }) {
  const entry = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isAddressed) return;
    entry.current?.scrollIntoView({ block: 'center' });
    entry.current?.focus({ preventScroll: true });
  }, [isAddressed]);
  return (
    <li
      ref={entry}
      id={id}
      className={classes.event}
      data-addressed={isAddressed}
      {...(isAddressed && { tabIndex: -1, 'aria-current': true })}
    >
      {children}
      <EntryLink id={id} />
    </li>
  );
}

function EntryLink({ id }: { id: string }) {
  const { t } = useTranslation('timeline');
  const { reference } = route.useParams();
  return (
    <Link
      to="/reports/$reference"
      params={{ reference }}
      search={(search) => search}
      hash={id}
      hashScrollIntoView={false}
      activeOptions={{ includeHash: true }}
      resetScroll={false}
      className={classes.address}
    >
      {t('address')}
    </Link>
  );
}

function NothingHere() {
  const { t } = useTranslation('timeline');
  return <p className={classes.when}>{t('nothing')}</p>;
}

function Happened({ event, isWithdrawn = false }: { event: ReportEvent; isWithdrawn?: boolean }) {
  const { t } = useTranslation(['report', 'timeline']);
  const { what, why, isByStaff } = useEventReason(event);
  return (
    <>
      <p className={classes.what}>
        {event.platform !== null && <PlatformName platform={event.platform} size={16} />} {what}
      </p>
      {why !== '' && <p className={classes.why}>{isWithdrawn ? <s>{why}</s> : why}</p>}
      {isWithdrawn && <p className={classes.why}>{t('timeline:withdrawn')}</p>}
      <p className={classes.when}>
        <Time at={event.timestamp} style="both" />
        {isByStaff && ` · ${t('timeline.byStaff')}`}
      </p>
    </>
  );
}

function Written({ reportId, note, mayStrike }: { reportId: string; note: Note; mayStrike: boolean }) {
  const { t } = useTranslation('timeline');
  return (
    <>
      <p className={classes.what}>{t('note.by', { who: note.by })}</p>
      <div className={classes.why}>
        <NoteBody reportId={reportId} note={note} mayStrike={mayStrike} />
      </div>
      <p className={classes.when}>
        <Time at={note.at} style="both" />
      </p>
    </>
  );
}
