import { Button, Group, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AnnualReportQuery } from '#client';
import { client } from '../../api/client.js';
import { saveFile } from '../../api/save-file.js';
import { ProblemAlert } from '../../design/problem-alert.js';

type File = Required<AnnualReportQuery>;
const formats = ['pdf', 'html', 'csv', 'json'] as const;

/** The report as files, one button each. */
export function AnnualReportFiles(chosen: Omit<File, 'format'>) {
  const { t } = useTranslation('outcomes');
  const fetching = useMutation({
    mutationFn: async (format: File['format']) => {
      const { year, language, mode } = chosen;
      saveFile(
        await client.readAnnualReportFile({ ...chosen, format }),
        `annual-report-${year}-${mode === 'rehearsed' ? 'rehearsal-' : ''}${language}.${format}`,
      );
    },
  });
  const labels = { pdf: t('file.pdf'), html: t('file.html'), csv: t('file.csv'), json: t('file.json') };
  return (
    <Stack>
      <Group>
        {formats.map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={fetching.isPending && fetching.variables === format}
            onClick={() => fetching.mutate(format)}
          >
            {labels[format]}
          </Button>
        ))}
      </Group>
      <ProblemAlert error={fetching.error} />
    </Stack>
  );
}
