import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Report } from '#client';
import { client } from '../../api/client.js';
import { saveFile } from '../../api/save-file.js';
import { Card } from '../../design/card.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay } from '../session/may.js';
import acts from './acts/acts.module.css';

const languages = ['en', 'fr', 'nl', 'de'] as const;

/** What is handed to police, schools, judges and dispute bodies about this report, as a file. It is never shown here. */
export function DossierCard({ report: { id, reference, language } }: { report: Report }) {
  const { t } = useTranslation('report');
  const { t: code } = useTranslation('codes');
  const [spoken, setSpoken] = useState<Report['language']>(language);
  const mayMake = useMay('MAKE_DOSSIER');
  const make = useMutation({
    mutationFn: async (kind: 'zip' | 'pdf') =>
      saveFile(await client.readDossier(id, { kind, language: spoken }), `${reference}-dossier.${kind}`),
  });
  if (!mayMake) return null;
  const button = (kind: 'zip' | 'pdf') => ({
    size: 'sm' as const,
    onClick: () => make.mutate(kind),
    loading: make.isPending && make.variables === kind,
    disabled: make.isPending,
  });
  return (
    <Card title={t('dossier.title')}>
      <div className={acts.acts}>
        <p>{t('dossier.text')}</p>
        <NativeSelect
          label={t('dossier.language')}
          data={languages.map((value) => ({ value, label: code(`language.${value}`) }))}
          value={spoken}
          onChange={({ currentTarget: { value } }) =>
            setSpoken(languages.find((each) => each === value) ?? language)
          }
          maw="16rem"
        />
        <Group gap="xs">
          <Button {...button('zip')}>{t('dossier.zip')}</Button>
          <Button {...button('pdf')} variant="default">
            {t('dossier.pdf')}
          </Button>
        </Group>
        <p>{t('dossier.help')}</p>
        <ProblemAlert error={make.error} />
      </div>
    </Card>
  );
}
