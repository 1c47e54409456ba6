import { Button, Group } from '@mantine/core';
import { IconEye, IconEyeOff, IconEyeQuestion, IconGhost2, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Visibility } from '#client';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** What somebody sees who looks: the person at the desk, or the caller. */
export function LookPanel(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const record = useAct(about, (seen: Visibility) => client.recordVerification(submission.id, seen));
  const choices: readonly (readonly [Visibility, Icon, string])[] = [
    ['GONE', IconGhost2, t('look.gone')],
    ['LIMITED', IconEyeOff, t('look.limited')],
    ['LIVE', IconEye, t('look.live')],
    ['UNCHECKABLE', IconEyeQuestion, t('look.cannotTell')],
  ];
  return (
    <>
      <h4 className={classes.title}>{t('look.title')}</h4>
      <p>{t('look.help')}</p>
      <Group gap="xs">
        {choices.map(([seen, Mark, label]) => (
          <Button
            key={seen}
            variant="default"
            leftSection={<Mark size={18} aria-hidden />}
            loading={record.isPending && record.variables === seen}
            disabled={record.isPending}
            onClick={() => record.mutate(seen)}
          >
            {label}
          </Button>
        ))}
      </Group>
      <ProblemAlert error={record.error} />
    </>
  );
}
