import { Button, Group, Stack, TextInput } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemTexts } from '../../design/problem-texts.js';
import { queryClient } from '../../api/query-client.js';
import { readAuditSearch, type AuditSearch } from './audit-search.js';
import classes from './audit.module.css';

/** What is searched for. It stands in the address once it is asked for: each search is an entry of the record itself. */
export function AuditFilters({ search, error }: { search: AuditSearch; error: unknown }) {
  const { t } = useTranslation('audit');
  const { field } = useProblemTexts();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search);
  const change = (name: keyof AuditSearch) => (event: { currentTarget: { value: string } }) =>
    setTyped({ ...typed, [name]: event.currentTarget.value });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const next = readAuditSearch(typed);
    if (JSON.stringify(next) === JSON.stringify(search))
      await queryClient.resetQueries({ queryKey: ['audit'] });
    else await navigate({ to: '/audit', search: next });
  };
  return (
    <search aria-label={t('filter.title')}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <div className={classes.filters}>
            <TextInput
              type="date"
              label={t('filter.from')}
              value={typed.from ?? ''}
              onChange={change('from')}
            />
            <TextInput
              type="date"
              label={t('filter.until')}
              value={typed.until ?? ''}
              onChange={change('until')}
            />
            <TextInput
              label={t('filter.report')}
              description={t('filter.reportHint')}
              maxLength={40}
              value={typed.report ?? ''}
              error={field(error, '/report')}
              onChange={change('report')}
            />
            <TextInput
              label={t('filter.caller')}
              description={t('filter.callerHint')}
              maxLength={40}
              value={typed.caller ?? ''}
              error={field(error, '/caller')}
              onChange={change('caller')}
            />
          </div>
          <Group>
            <Button type="submit">{t('filter.search')}</Button>
            {Object.keys(search).length > 0 && <Link to="/audit">{t('filter.clear')}</Link>}
          </Group>
        </Stack>
      </form>
    </search>
  );
}
