import { useTranslation } from 'react-i18next';
import classes from './also-here.module.css';
import { usePresence } from './use-presence.js';

/** Colleagues who have this report's page open. It locks nothing. */
export function AlsoHere({ reportId }: { reportId: string }) {
  const { t, i18n } = useTranslation('timeline');
  const others = usePresence(reportId);
  const who = new Intl.ListFormat(i18n.language).format(others.map(({ name }) => name));
  return (
    <p className={classes.here} role="status">
      {others.length > 0 && t('alsoHere', { who })}
    </p>
  );
}
