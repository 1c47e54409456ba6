import '../../design/mantine-later.css';
import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useCodeTexts } from '../../design/code-texts.js';
import { eventTypesQuery } from './queries.js';
import { ListChoice } from './list-choice.js';
import { groupOf, withEntry } from './terms.js';
import classes from './webhooks.module.css';

interface EventChoiceProps {
  readonly value: readonly string[] | null;
  readonly onChange: (value: string[] | null) => void;
  readonly error: string | undefined;
}

/** Which events: all, whole groups of them, or single ones; and what no event is called any longer. */
export function EventChoice({ value, onChange, error }: EventChoiceProps) {
  const { t } = useTranslation('webhooks');
  const { event: eventText } = useCodeTexts();
  const { data: types = [] } = useQuery(eventTypesQuery);
  const groups = [...new Set(types.map(({ type }) => groupOf(type)))];
  const names: Readonly<Record<string, string>> = {
    'report.*': t('group.report'),
    'submission.*': t('group.submission'),
    'reply.*': t('group.reply'),
    'remedy.*': t('group.remedy'),
    'referral.*': t('group.referral'),
    'alert.*': t('group.alert'),
    'member.*': t('group.member'),
  };
  const chosen = value ?? [];
  const unknown = types.length === 0 ? [] : chosen.filter((each) => !isKnown(each));
  function isKnown(entry: string): boolean {
    return groups.includes(entry) || types.some(({ type }) => type === entry);
  }
  const set = (entry: string) => (event: { currentTarget: { checked: boolean } }) =>
    onChange(withEntry(chosen, entry, event.currentTarget.checked));
  return (
    <ListChoice
      legend={t('events.legend')}
      all={t('events.all')}
      hint={t('events.hint')}
      {...{ value, onChange, error }}
    >
      {groups.map((group) => (
        <div key={group} className={classes.group}>
          <Checkbox label={names[group] ?? group} checked={chosen.includes(group)} onChange={set(group)} />
          {!chosen.includes(group) && (
            <details>
              <summary>
                {t('events.single')}
                <VisuallyHidden> ({names[group] ?? group})</VisuallyHidden>
              </summary>
              <div className={classes.entries}>
                {types
                  .filter(({ type }) => groupOf(type) === group)
                  .map(({ type }) => (
                    <Checkbox
                      key={type}
                      label={eventText(type)}
                      description={type}
                      checked={chosen.includes(type)}
                      onChange={set(type)}
                    />
                  ))}
              </div>
            </details>
          )}
        </div>
      ))}
      {unknown.map((entry) => (
        <Checkbox key={entry} label={t('events.unknown', { entry })} checked onChange={set(entry)} />
      ))}
    </ListChoice>
  );
}
