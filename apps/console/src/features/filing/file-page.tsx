import { useTranslation } from 'react-i18next';
import { Page } from '../../design/page.js';

export function FilePage() {
  const { t } = useTranslation('filing');
  return <Page title={t('title')}>{null}</Page>;
}
