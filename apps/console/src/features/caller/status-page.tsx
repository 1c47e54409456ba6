import { Button, Group, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type CallerStatus } from '#client';
import { Loading } from '../../design/loading.js';
import { Mark } from '../../design/mark.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useShownPage } from '../../design/shown-page.js';
import { absoluteTime } from '../../design/times.js';
import { LanguageChoice } from '../../i18n/language-choice.js';
import member from '../member/member-page.module.css';
import { CodeForm } from './code-form.js';
import { linkedCode, takeCallerCode } from './linked-code.js';
import { PlatformStanding } from './platform-standing.js';
import { callerHelpQuery, callerStatusQuery } from './queries.js';
import { QuickExit } from './quick-exit.js';
import classes from './status-page.module.css';

/** How it stands, for whoever called: by their code, in plain words, and nothing of what was reported. */
export function StatusPage() {
  const { t } = useTranslation('caller');
  const [code, setCode] = useState(linkedCode);
  useShownPage(t('window'));
  useEffect(() => {
    // Another link pasted into this tab.
    const look = () => {
      if (takeCallerCode()) setCode(linkedCode());
    };
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  return (
    <div className={`${member['page'] ?? ''} ${classes.page}`}>
      <header className={member['head']}>
        <Mark size={36} />
        <QuickExit />
        <LanguageChoice isRemembered={false} />
      </header>
      <main className={member['card']}>
        <Title order={1}>{t('title')}</Title>
        {code === null ? <CodeForm onCode={setCode} /> : <Standing code={code} onCode={setCode} />}
      </main>
      <Help />
    </div>
  );
}

function Standing({ code, onCode }: { code: string; onCode: (code: string | null) => void }) {
  const { t } = useTranslation('caller');
  const { data, error, refetch, isFetching } = useQuery(callerStatusQuery(code));
  if (error instanceof ApiProblem && error.status === 404)
    return (
      <>
        <Note tone="attention" role="alert">
          <p>{t('notValid')}</p>
        </Note>
        <CodeForm onCode={onCode} />
      </>
    );
  return (
    <>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={4} />}
      {data && <Told status={data} />}
      <Group gap="xs" className={classes.acts}>
        <Button size="md" variant="light" loading={isFetching} onClick={() => void refetch()}>
          {t('again')}
        </Button>
        <Button size="md" variant="default" onClick={() => onCode(null)}>
          {t('otherCode')}
        </Button>
      </Group>
    </>
  );
}

function Told({ status: { platforms, expiresAt } }: { status: CallerStatus }) {
  const { t, i18n } = useTranslation('caller');
  return (
    <>
      {platforms.some(({ isRehearsed }) => isRehearsed) && (
        <Note tone="attention">
          <p>
            {t('rehearsed', {
              platforms: new Intl.ListFormat(i18n.language).format(
                platforms.flatMap(({ isRehearsed, platformName }) => (isRehearsed ? platformName : [])),
              ),
            })}
          </p>
        </Note>
      )}
      {platforms.map((platform) => (
        <PlatformStanding key={platform.platform} {...platform} />
      ))}
      <p className={member['small']}>
        {t('until', { time: absoluteTime(Date.parse(expiresAt), i18n.language) })}
      </p>
    </>
  );
}

function Help() {
  const { t } = useTranslation('caller');
  const { data } = useQuery(callerHelpQuery);
  return (
    <footer className={member['help']}>
      {data && (
        <p>
          {t('help.talk')}{' '}
          <a href={`tel:${data.helplineNumber.replace(/[^+\d]/g, '')}`}>{data.helplineNumber}</a>
        </p>
      )}
      <p>
        {t('help.danger')} <a href="tel:112">112</a>
      </p>
      <p className={classes.hint}>{t('help.leave')}</p>
    </footer>
  );
}
