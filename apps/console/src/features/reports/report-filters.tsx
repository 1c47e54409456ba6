import { NativeSelect } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../api/queries.js';
import classes from './report-filters.module.css';
import {
  attentionWords,
  noticeFilters,
  readReportSearch,
  slaStates,
  statuses,
  type ReportSearch,
} from './report-search.js';
import { SearchField } from './search-field.js';
import { WorkListTabs } from './work-list-tabs.js';

interface ReportFiltersProps {
  readonly search: ReportSearch;
  /** Told of an address that was pasted to be searched for. */
  readonly onAddress: (address: string) => void;
}

/** Filters as parts of the address: every list can be kept and shared. On a phone they open by a button. */
export function ReportFilters({ search, onAddress }: ReportFiltersProps) {
  const { t, i18n } = useTranslation('reports');
  const { t: code } = useTranslation('codes');
  const navigate = useNavigate();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const fieldsId = useId();
  const [isOpen, { toggle }] = useDisclosure();
  const elsewhere: readonly string[] = ['list', 'wait', ...noticeFilters];
  const filterCount = Object.keys(search).filter((name) => !elsewhere.includes(name)).length;
  const change = (name: keyof ReportSearch, value: string) =>
    void navigate({ to: '/reports', search: readReportSearch({ ...search, [name]: value }), replace: true });
  return (
    <search className={classes.filters} aria-label={t('filters')}>
      <WorkListTabs search={search} />
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={isOpen}
        aria-controls={fieldsId}
        onClick={toggle}
      >
        <IconAdjustmentsHorizontal size={18} aria-hidden />
        {t('filter')}
        {filterCount > 0 && ` (${String(filterCount)})`}
      </button>
      <div id={fieldsId} className={classes.fields} data-open={isOpen}>
        <SearchField value={search.q ?? ''} onReference={(q) => change('q', q)} onAddress={onAddress} />
        <NativeSelect
          label={t('status')}
          value={search.status ?? ''}
          onChange={(event) => change('status', event.currentTarget.value)}
          data={[
            { value: '', label: t('every') },
            ...statuses.map((value) => ({ value, label: code(`status.${value}`) })),
          ]}
        />
        <NativeSelect
          label={t('attention')}
          value={search.attention ?? ''}
          onChange={(event) => change('attention', event.currentTarget.value)}
          data={[
            { value: '', label: t('every') },
            { value: 'any', label: t('anyAttention') },
            ...attentionWords.map((value) => ({ value, label: code(`attention.${value}`) })),
          ]}
        />
        <NativeSelect
          label={t('sla')}
          value={search.sla ?? ''}
          onChange={(event) => change('sla', event.currentTarget.value)}
          data={[
            { value: '', label: t('every') },
            ...slaStates.map((value) => ({ value, label: code(`sla.${value}`) })),
          ]}
        />
        <NativeSelect
          label={t('platform')}
          value={search.platform ?? ''}
          onChange={(event) => change('platform', event.currentTarget.value)}
          data={[
            { value: '', label: t('every') },
            ...platforms.map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
        <NativeSelect
          label={t('category')}
          value={search.category ?? ''}
          onChange={(event) => change('category', event.currentTarget.value)}
          data={[
            { value: '', label: t('every') },
            ...categories
              .map((each) => ({ value: each.code, label: each.labels[i18n.language] ?? each.code }))
              .sort((a, b) => a.label.localeCompare(b.label, i18n.language)),
          ]}
        />
      </div>
    </search>
  );
}
