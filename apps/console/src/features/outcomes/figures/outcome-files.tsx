import { Button, Group, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { TableQuery } from '#client';
import { client } from '../../../api/client.js';
import { saveFile } from '../../../api/save-file.js';
import { Card } from '../../../design/card.js';
import { ProblemAlert } from '../../../design/problem-alert.js';
import { useMay } from '../../session/may.js';
import classes from './figures.module.css';
import type { Days } from './period.js';

type Format = NonNullable<TableQuery['format']>;
const files = [
  ...(['submissions', 'reports'] as const).flatMap((table) =>
    (['csv', 'xlsx'] as const).map((format) => ({ table, format })),
  ),
];

/** The rows behind it all, for a spreadsheet. */
export function OutcomeFiles({ from, to }: Days) {
  const { t } = useTranslation('figures');
  const mayExport = useMay('EXPORT_TABLES');
  const fetching = useMutation({
    mutationFn: async ({ table, format }: { table: 'reports' | 'submissions'; format: Format }) => {
      saveFile(
        await client.exportTable(table, { from, to, format }),
        `uniflag-${table}-${from}-${to}.${format}`,
      );
    },
  });
  if (!mayExport) return null;
  const labels = { submissions: t('files.submissions'), reports: t('files.reports') };
  return (
    <div className={classes.files}>
      <Card title={t('files.title')}>
        <Stack>
          <p className={classes.lead}>{t('files.lead')}</p>
          <Group>
            {files.map((file) => (
              <Button
                key={`${file.table} ${file.format}`}
                variant="default"
                leftSection={<IconDownload size={16} aria-hidden />}
                loading={
                  fetching.isPending &&
                  fetching.variables.table === file.table &&
                  fetching.variables.format === file.format
                }
                onClick={() => fetching.mutate(file)}
              >
                {labels[file.table]} ({file.format.toUpperCase()})
              </Button>
            ))}
          </Group>
          <ProblemAlert error={fetching.error} />
        </Stack>
      </Card>
    </div>
  );
}
