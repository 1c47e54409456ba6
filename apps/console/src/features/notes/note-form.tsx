import { Button, Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { ProblemAlert } from '../../design/problem-alert.js';

/** Writes a note for colleagues, which stays here. */
export function NoteForm({ reportId }: { reportId: string }) {
  const { t } = useTranslation('timeline');
  const { t: common } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const close = () => {
    setIsOpen(false);
    setText('');
  };
  const add = useMutation({
    mutationFn: () => client.addNote(reportId, text.trim()),
    onSuccess: close,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.notesOf(reportId) }),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() !== '') add.mutate();
  };
  if (!isOpen)
    return (
      <Button variant="default" size="sm" mb="md" onClick={() => setIsOpen(true)}>
        {t('note.write')}
      </Button>
    );
  return (
    <form onSubmit={submit} noValidate>
      <Textarea
        label={t('note.label')}
        description={t('note.help')}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
        maxLength={4_000}
        autosize
        minRows={3}
        maxRows={12}
        data-autofocus
        autoFocus
      />
      <ProblemAlert error={add.error} />
      <Group mt="sm" mb="md" gap="xs">
        <Button type="submit" size="sm" loading={add.isPending} disabled={text.trim() === ''}>
          {t('note.add')}
        </Button>
        <Button variant="default" size="sm" onClick={close}>
          {common('cancel')}
        </Button>
      </Group>
    </form>
  );
}
