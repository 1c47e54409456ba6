import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../../design/loading.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { Figure, Part } from './figure.js';
import classes from './figures.module.css';
import type { Matrix } from './matrix.js';
import { Table } from './matrix-table.js';
import { ledgerQuery } from './outcome-queries.js';
import type { Asked } from './outcome-search.js';
import { useNames } from './use-names.js';

/** What platforms told us that they did, beside what they tell the public. Of notices under Article 22 that left alone. */
export function LedgerFigure({ asked }: { readonly asked: Asked }) {
  const { t } = useTranslation('figures');
  const names = useNames();
  const { data, error, isPending, refetch } = useQuery(ledgerQuery(asked));
  const title = t('ledger.title');
  if (!data)
    return (
      <Part title={title}>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading rows={1} />}
      </Part>
    );
  const entries = data.data.filter(
    ({ platform }) => asked.platform === undefined || platform === asked.platform,
  );
  if (entries.length === 0)
    return (
      <Part title={title}>
        <p className={classes.lead}>{t('ledger.nothing')}</p>
      </Part>
    );
  const keyOf = ({ platform, month }: (typeof entries)[number]) => `${month} ${platform}`;
  const nameOf = ({ platform, month }: (typeof entries)[number]) =>
    `${names.platform(platform)}, ${names.month(month)}`;
  const matrix: Matrix = {
    rows: entries.map((each) => ({ key: keyOf(each), label: nameOf(each) })),
    columns: [
      { key: 'ours', label: t('ledger.ours'), look: 0 },
      { key: 'theirs', label: t('ledger.theirs'), look: 1 },
    ],
    value: (row, column) => entries.find((each) => keyOf(each) === row)?.[column as 'ours'] ?? 0,
    isStacked: false,
  };
  const isImported = entries.some(({ theirs }) => theirs !== null);
  return (
    <Figure
      {...{ title, asked, matrix, regime: 'DSA_ART22' }}
      lead={`${t('ledger.lead')} ${isImported ? '' : t('ledger.notImported')}`}
      table={
        <Table title={title}>
          <thead>
            <tr>
              <td className={classes.wide} />
              <th scope="col">{t('ledger.ours')}</th>
              <th scope="col">{t('ledger.theirs')}</th>
              <th scope="col">{t('ledger.gap')}</th>
              <th scope="col">{t('ledger.days')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((each) => (
              <tr key={keyOf(each)}>
                <th scope="row">{nameOf(each)}</th>
                <td>{names.number(each.ours)}</td>
                <td>{each.theirs === null ? t('ledger.none') : names.number(each.theirs)}</td>
                <td>{each.gap === null ? t('ledger.unknown') : names.number(each.gap)}</td>
                <td>{t('ledger.daysOf', { count: each.importedDays, of: each.daysOfMonth })}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
