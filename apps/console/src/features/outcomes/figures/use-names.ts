import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../../api/queries.js';
import { timeZone } from '../../../design/times.js';

/** What the figures are about, in the reader's language. What left the registry since is called by its key. */
export function useNames() {
  const { i18n } = useTranslation();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const { language } = i18n;
  return {
    platform: (key: string) => platforms.find((each) => each.key === key)?.name ?? key,
    category: (code: string) => categories.find((each) => each.code === code)?.labels[language] ?? code,
    /** Of 2026-03. */
    month: (month: string) =>
      new Intl.DateTimeFormat(`${language}-BE`, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        Date.parse(`${month}-01`),
      ),
    /** Of 2026-03-01; such days have no clock. */
    day: (day: string) =>
      new Intl.DateTimeFormat(`${language}-BE`, { dateStyle: 'medium', timeZone: 'UTC' }).format(
        Date.parse(day),
      ),
    time: (at: string) =>
      new Intl.DateTimeFormat(`${language}-BE`, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
        Date.parse(at),
      ),
    number: (count: number) => new Intl.NumberFormat(language).format(count),
    share: (share: number) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(share),
  };
}
