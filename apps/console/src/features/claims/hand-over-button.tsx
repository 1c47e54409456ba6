import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/dialog.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { usePersonId } from '../session/may.js';
import { colleaguesQuery } from './queries.js';

/** Asks which colleague takes care from now on. */
export function HandOverButton({ onConfirm }: { onConfirm: (to: string) => void }) {
  const { t } = useTranslation('reports');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" size="sm" onClick={open}>
        {t('claim.handOver')}
      </Button>
      <Dialog isOpen={isOpen} title={t('claim.handOver')} onClose={close}>
        <ColleagueChoice
          onCancel={close}
          onConfirm={(to) => {
            close();
            onConfirm(to);
          }}
        />
      </Dialog>
    </>
  );
}

function ColleagueChoice({ onCancel, onConfirm }: { onCancel: () => void; onConfirm: (to: string) => void }) {
  const { t } = useTranslation('reports');
  const { t: common } = useTranslation();
  const { data: everybody = [], error } = useQuery(colleaguesQuery);
  const personId = usePersonId();
  const colleagues = everybody.filter(({ id }) => id !== personId);
  const [chosen, setChosen] = useState('');
  const to = chosen || (colleagues[0]?.id ?? '');
  return (
    <>
      <Text component="div" c="dimmed">
        {t('claim.handOverText')}
      </Text>
      <ProblemAlert error={error} />
      <NativeSelect
        label={t('claim.colleague')}
        data={colleagues.map(({ id, name, team }) => ({
          value: id,
          label: team === null ? name : `${name} (${team})`,
        }))}
        value={to}
        onChange={({ currentTarget: { value } }) => setChosen(value)}
        mt="md"
      />
      <Group mt="lg" justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button disabled={to === ''} onClick={() => onConfirm(to)}>
          {t('claim.handOver')}
        </Button>
      </Group>
    </>
  );
}
