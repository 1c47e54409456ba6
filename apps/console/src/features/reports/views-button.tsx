import '../../design/mantine-later.css';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedView } from '#client';
import { client } from '../../api/client.js';
import { keys } from '../../api/keys.js';
import { queryClient } from '../../api/query-client.js';
import { Dialog } from '../../design/dialog.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { useMay, usePersonId } from '../session/may.js';
import { readReportSearch, type ReportSearch } from './report-search.js';
import classes from './views-button.module.css';

/** Filters that somebody kept under a name, and a place to keep those of now. */
export function ViewsButton({ search }: { search: ReportSearch }) {
  const { t } = useTranslation('reports');
  const [isOpen, { open, close }] = useDisclosure();
  // They belong to people.
  if (usePersonId() === null) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconBookmark size={18} aria-hidden />} onClick={open}>
        {t('views.title')}
      </Button>
      <Dialog isOpen={isOpen} title={t('views.title')} onClose={close}>
        <Views onChosen={close} />
        {Object.keys(search).length > 0 && <NewView search={search} />}
        <Group mt="lg" justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('views.close')}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}

function Views({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation('reports');
  const { data: views, error } = useQuery({ queryKey: keys.views, queryFn: () => client.listViews() });
  const mayShare = useMay('SHARE_VIEW');
  const remove = useMutation({
    mutationFn: (id: string) => client.removeView(id),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.views }),
  });
  return (
    <>
      <ProblemAlert error={error ?? remove.error} />
      {views?.length === 0 && <p className={classes.none}>{t('views.none')}</p>}
      <ul className={classes.views}>
        {views?.map((view) => (
          <li key={view.id} className={classes.view}>
            <Link to="/reports" search={searchOf(view)} onClick={onChosen} className={classes.name}>
              {view.name}
            </Link>
            {view.shared && <span className={classes.shared}>{t('views.shared')}</span>}
            {(!view.shared || mayShare) && (
              <Button
                variant="subtle"
                size="xs"
                aria-label={t('views.removeNamed', { name: view.name })}
                onClick={() => remove.mutate(view.id)}
              >
                {t('views.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function NewView({ search }: { search: ReportSearch }) {
  const { t } = useTranslation('reports');
  const mayShare = useMay('SHARE_VIEW');
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const save = useMutation({
    mutationFn: () => client.saveView({ name: name.trim(), filter: search, shared }),
    onSuccess: () => setName(''),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.views }),
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t('views.name')}
        description={t('views.nameText')}
        value={name}
        maxLength={60}
        autoComplete="off"
        onChange={({ currentTarget: { value } }) => setName(value)}
      />
      {mayShare && (
        <Checkbox
          mt="sm"
          label={t('views.share')}
          checked={shared}
          onChange={({ currentTarget: { checked } }) => setShared(checked)}
        />
      )}
      <ProblemAlert error={save.error} />
      <Button type="submit" size="sm" mt="sm" disabled={name.trim() === ''} loading={save.isPending}>
        {t('views.save')}
      </Button>
    </form>
  );
}

/** What of it is no filter of the page is left out. */
function searchOf({ filter }: SavedView): ReportSearch {
  return readReportSearch({ ...filter });
}
