import '../../../design/mantine-later.css';
import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, Suspense, useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BarSwatch } from './bar-looks.js';
import classes from './figures.module.css';
import type { Matrix } from './matrix.js';
import { MatrixTable } from './matrix-table.js';
import type { Asked, Regime } from './outcome-search.js';
import { useNames } from './use-names.js';

const Bars = lazy(async () => ({ default: (await import('./bars.js')).Bars }));

interface FigureProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly matrix: Matrix;
  readonly asked: Asked;
  readonly regime: Regime;
  /** In place of the figures as they stand. */
  readonly table?: ReactNode;
  readonly format?: (value: number) => string;
  readonly line?: { readonly at: number; readonly label: string };
}

/** One question about the notices of a regime, as a chart or as a table; printed, always the table. */
export function Figure(props: FigureProps) {
  const { title, lead, matrix, asked, regime, format, line } = props;
  const { t } = useTranslation('figures');
  const { number } = useNames();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const hasChart = matrix.rows.length > 0;
  if (!hasChart && props.table === undefined) return null;
  const isTable = view === 'table' || !hasChart;
  return (
    <Part
      title={title}
      aside={
        hasChart && (
          <SegmentedControl
            className={classes.switch}
            size="xs"
            aria-label={t('view.of', { title })}
            value={view}
            onChange={(chosen) => setView(chosen)}
            data={[
              { value: 'chart', label: t('view.chart') },
              { value: 'table', label: t('view.table') },
            ]}
          />
        )
      }
    >
      {lead !== undefined && <p className={classes.lead}>{lead}</p>}
      {!isTable && (
        <div className={classes.chart} role="img" aria-label={t('view.chartOf', { title })}>
          <Suspense fallback={<Skeleton height={120} radius="md" />}>
            <Bars
              matrix={matrix}
              format={format ?? number}
              isHalf={props.table === undefined}
              {...(line && { line })}
            />
          </Suspense>
          {matrix.columns.length > 1 && (
            <ul className={classes.legend}>
              {columnsInUse(matrix).map(({ key, label, look }) => (
                <li key={key}>
                  <BarSwatch look={look} />
                  {label}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div className={classes.table} data-hidden={!isTable}>
        {props.table ?? <MatrixTable title={title} matrix={matrix} asked={asked} regime={regime} />}
      </div>
    </Part>
  );
}

function columnsInUse({ rows, columns, value }: Matrix): Matrix['columns'] {
  return columns.filter((column) => rows.some((row) => value(row.key, column.key) > 0));
}

/** A part of a regime, with its own title. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <header className={classes.head}>
        <h3 id={id} className={classes.title}>
          {title}
        </h3>
        {aside}
      </header>
      {children}
    </section>
  );
}
