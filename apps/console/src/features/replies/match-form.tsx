import '../../design/mantine-later.css';
import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, type Submission } from '#client';
import { client } from '../../api/client.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { matchReply, repliesMoved, type WaitingReply } from './queries.js';

/** Says which submission a reply is about: the report by its reference, then which of its submissions. */
export function MatchForm({ reply: { id, platform } }: { reply: WaitingReply }) {
  const { t } = useTranslation('replies');
  const { t: code } = useTranslation('codes');
  const [reference, setReference] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const find = useMutation({
    mutationFn: () => submissionsAt(reference.trim().toUpperCase(), platform),
    onSuccess: (there) => {
      setChosen(there.length === 1 ? (there[0]?.id ?? null) : null);
    },
  });
  const match = useMutation({
    mutationFn: (submissionId: string) => matchReply(id, submissionId),
    onSettled: repliesMoved,
  });
  const found = find.data;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    find.mutate();
  };
  return (
    <>
      <form onSubmit={submit}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label={t('match.reference')}
            placeholder={t('match.example')}
            value={reference}
            onChange={(event) => {
              setReference(event.currentTarget.value);
              find.reset();
            }}
            error={isNotFound(find.error) ? t('match.unknown') : undefined}
            required
            withAsterisk={false}
          />
          <Button type="submit" variant="default" loading={find.isPending}>
            {t('match.find')}
          </Button>
        </Group>
      </form>
      <ProblemAlert error={isNotFound(find.error) ? null : find.error} />
      {found?.length === 0 && (
        <p role="status">{t('match.nothingThere', { who: code(`platform.${platform}`) })}</p>
      )}
      {found !== undefined && found.length > 0 && (
        <Radio.Group label={t('match.which')} value={chosen} onChange={setChosen} mt="sm">
          <Stack gap="xs" mt={6}>
            {found.map((submission) => (
              <Radio
                key={submission.id}
                value={submission.id}
                label={`${submission.reference} · ${code(`word.${submission.word}`)}`}
              />
            ))}
          </Stack>
          <Button
            mt="sm"
            disabled={chosen === null}
            loading={match.isPending}
            onClick={() => chosen !== null && match.mutate(chosen)}
          >
            {t('match.confirm')}
          </Button>
        </Radio.Group>
      )}
      <ProblemAlert error={match.error} />
    </>
  );
}

/** Those of a report, or the one whose own reference was given. */
async function submissionsAt(reference: string, platform: string): Promise<Submission[]> {
  const [, of, ordinal] = /^(UF-\d{4}-\d{6,9})-(\d{1,5})\b/.exec(reference) ?? [];
  const report = await client.readReport(of ?? reference);
  const submissions =
    ordinal === undefined
      ? report.submissions
      : (await client.submissionPage(report.id, { cursor: String(Number(ordinal) - 1), limit: 1 })).data;
  return submissions.filter((each) => each.platform === platform);
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 404;
}
