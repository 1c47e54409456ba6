import { useTranslation } from 'react-i18next';
import type { OutcomeGroup } from '#client';
import { Part } from './figure.js';
import classes from './figures.module.css';
import { CountLink, Table } from './matrix-table.js';
import type { Asked, Regime } from './outcome-search.js';
import { useNames } from './use-names.js';

interface TeamsPartProps {
  readonly asked: Asked;
  readonly regime: Regime;
  readonly groups: readonly OutcomeGroup[];
}

/** How much each team had, by its name: no order of merit, and nobody's name. */
export function TeamsPart({ asked, regime, groups }: TeamsPartProps) {
  const { t, i18n } = useTranslation('figures');
  const names = useNames();
  if (!groups.some(({ team }) => team !== null)) return null;
  const title = t('teams.title');
  const inOrder = [...groups].sort((one, other) =>
    one.team === null || other.team === null
      ? Number(one.team === null) - Number(other.team === null)
      : one.team.localeCompare(other.team, i18n.language),
  );
  return (
    <Part title={title}>
      <p className={classes.lead}>{t('teams.lead')}</p>
      <Table title={title}>
        <thead>
          <tr>
            <th scope="col">{t('filter.team')}</th>
            <th scope="col">{t('notices')}</th>
            <th scope="col">{t('sent')}</th>
          </tr>
        </thead>
        <tbody>
          {inOrder.map(({ team, submissions, sent }) => {
            const name = team ?? t('teams.none');
            const link = (count: number, more: { readonly sent?: 'true' }, what: string) => (
              <CountLink
                {...{ asked, regime, count }}
                figure={team === null ? undefined : { team, ...more }}
                what={`${name}, ${what}`}
              />
            );
            return (
              <tr key={team ?? ''}>
                <th scope="row">{name}</th>
                <td>{link(submissions, {}, t('notices'))}</td>
                <td>{link(sent, { sent: 'true' }, t('sent'))}</td>
              </tr>
            );
          })}
        </tbody>
      </Table>
      <p className={classes.about}>{t('teams.asOf', { date: names.day(asked.from) })}</p>
    </Part>
  );
}
