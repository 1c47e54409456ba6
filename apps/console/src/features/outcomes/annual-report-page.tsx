import '../../design/mantine-later.css';
import { Checkbox, Group, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { Card } from '../../design/card.js';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { languageNames, languages, type UiLanguage } from '../../i18n/languages.js';
import { AnnualReportFiles } from './annual-report-files.js';
import { AnnualReportState } from './annual-report-state.js';

/** How far back years can be chosen. */
const yearsBack = 6;

/** The yearly report of a trusted flagger: how it stands, as four files, and its seal. */
export function AnnualReportPage() {
  const { t, i18n } = useTranslation('outcomes');
  const thisYear = new Date().getFullYear();
  const [year, setYear] = useState(thisYear - 1);
  const [language, setLanguage] = useState(i18n.language as UiLanguage);
  const [isRehearsed, setIsRehearsed] = useState(false);
  const mode = isRehearsed ? 'rehearsed' : 'armed';
  const { data, error, isPending, refetch } = useQuery({
    queryKey: [...keys.annualReport, year, mode],
    queryFn: () => client.readAnnualReport({ year, mode }),
  });
  const years = Array.from({ length: yearsBack + 1 }, (_, back) => String(thisYear - back));
  return (
    <Page title={t('title')} lead={t('lead')} width="narrow">
      <Stack gap="lg">
        <Card title={t('choose')}>
          <Stack>
            <Group align="end">
              <NativeSelect
                label={t('year')}
                value={String(year)}
                onChange={(event) => setYear(Number(event.currentTarget.value))}
                data={years}
              />
              <NativeSelect
                label={t('language')}
                value={language}
                onChange={(event) => setLanguage(event.currentTarget.value as UiLanguage)}
                data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
              />
            </Group>
            <Checkbox
              label={t('rehearsed')}
              checked={isRehearsed}
              onChange={(event) => setIsRehearsed(event.currentTarget.checked)}
            />
          </Stack>
        </Card>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
        {isPending && <Loading />}
        {data && (
          <Card title={String(year)}>
            <Stack>
              <AnnualReportState key={`${year} ${mode}`} read={data} year={year} />
              <AnnualReportFiles year={year} language={language} mode={mode} />
            </Stack>
          </Card>
        )}
        <Card title={t('holds.title')}>
          <ul>
            <li>{t('holds.tables')}</li>
            <li>{t('holds.notices')}</li>
            <li>{t('holds.hidden')}</li>
            <li>{t('holds.seal')}</li>
          </ul>
        </Card>
      </Stack>
    </Page>
  );
}
