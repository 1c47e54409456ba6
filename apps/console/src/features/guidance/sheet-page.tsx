import { Button, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../design/loading.js';
import { Page } from '../../design/page.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { languages } from '../../i18n/languages.js';
import { sheetQuery } from './queries.js';
import { ReferralContacts } from './referral-contacts.js';
import { readSheetSearch } from './sheet-search.js';
import classes from './guidance.module.css';

const route = getRouteApi('/sheet');

/** "What you can do yourself", in the language of who reads it. It holds nothing of any report. */
export function SheetPage() {
  const search = readSheetSearch(route.useSearch());
  const navigate = route.useNavigate();
  const { t } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const { data, error, refetch } = useQuery(sheetQuery(search));
  const { language } = search;
  return (
    <Page
      title={t('sheet.title')}
      lead={t('sheet.lead')}
      width="narrow"
      actions={
        <Group gap="xs" align="flex-end">
          <NativeSelect
            label={t('sheet.language')}
            value={language}
            data={languages.map((each) => ({ value: each, label: code(`language.${each}`) }))}
            onChange={({ currentTarget: { value } }) =>
              void navigate({
                search: { ...search, language: languages.find((each) => each === value) ?? language },
              })
            }
          />
          <Button
            variant="default"
            leftSection={<IconPrinter size={18} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('sheet.print')}
          </Button>
        </Group>
      }
    >
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={6} />}
      {data && (
        <article lang={language} className={classes.sheet}>
          <h2 className={classes.heading}>{data.title}</h2>
          <ol className={classes.lines}>
            {data.lines.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
          </ol>
          {data.referrals.length > 0 && (
            <>
              <h3 className={classes.heading}>{data.referralsTitle}</h3>
              <ul className={classes.list}>
                {data.referrals.map((each) => (
                  <li key={each.key} className={classes.entry}>
                    <strong>{each.labels[language]}</strong>
                    <span>{each.descriptions[language]}</span>
                    <ReferralContacts phones={each.phones} websites={each.websites} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </article>
      )}
    </Page>
  );
}
