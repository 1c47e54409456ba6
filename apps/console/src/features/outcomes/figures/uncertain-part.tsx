import { useTranslation } from 'react-i18next';
import { Part } from './figure.js';
import classes from './figures.module.css';
import { CountLink, Table } from './matrix-table.js';
import type { RegimeProps } from './regime-props.js';
import { useNames } from './use-names.js';

/** Sends that nobody knew the fate of, and who decided what then: roles, never persons. */
export function UncertainPart({ asked, regime, all }: RegimeProps) {
  const { t } = useTranslation('figures');
  const { t: code } = useTranslation('codes');
  const names = useNames();
  const { sends, decisions, markedResends } = all.uncertain;
  if (sends + decisions.length + markedResends.length === 0) return null;
  const list = (roles: (typeof decisions)[number]['roles']) =>
    roles.map((role) => code(`personRole.${role}`)).join(', ');
  const deciders = {
    PERSON: t('uncertain.person'),
    KEY: t('uncertain.key'),
    CHANNEL_RULE: t('uncertain.rule'),
  };
  const acts: Readonly<Record<string, string>> = {
    ARRIVED: t('uncertain.arrived'),
    SEND_MARKED: t('uncertain.sendMarked'),
    GIVE_UP: t('uncertain.giveUp'),
  };
  const rows = [
    ...decisions.map((each) => ({ ...each, act: acts[each.decision] ?? each.decision })),
    ...markedResends.map((each) => ({ ...each, act: t('uncertain.left') })),
  ];
  const title = t('uncertain.title');
  return (
    <Part title={title}>
      <p className={classes.lead}>
        {t('uncertain.sends', { count: sends })}{' '}
        <CountLink {...{ asked, regime, count: sends }} figure={{ uncertain: 'true' }} what={title} />
      </p>
      {rows.length > 0 && (
        <Table title={title}>
          <thead>
            <tr>
              <th scope="col">{t('uncertain.act')}</th>
              <th scope="col" className={classes.text}>
                {t('uncertain.by')}
              </th>
              <th scope="col">{t('notices')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ act, by, roles, count }) => (
              <tr key={`${act} ${by} ${roles.join()}`}>
                <th scope="row">{act}</th>
                <td className={classes.text}>
                  {deciders[by]}
                  {roles.length > 0 && ` (${list(roles)})`}
                </td>
                <td>{names.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Part>
  );
}
