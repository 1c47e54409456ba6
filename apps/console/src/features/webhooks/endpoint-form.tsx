import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../api/queries.js';
import { useProblemTexts } from '../../design/problem-texts.js';
import { ProblemAlert } from '../../design/problem-alert.js';
import { EventChoice } from './event-choice.js';
import { Entries, ListChoice } from './list-choice.js';
import type { Terms } from './terms.js';

interface EndpointFormProps {
  readonly before: Terms;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly submitLabel: string;
  readonly onSubmit: (terms: Terms) => void;
  readonly onCancel: () => void;
}

const slas = ['DUE_SOON', 'BREACHED'] as const;
const formats = ['STANDARD', 'CLOUDEVENTS_STRUCTURED', 'CLOUDEVENTS_BINARY'] as const;

/** Where events go, which, and how they are written. What was typed stays until it is taken or left. */
export function EndpointForm(props: EndpointFormProps) {
  const { before, error, isPending, submitLabel, onSubmit, onCancel } = props;
  const { t, i18n } = useTranslation('webhooks');
  const { t: code } = useTranslation('codes');
  const { field } = useProblemTexts();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const [terms, setTerms] = useState(before);
  const change = (changed: Partial<Terms>) => setTerms({ ...terms, ...changed });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    onSubmit(terms);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <ProblemAlert error={error} />
        <TextInput
          label={t('form.url')}
          description={t('form.urlHint')}
          type="url"
          maxLength={2_000}
          value={terms.url}
          error={field(error, '/url')}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.description')}
          description={t('form.descriptionHint')}
          maxLength={200}
          value={terms.description}
          error={field(error, '/description')}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <EventChoice
          value={terms.events}
          onChange={(events) => change({ events })}
          error={field(error, '/events')}
        />
        <ListChoice
          legend={t('platforms.legend')}
          all={t('platforms.all')}
          hint={t('platforms.hint')}
          value={terms.platforms}
          onChange={(chosen) => change({ platforms: chosen })}
          error={field(error, '/platforms')}
        >
          <Entries
            value={terms.platforms ?? []}
            onChange={(chosen) => change({ platforms: chosen })}
            options={platforms.map(({ key, name }) => ({ value: key, label: name }))}
          />
        </ListChoice>
        <ListChoice
          legend={t('categories.legend')}
          all={t('categories.all')}
          value={terms.categories}
          onChange={(chosen) => change({ categories: chosen })}
          error={field(error, '/categories')}
        >
          <Entries
            value={terms.categories ?? []}
            onChange={(chosen) => change({ categories: chosen })}
            options={categories.map((each) => ({
              value: each.code as NonNullable<Terms['categories']>[number],
              label: each.labels[i18n.language] ?? each.code,
            }))}
          />
        </ListChoice>
        <ListChoice
          legend={t('sla.legend')}
          all={t('sla.all')}
          value={terms.sla}
          onChange={(chosen) => change({ sla: chosen })}
          error={field(error, '/sla')}
        >
          <Entries
            value={terms.sla ?? []}
            onChange={(chosen) => change({ sla: chosen })}
            options={slas.map((value) => ({ value, label: code(`webhookSla.${value}`) }))}
          />
        </ListChoice>
        <NativeSelect
          label={t('form.format')}
          value={terms.format}
          onChange={(event) => change({ format: event.currentTarget.value as Terms['format'] })}
          data={formats.map((value) => ({ value, label: code(`webhookFormat.${value}`) }))}
        />
        <Group>
          <Button type="submit" loading={isPending}>
            {submitLabel}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t('form.leave')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
