import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { behind, type Figure } from './behind.js';
import classes from './figures.module.css';
import type { Matrix } from './matrix.js';
import type { Asked, Regime } from './outcome-search.js';
import { useNames } from './use-names.js';

interface MatrixTableProps {
  readonly title: string;
  readonly matrix: Matrix;
  readonly asked: Asked;
  readonly regime: Regime;
}

/** The same figures as the bars; each leads to its reports. */
export function MatrixTable({ title, matrix, asked, regime }: MatrixTableProps) {
  const { t } = useTranslation('figures');
  const { number } = useNames();
  const { rows, columns, value, figure, isStacked } = matrix;
  const hasTotal = isStacked && columns.length > 1;
  return (
    <Table title={title}>
      <thead>
        <tr>
          <td />
          {columns.map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          {hasTotal && <th scope="col">{t('total')}</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row">{row.label}</th>
            {columns.map((column) => (
              <td key={column.key}>
                <CountLink
                  {...{ asked, regime, count: value(row.key, column.key) }}
                  figure={figure?.(row.key, column.key)}
                  what={`${row.label}, ${column.label}`}
                />
              </td>
            ))}
            {hasTotal && (
              <td className={classes.total}>
                {number(columns.reduce((sum, column) => sum + value(row.key, column.key), 0))}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Scrolls by itself where it is wider than the page. */
export function Table({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={classes.figures}>{children}</table>
    </div>
  );
}

interface CountLinkProps {
  readonly asked: Asked;
  readonly regime: Regime;
  readonly count: number;
  readonly figure: Figure | undefined;
  /** What it counts, for those who hear one link after the other. */
  readonly what: string;
}

/** A number, as the way to the reports behind it. */
export function CountLink({ asked, regime, count, figure, what }: CountLinkProps) {
  const { t } = useTranslation('figures');
  const { number } = useNames();
  if (count === 0) return <span className={classes.none}>0</span>;
  if (!figure) return number(count);
  const linked = count;
  return (
    <Link
      to="/reports"
      search={behind(asked, regime, figure)}
      className={classes.count}
      aria-label={t('reportsBehind', { count: linked, what })}
    >
      {number(count)}
    </Link>
  );
}
