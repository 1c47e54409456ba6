import { Button, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { OfferedReferral, ReferralState, Report } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { useMay } from '../session/may.js';
import { referralsQuery } from './queries.js';
import { ReferralContacts } from './referral-contacts.js';
import { readSheetSearch } from './sheet-search.js';
import classes from './guidance.module.css';

const states: readonly ReferralState[] = ['OFFERED', 'ACCEPTED', 'DECLINED'];

/** Where the caller can be sent, what the caller said to it, and the sheets to give along. */
export function ReferralsCard({ report }: { report: Report }) {
  const { t } = useTranslation('guidance');
  const { data, error, refetch } = useQuery(referralsQuery(report.id));
  return (
    <Card title={t('referrals.title')}>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {data?.length === 0 && <p className={classes.dimmed}>{t('referrals.none')}</p>}
      <ul className={classes.list}>
        {data?.map((each) => (
          <Entry key={each.key} report={report} referral={each} />
        ))}
      </ul>
      <SheetLinks report={report} />
    </Card>
  );
}

function Entry({ report, referral }: { report: Report; referral: OfferedReferral }) {
  const { t, i18n } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const language = i18n.language as UiLanguage;
  const { key, labels, descriptions, isInLanguage, state, recordedBy } = referral;
  const mayAct = useMay('ACT_ON_REPORT');
  const record = useMutation({
    mutationFn: (next: ReferralState) => client.recordReferral(report.id, key, next),
    onSuccess: (after) => queryClient.setQueryData(keys.report(report.id), after),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.report(report.id) }),
  });
  return (
    <li className={classes.entry}>
      <strong>{labels[language]}</strong>
      <span className={classes.dimmed}>{descriptions[language]}</span>
      <ReferralContacts phones={referral.phones} websites={referral.websites} />
      {!isInLanguage && <span className={classes.dimmed}>{t('referrals.otherLanguage')}</span>}
      {state !== null && (
        <span>{t('referrals.by', { state: code(`referralState.${state}`), who: recordedBy ?? '' })}</span>
      )}
      {mayAct && (
        <Group gap={6} role="group" aria-label={t('referrals.record', { what: labels[language] })}>
          {states.map((each) => (
            <Button
              key={each}
              size="compact-xs"
              variant={each === state ? 'light' : 'default'}
              aria-pressed={each === state}
              disabled={record.isPending}
              onClick={() => record.mutate(each)}
            >
              {code(`referralState.${each}`)}
            </Button>
          ))}
        </Group>
      )}
      <ProblemAlert error={record.error} />
    </li>
  );
}

function SheetLinks({ report }: { report: Report }) {
  const { t } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const platforms = [...new Set(report.standing.map(({ platform }) => platform))];
  return (
    <ul className={classes.links}>
      {platforms.map((platform) => (
        <li key={platform}>
          <Link
            to="/sheet"
            search={readSheetSearch({
              category: report.category,
              ...{ platform, language: report.language, role: report.caller.role },
            })}
          >
            {t('sheet.open', { platform: code(`platform.${platform}`) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}
