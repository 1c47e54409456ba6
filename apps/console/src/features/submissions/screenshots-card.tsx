import '../../design/mantine-later.css';
import { Button, Checkbox, FileButton, Group } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report, Screenshot } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Card } from '../../design/card.js';
import { ConfirmButton } from '../../design/confirm-button.js';
import { Note } from '../../design/note.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { Time } from '../../design/time.js';
import { useIsGlassOpen, useMay } from '../session/may.js';
import acts from './acts/acts.module.css';
import { screenshotsQuery } from './queries.js';
import classes from './timeline.module.css';

/**
 * The screenshots of a report, where this installation keeps any: added, handed out as files, removed. None is ever shown
 * here. Where the category may have none, the law that says so.
 */
export function ScreenshotsCard({ report: { id, contentFor } }: { report: Report }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const isGlassOpen = useIsGlassOpen(id);
  const isReader = useMay('READ_SCREENSHOT') && contentFor === null && !isGlassOpen;
  const mayAct = useMay('ACT_ON_SCREENSHOT');
  const { data, error, refetch } = useQuery({ ...screenshotsQuery(id), enabled: isReader });
  const act = useMutation({
    mutationFn: (does: () => Promise<unknown>) => does(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.report(id) }),
  });
  if (!isReader) return null;
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  if (!data || (!data.isOn && data.data.length === 0)) return null;
  const { refusal } = data;
  return (
    <Card title={t('screenshots.title')}>
      <div className={acts.acts}>
        {refusal?.bar && <Note tone="calm">{code(`screenshotBar.${refusal.bar}`)}</Note>}
        <ul className={classes.events}>
          {data.data.map((each) => (
            <Kept
              key={each.id}
              reportId={id}
              screenshot={each}
              onRemove={mayAct ? () => act.mutate(() => client.removeScreenshot(id, each.id)) : null}
            />
          ))}
        </ul>
        {mayAct && refusal === null && (
          <AddScreenshot
            keepDays={data.keepDays}
            isAdding={act.isPending}
            onAdd={(file) => act.mutate(() => client.addScreenshot(id, file))}
          />
        )}
        <ProblemAlert error={act.error} />
      </div>
    </Card>
  );
}

function Kept({
  reportId,
  screenshot,
  onRemove,
}: {
  reportId: string;
  screenshot: Screenshot;
  onRemove: (() => void) | null;
}) {
  const { t } = useTranslation('report');
  const { id, by, addedAt, expiresAt, sizeBytes, isScanned } = screenshot;
  const kibibytes = Math.ceil(sizeBytes / 1_024);
  return (
    <li className={classes.event}>
      <p className={classes.what}>
        <Time at={addedAt} style="absolute" /> · {by} · {t('screenshots.size', { kibibytes })}
      </p>
      <p className={classes.when}>
        {t('screenshots.until')} <Time at={expiresAt} style="absolute" />
        {!isScanned && ` · ${t('screenshots.notScanned')}`}
      </p>
      <Group gap="xs" mt={6}>
        {/* The API says that it is a file to be saved: the browser never shows it. */}
        <Button
          component="a"
          href={`/v1/reports/${reportId}/screenshots/${id}/content`}
          download
          variant="default"
          size="xs"
        >
          {t('screenshots.save')}
        </Button>
        {onRemove && (
          <ConfirmButton
            size="xs"
            title={t('screenshots.removeTitle')}
            text={t('screenshots.removeText')}
            confirmLabel={t('screenshots.remove')}
            onConfirm={onRemove}
            color="red"
          >
            {t('screenshots.remove')}
          </ConfirmButton>
        )}
      </Group>
    </li>
  );
}

function AddScreenshot({
  keepDays,
  isAdding,
  onAdd,
}: {
  keepDays: number;
  isAdding: boolean;
  onAdd: (file: File) => void;
}) {
  const { t } = useTranslation('report');
  const [isDecent, setIsDecent] = useState(false);
  const add = (file: File | null) => {
    if (!file) return;
    onAdd(file);
    // Each picture is looked at.
    setIsDecent(false);
  };
  return (
    <div className={acts.panel}>
      <p>{t('screenshots.text', { count: keepDays })}</p>
      <Checkbox
        checked={isDecent}
        onChange={({ currentTarget }) => setIsDecent(currentTarget.checked)}
        label={t('screenshots.noNudity')}
      />
      <FileButton accept="image/png,image/jpeg,image/webp" onChange={add} disabled={!isDecent}>
        {(props) => (
          <Button {...props} variant="default" size="sm" loading={isAdding}>
            {t('screenshots.add')}
          </Button>
        )}
      </FileButton>
    </div>
  );
}
