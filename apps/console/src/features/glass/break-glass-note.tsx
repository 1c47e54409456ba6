import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { client } from '../../api/client.js';
import { queryClient } from '../../api/query-client.js';
import { Dialog } from '../../design/dialog.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay } from '../session/may.js';
import { HiddenFor } from '../submissions/hidden-for.js';

/** As the API asks for it. */
const shortestReason = 10;

/** Content of this report is hidden: whose role it takes, and the way in where it cannot wait for them. */
export function BreakGlassNote({ report: { id, contentFor } }: { report: Report }) {
  const { t } = useTranslation('report');
  const [isOpen, { open, close }] = useDisclosure();
  const mayBreak = useMay('BREAK_GLASS');
  return (
    <Note tone="calm" title={t('glass.hidden')}>
      {contentFor !== null && (
        <p>
          <HiddenFor roles={contentFor} />
        </p>
      )}
      {mayBreak && (
        <Button variant="default" size="xs" mt="xs" onClick={open}>
          {t('glass.break')}
        </Button>
      )}
      <Dialog isOpen={isOpen} title={t('glass.title')} onClose={close}>
        <BreakGlassForm reportId={id} onClose={close} />
      </Dialog>
    </Note>
  );
}

function BreakGlassForm({ reportId, onClose }: { reportId: string; onClose: () => void }) {
  const { t } = useTranslation('report');
  const { t: common } = useTranslation();
  const [reason, setReason] = useState('');
  const breaking = useMutation({
    mutationFn: () => client.breakGlass(reportId, reason.trim()),
    onSuccess: async () => {
      onClose();
      await queryClient.invalidateQueries();
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
            disabled={reason.trim().length < shortestReason}
          >
            {t('glass.confirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
