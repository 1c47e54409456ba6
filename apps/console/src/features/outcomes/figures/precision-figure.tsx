import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Outcomes } from '#client';
import { ToneBadge } from '../../../design/badges.js';
import { Figure } from './figure.js';
import classes from './figures.module.css';
import type { Matrix } from './matrix.js';
import { CountLink, Table } from './matrix-table.js';
import type { Asked, Regime } from './outcome-search.js';
import { useNames } from './use-names.js';

interface PrecisionFigureProps {
  readonly asked: Asked;
  readonly regime: Regime;
  readonly outcomes: Outcomes;
}

/** How right our own notices were, with a warning where too few were acted on. */
export function PrecisionFigure({ asked, regime, outcomes }: PrecisionFigureProps) {
  const { t } = useTranslation('figures');
  const names = useNames();
  const notices = outcomes.precision.filter((each) => each.regime === regime);
  if (notices.length === 0) return null;
  const nameOf = (each: (typeof notices)[number]) =>
    `${names.category(each.category)}, ${names.platform(each.platform)}`;
  const keyOf = ({ category, platform }: (typeof notices)[number]) => `${category} ${platform}`;
  const known = notices.filter(({ share }) => share !== null);
  const matrix: Matrix = {
    rows: known.map((each) => ({ key: keyOf(each), label: nameOf(each) })),
    columns: [{ key: 'share', label: t('precision.share'), look: 0 }],
    value: (row) => Math.round((known.find((each) => keyOf(each) === row)?.share ?? 0) * 100),
    isStacked: false,
  };
  const title = t('precision.title');
  const { precisionLine } = outcomes;
  const line = names.share(precisionLine);
  return (
    <Figure
      {...{ title, asked, regime, matrix }}
      lead={t('precision.lead', { line })}
      format={(percent) => names.share(percent / 100)}
      line={{ at: precisionLine * 100, label: line }}
      table={
        <Table title={title}>
          <thead>
            <tr>
              <td className={classes.wide} />
              <th scope="col">{t('precision.judged')}</th>
              <th scope="col">{t('precision.actedOn')}</th>
              <th scope="col">{t('precision.share')}</th>
              <th scope="col" className={classes.text}>
                {t('precision.remark')}
              </th>
            </tr>
          </thead>
          <tbody>
            {notices.map((each) => (
              <tr key={keyOf(each)}>
                <th scope="row">{nameOf(each)}</th>
                <td>{names.number(each.judged)}</td>
                <td>
                  <CountLink
                    {...{ asked, regime, count: each.actedOn }}
                    figure={{ platform: each.platform, category: each.category, decision: 'ACTIONED' }}
                    what={`${nameOf(each)}, ${t('precision.actedOn')}`}
                  />
                </td>
                <td>{each.share === null ? '–' : names.share(each.share)}</td>
                <td className={classes.text}>
                  {each.share === null && t('precision.tooFew')}
                  {each.warning && (
                    <ToneBadge tone="attention" icon={IconAlertTriangle}>
                      {t('precision.low', { line })}
                    </ToneBadge>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      }
    />
  );
}
