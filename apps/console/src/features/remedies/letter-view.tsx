import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language, Route, RouteCode } from '#client';
import { CopyButton } from '../../design/copy-button.js';
import { Loading } from '../../design/loading.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { letterQuery } from './queries.js';
import classes from './remedies.module.css';

interface LetterViewProps {
  readonly submissionId: string;
  readonly route: RouteCode;
  readonly languages: readonly Language[];
  /** Where there are several, the letter names one. */
  readonly bodies: Route['bodies'];
}

/** The letter of a route, to be copied and completed. What is typed here stays in the page. */
export function LetterView({ submissionId, route, languages, bodies }: LetterViewProps) {
  const { t, i18n } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const mine = languages.find((each) => each === (i18n.language as UiLanguage)) ?? languages[0] ?? 'en';
  const [language, setLanguage] = useState<Language>(mine);
  const [body, setBody] = useState(bodies[0]?.key);
  const { data, error, refetch } = useQuery(letterQuery(submissionId, route, language, body));
  return (
    <div className={classes.letter}>
      <div className={classes.choices}>
        <NativeSelect
          label={t('routes.language')}
          value={language}
          data={languages.map((each) => ({ value: each, label: code(`language.${each}`) }))}
          onChange={({ currentTarget: { value } }) =>
            setLanguage(languages.find((each) => each === value) ?? mine)
          }
        />
        {bodies.length > 1 && (
          <NativeSelect
            label={code(`route.${route}`)}
            value={body}
            data={bodies.map(({ key, name }) => ({ value: key, label: name }))}
            onChange={({ currentTarget: { value } }) => setBody(value)}
          />
        )}
      </div>
      <ProblemAlert error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={4} />}
      {data && (
        <>
          <p className={classes.subject} lang={data.language}>
            {data.subject}
          </p>
          <Textarea
            key={`${data.language}${body ?? ''}`}
            label={t('routes.letterOf', { route: code(`route.${route}`) })}
            description={t('routes.gaps')}
            defaultValue={data.text}
            lang={data.language}
            autosize
            minRows={8}
            autoComplete="off"
          />
          <CopyButton value={`${data.subject}\n\n${data.text}`} label={code(`route.${route}`)} />
        </>
      )}
    </div>
  );
}
