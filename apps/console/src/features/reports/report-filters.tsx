import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import {
  IconAdjustmentsHorizontal,
  IconBellRinging,
  IconEye,
  IconFlag,
  IconHourglassHigh,
  IconList,
  IconSearch,
} from '@tabler/icons-react';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../api/queries.js';
import { attentionWords, statusLooks } from '../../design/tone.js';
import classes from './report-filters.module.css';
import { noticeFilters, readReportSearch, slaStates, type ReportSearch } from './report-search.js';

const typingMs = 300;
const statuses = Object.keys(statusLooks) as (keyof typeof statusLooks)[];

/** Filters as parts of the address: every list can be kept and shared. On a phone they open by a button. */
export function ReportFilters({ search }: { search: ReportSearch }) {
  const { t, i18n } = useTranslation('reports');
  const { t: code } = useTranslation('codes');
  const navigate = useNavigate();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const fieldsId = useId();
  const [isOpen, { toggle }] = useDisclosure();
  const presets = ['attention', 'look', 'wait', 'escalated'];
  const elsewhere: readonly string[] = [...presets, ...noticeFilters];
  const filterCount = Object.keys(search).filter((name) => !elsewhere.includes(name)).length;
  const change = (name: keyof ReportSearch, value: string) =>
    void navigate({ to: '/reports', search: readReportSearch({ ...search, [name]: value }), replace: true });
  return (
    <search className={classes.filters} aria-label={t('filters')}>
      <nav className={classes.presets} aria-label={t('presets')}>
        <Link
          to="/reports"
          search={readReportSearch({ ...search, attention: '', look: '', wait: '', escalated: '' })}
          className={classes.preset}
          data-active={Object.keys(search).every((name) => !presets.includes(name))}
        >
          <IconList size={18} aria-hidden />
          {t('all')}
        </Link>
        <Link
          to="/reports"
          search={readReportSearch({ ...search, attention: 'any', look: '', wait: '' })}
          className={classes.preset}
          data-active={search.attention !== undefined}
        >
          <IconBellRinging size={18} aria-hidden />
          {t('needsMe')}
        </Link>
        <Link
          to="/reports"
          search={readReportSearch({ ...search, attention: '', look: 'due', wait: '', escalated: '' })}
          className={classes.preset}
          data-active={search.look !== undefined}
        >
          <IconEye size={18} aria-hidden />
          {t('looksDue')}
        </Link>
        <Link
          to="/reports"
          search={readReportSearch({ ...search, attention: '', look: '', wait: 'long', escalated: '' })}
          className={classes.preset}
          data-active={search.wait !== undefined}
        >
          <IconHourglassHigh size={18} aria-hidden />
          {t('longWaits')}
        </Link>
        <Link
          to="/reports"
          search={readReportSearch({ ...search, look: '', wait: '', escalated: 'true' })}
          className={classes.preset}
          data-active={search.escalated !== undefined}
        >
          <IconFlag size={18} aria-hidden />
          {t('escalated')}
        </Link>
      </nav>
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
        <Reference value={search.q ?? ''} onChange={(value) => change('q', value)} />
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

/** Follows the address, and changes it when typing pauses. */
function Reference({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('reports');
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback(onChange, typingMs);
  useEffect(() => setTyped((now) => (now.trim() === value ? now : value)), [value]);
  return (
    <TextInput
      label={t('reference')}
      placeholder={t('referenceExample')}
      leftSection={<IconSearch size={18} aria-hidden />}
      value={typed}
      maxLength={30}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        tell(event.currentTarget.value);
      }}
    />
  );
}
