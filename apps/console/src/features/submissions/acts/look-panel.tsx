import '../../../design/mantine-later.css';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconEye, IconEyeOff, IconEyeQuestion, IconGhost2, type Icon } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type NewObservation, type Visibility } from '#client';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** What somebody sees who looks, and when: the person at the desk, or the caller. */
export function LookPanel(about: ActProps) {
  const { submission, standing } = about;
  const { t } = useTranslation('report');
  const isMemberOnly = standing?.verification === 'MEMBER';
  const [isByMember, setIsByMember] = useState(isMemberOnly);
  const [at, setAt] = useState('');
  const record = useAct(about, (look: NewObservation) => client.recordVerification(submission.id, look));
  const look = (seen: Visibility) =>
    record.mutate({
      seen,
      by: isByMember ? 'MEMBER' : 'STAFF',
      ...(at === '' ? {} : { observedAt: new Date(at).toISOString() }),
    });
  const choices: readonly (readonly [Visibility, Icon, string])[] = [
    ['GONE', IconGhost2, t('look.gone')],
    ['LIMITED', IconEyeOff, t('look.limited')],
    ['LIVE', IconEye, t('look.live')],
    ['UNCHECKABLE', IconEyeQuestion, t('look.cannotTell')],
  ];
  const wrongTime = timeProblem(record.error);
  return (
    <>
      <h4 className={classes.title}>{t('look.title')}</h4>
      <p>{isMemberOnly ? t('look.helpMember') : t('look.help')}</p>
      <Checkbox
        label={t('look.byMember')}
        checked={isByMember}
        onChange={(event) => setIsByMember(event.currentTarget.checked)}
      />
      <TextInput
        type="datetime-local"
        label={t('look.at')}
        description={t('look.atHelp')}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
        error={
          wrongTime === 'OBSERVATION.IN_FUTURE'
            ? t('look.inFuture')
            : wrongTime === 'OBSERVATION.BEFORE_FILING'
              ? t('look.beforeFiling')
              : undefined
        }
      />
      <Group gap="xs">
        {choices.map(([seen, Mark, label]) => (
          <Button
            key={seen}
            variant="default"
            leftSection={<Mark size={18} aria-hidden />}
            loading={record.isPending && record.variables?.seen === seen}
            disabled={record.isPending}
            onClick={() => look(seen)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <ProblemAlert error={wrongTime === null ? record.error : null} />
    </>
  );
}

/** Code of why the time cannot be right; null where that is not what went wrong. */
function timeProblem(error: unknown): string | null {
  if (!(error instanceof ApiProblem)) return null;
  return error.errors.find(({ pointer }) => pointer === '/observedAt')?.code ?? null;
}
