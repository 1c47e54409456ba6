import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DetailKind, Report } from '#client';
import { LongText } from '../../design/long-text.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { detailsIn } from './acts/outgoing-details.js';
import { UnconfirmedDetails } from './acts/unconfirmed-details.js';
import { ChangedMeanwhile } from './changed-meanwhile.js';
import { useCorrection } from './use-correction.js';

/** Another explanation, while no platform has the one before. */
export function ExplanationForm({ report, onDone }: { report: Report; onDone: () => void }) {
  const { t } = useTranslation('report');
  const { t: common } = useTranslation();
  const [before] = useState(report.explanation);
  const [text, setText] = useState(before);
  const [confirmed, setConfirmed] = useState<readonly DetailKind[]>([]);
  const correction = useCorrection(report.id, onDone);
  const unconfirmed = detailsIn(correction.error);
  const isMissing = text.trim() === '';
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isMissing)
      correction.correct({
        explanation: text.trim(),
        ...(confirmed.length === 0 ? {} : { confirmedFindings: [...confirmed] }),
      });
  };
  const now = correction.report?.explanation ?? before;
  return (
    <form onSubmit={submit} noValidate>
      <Text component="p" c="dimmed">
        {t('correct.explanationHelp')}
      </Text>
      {now !== before && now !== text && (
        <Note tone="attention" title={t('correct.nowReads')}>
          <LongText text={now} label={t('facts.explanation')} lang={report.language} />
        </Note>
      )}
      <Textarea
        label={t('facts.explanation')}
        value={text}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          setConfirmed([]);
        }}
        error={isMissing ? t('correct.needed') : undefined}
        lang={report.language}
        maxLength={20_000}
        autosize
        minRows={6}
        maxRows={16}
        required
      />
      <UnconfirmedDetails kinds={unconfirmed} confirmed={confirmed} onConfirm={setConfirmed} />
      <ChangedMeanwhile changes={correction.changes} onLoadAnew={correction.loadAnew} />
      <ProblemAlert error={unconfirmed.length > 0 ? null : correction.error} />
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button type="submit" loading={correction.isPending} disabled={correction.changes !== undefined}>
          {t('reportActs.correctConfirm')}
        </Button>
      </Group>
    </form>
  );
}
