import { useTranslation } from 'react-i18next';

/** Whom staff can talk to. */
export function Helplines({ helplines }: { helplines: readonly string[] }) {
  const { t } = useTranslation('wellbeing');
  if (helplines.length === 0) return null;
  return (
    <>
      <p>{t('helplines')}</p>
      <ul>
        {helplines.map((helpline) => (
          <li key={helpline}>{helpline}</li>
        ))}
      </ul>
    </>
  );
}
