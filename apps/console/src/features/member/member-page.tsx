import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '#client';
import { Loading } from '../../design/loading.js';
import { Mark } from '../../design/mark.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useShownPage } from '../../design/shown-page.js';
import { LanguageChoice } from '../../i18n/language-choice.js';
import { languages } from '../../i18n/languages.js';
import { Answer } from './answer.js';
import { memberCode, takeMemberCode } from './member-code.js';
import classes from './member-page.module.css';
import { instructionsQuery } from './queries.js';

/** What a member does in the app, and how it went. It knows nothing of the report. */
export function MemberPage() {
  const { t } = useTranslation('member');
  useShownPage(t('window'));
  useEffect(() => {
    // Another link pasted into this tab.
    const look = () => takeMemberCode() && window.location.reload();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, []);
  const code = memberCode();
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <Mark size={36} />
        <LanguageChoice />
      </header>
      <main className={classes.card}>{code === null ? <NotValid /> : <Opened code={code} />}</main>
      <Help />
    </div>
  );
}

function Opened({ code }: { code: string }) {
  const { t, i18n } = useTranslation('member');
  const { data, error, refetch } = useQuery(instructionsQuery(code));
  if (error instanceof ApiProblem && error.status === 404) return <NotValid />;
  if (error)
    return (
      <>
        <Title order={1}>{t('window')}</Title>
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      </>
    );
  if (!data) return <Loading rows={5} />;
  const language = languages.find((each) => each === i18n.language) ?? 'en';
  return (
    <>
      <Title order={1}>{t('title', { app: data.platformName })}</Title>
      <p className={classes.lead}>{t('lead')}</p>
      <Note tone="attention">
        <p>{t('noPictures')}</p>
      </Note>
      <ol className={classes.steps}>
        {data.steps[language].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Answer code={code} given={data.answer} expiresAt={data.expiresAt} />
    </>
  );
}

/** Which of the reasons it is, nobody is told. */
function NotValid() {
  const { t } = useTranslation('member');
  return (
    <>
      <Title order={1}>{t('notValid.title')}</Title>
      <Note tone="calm" role="status">
        <p>{t('notValid.text')}</p>
      </Note>
    </>
  );
}

/** Numbers as config/referrals/referrals.yaml has them. */
function Help() {
  const { t } = useTranslation('member');
  return (
    <footer className={classes.help}>
      <p>
        {t('help.talk')} <a href="tel:116000">116 000</a>
      </p>
      <p>
        {t('help.danger')} <a href="tel:112">112</a>
      </p>
    </footer>
  );
}
