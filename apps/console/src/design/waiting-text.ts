import { useTranslation } from 'react-i18next';

/** Why a submission waits, failed, or was left to a person: words for its code. */
export function useWaitingText(): (code: string) => string {
  const { t, i18n } = useTranslation('waiting');
  return (code) => t((i18n.exists(`waiting:${code}`) ? code : 'OTHER') as 'OTHER', { code });
}
