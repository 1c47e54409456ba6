import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type DetailKind, type Resolution } from '#client';
import { useCodeTexts } from '../../../design/code-texts.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { ChangedMeanwhile } from '../changed-meanwhile.js';
import { useCorrection } from '../use-correction.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';
import { detailsIn } from './outgoing-details.js';
import { UnconfirmedDetails } from './unconfirmed-details.js';

/** The address was wrong: this submission is withdrawn, and another one of the report has the right one. */
export function AddressPanel({ report, submission, onDone }: ActProps) {
  const { t } = useTranslation('report');
  const { resolve } = useCodeTexts();
  const { target } = submission;
  const [input, setInput] = useState(target.input);
  const [locator, setLocator] = useState(target.locator ?? '');
  const [confirmed, setConfirmed] = useState<readonly DetailKind[]>([]);
  const [isMissing, setIsMissing] = useState(false);
  const correction = useCorrection(report.id, onDone);
  const reason = reasonIn(correction.error);
  const unconfirmed = detailsIn(correction.error);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const isSame = input.trim() === target.input && locator.trim() === (target.locator ?? '');
    setIsMissing(input.trim() === '' || isSame);
    if (input.trim() === '' || isSame) return;
    const given = { input: input.trim(), ...(locator.trim() === '' ? {} : { locator: locator.trim() }) };
    correction.correct({
      targets: [{ submission: submission.id, ...given }],
      ...(confirmed.length === 0 ? {} : { confirmedFindings: [...confirmed] }),
    });
  };
  return (
    <form onSubmit={submit} noValidate>
      <h4 className={classes.title}>{t('acts.address')}</h4>
      <p>{t('correct.addressHelp')}</p>
      <TextInput
        label={t('correct.address')}
        value={input}
        onChange={({ currentTarget: { value } }) => {
          setInput(value);
          setIsMissing(false);
        }}
        error={isMissing ? t('correct.addressNeeded') : reason && resolve(reason)}
        maxLength={4_096}
        required
      />
      <Textarea
        label={t('correct.locator')}
        value={locator}
        onChange={({ currentTarget: { value } }) => {
          setLocator(value);
          setIsMissing(false);
          setConfirmed([]);
        }}
        maxLength={2_000}
        autosize
        mt="sm"
      />
      <UnconfirmedDetails kinds={unconfirmed} confirmed={confirmed} onConfirm={setConfirmed} />
      <ChangedMeanwhile changes={correction.changes} onLoadAnew={correction.loadAnew} />
      <Button
        type="submit"
        mt="sm"
        loading={correction.isPending}
        disabled={correction.changes !== undefined}
      >
        {t('reportActs.correctConfirm')}
      </Button>
      <ProblemAlert error={reason || unconfirmed.length > 0 ? null : correction.error} />
    </form>
  );
}

/** Why the address was not taken. */
function reasonIn(error: unknown): NonNullable<Resolution['reason']> | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const code = error.errors.find(({ code: each }) => each.startsWith('TARGET.'))?.code;
  return code?.slice('TARGET.'.length) as NonNullable<Resolution['reason']> | undefined;
}
