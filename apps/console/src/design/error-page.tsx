import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './page.js';
import { ProblemAlert } from './problem-alert.js';

/** In place of a page that could not be loaded or shown. */
export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const again = () => {
    reset();
    void router.invalidate();
  };
  return (
    <Page title={t('broken')} width="narrow">
      <ProblemAlert error={error} onRetry={again} />
    </Page>
  );
}
