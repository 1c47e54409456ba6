import { useTranslation } from 'react-i18next';
import type { OfferedReferral } from '#client';
import classes from './guidance.module.css';

/** Numbers and addresses, each with how sure they are. */
export function ReferralContacts({ phones, websites }: Pick<OfferedReferral, 'phones' | 'websites'>) {
  const { t: code } = useTranslation('codes');
  if (phones.length + websites.length === 0) return null;
  return (
    <span className={classes.contacts}>
      {phones.map(({ number, certainty }) => (
        <span key={number}>
          <strong>{number}</strong> ({code(`certainty.${certainty}`)})
        </span>
      ))}
      {websites.map(({ url, certainty }) => (
        <span key={url}>
          <code>{url}</code> ({code(`certainty.${certainty}`)})
        </span>
      ))}
    </span>
  );
}
