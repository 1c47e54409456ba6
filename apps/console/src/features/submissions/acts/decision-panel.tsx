import '../../../design/mantine-later.css';
import { Button, Checkbox, Group, Radio, SimpleGrid, Stack } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionRead } from '#client';
import { client } from '../../../api/client.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import {
  decisionsOf,
  effects,
  refusalReasons,
  type Effect,
  type ReadableDecision,
} from '../possible-acts.js';
import type { RefusalReason } from '../clauses.js';
import { useAct } from '../use-act.js';
import type { ActProps } from './act-props.js';
import classes from './acts.module.css';

/** What the platform said elsewhere: in its portal, in a letter, by telephone. */
export function DecisionPanel(about: ActProps) {
  const { submission } = about;
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const [decision, setDecision] = useState<ReadableDecision | null>(null);
  const [done, setDone] = useState<Effect[]>([]);
  const [reason, setReason] = useState<RefusalReason | null>(null);
  const [isChecked, setIsChecked] = useState(false);
  const record = useAct(about, (read: DecisionRead) => client.recordDecision(submission.id, read));
  const read = decisionOf(decision, done, reason);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsChecked(true);
    if (read !== null) record.mutate(read);
    else event.currentTarget.querySelector<HTMLElement>('[data-wanted] input')?.focus();
  };
  const who = code(`platform.${submission.platform}`);
  return (
    <form onSubmit={submit} noValidate>
      <h4 className={classes.title}>{t('acts.decision')}</h4>
      <Stack mt="sm" gap="md">
        <Radio.Group
          label={t('decision.label', { who })}
          value={decision}
          onChange={(value) => setDecision(value)}
          error={isChecked && decision === null ? t('decision.needed') : undefined}
          data-wanted={decision === null || undefined}
        >
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
            {decisionsOf(submission).map((each) => (
              <Radio key={each} value={each} label={code(`decision.${each}`)} />
            ))}
          </SimpleGrid>
        </Radio.Group>
        {decision === 'ACTIONED' && (
          <Checkbox.Group
            label={t('decision.effects', { who })}
            value={done}
            onChange={(values) => setDone(values)}
            error={isChecked && done.length === 0 ? t('decision.effectsNeeded') : undefined}
            data-wanted={done.length === 0 || undefined}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
              {effects.map((effect) => (
                <Checkbox key={effect} value={effect} label={code(`effect.${effect}`)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
        {decision === 'REFUSED' && (
          <Radio.Group
            label={t('decision.reason', { who })}
            value={reason}
            onChange={(value) => setReason(value)}
            error={isChecked && reason === null ? t('decision.reasonNeeded') : undefined}
            data-wanted={reason === null || undefined}
          >
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs" mt="xs">
              {refusalReasons.map((each) => (
                <Radio key={each} value={each} label={code(`refusal.${each}`)} />
              ))}
            </SimpleGrid>
          </Radio.Group>
        )}
        <Group>
          <Button type="submit" loading={record.isPending}>
            {t('decision.save')}
          </Button>
        </Group>
        <ProblemAlert error={record.error} />
      </Stack>
    </form>
  );
}

/** What to record, once everything that belongs to it is said. */
function decisionOf(
  decision: ReadableDecision | null,
  done: Effect[],
  refusalReason: RefusalReason | null,
): DecisionRead | null {
  if (decision === null) return null;
  if (decision === 'ACTIONED') return done.length === 0 ? null : { decision, effects: done };
  if (decision === 'REFUSED') return refusalReason === null ? null : { decision, refusalReason };
  return { decision };
}
