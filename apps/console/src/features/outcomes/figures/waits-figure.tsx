import { useTranslation } from 'react-i18next';
import type { OutcomeGroup, Wait } from '#client';
import { durationText } from './duration.js';
import { Figure } from './figure.js';
import classes from './figures.module.css';
import { medianHours, type WaitName } from './matrix.js';
import { Table } from './matrix-table.js';
import type { RegimeProps } from './regime-props.js';
import { useNames } from './use-names.js';

/** How long platforms took, the half and nine in ten, with how many are still waited for. */
export function WaitsFigure({ asked, regime, all, byPlatform }: RegimeProps) {
  const { t, i18n } = useTranslation('figures');
  const names = useNames();
  const waits: readonly (readonly [WaitName, string])[] = [
    ['acknowledgement', t('waits.acknowledgement')],
    ['decision', t('waits.decision')],
    ['verifiedGone', t('waits.verifiedGone')],
  ];
  const rows = (wait: WaitName) =>
    [
      ...byPlatform.map((group) => [names.platform(group.platform ?? ''), group] as const),
      [t('waits.all'), all] as const,
    ]
      .map(([name, group]): [string, Wait] => [name, group.waits[wait]])
      .filter(([, { ended, stillOpen }]) => ended + stillOpen > 0);
  const title = t('waits.title');
  const known = byPlatform.filter(isAnyMedianKnown);
  return (
    <Figure
      {...{ title, asked, regime }}
      lead={t('waits.lead')}
      matrix={medianHours(known, {
        row: names.platform,
        column: (wait) => waits.find(([key]) => key === wait)?.[1] ?? wait,
      })}
      format={(hours) => durationText(Math.round(hours * 60), i18n.language)}
      table={
        <Table title={title}>
          <thead>
            <tr>
              <td className={classes.wide} />
              <th scope="col">{t('waits.median')}</th>
              <th scope="col">{t('waits.ninetieth')}</th>
              <th scope="col">{t('waits.ended')}</th>
              <th scope="col">{t('waits.stillOpen')}</th>
            </tr>
          </thead>
          {waits.map(([wait, label]) => (
            <tbody key={wait}>
              <tr>
                <th scope="rowgroup" colSpan={5}>
                  {label}
                </th>
              </tr>
              {rows(wait).map(([name, { medianMinutes, ninetiethMinutes, ended, stillOpen }]) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>
                    <Length minutes={medianMinutes} />
                  </td>
                  <td>
                    <Length minutes={ninetiethMinutes} />
                  </td>
                  <td>{names.number(ended)}</td>
                  <td>{names.number(stillOpen)}</td>
                </tr>
              ))}
            </tbody>
          ))}
        </Table>
      }
    />
  );
}

function isAnyMedianKnown({ waits }: OutcomeGroup): boolean {
  return [waits.acknowledgement, waits.decision, waits.verifiedGone].some(
    ({ medianMinutes }) => medianMinutes !== null,
  );
}

function Length({ minutes }: { readonly minutes: number | null }) {
  const { t, i18n } = useTranslation('figures');
  if (minutes === null) return <span className={classes.none}>{t('waits.unknown')}</span>;
  return durationText(minutes, i18n.language);
}
