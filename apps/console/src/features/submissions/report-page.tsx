import { useTranslation } from 'react-i18next';
import { Page } from '../../design/page.js';

export function ReportPage() {
  const { t } = useTranslation('report');
  return <Page title={t('title')}>{null}</Page>;
}
