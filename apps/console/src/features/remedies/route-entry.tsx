import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Route, Submission } from '#client';
import { Time } from '../../design/time.js';
import type { UiLanguage } from '../../i18n/languages.js';
import { LetterView } from './letter-view.js';
import classes from './remedies.module.css';

interface RouteEntryProps {
  readonly route: Route;
  readonly submission: Submission;
  readonly isPending: boolean;
  readonly onTake: (body?: string) => void;
}

/** One way that is open: why, until when, what it needs, its letter, and taking it. */
export function RouteEntry({ route, submission, isPending, onTake }: RouteEntryProps) {
  const { t, i18n } = useTranslation('guidance');
  const { t: code } = useTranslation('codes');
  const [isLetterOpen, setIsLetterOpen] = useState(false);
  const language = i18n.language as UiLanguage;
  const { labels, descriptions, until, why, needs, bodies, letterLanguages, addressee } = route;
  const choosesBody = addressee === 'BODY';
  const filesAnew = addressee === 'NOBODY';
  return (
    <li className={classes.route}>
      <h5 className={classes.name}>{labels[language]}</h5>
      <p>{descriptions[language]}</p>
      <p className={classes.why}>
        {t('routes.why', { why: code(`routeWhy.${why}`) })}
        {until !== null && (
          <>
            {' · '}
            <strong>
              {t('routes.until')} <Time at={until} style="both" />
            </strong>
          </>
        )}
      </p>
      <p className={classes.why}>
        {t('routes.needs', { what: needs.map((need) => code(`routeNeed.${need}`)).join(', ') })}
      </p>
      {bodies.length > 0 && (
        <ul className={classes.bodies}>
          {bodies.map(({ key, name, country, url, notes, source, until: end }) => (
            <li key={key}>
              <strong>{name}</strong> ({country}, {code(`certainty.${source.certainty}`)})
              {url !== null && <code className={classes.address}>{url}</code>}
              {end !== null && (
                <>
                  {t('routes.until')} <Time at={end} style="absolute" />
                </>
              )}
              <br />
              {notes[language]}
            </li>
          ))}
        </ul>
      )}
      <Group gap="xs">
        {letterLanguages.length > 0 && (
          <Button
            variant={isLetterOpen ? 'light' : 'default'}
            size="xs"
            aria-expanded={isLetterOpen}
            aria-label={t('routes.letterOf', { route: labels[language] })}
            onClick={() => setIsLetterOpen(!isLetterOpen)}
          >
            {t('routes.letter')}
          </Button>
        )}
        {choosesBody
          ? bodies.map(({ key, name }) => (
              <Button key={key} size="xs" variant="default" disabled={isPending} onClick={() => onTake(key)}>
                {t('routes.takeWith', { body: name })}
              </Button>
            ))
          : !filesAnew && (
              <Button size="xs" variant="default" disabled={isPending} onClick={() => onTake()}>
                {t('routes.take')}
              </Button>
            )}
        {filesAnew && (
          <Button
            size="xs"
            variant="default"
            component={Link}
            to="/file"
            disabled={isPending}
            onClick={() => onTake()}
          >
            {t('routes.fileAnew')}
          </Button>
        )}
      </Group>
      {isLetterOpen && (
        <LetterView
          submissionId={submission.id}
          route={route.route}
          languages={letterLanguages}
          bodies={choosesBody ? bodies : []}
        />
      )}
    </li>
  );
}
