import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import { ProblemAlert } from '../../design/problem-alert.js';

/** As the API asks for it. */
const shortestReason = 10;

interface BreakGlassFormProps {
  /** Its id or reference; absent where whoever opens it types it. */
  readonly report?: string;
  readonly onClose: () => void;
  readonly onOpened?: (reference: string) => void;
}

/** Why one report cannot wait for somebody who has the role it takes. */
export function BreakGlassForm({ report, onClose, onOpened }: BreakGlassFormProps) {
  const { t } = useTranslation('report');
  const { t: common } = useTranslation();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const named = report ?? typed.trim().toUpperCase();
  const breaking = useMutation({
    mutationFn: () => client.breakGlass(named, reason.trim()),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
      onOpened?.(named);
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    breaking.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text c="dimmed">{t('glass.text')}</Text>
        <ProblemAlert error={breaking.error} />
        {report === undefined && (
          <TextInput
            label={t('glass.reference')}
            required
            withAsterisk={false}
            maxLength={40}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <Textarea
          label={t('glass.reason')}
          description={t('glass.reasonHint', { chars: shortestReason })}
          required
          withAsterisk={false}
          minLength={shortestReason}
          maxLength={1_000}
          autosize
          minRows={3}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button
            type="submit"
            color="red"
            loading={breaking.isPending}
            disabled={named === '' || reason.trim().length < shortestReason}
          >
            {t('glass.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
