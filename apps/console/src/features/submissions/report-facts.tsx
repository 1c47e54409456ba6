import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewReport, Report } from '#client';
import { taxonomyQuery } from '../../api/queries.js';
import { Card } from '../../design/card.js';
import { Time } from '../../design/time.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { LongText } from '../../design/long-text.js';
import { HiddenFor } from './hidden-for.js';
import classes from './report-facts.module.css';

/** What was filed. */
export function ReportFacts({ report }: { report: Report }) {
  const { t, i18n } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const category = useQuery(taxonomyQuery).data?.find((each) => each.code === report.category);
  return (
    <Card title={t('facts.title')}>
      <dl className={classes.facts}>
        <Fact name={t('facts.category')}>
          {category?.labels[i18n.language as UiLanguage] ?? report.category}
        </Fact>
        <Fact name={t('facts.asks')}>
          <ul className={classes.asks}>
            {report.asks.map((ask) => (
              <li key={ask}>{code(`ask.${ask}`)}</li>
            ))}
          </ul>
        </Fact>
        <Fact name={t('facts.caller')}>
          {code(`role.${report.caller.role as NewReport['caller']['role']}`)}
        </Fact>
        <Fact name={t('facts.language')}>{code(`language.${report.language}`)}</Fact>
        <Fact name={t('facts.filed')}>
          <Time at={report.createdAt} style="both" />
        </Fact>
        {report.factsOn !== null && (
          <Fact name={t('facts.happenedOn')}>{dayOf(report.factsOn, i18n.language)}</Fact>
        )}
        {report.seenAt !== null && (
          <Fact name={t('facts.seen')}>
            <Time at={report.seenAt} style="absolute" />
          </Fact>
        )}
        <Fact name={t('facts.explanation')}>
          {report.contentFor ? (
            <HiddenFor roles={report.contentFor} />
          ) : (
            <LongText text={report.explanation} label={t('facts.explanation')} lang={report.language} />
          )}
        </Fact>
      </dl>
    </Card>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** @param date `2026-11-27`, a day without a clock */
function dayOf(date: string, language: string): string {
  return new Intl.DateTimeFormat(`${language}-BE`, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(date),
  );
}
