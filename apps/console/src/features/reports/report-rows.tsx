import '../../design/mantine-later.css';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import {
  IconEye,
  IconHandStop,
  IconHistory,
  IconTransfer,
  IconUserCheck,
  IconZzz,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportRow } from '#client';
import { taxonomyQuery } from '../../api/queries.js';
import { AttentionBadge, StatusBadge, ToneBadge } from '../../design/badges.js';
import { ClockBadge, EscalatedBadge } from '../../design/clock-badge.js';
import { PlatformMark } from '../../design/platform.js';
import { Time } from '../../design/time.js';
import { wordLooks } from '../../design/tone.js';
import { OpenAt } from '../presence/open-at.js';
import { usePersonId } from '../session/may.js';
import { LongWaitBadge } from '../../design/usual-wait.js';
import classes from './report-rows.module.css';
import type { Selection } from './use-selection.js';

/** Height of a row before it was measured. */
const usualRowPx = 92;
/** Rows kept beyond those that are seen, so that none is missing while one scrolls. */
const rowsBeyond = 10;

interface ReportRowsProps {
  readonly rows: readonly ReportRow[];
  /** Absent where nothing can be done to many. */
  readonly selection?: Selection;
  /** Called when the last rows come into view. */
  readonly onEnd?: () => void;
  /** Whether there are more than these. */
  readonly hasMore?: boolean;
}

/** The rows in view, and few beyond: however many there are, the page holds no more of them. */
export function ReportRows({ rows, selection, onEnd, hasMore = false }: ReportRowsProps) {
  const { t } = useTranslation('reports');
  const list = useRef<HTMLUListElement>(null);
  const [topPx, setTopPx] = useState(0);
  // What stands above the list comes and goes.
  useLayoutEffect(() => setTopPx((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => usualRowPx,
    overscan: rowsBeyond,
    scrollMargin: topPx,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtualizer.getVirtualItems();
  const isAtEnd = (items.at(-1)?.index ?? 0) >= rows.length - 1;
  useEffect(() => {
    if (isAtEnd && hasMore) onEnd?.();
  }, [isAtEnd, hasMore, onEnd]);
  return (
    <ul
      ref={list}
      className={classes.rows}
      aria-label={t('title')}
      style={{ height: virtualizer.getTotalSize() }}
    >
      {items.map(({ index, key, start }) => {
        const row = rows[index];
        return (
          row && (
            <Row
              key={key}
              row={row}
              index={index}
              rowCount={hasMore ? -1 : rows.length}
              shiftPx={start - virtualizer.options.scrollMargin}
              measure={virtualizer.measureElement}
              selection={selection}
            />
          )
        );
      })}
    </ul>
  );
}

interface RowProps {
  readonly row: ReportRow;
  readonly index: number;
  /** -1 where nobody knows. */
  readonly rowCount: number;
  readonly shiftPx: number;
  readonly measure: Ref<HTMLLIElement>;
  readonly selection: Selection | undefined;
}

/** The whole row leads to the report; its link is the reference. While one scrolls, those that stay are left alone. */
const Row = memo(function Row({ row, index, rowCount, shiftPx, measure, selection }: RowProps) {
  const { t } = useTranslation('reports');
  const { i18n } = useTranslation();
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const { id, reference, category, createdAt, attention } = row;
  const label = categories.find(({ code }) => code === category)?.labels[i18n.language] ?? category;
  return (
    <li
      ref={measure}
      className={classes.row}
      data-index={index}
      data-attention={attention.length > 0}
      data-selectable={selection !== undefined}
      data-selected={selection?.has(id) === true}
      aria-posinset={index + 1}
      aria-setsize={rowCount}
      style={{ transform: `translateY(${String(shiftPx)}px)` }}
    >
      {selection && (
        <Checkbox
          className={classes.tick ?? ''}
          checked={selection.has(id)}
          onChange={() => selection.toggle(id)}
          aria-label={t('bulk.select', { reference })}
        />
      )}
      <div className={classes.head}>
        <Link to="/reports/$reference" params={{ reference }} className={classes.reference}>
          {reference}
        </Link>
        <span className={classes.age}>
          <Time at={createdAt} />
        </span>
      </div>
      <div className={classes.subject}>
        <span className={classes.category}>{label}</span>
        <Standing row={row} />
      </div>
      <State row={row} />
    </li>
  );
});

function State({ row }: { row: ReportRow }) {
  const { t } = useTranslation('reports');
  const personId = usePersonId();
  const { status, attention, sla, clock, escalated, looksDue, hold, snoozedUntil, claim } = row;
  const related = [...row.earlierReports, ...row.laterReports];
  return (
    <div className={classes.state}>
      <StatusBadge status={status} />
      {attention.map((word) => (
        <AttentionBadge key={word} word={word} />
      ))}
      <ClockBadge sla={sla} clock={clock} isOnlyPressing />
      {row.longWaits > 0 && <LongWaitBadge />}
      {claim !== null && (
        <ToneBadge tone={claim.personId === personId ? 'moving' : 'calm'} icon={IconUserCheck}>
          {claim.personId === personId ? t('claim.youShort') : claim.name}
        </ToneBadge>
      )}
      {claim !== null && claim.handedOverBy !== null && (
        <ToneBadge tone="calm" icon={IconTransfer}>
          {t('handOver.badge', { who: claim.handedOverBy })}
        </ToneBadge>
      )}
      <OpenAt reportId={row.id} />
      {hold !== null && (
        <ToneBadge tone={hold.overdue ? 'attention' : 'calm'} icon={IconHandStop}>
          {t(hold.overdue ? 'heldOverdue' : 'held')}
        </ToneBadge>
      )}
      {snoozedUntil !== null && (
        <ToneBadge tone="calm" icon={IconZzz}>
          {t('snoozed')} <Time at={snoozedUntil} />
        </ToneBadge>
      )}
      {escalated && <EscalatedBadge />}
      {looksDue > 0 && (
        <ToneBadge tone="calm" icon={IconEye}>
          {t('looksDueCount', { count: looksDue })}
        </ToneBadge>
      )}
      {related.length > 0 && (
        <ToneBadge tone="calm" icon={IconHistory}>
          {t('sameContent', { references: related.join(', ') })}
        </ToneBadge>
      )}
    </div>
  );
}

function Standing({ row }: { row: ReportRow }) {
  const { t } = useTranslation('codes');
  return (
    <ul className={classes.standing}>
      {row.standing.map(({ platform, word, count }) => {
        const { icon: Mark, tone } = wordLooks[word];
        return (
          <li key={`${platform} ${word}`} className={classes.place}>
            <PlatformMark platform={platform} size={18} />
            <span className={classes.platform}>
              {t(`platform.${platform}`)}
              {count > 1 && ` × ${String(count)}`}
            </span>
            <span className={classes.word} data-tone={tone}>
              <Mark size={15} stroke={2} aria-hidden />
              {t(`word.${word}`)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
