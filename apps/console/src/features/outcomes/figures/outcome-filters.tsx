import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { platformsQuery, taxonomyQuery } from '../../../api/queries.js';
import classes from './figures.module.css';
import {
  outcomeModes,
  readOutcomeSearch,
  regimes,
  type Asked,
  type OutcomeSearch,
} from './outcome-search.js';
import { daysLater, periods } from './period.js';

interface OutcomeFiltersProps {
  readonly search: OutcomeSearch;
  readonly asked: Asked;
  /** Teams that the figures are of. */
  readonly teams: readonly string[];
}

/** Filters as parts of the address: what is seen can be shared, and the way back leads to what was seen before. */
export function OutcomeFilters({ search, asked, teams }: OutcomeFiltersProps) {
  const { t, i18n } = useTranslation('figures');
  const { t: code } = useTranslation('codes');
  const navigate = useNavigate();
  const { data: platforms = [] } = useQuery(platformsQuery);
  const { data: categories = [] } = useQuery(taxonomyQuery);
  const change = (changed: OutcomeSearch) =>
    void navigate({ to: '/outcomes', search: readOutcomeSearch({ ...search, ...changed }) });
  const choose = (name: keyof OutcomeSearch) => (event: { currentTarget: { value: string } }) =>
    change({ [name]: event.currentTarget.value });
  const periodNames = {
    'this-month': t('period.this-month'),
    'last-month': t('period.last-month'),
    'this-quarter': t('period.this-quarter'),
    'this-year': t('period.this-year'),
    'last-year': t('period.last-year'),
    own: t('period.own'),
  };
  const modeNames = { armed: t('mode.armed'), rehearsed: t('mode.rehearsed') };
  const every = { value: '', label: t('filter.every') };
  /** What the address names is shown, whether or not it is known here. */
  const withChosen = (name: keyof OutcomeSearch, known: readonly { value: string; label: string }[]) => {
    const chosen = search[name];
    const isKnown = chosen === undefined || known.some(({ value }) => value === chosen);
    return [every, ...known, ...(isKnown ? [] : [{ value: chosen, label: chosen }])];
  };
  const channels = platforms
    .filter(({ key }) => asked.platform === undefined || key === asked.platform)
    .flatMap(({ name, channels: ways }) =>
      ways.map(({ id, kind }) => ({ value: id, label: `${name}: ${code(`channelKind.${kind}`)}` })),
    );
  return (
    <search className={classes.filters} aria-label={t('filter.title')}>
      <NativeSelect
        label={t('filter.period')}
        value={asked.period}
        onChange={({ currentTarget: { value } }) =>
          change(
            value === 'own'
              ? { period: value, from: asked.from, until: daysLater(asked.to, -1) }
              : { period: value, from: '', until: '' },
          )
        }
        data={periods.map((value) => ({ value, label: periodNames[value] }))}
      />
      {asked.period === 'own' && (
        <>
          <Day label={t('filter.from')} value={asked.from} onChange={(from) => change({ from })} />
          <Day
            label={t('filter.until')}
            value={daysLater(asked.to, -1)}
            onChange={(until) => change({ until })}
          />
        </>
      )}
      <NativeSelect
        label={t('filter.mode')}
        value={asked.mode}
        onChange={choose('mode')}
        data={outcomeModes.map((value) => ({ value, label: modeNames[value] }))}
      />
      <NativeSelect
        label={t('filter.regime')}
        value={asked.regime ?? ''}
        onChange={choose('regime')}
        data={[every, ...regimes.map((value) => ({ value, label: code(`regime.${value}`) }))]}
      />
      <NativeSelect
        label={t('filter.platform')}
        value={asked.platform ?? ''}
        onChange={({ currentTarget: { value } }) => change({ platform: value, channel: '' })}
        data={withChosen(
          'platform',
          platforms.map(({ key, name }) => ({ value: key, label: name })),
        )}
      />
      <NativeSelect
        label={t('filter.channel')}
        value={asked.channel ?? ''}
        onChange={choose('channel')}
        data={withChosen('channel', channels)}
      />
      <NativeSelect
        label={t('filter.category')}
        value={asked.category ?? ''}
        onChange={choose('category')}
        data={withChosen(
          'category',
          categories
            .map((each) => ({ value: each.code, label: each.labels[i18n.language] ?? each.code }))
            .sort((one, other) => one.label.localeCompare(other.label, i18n.language)),
        )}
      />
      <NativeSelect
        label={t('filter.team')}
        value={asked.team ?? ''}
        onChange={choose('team')}
        data={withChosen(
          'team',
          teams.map((value) => ({ value, label: value })),
        )}
      />
    </search>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}

/** Tells of a day once it is whole: while it is typed, browsers give none. */
function Day({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      key={value}
      type="date"
      label={label}
      defaultValue={value}
      onBlur={({ currentTarget }) => {
        if (currentTarget.value !== '' && currentTarget.value !== value) onChange(currentTarget.value);
      }}
    />
  );
}
