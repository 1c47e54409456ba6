import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailKind, Language } from '#client';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { detailsIn } from './outgoing-details.js';
import { UnconfirmedDetails } from './unconfirmed-details.js';

/** The channel does not read the language of the explanation: a person translates it, never a machine. */
export function TranslationPanel(about: ActProps) {
  const { submission, standing, report } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const channel = standing?.channels.find(({ id }) => id === submission.channel);
  const read = (channel?.languages ?? []) as readonly Language[];
  const [chosen, setChosen] = useState<Language | null>(null);
  const [text, setText] = useState('');
  const [confirmed, setConfirmed] = useState<readonly DetailKind[]>([]);
  const [isMissing, setIsMissing] = useState(false);
  const language = chosen ?? read[0];
  const give = useAct(about, (into: Language) =>
    client.giveTranslation(submission.id, {
      translations: { [into]: text.trim() },
      ...(confirmed.length === 0 ? {} : { confirmedFindings: [...confirmed] }),
    }),
  );
  const unconfirmed = detailsIn(give.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setIsMissing(text.trim() === '');
    if (text.trim() !== '' && language !== undefined) give.mutate(language);
  };
  if (language === undefined) return null;
  return (
    <form onSubmit={submit} noValidate>
      <h4 className={classes.title}>{t('acts.translate')}</h4>
      <p>{t('translate.help', { written: code(`language.${report.language}`) })}</p>
      {read.length > 1 && (
        <NativeSelect
          label={t('translate.language')}
          value={language}
          onChange={(event) => setChosen(event.currentTarget.value as Language)}
          data={read.map((each) => ({ value: each, label: code(`language.${each}`) }))}
        />
      )}
      <Textarea
        label={t('translate.label', { language: code(`language.${language}`) })}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setIsMissing(false);
          setConfirmed([]);
        }}
        error={isMissing ? t('translate.needed') : undefined}
        maxLength={channel?.maxExplanationChars}
        lang={language}
        autosize
        minRows={4}
        maxRows={14}
        required
      />
      <UnconfirmedDetails kinds={unconfirmed} confirmed={confirmed} onConfirm={setConfirmed} />
      <Button type="submit" mt="sm" loading={give.isPending}>
        {t('translate.send')}
      </Button>
      <ProblemAlert error={unconfirmed.length > 0 ? null : give.error} />
    </form>
  );
}
